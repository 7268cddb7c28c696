"""Handing a wait over, with a reason: to a colleague, or to another desk. What may go where: docs/domain/waits.md."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import record
from common.models import Audience
from common.words import day_in_words
from notices.actions import withdraw
from people.absences import absence_of
from reviews.models import Holder, Purpose, Responsibility, Slot, Term
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked
from reviews.spine.telling import tell_of_move
from reviews.waits import apart, clocks, holdings, ladders, lines, reminders
from reviews.waits import policies as wait_policies
from reviews.waits.needed import say
from reviews.waits.opening_and_closing import audience_of, close_wait, people_behind


@transaction.atomic
def hand_over(wait, *, to, reason, by, quietly=False):
    """Hand a wait to another member of its desk, with a reason. Both the old and the new holder are told, unless the
    caller does that (`quietly`)."""
    wait = locked(wait)
    actor = wait_policies.may_hand_over.as_whom(by, wait)
    if actor is None:
        raise PermissionDenied(f"Only {wait.who} or a lead of the desk can hand this over.")
    return give_to_colleague(wait, to=to, reason=reason, by=by, on_behalf_of=actor.for_whom, quietly=quietly)


def give_to_colleague(wait, *, to, reason, by, on_behalf_of=None, quietly=False):
    """What `hand_over` does, for a wait that is locked and whoever may (it is asked by the caller)."""
    if not wait.is_open:
        raise ValidationError(["This has been done already."])
    taker = wait_policies.may_claim.as_whom(to, wait)
    if not to.is_active or taker is None or wait.review.is_walled_from(to):
        raise ValidationError([f"{to} cannot take this: it is for members of {wait.desk}, never for the requester."])
    if blockers := wait_policies.blockers_of_named_approval(wait):
        raise ValidationError(blockers)
    if absence := absence_of(to):
        raise ValidationError([f"{to} is away until {day_in_words(absence.ends_on)}. Choose somebody who is there."])
    if not reason.strip():
        raise ValidationError(["Say in a few words why you hand this over."])

    former = wait.person
    holdings.pass_on(wait, to, on_behalf_of=taker.for_whom)
    withdraw(reminders.topic_of(wait))
    record(
        Verb.HANDED_OVER,
        wait.review,
        by=by,
        on_behalf_of=on_behalf_of,
        audience=audience_of(wait),
        **lines.about(wait, holder=Holder.PERSON, desk=wait.desk.slug),
        texts={"reason": reason},
    )
    if not quietly:
        body = f"{by} handed this to {to}: {wait.needed} ({reason})"
        tell_of_move(wait, {to, former} - {by, None}, body, rests=True)
    return wait


@transaction.atomic
def hand_over_to_desk(wait, *, desk, reason, by):
    """Hand a wait to another desk, into its queue, with a reason. Returns the wait that the desk holds now.

    A desk's review takes along the terms it has not decided, and its side of the split.
    """
    wait = locked(wait)
    actor = wait_policies.may_hand_over.as_whom(by, wait)
    if actor is None:
        raise PermissionDenied(f"Only {wait.who} or a lead of the desk can hand this over.")
    return give_to_desk(wait, desk=desk, reason=reason, by=by, on_behalf_of=actor.for_whom)


def give_to_desk(wait, *, desk, reason, by, on_behalf_of=None):
    """What `hand_over_to_desk` does, for a wait that is locked and whoever may (it is asked by the caller)."""
    reason = reason.strip()
    if blockers := wait_policies.blockers_to_hand_to_desk(wait, desk):
        raise ValidationError(blockers)
    if not reason:
        raise ValidationError(["Say in a few words why you hand this over."])

    former_desk, former = wait.desk, set(people_behind(wait))
    theirs = _their_own(wait, desk)
    if wait.purpose == Purpose.DESK_REVIEW:
        _terms_follow(wait, desk, reason, by)
    record(
        Verb.HANDED_OVER,
        wait.review,
        by=by,
        on_behalf_of=on_behalf_of,
        audience=audience_of(wait),
        **lines.about(wait, desks={"to": desk, "before": former_desk}, holder=Holder.DESK, desk=desk.slug),
        texts={"reason": reason},
        **({"into": theirs.pk} if theirs else {}),
    )
    wait = _join(wait, theirs, by=by) if theirs else _held_by(wait, desk)
    apart.keep_up(wait.review)
    body = f"{by} handed this to {desk}: {wait.needed} ({reason})"
    tell_of_move(wait, (former | set(people_behind(wait))) - {by}, body)
    return wait


def _their_own(wait, desk):
    """The review of a desk that is handed another one; None where it has none, or where something else is handed."""
    if wait.purpose != Purpose.DESK_REVIEW:
        return None
    return wait.review.waits.open().filter(purpose=Purpose.DESK_REVIEW, desk=desk).first()


def _join(wait, theirs, *, by):
    """The desk goes on with its own review, to which the terms of `wait` are added."""
    close_wait(wait, by=by, answer=f"Handed over to {theirs.desk}")
    return say(locked(theirs))


def _held_by(wait, desk):
    """The wait in the queue of the desk, with the time that the desk is given."""
    wait.desk = desk
    wait.due_at = max(wait.due_at, clocks.due_from(timezone.now(), wait))
    wait.warn_at = clocks.warn_at(wait)
    wait.remind_at = ladders.next_reminder_at(wait)
    holdings.pass_on(wait, None, also=["desk", "due_at", "warn_at", "remind_at"])
    withdraw(reminders.topic_of(wait))
    return say(wait) if wait.purpose == Purpose.DESK_REVIEW else wait


def _terms_follow(wait, desk, reason, by):
    """What the desk has not decided goes along, and so does its side of the split. Decided terms stay as they are."""
    review, why = wait.review, f"Handed over by {by}: {reason}"[:200]
    for term in review.terms.undecided_by(wait.desk).select_related("desk", "second_desk"):
        changed = {"desk": desk} if term.desk == wait.desk else {"second_desk": desk}
        if "desk" in changed:
            changed |= {"person": None, "backup": None, "why": why}
        Term.objects.filter(pk=term.pk).update(**changed)
        record(
            Verb.TERM_REROUTED,
            review,
            by=by,
            desks={"to": desk, "before": wait.desk},
            term=term.pk,
            name=str(term),
        )
    sides = review.responsibilities.filter(desk=wait.desk, slot__in=[Slot.COMMERCIAL_TERMS, Slot.LEGAL_REVIEW])
    for answer in sides:
        review.responsibilities.filter(pk=answer.pk).supersede(because=why, by=by)
        Responsibility.objects.create(review=review, slot=answer.slot, desk=desk, why=why)
        record(
            Verb.REROUTED,
            review,
            by=by,
            audience=Audience.BUSINESS,  # without the reason, which was given to the desk
            desks={"to": desk, "before": wait.desk},
            slot=answer.slot,
        )
