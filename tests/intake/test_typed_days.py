"""Days as people say them, worked out by hand from Monday 30 November 2026."""

from datetime import date

import pytest

from intake.typed_days import days_meant

MONDAY = date(2026, 11, 30)
FRIDAY = date(2026, 12, 4)

ONE_DAY = [
    ("today", MONDAY),
    ("Tomorrow", date(2026, 12, 1)),
    ("the day after tomorrow", date(2026, 12, 2)),
    ("Friday", FRIDAY),
    ("by Friday", FRIDAY),
    ("this fri", FRIDAY),
    ("coming Thursday", date(2026, 12, 3)),
    ("next Monday", date(2026, 12, 7)),  # none is left in this week
    ("31.12.", date(2026, 12, 31)),
    ("31.12", date(2026, 12, 31)),
    ("1.3.", date(2027, 3, 1)),  # the one of this year is over
    ("30.11.", MONDAY),
    ("31/12", date(2026, 12, 31)),
    ("12/31", date(2026, 12, 31)),
    ("5/5", date(2027, 5, 5)),
    ("31 December", date(2026, 12, 31)),
    ("31st of Dec", date(2026, 12, 31)),
    ("Dec 31", date(2026, 12, 31)),
    ("march 1st", date(2027, 3, 1)),
    ("29 February", date(2028, 2, 29)),
    ("in two weeks", date(2026, 12, 14)),
    ("in 10 days", date(2026, 12, 10)),
    ("in a month", date(2026, 12, 30)),
    ("in three months", date(2027, 2, 28)),  # February has no 30th
    ("in a year", date(2027, 11, 30)),
    ("end of March", date(2027, 3, 31)),
    ("end of Nov", MONDAY),
    ("mid January", date(2027, 1, 15)),
    ("beginning of April 2028", date(2028, 4, 1)),
    ("start of November", date(2027, 11, 1)),  # that of this year is over
    ("end of the month", MONDAY),
    ("end of next month", date(2026, 12, 31)),
    ("end of year", date(2026, 12, 31)),
    ("end of Q1", date(2027, 3, 31)),
    ("end of q4 2027", date(2027, 12, 31)),
    ("2027-03-31", date(2027, 3, 31)),
    ("31 March 2027", date(2027, 3, 31)),
]

TWO_DAYS = [
    ("next Friday", [FRIDAY, date(2026, 12, 11)]),
    ("monday", [MONDAY, date(2026, 12, 7)]),
    ("3/4", [date(2027, 3, 4), date(2027, 4, 3)]),
    ("03/04/2027", [date(2027, 3, 4), date(2027, 4, 3)]),
]

NO_DAY = [
    "soon",
    "",
    "asap",
    "next week",  # which day of it?
    "next month",
    "March",
    "March 2027",
    "Q1",
    "30.2.",
    "31/13",
    "99.12.",
    "Friday the 13th",
    "in some weeks",
    "12",
    "1.2.3",
]


@pytest.mark.parametrize(("text", "day"), ONE_DAY)
def test_day_is_understood_as_people_say_it(text, day):
    assert days_meant(text, MONDAY) == [day]


@pytest.mark.parametrize(("text", "both"), TWO_DAYS)
def test_day_that_can_be_two_is_given_back_as_both(text, both):
    assert days_meant(text, MONDAY) == both


@pytest.mark.parametrize("text", NO_DAY)
def test_text_that_names_no_day_is_read_as_none(text):
    assert days_meant(text, MONDAY) == []


@pytest.mark.parametrize(("order", "day"), [("day", date(2027, 4, 3)), ("month", date(2027, 3, 4))])
def test_order_that_the_company_has_set_decides(order, day):
    assert days_meant("3/4", MONDAY, order) == [day]
    assert days_meant("31/12", MONDAY, order) == [date(2026, 12, 31)]


@pytest.mark.parametrize("today", [date(2026, 12, 5), date(2026, 12, 6), FRIDAY])
def test_next_friday_is_clear_once_this_week_has_none_to_come(today):
    assert days_meant("next Friday", today) == [date(2026, 12, 11)]
