"""The addresses of people: everybody has their own notices and profile."""

from notices import unsubscribe
from notices.actions import notify
from notices.models import Notice, NoticeKind
from tests.routes import PAGE, ROLES, Route, cells

EVERYBODY = "requester stranger buyer counsel lead admin"


def notice(case):
    """A notice to the requester."""
    requester = case.people["requester"]
    notify([requester], key="k", kind=NoticeKind.NEWS, title="News", body="It is news.", url="/requests/")
    return [Notice.objects.get(recipient=requester, key="k").pk]


def profile(case):
    return {"name": "Somebody", "time_zone": "Europe/Paris"}


def choice(case):
    return {"question": "daily", "reminder": "daily", "escalation": "daily", "news": "off", "digest_hour": "7"}


def way_out(case):
    """The link in a mail: it carries its own right, for anybody who has it."""
    return [unsubscribe.address_of(case.people["requester"], NoticeKind.NEWS).split("/")[-2]]


ROUTES = {
    "notices:preferences": Route(get=cells(page=EVERYBODY), post=cells(done=EVERYBODY), data=choice),
    "people:feed_renew": Route(post=cells(page=EVERYBODY)),
    "people:feed_revoke": Route(post=cells(done=EVERYBODY)),
    "notices:unsubscribe": Route(given=way_out, get=dict.fromkeys(ROLES, PAGE), post=dict.fromkeys(ROLES, PAGE)),
    "notices:notice_list": Route(get=cells(page=EVERYBODY)),
    "notices:notices_read": Route(post=cells(done=EVERYBODY)),
    "notices:notice_open": Route(given=notice, post=cells(done="requester")),
    "people:profile": Route(get=cells(page=EVERYBODY), post=cells(done=EVERYBODY), data=profile),
    "notices:outbox": Route(get=cells(page=EVERYBODY)),
}
