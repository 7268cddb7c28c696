"""The addresses of check-ins: for those who come, for whoever sets them up, and nothing for anybody else."""

from datetime import time, timedelta

from django.utils import timezone

from checkins.actions.items import add_item
from checkins.actions.series import set_up_series
from checkins.api import state_of
from checkins.models import Series
from tests.routes import Route


def plan(case):
    people = case.people
    return {
        "title": "Procurement and legal",
        "rhythm": "fortnightly",
        "first_on": str(case.today + timedelta(days=1)),
        "starts_at": "10:00",
        "minutes": 45,
        "time_zone": "Europe/Berlin",
        "members": [people[role].pk for role in ("buyer", "counsel", "lead")],
    }


def series(case):
    standing = Series.objects.first()
    if standing:
        return standing
    people = case.people
    members = [people[role] for role in ("buyer", "counsel", "lead")]
    first_on = case.today + timedelta(days=1)
    facts = plan(case) | {"members": members, "first_on": first_on, "starts_at": time(10)}
    return set_up_series(**facts, by=people["lead"])


def of_series(case):
    return [series(case).pk]


def next_meeting(case):
    return series(case).meetings.order_by("number").first()


def of_meeting(case):
    return [next_meeting(case).pk]


def item(case):
    """Something that the buyer has put on the agenda."""
    return add_item(next_meeting(case), "Templates", by=case.people["buyer"])


def in_three_days(case):
    return (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")


ROUTES = {
    "checkins:check_in": Route(),
    "checkins:waiting": Route(),
    "checkins:series_add": Route(data=plan),
    "checkins:series": Route(given=of_series),
    "checkins:series_change": Route(given=of_series, data=plan),
    "checkins:series_end": Route(given=of_series),
    "checkins:meeting": Route(given=of_meeting),
    "checkins:meeting_move": Route(given=of_meeting, data=lambda case: {"starts_at": in_three_days(case)}),
    "checkins:meeting_cancel": Route(given=of_meeting, data=lambda case: {"because": "Nobody is there."}),
    "checkins:item_add": Route(given=of_meeting, data=lambda case: {"title": "Templates"}),
    "checkins:item_remove": Route(given=lambda case: [item(case).pk]),
    "checkins:remark_add": Route(given=of_meeting, data=lambda case: {"kind": "worked", "text": "One call."}),
}


def plan_by_address(case):
    people = case.people
    return plan(case) | {"members": [people[role].email for role in ("buyer", "counsel", "lead")]}


def state(case):
    return plan_by_address(case) | {"state": state_of(series(case))}


API_ROUTES = {
    "api-check-in-list": Route(data=plan_by_address),
    "api-check-in-detail": Route(given=of_series, data=state),
    "api-check-in-end": Route(given=of_series),
    "api-meeting-list": Route(),
    "api-meeting-detail": Route(given=of_meeting),
    "api-meeting-move": Route(given=of_meeting, data=lambda case: {"starts_at": f"{in_three_days(case)}:00Z"}),
    "api-meeting-cancel": Route(given=of_meeting, data=lambda case: {"because": "Nobody is there."}),
    "api-meeting-items": Route(given=of_meeting, data=lambda case: {"title": "Templates"}),
    "api-meeting-remove-item": Route(given=lambda case: [*of_meeting(case), item(case).pk]),
    "api-meeting-remarks": Route(given=of_meeting, data=lambda case: {"kind": "worked", "text": "One call."}),
}
