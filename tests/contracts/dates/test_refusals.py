"""Records from which nothing can follow: refused in a sentence, never an endless search."""

from datetime import date

import pytest

from contracts.dates import BusinessDays, CannotWorkOut
from contracts.dates.table import computed

BASE = {"start": "2026-01-01", "initial": "12m", "renewal": "auto", "renewal_length": "12m", "as_of": "2026-06-01"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"renewal_length": "0m"}, "a term lasts a day at least"),
        ({"renewal_length": "12m,0d"}, "a term lasts a day at least"),
        ({"initial": "0d"}, "a term lasts a day at least"),
        ({"initial": "to:2025-12-31"}, "before it begins"),
        ({"initial": "", "renewal": "none"}, "Neither a first term nor its end"),
        ({"renewal_length": ""}, "for how long is not recorded"),
        ({"renewal": "maybe"}, "renewal is maybe"),
        ({"start": ""}, "The first day (start) is no date"),
        ({"start": "01.02.2026"}, "Write it as 2026-12-31"),
        ({"notice": "three months"}, "Write 90d, 6w, 3m, 1y or 10bd"),
        ({"notice": "by:02-30"}, "names a day that no year has"),
        ({"initial": "10bd"}, "not in business days"),
        ({"cap": "-1"}, "whole number"),
        ({"as_of": ""}, "(as_of)"),
        ({"initial": "99999m"}, "leave the calendar"),
        ({"notice": "99999y"}, "leave the calendar"),
        ({"events": "amend end=2026-08-31"}, "has no date"),
        ({"events": "amend signed=2026-03-01"}, "says what it changes"),
        ({"events": "amend signed=2026-03-01 colour=red"}, "cannot say"),
        ({"events": "terminate given=2026-03-01"}, "names the day on which the contract ends"),
        ({"events": "explode given=2026-03-01"}, "is no event"),
        ({"events": "renew signed=2026-03-01"}, "The length of the renewal"),
    ],
)
def test_refuse_what_nothing_follows_from(changes, sentence):
    with pytest.raises(CannotWorkOut) as refusal:
        computed(BASE | changes)
    assert sentence in str(refusal.value)


def test_refuse_an_end_before_the_term_only_from_the_day_it_counts():
    row = BASE | {"events": "amend signed=2026-06-02 end=2025-11-30"}
    assert computed(row) == computed(BASE)
    with pytest.raises(CannotWorkOut, match="before it begins"):
        computed(row | {"as_of": "2026-06-02"})


def test_refuse_a_calendar_without_business_days():
    with pytest.raises(CannotWorkOut, match="no business days"):
        BusinessDays(weekend=range(7)).before(date(2026, 6, 1))
