"""A series of the buyer, the counsel and the lead: every second Tuesday at 10:00 in Berlin."""

from datetime import date, time

import pytest

from checkins.actions.series import set_up_series
from tests.groundwork import groundwork

FIRST = date(2026, 11, 24)  # the day after that of the tests


@pytest.fixture
@groundwork
def series(desks, buyer, counsel, lead):
    return set_up_series(
        title="Procurement and legal",
        rhythm="fortnightly",
        first_on=FIRST,
        starts_at=time(10),
        minutes=45,
        time_zone="Europe/Berlin",
        members=[buyer, counsel, lead],
        by=lead,
    )


@pytest.fixture
@groundwork
def meeting(series):
    return series.meetings.order_by("number").first()
