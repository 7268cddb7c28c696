"""Announcing something on every page, and keeping everybody from changing anything for a while."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.locks import locked_row
from common.log import record
from common.maintenance.state import known
from common.models import Announcement, ReadOnly
from operations.verbs import Verb
from people.policies import may_configure

WHO = "Only admins announce and switch this."


def _require(by):
    if not may_configure(by):
        raise PermissionDenied(WHO)


def _look_again():
    """This process knows at once, the others within a second."""
    known.clear()
    transaction.on_commit(known.clear)


@transaction.atomic
def announce(*, text, starts_at, ends_at, by):
    """Show a sentence on every page from one moment to another. Returns the `Announcement`."""
    _require(by)
    text = " ".join(text.split())
    faults = [] if text else ["Say what is to be announced."]
    if len(text) > 300:
        faults.append(f"An announcement has at most 300 characters; this one has {len(text)}.")
    if ends_at <= starts_at:
        faults.append("The end must be later than the beginning.")
    elif ends_at <= timezone.now():
        faults.append("This time is over already.")
    if faults:
        raise ValidationError(faults)
    row = Announcement.objects.create(text=text, starts_at=starts_at, ends_at=ends_at, announced_by=by)
    record(Verb.ANNOUNCED, row, by=by, texts={"text": text})
    _look_again()
    return row


@transaction.atomic
def take_back(announcement, *, by):
    """Show it no longer."""
    row = locked_row(announcement)
    _require(by)
    if row.taken_back_at:
        raise ValidationError([f"{row.taken_back_by} has taken this back already."])
    row.taken_back_at, row.taken_back_by = timezone.now(), by
    row.save(update_fields=["taken_back_at", "taken_back_by"])
    record(Verb.TAKEN_BACK, row, by=by, texts={"text": row.text})
    _look_again()
    return row


@transaction.atomic
def begin_read_only(*, reason="", until=None, by):
    """From now on nothing is changed, and workers pause. `until` is what people are told; it does not end by itself.

    `by` is None for an operator at the machine. Returns the `ReadOnly`.
    """
    if by is not None:
        _require(by)
    now, reason = timezone.now(), " ".join(reason.split())
    if len(reason) > 200:
        raise ValidationError(["Give the reason in at most 200 characters."])
    if until is not None and until <= now:
        raise ValidationError(["This time is over already. Leave it open, or give a later one."])
    row = ReadOnly(reason=reason, until=until, began_at=now, began_by=by)
    if not ReadOnly.objects.bulk_create([row], ignore_conflicts=True) or _now().began_at != now:
        raise ValidationError(["Duet is read-only already."])
    row = _now()
    record(Verb.READ_ONLY_BEGUN, row, by=by, texts={"reason": reason})
    _look_again()
    return row


@transaction.atomic
def end_read_only(*, by):
    """Changes are taken again, and workers go on. Returns the `ReadOnly` that ended."""
    if by is not None:
        _require(by)
    row = _now(ReadOnly.objects.select_for_update())
    if row is None:
        raise ValidationError(["Duet is not read-only."])
    row.ended_at, row.ended_by = timezone.now(), by
    row.save(update_fields=["ended_at", "ended_by"])
    record(Verb.READ_ONLY_ENDED, row, by=by)
    _look_again()
    return row


def _now(rows=None):
    return (ReadOnly.objects if rows is None else rows).filter(ended_at=None).first()
