"""Loose clauses: what a new version adds, rewrites or removes and no term rests on, so that no owner would hear of it.

Reading guesses what each is about; whoever records the vendor's reply says whether its desk looks at it.
"""

from dataclasses import dataclass

from contracts.models import Comparison, DocumentVersion
from reading.compare import Kind
from reviews.models import Proposal, ProposalState, TermType
from reviews.papers.proposing import Owners, guesses
from reviews.papers.redlines import segments, title_of


@dataclass(frozen=True)
class Guess:
    """What a clause would be about: as people said of it, else as reading found it."""

    term_type: TermType
    desks: tuple
    is_sure: bool
    is_new_term: bool  # the review has no term of this kind


@dataclass(frozen=True)
class LooseClause:
    """A change that no term's words are part of. `clause` is its index in `version`: the old one if it was removed."""

    comparison: Comparison
    place: int
    kind: Kind
    version: DocumentVersion
    clause: int
    guess: Guess | None
    redline: list

    @property
    def key(self):
        """Names it on a form: the new version and the place in the list of changes."""
        return f"{self.comparison.new.pk}-{self.place}"

    @property
    def words(self):
        """The clause as reading found it."""
        return self.version.reading.clauses[self.clause]

    @property
    def title(self):
        return title_of(self.words)

    @property
    def is_added(self):
        return self.kind == Kind.ADDED

    @property
    def kind_in_words(self):
        """“New in version 2”."""
        what = {Kind.ADDED: "New", Kind.REMOVED: "Removed"}.get(self.kind, "Changed")
        return f"{what} in version {self.comparison.new.number}"

    @property
    def is_removed(self):
        return self.kind == Kind.REMOVED


def loose_clauses(review, comparison, terms):
    """The loose clauses of a comparison in its order. `terms` are the TermChanges of all terms of the review."""
    changes = comparison.all_changes()
    covered = {place for term in terms if term.words_changed for place in term.changes}
    places = [place for place, change in enumerate(changes) if change.words_changed and place not in covered]
    if not places:
        return []
    guessing = Guessing(review, comparison)
    return [_loose_clause(comparison, place, changes[place], guessing) for place in places]


def _loose_clause(comparison, place, change, guessing):
    version, clause, guess = guessing.of(change)
    redline = segments(change, comparison.old.reading.text, comparison.new.reading.text)
    return LooseClause(comparison, place, change.kind, version, clause, guess, redline)


class Guessing:
    """What the clauses of two versions are about, on one review. Three queries, however many clauses."""

    def __init__(self, review, comparison):
        self.comparison = comparison
        self.owners = Owners(review)
        self.decisions = _decisions_on(review, comparison)

    def of(self, change):
        """(version, index of a clause, Guess or None): of the new clauses, else of the old that a term may miss."""
        new = [(self.comparison.new, clause) for clause in change.new]
        old = [(self.comparison.old, clause) for clause in change.old]
        for version, clause in [*new, *old]:
            guess = self._guess(version, clause)
            if guess and not (version == self.comparison.old and guess.is_new_term):
                return version, clause, guess
        return *(new or old)[0], None

    def _guess(self, version, clause):
        decision = self.decisions.get((version.pk, clause))
        if decision is not None:
            return self._guess_of(decision, is_sure=True) if decision else None
        words = version.reading.clauses[clause]
        first = next(iter(guesses(words)), None)
        term_type = self.owners.types.get(first["name"]) if first else None
        return self._guess_of(term_type, is_sure=not words["triage"]) if term_type else None

    def _guess_of(self, term_type, *, is_sure):
        owner = self.owners.of_type(term_type)
        desks = tuple(desk for desk in (owner.desk, owner.second_desk) if desk)
        return Guess(term_type, desks, is_sure, is_new_term=term_type.pk not in self.owners.terms)


def _decisions_on(review, comparison):
    """{(pk of a version, index of a clause): the term type that people named; False where it is no term}."""
    proposals = Proposal.objects.filter(review=review, version__in=[comparison.old, comparison.new])
    decided = proposals.exclude(state=ProposalState.PROPOSED).select_related(
        "decided_type__desk", "decided_type__second_desk"
    )
    decisions = {}
    for proposal in decided.order_by("start", "pk"):
        place = (proposal.version_id, proposal.clause)
        decisions[place] = decisions.get(place) or proposal.decided_type or False
    return decisions
