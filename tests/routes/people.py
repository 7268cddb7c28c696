"""The addresses of people: everybody has their own notices and profile."""

from people.models import Notice, NoticeKind
from people.notices import notify
from tests.routes import Route, cells

EVERYBODY = "requester stranger buyer counsel lead admin"


def told(case):
    """A notice to the requester."""
    requester = case.people["requester"]
    notify([requester], key="k", kind=NoticeKind.NEWS, title="News", body="It is news.", url="/requests/")
    return [Notice.objects.get(recipient=requester, key="k").pk]


def profile(case):
    return {"name": "Somebody", "time_zone": "Europe/Paris"}


ROUTES = {
    "people:notice_list": Route(get=cells(page=EVERYBODY)),
    "people:notices_read": Route(post=cells(done=EVERYBODY)),
    "people:notice_open": Route(given=told, post=cells(done="requester")),
    "people:profile": Route(get=cells(page=EVERYBODY), post=cells(done=EVERYBODY), data=profile),
    "people:outbox": Route(get=cells(page=EVERYBODY)),
}
