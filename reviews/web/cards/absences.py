"""What the pages of absences show."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone

from common.paging import Page, page_by_key
from people.models import Absence, User
from reviews.models import Delegation, Wait

SHOWN = 100
"""Waits in one person's hands that a page lists. Who has more leaves the first with somebody, then sees the next."""

PAST_SHOWN = 5


@dataclass(frozen=True)
class StandIn:
    """An absence that somebody stands in for, with what is agreed to come and what is with them now."""

    absence: Absence
    agreed: list[Delegation]
    waits: list[Wait]


class State(StrEnum):
    """How far an absence is."""

    CANCELLED = "cancelled"
    OVER = "over"
    RUNNING = "running"
    TO_COME = "to come"

    @property
    def is_cancelled(self) -> bool:
        return self is State.CANCELLED

    @property
    def is_over(self) -> bool:
        return self is State.OVER

    @property
    def is_running(self) -> bool:
        return self is State.RUNNING

    @property
    def is_to_come(self) -> bool:
        return self is State.TO_COME


def state_of(absence: Absence) -> State:
    now = timezone.now()
    if absence.cancelled_at:
        return State.CANCELLED
    if absence.finished_at or absence.is_over(now):
        return State.OVER
    return State.TO_COME if absence.is_to_come(now) else State.RUNNING


def waits_left_by(absence: Absence, reader: User) -> list[Wait]:
    """What the person holds and the reader may know of, due first. Index: wait_queue_of_person."""
    held = Wait.objects.visible_to(reader).in_hands_of(absence.person).exclude(review__requester=reader)
    return list(held.with_names().order_by("due_at", "pk")[:SHOWN])


def absence_list_context(request: HttpRequest) -> dict[str, Any]:
    """Needs a fixed number of queries, whatever there is."""
    user = cast(User, request.user)
    own = Absence.objects.standing().filter(person=user).select_related("delegate", "person").order_by("-starts_on")
    held_for_me = Wait.objects.visible_to(user).open().filter(on_behalf_of=user).with_names()[:SHOWN]
    return {
        "coming": [absence for absence in own[:SHOWN] if state_of(absence) != State.OVER],
        "past": [absence for absence in own[:SHOWN] if state_of(absence) == State.OVER][:PAST_SHOWN],
        "stand_ins": _stand_ins(user),
        "held_for_me": list(held_for_me),
        "team": _team(request) if user.teams_led else None,
    }


def _stand_ins(user):
    """Absences that the person is the delegate of. What comes along a chain is among the waits of the last of them."""
    absences = Absence.objects.not_over(timezone.now()).filter(delegate=user, finished_at=None).select_related("person")
    absences = list(absences[:SHOWN])
    agreed = Delegation.objects.agreed().filter(absence__in=absences, wait__in=Wait.objects.visible_to(user))
    agreed = agreed.select_related("wait__review")
    waits = list(
        Wait.objects.visible_to(user)
        .in_hands_of(user)
        .exclude(on_behalf_of=None)
        .select_related("review", "on_behalf_of")
    )
    return [
        StandIn(
            absence=absence,
            agreed=[delegation for delegation in agreed if delegation.absence_id == absence.pk],
            waits=[wait for wait in waits if wait.on_behalf_of_id == absence.person_id],
        )
        for absence in absences
    ]


def _team(request) -> Page:
    """The absences of the members of the desks that the reader leads, running and to come, paged by key."""
    rows = Absence.objects.visible_to(request.user).not_over(timezone.now()).exclude(person=request.user)
    return page_by_key(rows.select_related("person", "delegate"), request, key=("starts_on", "pk"))
