"""Passages that are confirmed, or set aside, several in one step from a list (with a decision: reviews.terms.passages).

Each is written as if somebody had looked at it alone, with what it was settled by; the log gets one line for the step.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.log import record
from common.words import counted
from contracts.models import DocumentVersion
from people.models import Team, User
from reviews.models import Proposal, Review, SettledWith
from reviews.papers import attention, policies, proposals
from reviews.pure.attention import Kind
from reviews.pure.verbs import Verb
from reviews.spine import policies as spine_policies
from reviews.spine.stage import locked

CHANGED = "The list has changed since you looked at it, so nothing was done. Look at it again."


@transaction.atomic
def confirm_listed(
    review: Review, version: DocumentVersion, *, desk: Team, listed: Iterable[int], by: User
) -> list[Proposal]:
    """Confirm for a desk all passages that meet our position, are sure, and proven: the list that was shown.

    `listed` are the pks on it: where it has changed meanwhile nothing is done. Returns them.
    """
    review = locked(review)
    if not spine_policies.may_work_for(by, desk, review):
        raise PermissionDenied(f"These passages are for {desk} to look at.")
    if blockers := policies.blockers_to_confirm_listed(review, desk):
        raise ValidationError(blockers)
    confirmable = attention.confirmable(attention.points_of_version(review, version), desk)
    if not confirmable or {proposal.pk for proposal in confirmable} != set(listed):
        raise ValidationError([CHANGED])
    confirmed = [
        proposals.accept_as_proposed(_of(proposal, review), settled_with=SettledWith.LIST, by=by)
        for proposal in confirmable
    ]
    _record_confirmed(review, version, confirmed, SettledWith.LIST, by=by, desks={"of": desk})
    return confirmed


@transaction.atomic
def set_aside(review: Review, version: DocumentVersion, *, listed: Iterable[int], by: User) -> list[Proposal]:
    """Say of passages of which reading does not know the term that none of them is one: the list that was shown.

    Returns them.
    """
    review = locked(review)
    if not policies.may_mark_clause(by, review):
        raise PermissionDenied("Procurement and legal say what passages of no known term are about.")
    if blockers := policies.blockers_to_settle_proposals(review):
        raise ValidationError(blockers)
    points = attention.points_of_version(review, version)
    lists = [{passage.pk: passage for passage in point.open} for point in points if point.subject.kind != Kind.TERM]
    passages = next((passages for passages in lists if passages.keys() == set(listed)), None)
    if not passages:
        raise ValidationError([CHANGED])
    set_aside = [
        proposals.turn_down(_of(proposal, review), settled_with=SettledWith.LIST, by=by)
        for proposal in passages.values()
    ]
    _record(Verb.PASSAGES_SET_ASIDE, review, version, set_aside, by=by)
    return set_aside


def in_words(passages: list[Proposal]) -> str:
    """What a page says after such a step."""
    return f"{counted(len(passages), 'passage')} confirmed."


def _of(proposal, review):
    """The proposal with its review as it is locked."""
    proposal.review = review
    return proposal


def _record_confirmed(review, version, confirmed, settled_with, *, by, **facts):
    names = list(dict.fromkeys(str(proposal.term) for proposal in confirmed))
    _record(Verb.PASSAGES_CONFIRMED, review, version, confirmed, by=by, settled_with=settled_with, names=names, **facts)


def _record(verb, review, version, passages, *, by, **facts):
    record(
        verb,
        review,
        by=by,
        proposals=[proposal.pk for proposal in passages],
        number=len(passages),
        document=version.document_id,
        version=version.pk,
        file=version.original_name,
        **facts,
    )
