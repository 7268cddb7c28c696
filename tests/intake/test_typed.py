from datetime import date
from decimal import Decimal

import pytest

from intake.typed import (
    Amount,
    asks_which_day,
    in_figures,
    read_amount,
    read_day,
    read_whole_number,
    reading_of_amount,
    reading_of_day,
)
from tests.intake.cases import AMOUNTS, WHOLE_NUMBERS


@pytest.mark.parametrize(("text", "read"), AMOUNTS)
def test_read_amount_understands_both_ways_of_writing(text, read):
    assert read_amount(text) == (read and Amount(Decimal(read[0]), read[1]))


@pytest.mark.parametrize(("text", "digits"), WHOLE_NUMBERS)
def test_read_whole_number_gives_the_digits(text, digits):
    assert read_whole_number(text) == digits


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-31", date(2027, 3, 31)),
        (" 31.3.2027 ", date(2027, 3, 31)),
        ("31/03/2027", date(2027, 3, 31)),
        ("31 March 2027", date(2027, 3, 31)),
        ("31 Mar 2027", date(2027, 3, 31)),
        ("", None),
        ("soon", None),
        ("2027-02-30", None),
        ("0027-03-31", None),
        ("2127-03-31", None),
        ("March 31, 2027", date(2027, 3, 31)),
        ("03/31/2027", date(2027, 3, 31)),
        ("03/04/2027", None),
        ("04/04/2027", date(2027, 4, 4)),
    ],
)
def test_read_day_takes_the_usual_ways(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(("order", "day"), [("day", date(2027, 4, 3)), ("month", date(2027, 3, 4)), ("", None)])
def test_read_day_follows_the_setting_of_the_company_as_reading_does(settings, order, day):
    settings.DATE_ORDER = order
    assert read_day("03/04/2027") == day
    question = asks_which_day("03/04/2027")
    assert question == (None if day else "Is it 4 March 2027 or 3 April 2027? Write the month as a word.")


def test_asks_which_day_asks_nothing_of_other_texts():
    assert [asks_which_day(text) for text in ("31/03/2027", "soon", "", "03.04.2027", "03/04/1927")] == [None] * 5


@pytest.mark.parametrize(
    ("number", "figures"), [("48000.00", "48,000"), ("48000.50", "48,000.50"), ("0", "0"), ("1234567", "1,234,567")]
)
def test_in_figures_can_be_read_again(number, figures):
    assert in_figures(Decimal(number)) == figures
    assert read_amount(figures) == Amount(Decimal(number))


SUMS = [
    ("12k a year", 12000, "EUR 12,000 for 1 year. If it runs longer, write for how long: “12k a year for 3 years”."),
    ("EUR 12k per year for 3 years", 36000, "EUR 36,000 for 3 years: 3 times EUR 12,000."),
    ("1.000 a month", 12000, "EUR 12,000 for 1 year: 12 times EUR 1,000."),
    ("1k/month for 18 months", 18000, "EUR 18,000 for 18 months: 18 times EUR 1,000."),
    ("$500 monthly for two years", 12000, "USD 12,000 for 2 years: 24 times USD 500."),
    ("9,000 p.a.", 9000, "EUR 9,000 for 1 year."),
    ("3k a quarter", 12000, "EUR 12,000 for 1 year: 4 times EUR 3,000."),
    ("12k", 12000, "EUR 12,000."),
]


@pytest.mark.parametrize(("text", "number", "sentence"), SUMS)
def test_amount_over_time_is_read_as_its_sum_and_says_so(text, number, sentence):
    assert read_amount(text).number == number
    assert reading_of_amount(text, "EUR").startswith(sentence)


@pytest.mark.parametrize("text", ["48,000", "EUR 48,000", "48.000,50", "soon"])
def test_amount_in_figures_needs_no_reading(text):
    assert reading_of_amount(text, "EUR") == ""


@pytest.mark.parametrize("text", ["12k a year for 18 months", "a year", "per month", "about 5 a year", "2 for 3 years"])
def test_amount_that_does_not_come_out_even_is_not_guessed(text):
    assert read_amount(text) is None


def test_day_that_was_said_is_shown_back_with_its_weekday():
    monday = date(2026, 11, 30)
    assert reading_of_day("31.12.", monday) == "Thursday 31 December 2026."
    assert reading_of_day("in two weeks", monday) == "Monday 14 December 2026."
    assert reading_of_day("31.12.2026", monday) == reading_of_day("soon", monday) == ""
    assert asks_which_day("next Friday", monday) == (
        "Is it 4 December 2026 or 11 December 2026? Write the month as a word."
    )
