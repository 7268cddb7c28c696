"""Where the time went, out of lines of the log alone: no database here."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from common.business_time import business_time_between, in_business_days
from reviews.models import Holder
from reviews.pure.verbs import Verb
from reviews.waits.time_spent import VENDOR, Party, Span, State, clock_of, clocks_of, merged, spans_of

BERLIN = SimpleNamespace(
    time_zone="Europe/Berlin", country="DE", subdivision="", opens=time(9, 0), closes=time(17, 0)
)  # eight hours
START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # Monday, nine in Berlin
LEGAL, SECURITY, REQUESTER = Party(Holder.DESK, "legal"), Party(Holder.DESK, "security"), Party(Holder.REQUESTER)


@dataclass
class Line:
    """As much of an event as the clocks look at."""

    at: datetime
    verb: str
    data: dict = field(default_factory=dict)


def hour(number):
    return START + timedelta(hours=number)


def line(number, verb, wait=1, **data):
    return Line(hour(number), verb, {"wait": wait, **data})


def opened(number, wait=1, holder="desk", desk="legal"):
    return line(number, Verb.WAIT_OPENED, wait, holder=holder, desk=desk)


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
    lines = [opened(0), line(2, Verb.CLAIMED), line(6, Verb.CLOSED)]
    assert stretches(spans_of(lines, hour(9))) == [(LEGAL, "to_pick_up", 0, 2), (LEGAL, "at_work", 2, 6)]


def test_spans_of_an_open_wait_reach_until_now():
    assert stretches(spans_of([opened(0)], hour(9))) == [(LEGAL, "to_pick_up", 0, 9)]


def test_spans_of_a_person_begin_with_work():
    assert stretches(spans_of([opened(0, holder="person")], hour(1))) == [(LEGAL, "at_work", 0, 1)]


def test_time_of_a_question_belongs_to_whoever_was_asked():
    lines = [
        opened(0, holder="person"),
        opened(1, wait=2, holder="requester", desk=None),
        line(1, Verb.PAUSED),
        line(4, Verb.CLOSED, wait=2),
        line(4, Verb.RESUMED),
        line(5, Verb.CLOSED),
    ]
    assert stretches(spans_of(lines, hour(9))) == [
        (LEGAL, "at_work", 0, 1),
        (LEGAL, "standing_still", 1, 4),
        (REQUESTER, "at_work", 1, 4),
        (LEGAL, "at_work", 4, 5),
    ]


def test_time_is_the_vendors_once_a_question_was_sent():
    lines = [opened(0), line(1, Verb.CLAIMED), line(2, Verb.QUESTION_SENT), line(7, Verb.CLOSED)]
    assert stretches(spans_of(lines, hour(9)))[-1] == (VENDOR, "at_work", 2, 7)


def test_picking_up_is_until_the_first_claim_and_begins_anew_with_another_desk():
    lines = [
        opened(0),
        line(1, Verb.CLAIMED),
        line(2, Verb.RELEASED),
        line(3, Verb.HANDED_OVER, holder="desk", desk="security"),
        line(5, Verb.CLAIMED),
        line(6, Verb.HANDED_OVER, reason="Away."),  # a line from before holders were written down
        line(7, Verb.CLOSED),
    ]
    assert stretches(spans_of(lines, hour(9))) == [
        (LEGAL, "to_pick_up", 0, 1),
        (LEGAL, "at_work", 1, 3),
        (SECURITY, "to_pick_up", 3, 5),
        (SECURITY, "at_work", 5, 7),
    ]


def test_lines_about_unknown_waits_say_nothing():
    assert spans_of([line(0, Verb.CLAIMED), line(1, Verb.PAUSED), line(2, Verb.CLOSED)], hour(9)) == []


def test_clock_of_a_desk_counts_what_is_done_side_by_side_once():
    lines = [opened(0), opened(1, wait=2), line(2, Verb.CLAIMED), line(4, Verb.CLOSED), line(6, Verb.CLOSED, wait=2)]
    [clock] = clocks_of(spans_of(lines, hour(9)), lambda party: BERLIN, hour(9))
    assert (clock.party, clock.to_pick_up, clock.to_finish, clock.is_running) == (
        LEGAL,
        timedelta(hours=6),
        timedelta(hours=6),
        False,
    )
    assert in_business_days(clock.to_finish, BERLIN) == 0.75


def test_clock_runs_only_while_the_desk_could_act_and_in_working_time():
    lines = [opened(0), line(1, Verb.CLAIMED), line(2, Verb.PAUSED), line(24, Verb.RESUMED), line(28, Verb.CLOSED)]
    spans = [span for span in spans_of(lines, hour(30)) if span.state != State.STANDING_STILL]
    clock = clock_of(spans, BERLIN, hour(30))
    assert (clock.to_pick_up, clock.to_finish) == (timedelta(hours=1), timedelta(hours=6))
    assert clock.stretches == [(hour(0), hour(2)), (hour(24), hour(28))]


# --- whatever happens -------------------------------------------------------------------------------

STEPS = st.sampled_from(
    [Verb.CLAIMED, Verb.RELEASED, Verb.HANDED_OVER, Verb.PAUSED, Verb.RESUMED, Verb.QUESTION_SENT, Verb.REMINDED]
)


@st.composite
def logs(draw):
    """(lines, until, {wait: (opened, ended)}) of a few waits, opened, changed and perhaps closed at any minute."""
    lines, lives = [], {}
    until = START + timedelta(minutes=draw(st.integers(0, 20_000)))
    for wait in range(1, draw(st.integers(1, 4)) + 1):
        length = int((until - START).total_seconds() // 60)
        minutes = sorted(draw(st.lists(st.integers(0, length), min_size=1, max_size=8)))
        moments = [START + timedelta(minutes=minute) for minute in minutes]
        holder = draw(st.sampled_from(["desk", "person", "requester", "vendor"]))
        desk = draw(st.sampled_from(["legal", "security"])) if holder in {"desk", "person"} else None
        lines.append(Line(moments[0], Verb.WAIT_OPENED, {"wait": wait, "holder": holder, "desk": desk}))
        for moment in moments[1:]:
            to = {
                "holder": draw(st.sampled_from(["desk", "person"])),
                "desk": draw(st.sampled_from(["legal", "security"])),
            }
            lines.append(Line(moment, draw(STEPS), {"wait": wait, **to}))
        ends = draw(st.booleans())
        if ends:
            lines.append(Line(moments[-1], Verb.CLOSED, {"wait": wait}))
        lives[wait] = (moments[0], moments[-1] if ends else until)
    return sorted(lines, key=lambda each: each.at), until, lives


@given(logs())
def test_spans_of_a_wait_never_overlap_and_add_up_to_its_life(log):
    lines, until, lives = log
    spans = spans_of(lines, until)
    for wait, (begin, end) in lives.items():
        own = [span for span in spans if span.wait == wait]
        assert all(span.start < span.end for span in own)
        assert all(one.end == following.start for one, following in itertools.pairwise(own))
        assert sum((span.end - span.start for span in own), timedelta(0)) == end - begin
        assert not own or (own[0].start, own[-1].end) == (begin, end)


@given(logs())
def test_working_time_of_the_spans_adds_up_too(log):
    lines, until, lives = log
    spans = spans_of(lines, until)
    for wait, (begin, end) in lives.items():
        parts = [business_time_between(span.start, span.end, BERLIN) for span in spans if span.wait == wait]
        assert sum(parts, timedelta(0)) == business_time_between(begin, end, BERLIN)


@given(logs())
def test_stretches_never_overlap_and_cover_every_span(log):
    lines, until, _ = log
    spans = spans_of(lines, until)
    found = merged(spans)
    assert all(one[1] < following[0] for one, following in itertools.pairwise(found))
    for span in spans:
        assert sum(start <= span.start and span.end <= end for start, end in found) == 1
    assert sum((end - start for start, end in found), timedelta(0)) <= sum(
        (span.end - span.start for span in spans), timedelta(0)
    )


@given(logs())
def test_no_clock_runs_while_its_party_could_not_act(log):
    lines, until, _ = log
    spans = spans_of(lines, until)
    for clock in clocks_of(spans, lambda party: BERLIN, until):
        acting = [span for span in spans if span.party == clock.party and span.state != State.STANDING_STILL]
        assert clock.stretches == merged(acting)
        assert timedelta(0) <= clock.to_pick_up <= clock.to_finish


def test_merged_joins_what_touches():
    spans = [Span(1, LEGAL, State.AT_WORK, hour(a), hour(b)) for a, b in ((0, 1), (1, 2), (4, 5), (4, 4.5))]
    assert merged(spans) == [(hour(0), hour(2)), (hour(4), hour(5))]
