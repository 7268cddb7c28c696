"""Where the time went, out of who held the waits: no database here."""

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.business_time import business_time_between, in_business_days
from reviews.models import Holder
from reviews.waits.time_spent import VENDOR, Party, Span, State, clock_of, clocks_of, merged, spans_of

BERLIN = SimpleNamespace(
    time_zone="Europe/Berlin",
    country="DE",
    subdivision="",
    opens=time(9, 0),
    closes=time(17, 0),
    working_days=[0, 1, 2, 3, 4],
    own_days={},
)  # eight hours
START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # Monday, nine in Berlin
LEGAL, SECURITY, REQUESTER = Party(Holder.DESK, "legal"), Party(Holder.DESK, "security"), Party(Holder.REQUESTER)


@dataclass(frozen=True)
class Desk:
    slug: str


@dataclass
class Held:
    """As much of a holding as the clocks look at."""

    wait_id: int
    holder: str
    desk: Desk | None
    paused: bool
    began_at: datetime
    ended_at: datetime | None
    wait: SimpleNamespace


def hour(number):
    return START + timedelta(hours=number)


def held(begin, end=None, wait=1, holder="desk", desk="legal", paused=False, sent=None):
    return Held(
        wait_id=wait,
        holder=holder,
        desk=desk and Desk(desk),
        paused=paused,
        began_at=hour(begin),
        ended_at=None if end is None else hour(end),
        wait=SimpleNamespace(sent_at=None if sent is None else hour(sent)),
    )


def stretches(spans):
    """[(party, state, from hour, to hour)] of the spans."""
    return [
        (
            span.party,
            str(span.state),
            (span.start - START) / timedelta(hours=1),
            (span.end - START) / timedelta(hours=1),
        )
        for span in spans
    ]


def test_spans_follow_a_wait_from_its_opening_to_its_end():
    holdings = [held(0, 2), held(2, 6, holder="person")]
    assert stretches(spans_of(holdings, hour(9))) == [(LEGAL, "to_pick_up", 0, 2), (LEGAL, "at_work", 2, 6)]


def test_spans_of_an_open_wait_reach_until_now():
    assert stretches(spans_of([held(0)], hour(9))) == [(LEGAL, "to_pick_up", 0, 9)]


def test_spans_of_a_person_begin_with_work():
    assert stretches(spans_of([held(0, holder="person")], hour(1))) == [(LEGAL, "at_work", 0, 1)]


def test_time_of_a_question_belongs_to_whoever_was_asked():
    holdings = [
        held(0, 1, holder="person"),
        held(1, 4, holder="person", paused=True),
        held(1, 4, wait=2, holder="requester", desk=None),
        held(4, 5, holder="person"),
    ]
    assert stretches(spans_of(holdings, hour(9))) == [
        (LEGAL, "at_work", 0, 1),
        (LEGAL, "standing_still", 1, 4),
        (REQUESTER, "at_work", 1, 4),
        (LEGAL, "at_work", 4, 5),
    ]


def test_time_is_the_vendors_once_a_question_was_sent():
    holdings = [held(0, 1, sent=2), held(1, 7, holder="person", sent=2)]
    assert stretches(spans_of(holdings, hour(9))) == [
        (LEGAL, "to_pick_up", 0, 1),
        (LEGAL, "at_work", 1, 2),
        (VENDOR, "at_work", 2, 7),
    ]


def test_time_is_the_vendors_also_where_nobody_took_the_question_before_sending_it():
    assert stretches(spans_of([held(0, 7, sent=2)], hour(9)))[-1] == (VENDOR, "at_work", 2, 7)


def test_picking_up_is_until_the_first_claim_and_begins_anew_with_another_desk():
    holdings = [
        held(0, 1),
        held(1, 2, holder="person"),
        held(2, 3),
        held(3, 5, desk="security"),
        held(5, 6, desk="security", holder="person"),
        held(6, 7, desk="security", holder="person"),
    ]
    assert stretches(spans_of(holdings, hour(9))) == [
        (LEGAL, "to_pick_up", 0, 1),
        (LEGAL, "at_work", 1, 3),
        (SECURITY, "to_pick_up", 3, 5),
        (SECURITY, "at_work", 5, 7),
    ]


def test_clock_of_a_desk_counts_what_is_done_side_by_side_once():
    holdings = [held(0, 2), held(1, 6, wait=2), held(2, 4, holder="person")]
    [clock] = clocks_of(spans_of(holdings, hour(9)), lambda party: BERLIN, hour(9))
    assert (clock.party, clock.to_pick_up, clock.to_finish, clock.is_running) == (
        LEGAL,
        timedelta(hours=6),
        timedelta(hours=6),
        False,
    )
    assert in_business_days(clock.to_finish, BERLIN) == 0.75


def test_clock_runs_only_while_the_desk_could_act_and_in_working_time():
    holdings = [
        held(0, 1),
        held(1, 2, holder="person"),
        held(2, 24, holder="person", paused=True),
        held(24, 28, holder="person"),
    ]
    spans = [span for span in spans_of(holdings, hour(30)) if span.state != State.STANDING_STILL]
    clock = clock_of(spans, BERLIN, hour(30))
    assert (clock.to_pick_up, clock.to_finish) == (timedelta(hours=1), timedelta(hours=6))
    assert clock.stretches == [(hour(0), hour(2)), (hour(24), hour(28))]


# --- whatever happens -------------------------------------------------------------------------------


@st.composite
def lives(draw):
    """(holdings, until, {wait: (opened, ended)}) of a few waits, opened, changed and perhaps closed at any minute."""
    holdings, known = [], {}
    until = draw(st.integers(0, 20_000))
    for wait in range(1, draw(st.integers(1, 4)) + 1):
        minutes = sorted(draw(st.lists(st.integers(0, until), min_size=1, max_size=8)))
        outside = draw(st.sampled_from(["", "", "requester", "vendor"]))
        sent = draw(st.one_of(st.none(), st.integers(minutes[0], until))) if not outside else None
        ends = minutes[-1] if draw(st.booleans()) else None
        for begin, end in itertools.pairwise([*minutes, ends] if ends is None else minutes):
            holdings.append(
                held(
                    begin / 60,
                    None if end is None else end / 60,
                    wait,
                    outside or draw(st.sampled_from(["desk", "person"])),
                    None if outside else draw(st.sampled_from(["legal", "security"])),
                    draw(st.booleans()),
                    None if sent is None else sent / 60,
                )
            )
        known[wait] = (hour(minutes[0] / 60), hour((until if ends is None else ends) / 60))
    return sorted(holdings, key=lambda holding: holding.began_at), hour(until / 60), known


# the first draw loads a library of holidays, which takes its time on a busy machine
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(lives())
def test_spans_of_a_wait_never_overlap_and_add_up_to_its_life(drawn):
    holdings, until, known = drawn
    spans = spans_of(holdings, until)
    for wait, (begin, end) in known.items():
        own = [span for span in spans if span.wait == wait]
        assert all(span.start < span.end for span in own)
        assert all(one.end == following.start for one, following in itertools.pairwise(own))
        assert sum((span.end - span.start for span in own), timedelta(0)) == end - begin
        assert not own or (own[0].start, own[-1].end) == (begin, end)


@given(lives())
def test_working_time_of_the_spans_adds_up_too(drawn):
    holdings, until, known = drawn
    spans = spans_of(holdings, until)
    for wait, (begin, end) in known.items():
        parts = [business_time_between(span.start, span.end, BERLIN) for span in spans if span.wait == wait]
        assert sum(parts, timedelta(0)) == business_time_between(begin, end, BERLIN)


@given(lives())
def test_stretches_never_overlap_and_cover_every_span(drawn):
    holdings, until, _ = drawn
    spans = spans_of(holdings, until)
    found = merged(spans)
    assert all(one[1] < following[0] for one, following in itertools.pairwise(found))
    for span in spans:
        assert sum(start <= span.start and span.end <= end for start, end in found) == 1
    assert sum((end - start for start, end in found), timedelta(0)) <= sum(
        (span.end - span.start for span in spans), timedelta(0)
    )


@given(lives())
def test_no_clock_runs_while_its_party_could_not_act(drawn):
    holdings, until, _ = drawn
    spans = spans_of(holdings, until)
    for clock in clocks_of(spans, lambda party: BERLIN, until):
        acting = [span for span in spans if span.party == clock.party and span.state != State.STANDING_STILL]
        assert clock.stretches == merged(acting)
        assert timedelta(0) <= clock.to_pick_up <= clock.to_finish


def test_merged_joins_what_touches():
    spans = [Span(1, LEGAL, State.AT_WORK, hour(a), hour(b)) for a, b in ((0, 1), (1, 2), (4, 5), (4, 4.5))]
    assert merged(spans) == [(hour(0), hour(2)), (hour(4), hour(5))]
