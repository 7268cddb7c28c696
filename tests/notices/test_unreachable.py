"""An address that takes no mail: marked, shown to who looks after the person, left alone, and cleared again."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from notices import tasks, unreachable
from notices.actions import notify
from notices.models import How, Notice, NoticeKind
from tests.factories import UserFactory

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
    mails = Notice.objects.filter(recipient=buyer, mail=True)
    assert list(mails.values_list("attempts", "mailed_at")) == [(0, None)] * 2
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


# --- what is not mailed any more, and how it goes on ------------------------------------------------------


@pytest.fixture
def marked(buyer):
    return unreachable.mark(buyer, how=How.REFUSED, reason="550 no such mailbox")


def test_mark_keeps_the_first_day_and_counts(buyer, marked):
    with time_machine.travel(marked.since + timedelta(days=2)):
        again = unreachable.mark(buyer, how=How.RETURNED, reason="5.1.1 gone\r\nfor good")
    assert (again.pk, again.since, again.times, again.how) == (marked.pk, marked.since, 2, How.RETURNED)
    assert (again.reason, again.last_at > marked.last_at) == ("5.1.1 gone for good", True)


def test_mark_tells_leads_admins_and_the_person_who_gets_no_mail_of_it(buyer, lead, admin):
    unreachable.mark(buyer, how=How.RETURNED, reason="550 no such mailbox")
    told = Notice.objects.order_by("recipient__name").values_list("recipient__name", "title", "mail")
    assert list(told) == [
        ("Ada Admin", "Mails do not reach Ben Buyer", True),
        ("Ben Buyer", "Mails do not reach you", False),
        ("Lena Lead", "Mails do not reach Ben Buyer", True),
    ]


def test_nothing_is_mailed_to_a_marked_address_and_nothing_is_lost(buyer, counsel, marked):
    tell(buyer, counsel)
    tasks.deliver_notices()
    assert [one.to for one in mail.outbox] == [["counsel@duet.example"]]
    assert Notice.objects.get(recipient=buyer, mail=True).last_error == unreachable.WAITS


def test_clear_mails_what_waited_as_one_mail_where_it_is_much(buyer, marked):
    for number in range(5):
        tell(buyer, key=f"k{number}")
        tasks.deliver_notices()
    assert unreachable.clear(marked, by=buyer) == 5
    tasks.deliver_notices()
    assert [one.subject for one in mail.outbox] == ["5 things happened in Duet"]


def test_mail_that_is_too_old_was_parked_for_something_else_and_stays(buyer, marked):
    tell(buyer)
    Notice.objects.filter(mail=True).update(parked_at=marked.since - timedelta(days=1))
    assert unreachable.clear(marked, by=buyer) == 0


def test_another_address_of_the_person_is_mailed_at_once(buyer, marked):
    tell(buyer)
    tasks.deliver_notices()
    buyer.email = "ben@duet.example"
    buyer.save()
    tasks.deliver_notices()
    marked.refresh_from_db()
    assert ([one.to for one in mail.outbox], marked.cleared_by) == ([["ben@duet.example"]], None)
    assert marked.cleared_at is not None


def test_admin_who_sends_again_tries_the_address_again(client, admin, buyer, marked):
    tell(buyer)
    tasks.deliver_notices()
    client.force_login(admin)
    parked = Notice.objects.parked().get()
    client.post(f"/settings/machinery/notices/{parked.pk}/again/")
    tasks.deliver_notices()
    marked.refresh_from_db()
    assert [one.to for one in mail.outbox if one.to != [admin.email]] == [[buyer.email]]
    assert marked.cleared_by == admin


def test_clear_is_for_the_person_their_leads_and_admins(marked, buyer, counsel, lead, admin, stranger):
    assert [unreachable.may_clear(person, marked) for person in (buyer, lead, admin)] == [True] * 3
    for person in (counsel, stranger):
        with pytest.raises(PermissionDenied, match="The person themselves, the leads"):
            unreachable.clear(marked, by=person)
    unreachable.clear(marked, by=lead)
    with pytest.raises(ValidationError, match="Lena Lead has cleared this already"):
        unreachable.clear(marked, by=admin)


# --- the page, and the API ----------------------------------------------------------------------------------


def test_page_shows_leads_their_people_and_admins_everybody(client, marked, buyer, lead, admin, counsel, finance_lead):
    for person, sees in ((buyer, True), (lead, True), (admin, True), (counsel, False), (finance_lead, False)):
        client.force_login(person)
        text = client.get("/unreachable/").text
        assert ("550 no such mailbox" in text, "Mails arrive" in text) == (sees, not sees), person
        listed = client.get("/api/unreachable/").json()["results"]
        assert [row["address"] for row in listed] == (["buyer@duet.example"] if sees else [])


def test_page_says_what_was_cleared_by_whom(client, marked, lead):
    client.force_login(lead)
    answer = client.post(f"/unreachable/{marked.pk}/clear/", follow=True)
    assert "Cleared. No mail waited." in answer.text
    assert "550" not in client.get("/unreachable/").text
    assert "Cleared by Lena Lead" in client.get("/unreachable/?show=all").text


def test_mark_of_others_is_not_found(client, marked, counsel):
    client.force_login(counsel)
    assert client.post(f"/unreachable/{marked.pk}/clear/").status_code == 404
    assert client.post(f"/api/unreachable/{marked.pk}/clear/").status_code == 404
    marked.refresh_from_db()
    assert marked.cleared_at is None


def test_api_clears_and_refuses_the_second_time(client, marked, lead):
    client.force_login(lead)
    first = client.post(f"/api/unreachable/{marked.pk}/clear/").json()
    assert (first["cleared_by"], first["waited"]) == ("Lena Lead", 0)
    second = client.post(f"/api/unreachable/{marked.pk}/clear/")
    assert (second.status_code, second.json()) == (409, {"refused": ["Lena Lead has cleared this already."]})
    assert client.get("/api/unreachable/").json()["results"] == []
    assert len(client.get("/api/unreachable/?show=all").json()["results"]) == 1
    assert client.get("/api/unreachable/?cursor=cD1hYmM=").status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_page_asks_the_same_queries_however_many(client, admin, count, django_assert_num_queries):
    for _ in range(count):
        unreachable.mark(UserFactory(), how=How.REFUSED, reason="550")
    client.force_login(admin)
    with django_assert_num_queries(5):  # session, person, their seats, the page, the bell
        client.get("/unreachable/")


def test_persons_own_page_of_mails_says_it(client, buyer, marked):
    client.force_login(buyer)
    text = " ".join(client.get("/profile/notices/").text.split())
    assert "Mails do not reach buyer@duet.example since" in text
