"""Where the time of a review went, read from its log. Pure: lines of the log go in, spans and clocks come out.

Nothing is counted while work goes on: whoever looks gets the answer computed from the lines, as they are then. A desk's
clock runs only while it could act. What it waits for is on the clock of whoever holds that: another desk, the
requester or the vendor.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from common import business_time
from reviews.models import Holder
from reviews.pure.verbs import Verb


class State(StrEnum):
    """What a wait did during a span."""

    TO_PICK_UP = "to_pick_up"  # open, and nobody of the desk has taken it yet
    AT_WORK = "at_work"
    STANDING_STILL = "standing_still"  # paused: its holder could not act


@dataclass(frozen=True)
class Party:
    """Whose time it is: a desk by its slug, the requester or the vendor."""

    holder: Holder
    desk: str = ""


VENDOR = Party(Holder.VENDOR)


@dataclass(frozen=True)
class Span:
    """One stretch in the life of a wait during which nothing changed."""

    wait: int
    party: Party
    state: State
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Clock:
    """How long a party had something to do, in working time. Things done at the same time count once."""

    party: Party
    to_pick_up: timedelta
    to_finish: timedelta  # from the moment it was asked: picking it up is part of it
    stretches: list[tuple[datetime, datetime]]
    is_running: bool


@dataclass(frozen=True)
class _Life:
    """A wait between two lines of the log."""

    party: Party
    taken: bool
    standing: bool
    since: datetime

    @property
    def state(self):
        if self.standing:
            return State.STANDING_STILL
        return State.AT_WORK if self.taken or self.party.holder != Holder.DESK else State.TO_PICK_UP


def spans_of(lines: Iterable, until: datetime) -> list[Span]:
    """The life of every wait, from its opening to its end or `until`, cut where something changed.

    `lines` have at, verb and data, oldest first. The spans of one wait follow each other without a gap.
    """
    lives, spans = {}, []
    for line in lines:
        number = line.data.get("wait")
        before = lives.pop(number, None)
        after = _after(line, before)
        if before and after == before:
            lives[number] = before
            continue
        if before:
            spans += _span(number, before, line.at)
        if after:
            lives[number] = replace(after, since=line.at)
    for number, life in lives.items():
        spans += _span(number, life, until)
    return sorted(spans, key=lambda span: (span.start, span.wait))


def _span(number, life, end):
    return [Span(number, life.party, life.state, life.since, end)] if end > life.since else []


def _after(line, life):
    """The life of a wait after a line about it; None when it is not open."""
    if line.verb == Verb.WAIT_OPENED:
        return _Life(_party(line.data), line.data["holder"] != Holder.DESK, standing=False, since=line.at)
    if life is None or line.verb == Verb.CLOSED:
        return None
    if line.verb == Verb.CLAIMED:
        return replace(life, taken=True)
    if line.verb == Verb.HANDED_OVER:
        return _handed_over(line.data, life)
    if line.verb == Verb.QUESTION_SENT:
        return replace(life, party=VENDOR)
    if line.verb in {Verb.PAUSED, Verb.RESUMED}:
        return replace(life, standing=line.verb == Verb.PAUSED)
    return life


def _party(data):
    if data["holder"] in {Holder.REQUESTER, Holder.VENDOR}:
        return Party(Holder(data["holder"]))
    return Party(Holder.DESK, data.get("desk") or "")


def _handed_over(data, life):
    """Another desk begins with picking it up, unless it was given to one of its people."""
    taken = data.get("holder", Holder.PERSON) != Holder.DESK
    desk = data.get("desk")
    if desk and desk != life.party.desk:
        return replace(life, party=Party(Holder.DESK, desk), taken=taken)
    return replace(life, taken=life.taken or taken)


def merged(spans: Iterable[Span]) -> list[tuple[datetime, datetime]]:
    """The stretches that the spans cover together, without overlaps, oldest first."""
    found = []
    for span in sorted(spans, key=lambda span: span.start):
        if found and span.start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], span.end))
        else:
            found.append((span.start, span.end))
    return found


def clocks_of(spans: list[Span], calendar_for, until: datetime) -> list[Clock]:
    """One clock per party that could act, in the order in which they began. `calendar_for(party)` is its calendar."""
    acting = [span for span in spans if span.state != State.STANDING_STILL]
    parties = dict.fromkeys(span.party for span in acting)
    return [clock_of([span for span in acting if span.party == party], calendar_for(party), until) for party in parties]


def clock_of(spans: list[Span], calendar, until: datetime) -> Clock:
    """The clock of spans of one party, none of them standing still: of a desk, or of a single wait."""
    stretches = merged(spans)
    return Clock(
        party=spans[0].party,
        to_pick_up=working_time(merged(span for span in spans if span.state == State.TO_PICK_UP), calendar),
        to_finish=working_time(stretches, calendar),
        stretches=stretches,
        is_running=stretches[-1][1] == until,
    )


def working_time(stretches, calendar) -> timedelta:
    """The working time of stretches that do not overlap."""
    return sum((business_time.business_time_between(*stretch, calendar) for stretch in stretches), timedelta(0))
