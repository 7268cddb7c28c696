"""Time zones of those who read."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.utils import timezone

from common.middleware import TimeZoneMiddleware
from people.models import User


@pytest.mark.parametrize(
    ("user", "zone"),
    [(User(time_zone="America/New_York"), "America/New_York"), (AnonymousUser(), "UTC")],
    ids=["signed in", "signed out"],
)
def test_page_tells_time_in_the_readers_zone(rf, user, zone):
    seen = []
    request = rf.get("/")
    request.user = user
    TimeZoneMiddleware(lambda request: seen.append(timezone.get_current_timezone_name()) or HttpResponse())(request)
    assert (seen, timezone.get_current_timezone_name()) == ([zone], "UTC")
