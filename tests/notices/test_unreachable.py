"""An address that refuses mail for good: parked at once, and the person's lead hears of it."""

from smtplib import SMTPRecipientsRefused

import pytest

from notices import tasks
from notices.actions import notify
from notices.models import Notice, NoticeKind

pytestmark = pytest.mark.django_db


class Refusing:
    """A mail server that knows no Ben."""

    def __init__(self, code):
        self.code = code

    def open(self):
        pass

    def close(self):
        pass

    def send_messages(self, mails):
        if mails[0].to == ["buyer@duet.example"]:
            raise SMTPRecipientsRefused({"buyer@duet.example": (self.code, b"no such mailbox")})


def deliver(monkeypatch, code):
    monkeypatch.setattr(tasks, "get_connection", lambda: Refusing(code))
    tasks.deliver_notices()


def tell(*people, key="k"):
    notify(people, key=key, kind=NoticeKind.ASSIGNMENT, title=f"T {key}", body="", url="/")


def about_ben():
    return [notice.recipient.name for notice in Notice.objects.filter(title="Mails do not reach Ben Buyer")]


def test_refusal_for_good_is_parked_and_the_lead_hears_of_it_once_a_day(monkeypatch, buyer, lead):
    tell(buyer)
    tell(buyer, key="k2")
    deliver(monkeypatch, 550)
    assert list(Notice.objects.filter(recipient=buyer).values_list("attempts", "mailed_at")) == [(0, None)] * 2
    assert Notice.objects.parked().count() == 2
    assert about_ben() == ["Lena Lead"]


def test_refusal_for_now_is_tried_again_and_nobody_hears_of_it(monkeypatch, buyer, lead):
    tell(buyer)
    deliver(monkeypatch, 450)
    assert Notice.objects.get().attempts == 1
    assert about_ben() == []


def test_where_nobody_leads_the_admins_hear_of_it(monkeypatch, buyer, admin):
    tell(buyer)
    deliver(monkeypatch, 550)
    assert about_ben() == ["Ada Admin"]
