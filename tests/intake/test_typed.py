from datetime import date
from decimal import Decimal

import pytest

from intake.typed import Amount, asks_which_day, in_figures, read_amount, read_day, read_whole_number
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
    assert question == (None if day else "Is it 3 April 2027 or 4 March 2027? Write the month as a word.")


def test_asks_which_day_asks_nothing_of_other_texts():
    assert [asks_which_day(text) for text in ("31/03/2027", "soon", "", "03.04.2027", "03/04/1927")] == [None] * 5


@pytest.mark.parametrize(
    ("number", "figures"), [("48000.00", "48,000"), ("48000.50", "48,000.50"), ("0", "0"), ("1234567", "1,234,567")]
)
def test_in_figures_can_be_read_again(number, figures):
    assert in_figures(Decimal(number)) == figures
    assert read_amount(figures) == Amount(Decimal(number))
