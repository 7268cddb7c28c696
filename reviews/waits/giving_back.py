"""Whoever loses a seat, the lead of a desk, or leaves, gives back what they hold for it, in the same transaction.

The leads of the desk are told; whoever lost the seat hears no more of it, not even a title. A sweep repeats it for
seats that were taken away behind the rows' back (`stray_waits`).
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from common.log import record
from notices.actions import notify, withdraw, withdraw_from
from notices.models import NoticeKind
from people.models import TWO_SIDES, Membership, User
from people.models.leaving import Loss, when_somebody_loses
from reviews.acting.presence import Staff
from reviews.models import Approval, Holder, NamedSpeaker, Purpose, Review, Term, Wait
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.spine.telling import tell_of_move
from reviews.waits import holdings, lines, reminders


@when_somebody_loses
@transaction.atomic
def give_back(loss: Loss, *, by: User | None = None) -> None:
    """Put what they held for the desk (all desks, of somebody who has left) back into its queue, and tell its leads."""
    waits = _held(loss)
    for wait in waits.select_related("review").order_by("review_id", "pk"):  # reviews lock in one order
        _to_the_desk(wait, loss.person, _why(loss), by=by)
    if loss.desk is None:
        _tell_of_requests(loss.person, by=by)


def _held(loss: Loss):
    waits = Wait.objects.open().filter(holder=Holder.PERSON, desk__isnull=False)
    theirs = waits.filter(Q(person=loss.person) | Q(on_behalf_of=loss.person))
    if loss.desk is None:
        return theirs
    theirs = theirs.filter(desk=loss.desk).exclude(was_named())
    return theirs.filter(leads_only=True) if loss.still_sits else theirs


def _why(loss: Loss) -> str:
    if loss.desk is None:
        return f"{loss.person} has left"
    return f"{loss.person} no longer {'leads' if loss.still_sits else 'sits on'} {loss.desk}"


def _to_the_desk(wait: Wait, person: User, why: str, *, by: User | None) -> bool:
    """Whether it went: it may have been handed over or closed meanwhile. Harmless when repeated."""
    wait = locked(wait)
    if not wait.is_open or wait.holder != Holder.PERSON or person.pk not in {wait.person_id, wait.on_behalf_of_id}:
        return False
    former = wait.person
    holdings.pass_on(wait, None)
    withdraw(reminders.topic_of(wait))
    record(
        Verb.RELEASED,
        wait.review,
        by=by,
        **lines.about(wait, desks={"of": wait.desk}, holder=wait.holder, desk=wait.desk.slug),
    )
    withdraw_from(former, url=wait.review.get_absolute_url())
    hearers = set(wait.desk.leads()) | ({former} if former != person else set())
    tell_of_move(wait, hearers - {by, person, wait.review.requester}, f"{why}. Back in the queue: {wait.needed}")
    return True


def _tell_of_requests(person: User, *, by: User | None) -> None:
    """The leads of procurement and legal hear which requests need another requester; each of them once."""
    reviews = list(Review.objects.live().filter(requester=person).order_by("pk")[:20])
    if not reviews:
        return
    leads = {doer.user for doer in Staff().leads_of(*TWO_SIDES)} - {person}
    notify(
        leads,
        key=f"requester-{person.pk}-left-{reviews[0].pk}",
        kind=NoticeKind.ASSIGNMENT,
        title=f"{person} has left and asked for {len(reviews)} of the reviews under way",
        body="Choose another requester on each: " + ", ".join(review.reference for review in reviews) + ".",
        url=reviews[0].get_absolute_url(),
    )


def give_back_strays() -> int:
    """What somebody holds without a seat at its desk, or after they left: given back. How many. Harmless when repeated.

    Index: wait_queue_of_person.
    """
    waits = stray_waits().select_related("review", "person", "desk").order_by("review_id", "pk")
    number = 0
    for wait in waits[:1000]:
        loss = Loss(wait.person, wait.desk if wait.person.is_active else None)
        with transaction.atomic():
            number += _to_the_desk(wait, wait.person, _why(loss), by=None)
    return number


def stray_waits():
    """Open waits in the hands of people who have left, or who sit elsewhere. Whoever was named for it may."""
    seat = Membership.objects.filter(user=OuterRef("person"), team=OuterRef("desk"))
    held = Wait.objects.open().filter(holder=Holder.PERSON, desk__isnull=False)
    gone = Q(person__is_active=False)
    return held.filter(gone | (~Exists(seat) & ~was_named()))


def was_named():
    """Of a wait in somebody's hands: whether they were named because nobody else could (reviews.unheld). No seat is
    asked of them. Each look is one by an index, and only where a seat is missing."""
    approval = Approval.objects.filter(wait=OuterRef("pk"), named=OuterRef("person"))
    term = Term.objects.filter(pk=OuterRef("term"), decider=OuterRef("person"), decider_for=OuterRef("desk"))
    speaker = NamedSpeaker.objects.filter(disagreement__waits=OuterRef("pk"), person=OuterRef("person"))
    return (
        Q(Exists(approval), purpose=Purpose.APPROVAL)
        | Q(Exists(term), purpose=Purpose.ESCALATION)
        | Q(Exists(speaker), purpose=Purpose.DISAGREEMENT)
    )
