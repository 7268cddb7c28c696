"""What people make of proposals: confirm, correct, reject, take back, and mark a clause that was not proposed.

Whatever is accepted becomes a passage of a term: of the one that the review has, else of a new one. Nothing here
decides a term: that is for its owners, in reviews.terms.deciding.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from contracts.models import Reading
from reviews.models import Passage, Proposal, ProposalState, Term
from reviews.papers import policies, proposing
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.terms import passages
from reviews.terms.adding import add_term, drop_term

PLACE = Term._meta.get_field("place").max_length


@transaction.atomic
def confirm_proposal(proposal, *, by):
    """The passage is about the term that was proposed, and its owner is right. Returns the proposal."""
    proposal = accept_as_proposed(proposal, by=by)
    _record(Verb.PROPOSAL_CONFIRMED, proposal, by=by, name=str(proposal.term_type))
    return proposal


def accept_as_proposed(proposal, *, settled_with="", by):
    """The same, for whoever records it: `settled_with` says by what, where nobody looked at it alone."""
    proposal = _locked_for(proposal, by)
    if proposal.term_type is None:
        raise ValidationError(["Say what kind of term this is first: choose “Correct”."])
    _accept(proposal, ProposalState.CONFIRMED, _proposed_owner(proposal), settled_with=settled_with, by=by)
    return proposal


@transaction.atomic
def confirm_all_proposals(proposal, *, by):
    """Confirm every open passage of the same version that was proposed for the same term and owner. Returns them."""
    locked(proposal.review)
    alike = {name: getattr(proposal, name) for name in ("review", "version", "term_type", "desk", "side")}
    proposals = list(Proposal.objects.open().filter(**alike))
    if not proposals:
        raise ValidationError(["These have been confirmed or rejected already."])
    return [confirm_proposal(passage, by=by) for passage in proposals]


@transaction.atomic
def correct_proposal(proposal, *, term_type, side="", desk=None, by):
    """The passage is about another kind of term, or has another owner. What is left open follows the rules.

    A term that the review has already keeps its owner: giving it to somebody else is routing. Returns the proposal.
    """
    proposal = _locked_for(proposal, by)
    owner = _corrected_owner(proposal.review, term_type, side, desk)
    as_proposed = term_type == proposal.term_type and _same(owner, _proposed_owner(proposal))
    state = ProposalState.CONFIRMED if as_proposed else ProposalState.CORRECTED
    _accept(proposal, state, owner, term_type=term_type, by=by)
    _record(Verb.PROPOSAL_CORRECTED, proposal, by=by, name=str(term_type), desks={"to": proposal.term.desk})
    return proposal


@transaction.atomic
def reject_proposal(proposal, *, by):
    """The passage is no term of ours. Returns the proposal."""
    proposal = turn_down(proposal, by=by)
    _record(Verb.PROPOSAL_REJECTED, proposal, by=by)
    return proposal


def turn_down(proposal, *, settled_with="", by):
    """The same, for whoever records it."""
    proposal = _locked_for(proposal, by)
    proposal.state, proposal.decided_by, proposal.decided_at = ProposalState.REJECTED, by, timezone.now()
    proposal.settled_with = settled_with
    proposal.save(update_fields=["state", "decided_by", "decided_at", "settled_with"])
    return proposal


@transaction.atomic
def reopen_proposal(proposal, *, by):
    """Take back what was said of a passage: the term loses it, and goes where only this had made it. Returns it."""
    proposal = _locked(proposal)
    _require(proposal, by)
    if blockers := policies.blockers_to_reopen_proposal(proposal):
        raise ValidationError(blockers)
    term = proposal.term
    proposal.state = ProposalState.PROPOSED
    proposal.decided_side = proposal.settled_with = ""
    for name in ("decided_by", "decided_at", "decided_type", "decided_desk", "term"):
        setattr(proposal, name, None)
    added, proposal.added_term = proposal.added_term, False
    proposal.save()
    if term is not None:
        _forget_passage(proposal, term)
        if added:
            drop_term(term, by=by)
    _record(Verb.PROPOSAL_REOPENED, proposal, by=by)
    return proposal


@transaction.atomic
def mark_clause(review, version, clause, *, term_type, side="", desk=None, by):
    """Say what a clause is about that reading did not propose. `clause` is its index. Returns the proposal."""
    review = locked(review)
    if not policies.may_mark_clause(by, review):
        raise PermissionDenied("Procurement and legal mark clauses that were not found.")
    if blockers := policies.blockers_to_settle_proposals(review):
        raise ValidationError(blockers)
    clauses = Reading.objects.values_list("clauses", flat=True).get(version=version)
    if not 0 <= clause < len(clauses):
        raise ValidationError(["There is no such clause in this version."])
    proposal = proposing.unguessed(review, version, clause, clauses[clause])
    if Proposal.objects.filter(review=review, version=version, clause=clause, term_type=None).exists():
        raise ValidationError(["Somebody has marked this clause a moment ago."])
    proposal.save()
    return correct_proposal(proposal, term_type=term_type, side=side, desk=desk, by=by)


# --- what they share ------------------------------------------------------------------------------------


def _locked(proposal):
    """The same proposal, locked. What is proposed of one version goes when a newer one was read."""
    return locked(proposal, gone="A newer version was read meanwhile, and its passages took the place of this one.")


def _locked_for(proposal, by):
    """The proposal, locked, if this person may say something about it now."""
    proposal = _locked(proposal)
    _require(proposal, by)
    if blockers := policies.blockers_to_settle(proposal):
        raise ValidationError(blockers)
    return proposal


def _require(proposal, by):
    if not policies.may_settle(by, proposal):
        raise PermissionDenied(policies.who_settles(proposal, by))


def _proposed_owner(proposal):
    """As it was proposed; for what was to be sorted, as the rules say."""
    if proposal.desk is None:
        return proposing.Owners(proposal.review).of_type(proposal.term_type)
    return proposing.Owner(proposal.desk, proposal.second_desk, proposal.side)


def _same(owner, other):
    return (owner.desk, owner.side) == (other.desk, other.side)


def _corrected_owner(review, term_type, side, desk):
    """Whose it is after a correction: as chosen; where only the side was, as the split says; else as the rules say."""
    owners = proposing.Owners(review)
    usual = owners.of_type(term_type)
    owner = usual
    if side and side != usual.side:
        owner = owners.of_side(side)
    if desk and desk != owner.desk:
        owner = proposing.Owner(desk, None, side or owner.side)
    if term_type.pk in owners.terms and not _same(owner, usual):
        raise ValidationError(
            [f"“{term_type}” is with {usual.desk} on this review. A lead can give it to others on the routing page."]
        )
    return owner


def _accept(proposal, state, owner, *, term_type=None, settled_with="", by):
    """Make the passage part of its term, which is added when the review has none of this kind."""
    term_type = term_type or proposal.term_type
    term = proposal.review.terms.select_related("desk", "second_desk", "term_type").filter(term_type=term_type).first()
    if term is None:
        term, proposal.added_term = add_term(proposal.review, term_type, owner, by=by), True
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, timezone.now()
    proposal.term, proposal.decided_type, proposal.settled_with = term, term_type, settled_with
    proposal.decided_side, proposal.decided_desk = term.side, term.desk
    proposal.save()
    passage = passages.passage_of(proposal)
    Passage.objects.bulk_create([passage], ignore_conflicts=True)  # the same words may stand for the term already
    fill_in(term, passage)


def fill_in(term, passage):
    """What the vendor's paper says, and where, unless somebody has written that down."""
    if term.vendor_wording or term.place:
        return
    term.vendor_wording, term.place = passage.quote, passage.place[:PLACE]
    term.save(update_fields=["vendor_wording", "place"])


def _forget_passage(proposal, term):
    """Unless another proposal stands for the same words of the same term."""
    same = {"version": proposal.version, "start": proposal.start, "end": proposal.end}
    if not term.proposals.filter(**same).exists():
        term.passages.filter(**same).delete()
    if term.vendor_wording == proposal.quote and term.place == proposal.place[:PLACE]:
        term.vendor_wording = term.place = ""
        term.save(update_fields=["vendor_wording", "place"])


def _record(verb, proposal, *, by, **facts):
    record(
        verb,
        proposal.review,
        by=by,
        proposal=proposal.pk,
        version=proposal.version_id,
        clause=proposal.clause,
        term=proposal.term_id,
        place=proposal.place,
        file=proposal.version.original_name,
        **facts,
    )
