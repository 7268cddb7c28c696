"""The addresses of people: everybody has their own notices and profile."""

from notices import unreachable, unsubscribe
from notices.actions import notify
from notices.models import How, Notice, NoticeKind
from tests.routes import Route


def notice(case):
    """A notice to the requester."""
    requester = case.people["requester"]
    notify([requester], key="k", kind=NoticeKind.NEWS, title="News", body="It is news.", url="/requests/")
    return [Notice.objects.get(recipient=requester, key="k").pk]


def profile(case):
    return {"name": "Somebody", "time_zone": "Europe/Paris"}


def choice(case):
    kinds = {"assignment": "daily", "question": "daily", "reminder": "daily", "escalation": "daily", "news": "off"}
    return kinds | {"digest_hour": "7"}


def way_out(case):
    """The link in a mail: it carries its own right, for anybody who has it."""
    return [unsubscribe.address_of(case.people["requester"], NoticeKind.NEWS).split("/")[-2]]


def unreachable_person(case):
    """The buyer's address takes no mail; their lead and the admins see it, too."""
    return [unreachable.mark(case.people["buyer"], how=How.REFUSED, reason="550").pk]


WITH_A_TOKEN = {"notices:bounces"}
"""What no person opens: the mail server does, with a token from an operator (tests/notices/test_bounces.py)."""

ROUTES = {
    "notices:unreachable_list": Route(),
    "notices:unreachable_clear": Route(given=unreachable_person),
    "notices:bounces": Route(),
    "notices:preferences": Route(data=choice),
    "people:feed_renew": Route(),
    "people:feed_revoke": Route(),
    "notices:unsubscribe": Route(given=way_out),
    "notices:notice_list": Route(),
    "notices:notices_read": Route(),
    "notices:notice_open": Route(given=notice),
    "people:profile": Route(data=profile),
    "notices:outbox": Route(),
}
