"""Another requester for a review: somebody left, moved, or asked on behalf of a colleague. Open questions go along."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from common.log import record
from common.models import Audience
from common.stale import ChangedMeanwhile, Part, State
from notices.actions import withdraw
from notices.models import NoticeKind
from people.models import User
from reviews.models import Approval, Holder, RequesterChange, Review, TermDecision
from reviews.pure.verbs import Verb
from reviews.rules import policies as rule_policies
from reviews.spine import policies as spine_policies
from reviews.spine.stage import locked
from reviews.spine.telling import tell
from reviews.waits import apart, holdings, reminders
from reviews.waits.lines import about
from reviews.waits.opening_and_closing import audience_of

WHO_CHANGES_REQUESTERS = "A lead of procurement or legal chooses another requester, never for their own request."

FOLLOWERS: list[Callable[..., None]] = []


def when_requester_changes(follow: Callable[..., None]) -> Callable[..., None]:
    """Decorator, for apps above: call `follow(review, former)` in the transaction of the change."""
    FOLLOWERS.append(follow)
    return follow


def may_change_requester(user: User, review: Review) -> bool:
    """A lead of procurement or legal, never of their own request: else they could hand it to a friend and decide it."""
    asked_before = RequesterChange.objects.filter(review=review, before=user.pk)
    return user.is_active and rule_policies.may_reroute(user, review) and not asked_before.exists()


def faults_of_requester(review: Review, person: User, *, by: User) -> list[str]:
    """Why this person cannot be the requester, as sentences."""
    if person.pk == review.requester_id:
        return [f"{person} is the requester already."]
    if not person.is_active:
        return [f"{person} has left. Choose somebody who is there."]
    if not person.asks:
        return [f"{person} asks for nothing here: an auditor or outside counsel has no requests."]
    if person.pk == by.pk:
        return ["Choose somebody else than yourself."]
    if _has_worked_on(person, review):
        return [f"{person} has worked on this review, and nobody decides about their own request. Choose another one."]
    return []


def _has_worked_on(person, review):
    mine = Q(decided_by=person) | Q(on_behalf_of=person)
    closed = Q(closed_by=person) | Q(closed_on_behalf_of=person)
    return (
        TermDecision.history.filter(mine, term__review=review).exists()
        or Approval.objects.filter(mine, review=review).exists()
        or review.decision_notes.filter(Q(drafted_by=person) | Q(co_signed_by=person)).exists()
        or review.waits.filter(closed).exclude(holder=Holder.REQUESTER).exists()
    )


def state_of(review: Review) -> State:
    """What a change of the requester is made on: who it is now."""
    return State([Part("requester", "Requester", f"{review.requester.name} ({review.requester.email})")])


def last_change(review: Review) -> tuple[User | None, datetime | None]:
    """(who changed the requester last, when); (None, None) where nobody did."""
    change = review.requester_changes.select_related("by").order_by("-pk").first()
    return (change.by, change.at) if change else (None, None)


def _require_same(review: Review, seen: str) -> None:
    """Refuse a change that was made while somebody else was the requester. `seen` is the key of that state."""
    state = state_of(review)
    by, _ = last_change(review)
    if seen == state.key:
        return
    who = f"{by} changed the requester" if by else "The requester was changed"
    raise ChangedMeanwhile(f"{who} after you had read it. Now it is {review.requester}: look at it again.", state)


@transaction.atomic
def change_requester(review: Review, *, person: User, reason: str, seen: str | None = None, by: User) -> Review:
    """Let somebody else be the requester, with a reason. What waits for the requester waits for them. The review.

    `seen` is the key of the `state_of` that was read; None where whoever calls has compared already.
    """
    review = locked(review)
    if not may_change_requester(by, review):
        raise PermissionDenied(WHO_CHANGES_REQUESTERS)
    if seen is not None and person.pk != review.requester_id:
        _require_same(review, seen)
    return put_requester(review, person=person, reason=reason, by=by)


def put_requester(review: Review, *, person: User, reason: str, by: User) -> Review:
    """What `change_requester` does, for a review that is locked and whoever may (it is asked by the caller)."""
    reason = reason.strip()
    if blockers := spine_policies.blockers_to_work(review):
        raise ValidationError(blockers)
    if not reason:
        raise ValidationError(["Say in a few words why somebody else is the requester."])
    if faults := faults_of_requester(review, person, by=by) or spine_policies.faults_of_length(
        RequesterChange, why=reason
    ):
        raise ValidationError(faults)

    former = review.requester
    RequesterChange.objects.create(review=review, before=former, after=person, why=reason, by=by)
    review.requester = person
    review.save(update_fields=["requester"])
    review.approvals.pending().filter(named=person).update(named=None, named_by=None, named_because="")
    review.approvals.pending().update(requester=person)
    record(
        Verb.REQUESTER_CHANGED,
        review,
        by=by,
        audience=Audience.BUSINESS,
        people={"to": person, "before": former},
        texts={"reason": reason},
    )
    _waits_follow(review, person, by=by)
    apart.keep_up(review)
    for follow in FOLLOWERS:
        follow(review, former)
    _tell(review, former, reason, by=by)
    return review


def _waits_follow(review, person, *, by):
    """What was asked of the requester is asked of the new one; what they held for a desk goes back to it."""
    held = Q(holder=Holder.REQUESTER) | Q(holder=Holder.PERSON, desk__isnull=False, person=person)
    held |= Q(holder=Holder.PERSON, desk__isnull=False, on_behalf_of=person)
    for wait in review.waits.open().filter(held).order_by("pk"):
        wait = locked(wait)
        withdraw(reminders.topic_of(wait))
        if wait.holder == Holder.REQUESTER:
            holdings.ask_another(wait, person)
        else:
            holdings.pass_on(wait, None)
        desk = wait.desk and wait.desk.slug
        record(
            Verb.HANDED_OVER, review, by=by, audience=audience_of(wait), **about(wait, holder=wait.holder, desk=desk)
        )


def _tell(review, former, reason, *, by):
    person, open_waits = review.requester, review.waits.open().filter(holder=Holder.REQUESTER)
    asked = [wait.question or wait.needed for wait in open_waits]
    body = "\n".join([f"{by} made you the requester in place of {former}: {reason}", *asked])
    key = f"requester-changed-{review.requester_changes.count()}"
    tell([person], review, key=key, kind=NoticeKind.QUESTION, body=body)
    tell([former], review, key=key, kind=NoticeKind.NEWS, body=f"{by} made {person} the requester: {reason}")
