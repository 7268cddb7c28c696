"""Where the time of a review went, read from who held its waits. Pure: holdings go in, spans and clocks come out.

Nothing is counted while work goes on: whoever looks gets the answer computed from the rows, as they are then. A desk's
clock runs only while it could act. What it waits for is on the clock of whoever holds that: another desk, the
requester or the vendor.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from common import business_time
from reviews.models import Holder, Holding


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


def spans_of(holdings: Iterable[Holding], until: datetime) -> list[Span]:
    """The life of every wait, from its opening to its end or `until`, cut where something changed.

    `holdings` are oldest first, with their `wait` and `desk`. The spans of one wait follow each other without a gap.
    """
    stretches = {}
    for holding in holdings:
        stretches.setdefault(holding.wait_id, []).append(holding)
    spans = [span for own in stretches.values() for span in _spans_of_wait(own, until)]
    return sorted(spans, key=lambda span: (span.start, span.wait))


def _spans_of_wait(holdings, until):
    spans, desk, taken = [], None, False
    for holding in holdings:
        if holding.desk != desk:  # another desk begins with picking it up
            desk, taken = holding.desk, False
        taken = taken or holding.holder != Holder.DESK
        for party, start, end in _parts(holding, until):
            span = Span(holding.wait_id, party, _state(holding, party, taken), start, end)
            if spans and (spans[-1].party, spans[-1].state) == (span.party, span.state):
                spans[-1] = replace(spans[-1], end=end)
            elif end > start:
                spans.append(span)
    return spans


def _state(holding, party, taken):
    if holding.paused:
        return State.STANDING_STILL
    return State.AT_WORK if taken or party == VENDOR else State.TO_PICK_UP


def _parts(holding, until):
    """[(party, start, end)]: once a question was sent to the vendor, the time is theirs."""
    start, end, sent_at = holding.began_at, holding.ended_at or until, holding.wait.sent_at
    if sent_at is None or sent_at >= end:
        return [(_party(holding), start, end)]
    if sent_at <= start:
        return [(VENDOR, start, end)]
    return [(_party(holding), start, sent_at), (VENDOR, sent_at, end)]


def _party(holding):
    if holding.holder in {Holder.REQUESTER, Holder.VENDOR}:
        return Party(Holder(holding.holder))
    return Party(Holder.DESK, holding.desk.slug if holding.desk else "")


def merged(spans: Iterable[Span]) -> list[tuple[datetime, datetime]]:
    """The stretches that the spans cover together, without overlaps, oldest first."""
    stretches = []
    for span in sorted(spans, key=lambda span: span.start):
        if stretches and span.start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], span.end))
        else:
            stretches.append((span.start, span.end))
    return stretches


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
