"""Periods as people type them."""

import pytest
from django.core.exceptions import ValidationError

from contracts import notation


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3 months", "3m"),
        ("three (3) months", "3m"),
        ("3m", "3m"),
        ("90 days", "90d"),
        ("90 days' notice", "90d"),
        ("ninety days", "90d"),
        ("10 business days", "10bd"),
        ("10 working days", "10bd"),
        ("a year", "1y"),
        ("6 Weeks", "6w"),
        ("", ""),
    ],
)
def test_read_period_takes_what_people_type(typed, kept):
    assert notation.read_period(typed) == kept


@pytest.mark.parametrize("typed", ["soon", "3", "-3", "3 fortnights", "months", "1.5 months"])
def test_read_period_refuses_what_is_none(typed):
    with pytest.raises(ValidationError, match="is no period"):
        notation.read_period(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("by 30 September", "by:09-30"), ("30 Sept", "by:09-30"), ("by:9-30", "by:09-30"), ("3 months", "3m")],
)
def test_read_notice_takes_a_day_of_the_year(typed, kept):
    assert notation.read_notice(typed) == kept


@pytest.mark.parametrize("kept", ["3m", "1y", "24m,12m", "10bd", "90d", "by:09-30", "1w"])
def test_words_are_read_back_as_they_were_kept(kept):
    words = notation.in_words(kept)
    read = notation.read_notice if kept.startswith("by") else notation.read_lengths
    assert words != kept and read(words) == kept
