"""What a ladder comes to for one wait: which messages go out, when and to which roles. For the settings pages.

An admin configures and does not read: a wait shows here as reference, kind, desk and dates, never by its content.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import QuerySet
from django.utils import timezone

from common.keys import pk_or_none
from people.models import DeskSide, Team
from reviews.models import LADDER_OF_PURPOSE, Holder, Ladder, Purpose, Rung, Wait
from reviews.waits import clocks, ladders

LINES_SHOWN = 30
WAITS_OFFERED = 20
EXAMPLES = {
    Ladder.REVIEWERS: Purpose.DESK_REVIEW,
    Ladder.REQUESTER: Purpose.QUESTION,
    Ladder.VENDOR: Purpose.VENDOR_REPLY,
}
HOLDERS = {
    Ladder.REVIEWERS: Holder.DESK,
    Ladder.REQUESTER: Holder.REQUESTER,
    Ladder.VENDOR: Holder.VENDOR,
}


@dataclass(frozen=True)
class ChosenLadder:
    """One ladder: a common one, or that of one kind of wait."""

    ladder: Ladder
    purpose: str = ""

    @classmethod
    def named(cls, name: str) -> Self | None:
        """By its name in an address, or None."""
        if name in Ladder:
            return cls(Ladder(name))
        return cls(LADDER_OF_PURPOSE[Purpose(name)], name) if name in Purpose else None

    @classmethod
    def of(cls, rung: Rung) -> Self:
        return cls(Ladder(rung.ladder), rung.purpose)

    @property
    def name(self) -> str:
        return self.purpose or str(self.ladder)

    @property
    def label(self) -> str:
        return Purpose(self.purpose).label if self.purpose else self.ladder.label

    @property
    def common_label(self) -> str:
        return self.ladder.label

    def rungs(self) -> list[Rung]:
        return list(Rung.objects.current().filter(ladder=self.ladder, purpose=self.purpose))

    def new_rung(self, *, like: Rung | None = None) -> Rung:
        """A rung to be filled in, beginning as a copy of the one it is to replace."""
        rung = Rung.objects.get(pk=like.pk) if like else Rung()
        rung.pk, rung.ladder, rung.purpose = None, self.ladder, self.purpose
        rung._state.adding = True
        return rung


@dataclass(frozen=True)
class Line:
    """One message of a preview."""

    step: ladders.Step
    is_past: bool


@dataclass(frozen=True)
class Preview:
    """The messages about one wait, soonest first; `more` counts those that are not shown."""

    wait: Wait
    lines: list[Line]
    more: int
    until: datetime | None


def waits_to_choose_from(chosen: ChosenLadder) -> QuerySet[Wait]:
    """The newest open waits that climb this ladder. Index: the primary key."""
    waits = Wait.objects.open().filter(holder__in=_holders(chosen), review__walled_at=None)
    waits = waits.select_related("desk", "review").order_by("-pk")
    if chosen.purpose:
        waits = waits.filter(purpose=chosen.purpose)
    return waits[:WAITS_OFFERED]


def chosen_wait(chosen: ChosenLadder, pk: str | None) -> Wait | None:
    """The open wait of that number, if it climbs this ladder."""
    return (
        Wait.objects.open()
        .filter(holder__in=_holders(chosen), pk=pk_or_none(pk), review__walled_at=None)
        .select_related("desk__calendar")
        .first()
    )


def _holders(chosen: ChosenLadder) -> list[Holder]:
    holder = HOLDERS[chosen.ladder]
    return [Holder.DESK, Holder.PERSON] if holder == Holder.DESK else [holder]


def as_promised(wait: Wait) -> Preview:
    """What an open wait's own ladder comes to: the one that was in force when it was opened."""
    done = set(wait.reminders.values_list("rung", "nth"))
    return _preview(wait, list(Rung.objects.all()), done)


def as_it_would_be(chosen: ChosenLadder, rungs: Sequence[Rung]) -> Preview:
    """What `rungs`, saved or not, would come to for a wait that is opened now."""
    now = timezone.now()
    purpose = chosen.purpose or EXAMPLES[chosen.ladder]
    holder = HOLDERS[chosen.ladder]
    desk = Team.objects.in_use().of_side(DeskSide.LEGAL).select_related("calendar").first()
    wait = Wait(purpose=purpose, holder=holder, desk=desk if holder == Holder.DESK else None, opened_at=now)
    wait.due_at = clocks.due_at(wait)
    for rung in rungs:
        rung.since, rung.purpose = None, purpose
    return _preview(wait, rungs, set())


def _preview(wait: Wait, rungs: Sequence[Rung], done: Container[tuple[int, int]]) -> Preview:
    steps = ladders.steps(wait, rungs, calendar=clocks.calendar_of(wait))
    lines = [Line(step, is_past=step.key in done) for step in steps]
    return Preview(
        wait=wait,
        lines=lines[:LINES_SHOWN],
        more=max(len(lines) - LINES_SHOWN, 0),
        until=lines[-1].step.moment if lines else None,
    )
