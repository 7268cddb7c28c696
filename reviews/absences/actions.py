"""Planning an absence, changing it, ending it early, calling it off; and what its beginning and its end set going."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from common.locks import locked_row
from common.log import record
from common.words import day_in_words, too_long
from notices.actions import bring_forward, notify
from notices.models import NoticeKind
from people.models import Absence
from people.policies import faults_of_absence, may_plan_absence
from reviews.absences.delegation import delegate_may_keep, move_to_delegate, return_to_owner
from reviews.models import Delegation, Wait
from reviews.pure.verbs import Verb
from reviews.spine.stage import locked

NOT_YOURS = "An absence is planned by the person themselves or by a lead of their desk."


@transaction.atomic
def plan_absence(person, *, starts_on, ends_on, delegate=None, reason="", by):
    """Say that somebody will be away, these days included. Their delegate is told. Returns the `Absence`."""
    _locked_person(person, by)
    absence = Absence(person=person, starts_on=starts_on, ends_on=ends_on, delegate=delegate, created_by=by)
    absence.reason = reason.strip()
    if faults := _faults(absence):
        raise ValidationError(faults)

    absence.save()
    _record(Verb.ABSENCE_PLANNED, absence, by=by)
    if delegate:
        _tell(absence, [delegate], f"{person} is away {absence.days}. You stand in.", key="planned", by=by)
    _tell(absence, [person], f"{by} has planned an absence for you: {absence.days}.", key="planned", by=by)
    return absence


@transaction.atomic
def change_absence(absence, *, starts_on, ends_on, delegate=None, reason="", by):
    """Other days, another delegate, another reason. What a former delegate holds goes to the new one. Returns it."""
    absence = _locked(absence, by)
    former = absence.delegate
    begun = absence.begun_at is not None or not absence.is_to_come(timezone.now())
    if begun and starts_on != absence.starts_on:
        raise ValidationError(["It has begun, so its first day stays. The last day can be moved."])
    absence.starts_on, absence.ends_on = starts_on, ends_on
    absence.delegate, absence.reason = delegate, reason.strip()
    if faults := _faults(absence):
        raise ValidationError(faults)

    absence.save(update_fields=["starts_on", "ends_on", "delegate", "reason"])
    _record(Verb.ABSENCE_CHANGED, absence, by=by)
    if former != delegate:
        _change_delegate(absence, former, by=by)
    elif delegate:
        _tell(absence, [delegate], f"{absence.person} is away {absence.days} now. You stand in.", key="changed", by=by)
    return absence


@transaction.atomic
def replace_delegate(absence, *, delegate, by):
    """Let somebody else stand in, or nobody, because the delegate leaves; for whoever may (asked by the caller)."""
    locked_row(absence.person, no_key=True)
    absence = locked_row(absence, "person", "delegate", no_key=True)
    former, absence.delegate = absence.delegate, delegate
    if faults := _faults(absence):
        raise ValidationError(faults)
    absence.save(update_fields=["delegate"])
    _record(Verb.ABSENCE_CHANGED, absence, by=by)
    _change_delegate(absence, former, by=by)
    if delegate is None:
        body = f"{former} has left and does not stand in for you any more. Name somebody else."
        _tell(absence, [absence.person], body, key=f"nobody-for-{former.pk}", by=by)
    return absence


def _change_delegate(absence, former, *, by):
    """The new delegate gets what the former one held, and is asked about nothing that was only agreed."""
    person = absence.person
    for wait in Wait.objects.open().filter(on_behalf_of=person, person=former).order_by("review_id", "pk"):
        wait = locked(wait)
        if wait.is_open and wait.on_behalf_of_id == person.pk:
            return_to_owner(wait, by=by)
            Delegation.objects.update_or_create(
                absence=absence, wait=wait, defaults={"agreed_by": by, "moved_at": None, "declined_at": None}
            )
    if absence.begun_at:
        move_agreed(absence, by=by)
    days = absence.days
    if former:
        _tell(absence, [former], f"You no longer stand in for {person}, {days}.", key=f"not-{former.pk}", by=by)
    if absence.delegate:
        body = f"{person} is away {days}. You stand in."
        _tell(absence, [absence.delegate], body, key=f"now-{absence.delegate.pk}", by=by)


@transaction.atomic
def end_absence(absence, *, by):
    """Back early: from today on the person can be counted on again. What is with their delegate is offered back."""
    absence = _locked(absence, by)
    today = absence.day_at(timezone.now())
    if today < absence.starts_on:
        raise ValidationError(["It has not begun. Call it off instead."])
    if today == absence.starts_on:
        absence.cancelled_at = timezone.now()
    else:
        absence.ends_on = today - timedelta(days=1)
    absence.save(update_fields=["ends_on", "cancelled_at"])
    _record(Verb.ABSENCE_ENDED, absence, by=by)
    finish_absence(absence, by=by)
    return absence


@transaction.atomic
def cancel_absence(absence, *, by):
    """Call off an absence that has not begun. What was agreed for it is void; what moved already is offered back."""
    absence = _locked(absence, by)
    if not absence.is_to_come(timezone.now()):
        raise ValidationError(["It has begun. End it early instead."])
    absence.cancelled_at = timezone.now()
    absence.save(update_fields=["cancelled_at"])
    _record(Verb.ABSENCE_CANCELLED, absence, by=by)
    if absence.delegate:
        body = f"{absence.person} is not away after all ({absence.days}). You need not stand in."
        _tell(absence, [absence.delegate], body, key="cancelled", by=by)
    finish_absence(absence, by=by)
    return absence


@transaction.atomic
def offer_waits(absence, *, now=(), at_start=(), stays=(), by):
    """What becomes of what the person holds: some waits go to the delegate `now`, some `at_start`, some stay.

    Asked again, the new answer holds for whatever has not moved. The delegate gets one notice.
    """
    absence = _locked(absence, by)
    if absence.delegate is None:
        raise ValidationError(["Nobody stands in, so nothing can go anywhere. Name a delegate first."])
    now, at_start = ([*now, *at_start], []) if absence.covers(timezone.now()) else (now, at_start)
    chosen = {wait.pk: wait for wait in [*now, *at_start]}
    if faults := [fault for wait in chosen.values() if (fault := fault_of_offer(absence, wait, at_once=wait in now))]:
        raise ValidationError(faults)

    Delegation.objects.agreed().filter(absence=absence, wait__in=stays).delete()
    for wait in chosen.values():
        Delegation.objects.update_or_create(
            absence=absence, wait=wait, defaults={"agreed_by": by, "moved_at": None, "declined_at": None}
        )
    going = absence.delegations.filter(wait__in=now).order_by("wait__review_id", "pk")  # reviews lock in one order
    moved = [delegation for delegation in going if move_to_delegate(delegation, by=by)]
    _tell_of_offer(absence, moved, at_start, by=by)
    return absence


def fault_of_offer(absence, wait, *, at_once):
    """Why this wait cannot go to the delegate, as a sentence; None when it can."""
    delegate, review = absence.delegate, wait.review
    if wait.person_id != absence.person_id or not wait.is_open:
        return f"{review.reference} is no longer with {absence.person}."
    if delegate.pk == review.requester_id:
        return f"{review.reference} was asked for by {delegate}, who cannot work on it."
    if not delegate.is_on(wait.desk):
        return f"{delegate} does not sit on {wait.desk}: {review.reference} stays, or is handed to somebody who does."
    if at_once and not absence.covers(timezone.now()) and wait.leads_only and not delegate.leads(wait.desk):
        return f"{review.reference} is for leads of {wait.desk}: {delegate} can take it from the first day away on."
    return None


def _tell_of_offer(absence, moved, at_start, *, by):
    lines = [f"Yours now: {_listed(delegation.wait for delegation in moved)}"] if moved else []
    lines += [f"Yours from {day_in_words(absence.starts_on)} on: {_listed(at_start)}"] if at_start else []
    if lines:
        body = "\n".join([f"{absence.person} is away {absence.days} and leaves this with you.", *lines, GIVE_BACK])
        named = [*(delegation.wait for delegation in moved), *at_start]
        key = f"offer-{timezone.now():%Y%m%d%H%M%S%f}"
        _tell(absence, [absence.delegate], body, key=key, by=by, waits=named)


GIVE_BACK = "If you cannot take something, give it back: it then waits in the queue of your desk."


def move_agreed(absence, *, by):
    """Move what was agreed, each wait in a transaction of its own where nothing is around. Returns those that went."""
    agreed = absence.delegations.agreed().select_related("wait__review").order_by("wait__review_id", "pk")
    return [delegation for delegation in agreed if move_to_delegate(delegation, by=by)]


def begin_absence(absence):
    """Duet, on the first day: what was agreed moves, and the delegate hears of it once. Harmless when repeated."""
    move_agreed(absence, by=None)
    with transaction.atomic():
        absence = locked_row(absence, no_key=True)
        if absence.begun_at:
            return
        absence.begun_at = timezone.now()
        absence.save(update_fields=["begun_at"])
        waits = Wait.objects.open().filter(on_behalf_of=absence.person, delegations__absence=absence)
        for person in {wait.person for wait in waits.select_related("person")}:
            mine = [wait for wait in waits.select_related("review") if wait.person_id == person.pk]
            until = day_in_words(absence.ends_on)
            body = f"{absence.person} is away until {until}. With you: {_listed(mine)}\n{GIVE_BACK}"
            _tell(absence, [person], body, key=f"begun-{person.pk}", by=None, waits=mine)


@transaction.atomic
def finish_absence(absence, *, by=None):
    """The end: what is with a delegate is offered back, not taken from them; only what they could do in nobody's name
    but the other's goes back by itself. Both are told, once. Harmless when repeated."""
    absence = locked_row(absence, "person", no_key=True)
    if absence.finished_at:
        return
    absence.finished_at = timezone.now()
    absence.save(update_fields=["finished_at"])
    Delegation.objects.agreed().filter(absence=absence).delete()
    person, returned, offered = absence.person, [], []
    for wait in Wait.objects.open().filter(on_behalf_of=person).order_by("review_id", "pk"):
        wait = locked(wait)
        if wait.is_open and wait.on_behalf_of_id == person.pk:
            (offered if delegate_may_keep(wait) else returned).append((wait, wait.person))
    for wait, _ in returned:
        return_to_owner(wait, by=by)
    bring_forward(person)
    _tell_of_return(absence, returned, offered)


def _tell_of_return(absence, returned, offered):
    person = absence.person
    parts = [f"With you again: {_listed(wait for wait, _ in returned)}"] if returned else []
    parts += [f"Still with {holder}, yours to take back: {_listed([wait])}" for wait, holder in offered]
    if parts:
        named = [wait for wait, _ in returned + offered]
        _tell(absence, [person], "\n".join(["Welcome back.", *parts]), key="over", by=None, waits=named)
    for holder in {holder for _, holder in returned + offered}:
        kept = [wait for wait, colleague in offered if colleague == holder]
        gone = [wait for wait, colleague in returned if colleague == holder]
        lines = [f"{person} is back."]
        lines += [f"Went back to them: {_listed(gone)}"] if gone else []
        lines += [f"Stays with you until one of you says otherwise: {_listed(kept)}"] if kept else []
        _tell(absence, [holder], "\n".join(lines), key=f"over-{holder.pk}", by=None, waits=[*kept, *gone])


@transaction.atomic
def decline_delegation(delegation, *, by):
    """The delegate cannot take what was agreed for the start; it stays with the one who goes away, who is told."""
    delegation = locked_row(delegation, "absence__person", "wait__review")
    absence = delegation.absence
    if absence.delegate_id != by.pk:
        raise PermissionDenied("Only whoever stands in can say that they cannot take this.")
    if delegation.moved_at or delegation.declined_at:
        raise ValidationError(["This has moved or been declined already. What is with you can be given back."])
    delegation.declined_at = timezone.now()
    delegation.save(update_fields=["declined_at"])
    body = f"{by} cannot take this while you are away: {_listed([delegation.wait])}"
    hearers, key = {absence.person, delegation.agreed_by}, f"declined-{delegation.pk}"
    _tell(absence, hearers, body, key=key, by=by, waits=[delegation.wait])
    return delegation


# --- what all of them do --------------------------------------------------------------------------------


def _locked_person(person, by):
    """One absence of a person is written after the other, so that two at once cannot overlap unseen."""
    if not may_plan_absence(by, person):
        raise PermissionDenied(NOT_YOURS)
    locked_row(person, no_key=True)  # rows that name the person are written meanwhile


def _locked(absence, by):
    """The absence as it is now, locked behind its person; refused when it is over or called off."""
    _locked_person(absence.person, by)
    absence = locked_row(absence, "person", "delegate", no_key=True)
    if absence.cancelled_at:
        raise ValidationError(["This absence has been called off."])
    if absence.is_over(timezone.now()):
        raise ValidationError(["This absence is over."])
    return absence


def _faults(absence):
    limit = Absence._meta.get_field("reason").max_length
    return faults_of_absence(absence) + too_long(absence.reason, limit, "the reason")


def _record(verb, absence, *, by):
    """The reason is not written into the log: it is for the person and their leads."""
    record(
        verb,
        absence,
        by=by,
        people={"away": absence.person_id, "delegate": absence.delegate_id},
        starts_on=absence.starts_on,
        ends_on=absence.ends_on,
    )


def _listed(waits):
    return "; ".join(f"{wait.review.reference} {wait.needed.rstrip('.')}" for wait in waits) + "."


def _tell(absence, recipients, body, *, key, by, waits=()):
    """`waits` are those that the body names."""
    notify(
        [recipient for recipient in recipients if recipient != by],
        key=f"absence-{absence.pk}-{key}",
        kind=NoticeKind.ASSIGNMENT,
        title=f"{absence.person} is away, {absence.days}",
        body=body,
        url=reverse("absences:absence_list"),
        about=tuple(wait.review for wait in waits),
    )
