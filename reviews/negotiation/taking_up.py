"""Taking up clauses that no term rested on: each becomes work of the desk that owns what it looks like."""

from reviews.models import Proposal
from reviews.papers import proposing
from reviews.papers.proposals import fill_in
from reviews.terms import passages
from reviews.terms.adding import write_term


def take_up(review, loose, chosen, *, by):
    """{Term: [LooseClause]} for what was chosen, {key of a loose clause: TermType}; the caller asks the desks.

    The review gets the terms that it has none of. The passage itself stays a proposal: its desk says what it is.
    """
    owners, taken_up = proposing.Owners(review), {}
    for clause in loose:
        if term_type := chosen.get(clause.key):
            owner = owners.of_type(term_type)
            if term_type.pk not in owners.terms:
                owners.terms[term_type.pk] = _new_term(review, term_type, owner, clause, by=by)
            if not clause.is_removed:
                _propose(review, term_type, owner, clause)
            taken_up.setdefault(owners.terms[term_type.pk], []).append(clause)
    return taken_up


def _new_term(review, term_type, owner, clause, *, by):
    term = write_term(review, term_type, owner, by=by)
    fill_in(term, passages.passage_of(_proposal(review, term_type, owner, clause)))
    return term


def _proposal(review, term_type, owner, clause):
    """The passage as a proposal for the term that it was taken up as, not saved."""
    proposal = proposing.unguessed(review, clause.version, clause.clause, clause.words)
    proposal.term_type, proposal.side = term_type, owner.side
    proposal.desk, proposal.second_desk = owner.desk, owner.second_desk
    return proposal


def _propose(review, term_type, owner, clause):
    """Let the desk find it in the document; where reading has proposed it already, or people have said, that stays."""
    proposal = _proposal(review, term_type, owner, clause)
    same = {name: getattr(proposal, name) for name in ("review", "version", "clause", "term_type")}
    if not Proposal.objects.filter(**same).exists():
        proposal.save()
