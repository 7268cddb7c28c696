"""Passing a wait on, and keeping in rows who held it in which stretch of time and where it stood still.

Whoever opens, passes on, pauses, resumes or closes a wait calls one of these in the same transaction.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils import timezone

from people.models import User
from reviews.models import HOLDER_FIELDS, Holding, Wait


def pass_on(wait: Wait, person: User | None, *, on_behalf_of: User | None = None, also: Iterable[str] = ()) -> None:
    """Let a person hold a wait (already locked) from now on, or its desk (None). `also` are further columns to save."""
    now = timezone.now()
    wait.pass_to(person, on_behalf_of=on_behalf_of, at=now)
    wait.save(update_fields=[*also, *HOLDER_FIELDS])
    begin_anew([wait], at=now)


def ask_another(wait: Wait, requester: User) -> None:
    """Let another requester hold what was asked of the one before (the wait is locked)."""
    wait.person = requester
    wait.save(update_fields=["person"])
    begin_anew([wait], at=timezone.now())


def begin(waits: Iterable[Wait], *, at: datetime) -> None:
    """From `at` on each wait is held as its row says."""
    Holding.objects.bulk_create(
        Holding(
            wait=wait,
            holder=wait.holder,
            desk_id=wait.desk_id,
            person_id=wait.person_id,
            on_behalf_of_id=wait.on_behalf_of_id,
            paused=wait.paused_at is not None,
            began_at=at,
        )
        for wait in waits
    )


def begin_anew(waits: list[Wait], *, at: datetime) -> None:
    """Another holder, or a pause that begins or ends: what was until `at` is over. Two queries, however many waits."""
    end(waits, at=at)
    begin(waits, at=at)


def end(waits: list[Wait], *, at: datetime) -> None:
    """Nobody has to act any more."""
    # the clocks of two machines differ a little: a stretch never ends before it began
    Holding.objects.open().filter(wait__in=waits).update(ended_at=Greatest("began_at", Value(at)))
