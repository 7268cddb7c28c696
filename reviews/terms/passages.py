"""The passages that a decision rests on: whoever decides a term says with it that they are about it.

There is no second list to click through. The log says by what they were confirmed. A passage is confirmed, corrected or
rejected by itself in reviews.papers.proposals.
"""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from common.log import record
from contracts.models import DocumentVersion
from people.models import User
from reviews.checks.stands import Stand
from reviews.models import Outcome, Passage, Proposal, ProposalState, Review, SettledWith, Term, TermDecision
from reviews.pure.verbs import Verb
from reviews.spine import policies as spine_policies

RESTS_ON_NONE = (Outcome.NOT_APPLICABLE, Outcome.ESCALATED)
"""What says nothing about the passages: that none matters, or that somebody else looks."""


def confirm_passages(decision: TermDecision, stand: Stand, *, by: User) -> list[Proposal]:
    """Confirm the open passages of the paper that speaks, as far as they were proposed for this term, and for its desks
    or for somebody to sort.

    `stand` is what the decision was made on. Not once approval was asked for: passages stay as they are then; nor for a
    desk that wants a tick for each passage. Returns what was confirmed; the caller records it.
    """
    term = decision.term
    if decision.desk.ticks_passages:
        return []
    if decision.outcome in RESTS_ON_NONE or term.review.stage in spine_policies.UNDER_APPROVAL or not stand.speaking:
        return []
    proposals = [row for row in stand.speaking.paper.proposals if _is_about(row, term)]
    if proposals:
        _confirm(proposals, term, by)
    return proposals


def _is_about(proposal, term):
    owners = {None, *(desk.pk for desk in term.desks)}
    return proposal.is_open and proposal.term_type_id == term.term_type_id and proposal.desk_id in owners


def _confirm(proposals: Sequence[Proposal], term: Term, by: User) -> None:
    answer = {
        "state": ProposalState.CONFIRMED,
        "decided_by": by,
        "decided_at": timezone.now(),
        "settled_with": SettledWith.DECISION,
        "decided_type": term.term_type,
        "decided_side": term.side,
        "decided_desk": term.desk,
        "term": term,
    }
    Proposal.objects.open().filter(pk__in=[proposal.pk for proposal in proposals]).update(**answer)
    for proposal in proposals:
        for name, value in answer.items():
            setattr(proposal, name, value)
    # the same words may stand for the term already
    Passage.objects.bulk_create([passage_of(proposal) for proposal in proposals], ignore_conflicts=True)


def passage_of(proposal: Proposal) -> Passage:
    """The passage that a proposal with a term stands for, not saved."""
    names = ("version", "clause", "start", "end", "page", "number", "quote")
    return Passage(term_id=proposal.term_id, **{name: getattr(proposal, name) for name in names})


def record_confirmed(review: Review, proposals: Iterable[Proposal], *, by: User) -> None:
    """One line in the log for all passages of a paper that were confirmed in one step."""
    of_version: dict[DocumentVersion, list[Proposal]] = {}
    for proposal in proposals:
        of_version.setdefault(proposal.version, []).append(proposal)
    for version, passages in of_version.items():
        terms = {proposal.term_id: proposal.term for proposal in passages}
        record(
            Verb.PASSAGES_CONFIRMED,
            review,
            by=by,
            proposals=[proposal.pk for proposal in passages],
            number=len(passages),
            document=version.document_id,
            version=version.pk,
            file=version.original_name,
            settled_with=SettledWith.DECISION,
            terms=list(terms),
            names=[str(term) for term in terms.values()],
        )
