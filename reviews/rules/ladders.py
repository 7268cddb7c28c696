"""Changing ladders. A rung is never edited: it is retired and another takes its place, for waits opened afterwards."""

from datetime import datetime
from enum import StrEnum

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from common.log import last_change, record, subject_after
from people.models import User
from people.policies import may_configure
from reviews.models import LADDER_OF_PURPOSE, Purpose, Rung
from reviews.pure.verbs import Verb


class Change(StrEnum):
    """What was done, as the log keeps it."""

    SET = "set"
    REMOVED = "removed"
    OWN_LADDER = "own_ladder"
    COMMON_LADDER = "common_ladder"


CHANGED_MEANWHILE = "This rung has been changed or removed meanwhile. Look at the ladder again."


def current_of(pk: int) -> Rung | None:
    """The rung of this number, or the one that has taken its place since; None where it was removed."""
    rung = Rung.objects.filter(pk=pk).first()
    while rung and rung.retired_at:
        rung = Rung.objects.filter(pk=subject_after(Rung, Verb.LADDER_CHANGED, replaces=rung.pk)).first()
    return rung


def last_change_of(rung: Rung) -> tuple:
    """(who set this rung, when)."""
    return last_change(rung, Verb.LADDER_CHANGED)


@transaction.atomic
def set_rung(rung: Rung, *, replaces: Rung | None = None, by: User) -> Rung:
    """Add a rung (not saved yet, already valid), in the place of another if it `replaces` one. Returns the rung."""
    _require_admin(by)
    now = timezone.now()
    if replaces:
        _retire(replaces, at=now)
    rung.since = now
    rung.save(force_insert=True)
    _record(rung, Change.SET, by=by, replaces=replaces and replaces.pk)
    return rung


@transaction.atomic
def remove_rung(rung: Rung, *, by: User) -> None:
    """Waits opened from now on skip it."""
    _require_admin(by)
    _retire(rung, at=timezone.now())
    _record(rung, Change.REMOVED, by=by)


@transaction.atomic
def begin_own_ladder(purpose: Purpose, *, by: User) -> None:
    """Give one kind of wait a ladder of its own, to begin with a copy of the common one."""
    _require_admin(by)
    common = Rung.objects.current().filter(ladder=LADDER_OF_PURPOSE[Purpose(purpose)], purpose="")
    if Rung.objects.current().filter(purpose=purpose).exists():
        raise ValidationError(["This kind of wait has a ladder of its own already."])
    if not common:
        raise ValidationError(["The common ladder has no rung to begin with. Add one there first."])
    now = timezone.now()
    for rung in common:
        rung.pk, rung.purpose, rung.since = None, purpose, now
        rung.save(force_insert=True)
    _record(rung, Change.OWN_LADDER, by=by)


@transaction.atomic
def drop_own_ladder(purpose: Purpose, *, by: User) -> None:
    """Waits of this kind opened from now on climb the common ladder again."""
    _require_admin(by)
    own = list(Rung.objects.current().filter(purpose=purpose).select_for_update())
    if not own:
        raise ValidationError(["This kind of wait climbs the common ladder already."])
    Rung.objects.filter(pk__in=[rung.pk for rung in own]).update(retired_at=timezone.now())
    _record(own[0], Change.COMMON_LADDER, by=by)


def _require_admin(by: User) -> None:
    if not may_configure(by):
        raise PermissionDenied("Only admins change ladders.")


def _retire(rung: Rung, *, at: datetime) -> None:
    if not Rung.objects.current().filter(pk=rung.pk).update(retired_at=at):
        raise ValidationError([CHANGED_MEANWHILE])


IN_WORDS = ("ladder", "purpose", "anchor", "business_days", "percent", "recipients")
"""What the log keeps of a rung: enough to say later which it was."""


def _record(rung, change, *, by, **facts):
    kept = {name: getattr(rung, name) for name in IN_WORDS}
    record(Verb.LADDER_CHANGED, rung, by=by, change=change, rung=kept, **facts)
