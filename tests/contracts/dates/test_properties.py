"""What must hold for every contract and every day (docs/domain/contract-dates.md, 7): P1 to P11, on drawn records."""

from datetime import date, timedelta

import time_machine
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from contracts.dates import CannotWorkOut, State, answer, read_record
from contracts.dates.record import NO_NOTICE, read_events
from tests.contracts.dates import records

SETTINGS = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
AFTER = st.integers(-30, 2200)


def answered(row, as_of):
    """The answer to a drawn row; rows that are refused are drawn anew."""
    try:
        return answer(read_record(row), as_of)
    except CannotWorkOut:
        assume(False)


def day_after(row, days):
    return date.fromisoformat(row["start"]) + timedelta(days=days)


@SETTINGS
@given(records.rows(), AFTER)
def test_answer_alike_whatever_the_clock_says(row, days):  # P1
    as_of = day_after(row, days)
    with time_machine.travel("1999-12-31 23:59:59", tick=False):
        earlier = answered(row, as_of)
    with time_machine.travel("2044-02-29 12:00:00", tick=False):
        assert answered(row, as_of) == earlier


@SETTINGS
@given(records.rows(), AFTER)
def test_keep_dates_in_their_order(row, days):  # P2, P4, P5, P6, P8
    as_of = day_after(row, days)
    dates = answered(row, as_of)
    if dates.state is State.RUNNING:
        assert dates.current_term_start <= as_of <= (dates.current_term_end or date.max)
    if dates.last_date_to_act:
        end = dates.deadline.end
        assert dates.last_date_to_act <= end
        assert dates.decision_by <= dates.last_date_to_act
        notice = answer_rules(row, as_of).notice
        if notice != NO_NOTICE and hasattr(notice, "unit") and row["count"] != "renewal_day":
            assert dates.last_date_to_act < end
    if dates.next_term_end and dates.current_term_end:
        assert dates.next_term_end > dates.current_term_end
    if dates.earliest_end:
        assert dates.earliest_end >= as_of
    if dates.act_by_for_earliest_end:
        assert as_of <= dates.act_by_for_earliest_end <= dates.earliest_end


def answer_rules(row, as_of):
    """The rules that hold on that day: as recorded, with the amendments that count by then."""
    rules = read_record(row).rules
    for event in read_events(row["events"]):
        if event.kind == "amend" and event.counts_from <= as_of:
            rules = rules.amended(event.changes)
    return rules


@SETTINGS
@given(records.rows(), AFTER)
def test_go_forward_and_touch(row, days):  # P3, P10, P11
    before = answered(row, day_after(row, days))
    after = answered(row, day_after(row, days + 1))
    assert after.current_term_start >= before.current_term_start
    assert after.renewals_done >= before.renewals_done
    events = read_events(row["events"])
    if before.state is State.ENDED and after.state is State.RUNNING:
        assert any(event.kind in ("renew", "amend") for event in events)
    agreed = any(event.kind in ("renew", "amend") for event in events)
    if not agreed and after.current_term_start > before.current_term_start:
        assert after.renewals_done >= before.renewals_done + 1
        # several terms can pass while a contract waits for its signature
        if before.state is State.RUNNING:
            assert after.current_term_start == before.current_term_end + timedelta(days=1)


@SETTINGS
@given(records.rows(), AFTER, st.data())
def test_change_no_day_before_an_event_counts(row, days, data):  # P7
    as_of = day_after(row, days)
    added = data.draw(records.event(date.fromisoformat(row["start"])))
    assume(read_events(added)[0].counts_from > as_of)
    longer = row | {"events": f"{row['events']} / {added}" if row["events"] else added}
    assert answered(longer, as_of) == answered(row, as_of)


@SETTINGS
@given(records.rows(events=False), AFTER)
def test_never_give_a_later_date_by_default(row, days):  # P9
    cautious = row | {"weekend": "", "month_rule": "", "count": ""}
    as_of = day_after(row, days)
    last = answered(cautious, as_of).last_date_to_act
    for name, value in [("weekend", "none"), ("month_rule", "forward"), ("count", "renewal_day")]:
        other = answered(cautious | {name: value}, as_of).last_date_to_act
        if last and other and not row["basis"]:
            assert last <= other
