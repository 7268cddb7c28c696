"""Delivery: every mail arrives, none twice, and one that cannot be sent stops no other."""

import re
import threading
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from common import tasks as common_tasks
from common.models import MAX_ATTEMPTS, Heartbeat
from notices import sorting, tasks
from notices.actions import notify, try_again
from notices.models import Notice, NoticeKind
from tests.factories import UserFactory
from tests.reviews.together import HELD_UP, SLOW


class Mailbox(BaseEmailBackend):
    """A mail server that may refuse: `fault(mail)` gives the exception to raise, or None."""

    def __init__(self, fault=lambda mail: None):
        super().__init__()
        self.fault = fault
        self.sent = []
        self.asked = 0

    def send_messages(self, mails):
        for message in mails:
            self.asked += 1
            if error := self.fault(message):
                raise error
            self.sent.append(message)
        return len(mails)


@pytest.fixture
def server(monkeypatch):
    mailbox = Mailbox()
    monkeypatch.setattr(tasks, "get_connection", lambda: mailbox)
    return mailbox


def tell(*people, key="k", **changes):
    facts = {"kind": NoticeKind.ASSIGNMENT, "title": "Please look", "body": "It is new.", "url": "/reviews/R-1/"}
    notify(people, key=key, **facts | changes)


@time_machine.travel("2026-11-23 10:00:00+00:00", tick=False)
def test_tick_twice_keeps_one_heartbeat_with_the_newest_moment(db):
    Heartbeat.objects.create(name="tick", at=timezone.now() - timedelta(hours=1))
    common_tasks.tick()
    common_tasks.tick()
    assert list(Heartbeat.objects.values_list("name", "at")) == [("tick", timezone.now())]


def test_deliver_notices_sends_each_mail_once_though_run_twice(buyer, counsel):
    tell(buyer, counsel)
    tasks.deliver_notices()
    tasks.deliver_notices()
    assert sorted(message.to[0] for message in mail.outbox) == ["buyer@duet.example", "counsel@duet.example"]
    assert not Notice.objects.undelivered().exists()


def test_deliver_notices_leaves_what_is_for_the_bell_alone(buyer, server):
    tell(buyer, mail=False)
    tasks.deliver_notices()
    assert server.asked == 0


def test_deliver_notices_writes_who_what_why_and_one_link(settings, buyer):
    settings.SITE_URL = "https://duet.example"
    with time_machine.travel("2026-11-23 10:00:00+00:00"):
        tell(buyer, title="Please review\r\nBcc: x@evil.example", body="<b>Acme & Sons</b>")
    tasks.deliver_notices()
    sent, notice = mail.outbox[0], Notice.objects.get()
    assert sent.subject == "Please review Bcc: x@evil.example"
    assert (sent.to, sent.recipients()) == (["buyer@duet.example"], ["buyer@duet.example"])
    assert sent.extra_headers == {
        "Message-ID": sent.extra_headers["Message-ID"],
        "Auto-Submitted": "auto-generated",
        "In-Reply-To": "<about-reviews-R-1@duet.example>",
        "References": "<about-reviews-R-1@duet.example>",
        "List-Unsubscribe": "<https://duet.example/profile/notices/>",
    }
    name = f"<notice-{notice.pk}-20261123100000."
    assert re.fullmatch(f"{name}[0-9a-f]{{24}}@duet.example>", sent.extra_headers["Message-ID"])
    assert sent.body.startswith("Hello Ben,\n\nPlease review")
    assert "<b>Acme & Sons</b>" in sent.body
    assert "Open it: https://duet.example/reviews/R-1/" in sent.body
    assert "You get this mail because this was given to you or to your desk." in sent.body
    [(html, kind)] = sent.alternatives
    assert kind == "text/html"
    assert 'href="https://duet.example/reviews/R-1/"' in html
    assert html.count("href=") == 2  # and where to choose one's mails
    assert "&lt;b&gt;Acme &amp; Sons&lt;/b&gt;" in html


@pytest.mark.parametrize("kind", NoticeKind.values)
def test_deliver_notices_gives_a_reason_for_every_kind(buyer, kind):
    with time_machine.travel("2026-11-23 10:00:00+00:00"):
        tell(buyer, kind=kind)
    with time_machine.travel("2026-11-24 08:00:00+00:00"):  # nine in Berlin: the daily mail
        tasks.deliver_notices()
    assert "You get this mail because " in mail.outbox[0].body


def test_refused_mail_is_tried_again_with_the_same_message_id(buyer, server):
    refusals = [SMTPDataError(451, b"try later")]
    ids = []
    server.fault = lambda one: ids.append(one.extra_headers["Message-ID"]) or (refusals.pop() if refusals else None)
    tell(buyer)
    tasks.deliver_notices()
    notice = Notice.objects.get()
    assert (notice.attempts, notice.mailed_at, notice.last_error) == (1, None, "(451, b'try later')")

    tasks.deliver_notices()  # too early
    assert len(ids) == 1
    with time_machine.travel(notice.next_attempt_at + timedelta(seconds=1)):
        tasks.deliver_notices()
    notice.refresh_from_db()
    assert notice.mailed_at is not None
    assert notice.last_error == ""
    assert ids == [ids[0], ids[0]]


def test_refused_mail_holds_up_no_other(buyer, counsel, server):
    server.fault = lambda one: SMTPRecipientsRefused({}) if one.to == ["buyer@duet.example"] else None
    tell(buyer, counsel)
    tasks.deliver_notices()
    assert [message.to for message in server.sent] == [["counsel@duet.example"]]


def test_mail_that_cannot_be_written_holds_up_no_other(buyer, counsel, server):
    server.fault = lambda one: ValueError("cannot be encoded") if one.to == ["buyer@duet.example"] else None
    tell(buyer, counsel)
    tasks.deliver_notices()
    assert [message.to for message in server.sent] == [["counsel@duet.example"]]


@pytest.mark.parametrize("error", [ConnectionRefusedError("no server"), SMTPServerDisconnected("gone"), TimeoutError()])
def test_server_that_is_away_is_asked_once_a_run_and_nothing_is_lost(buyer, counsel, lead, server, error):
    server.fault = lambda one: error
    tell(buyer, counsel, lead)
    tasks.deliver_notices()
    assert server.asked == 1
    assert Notice.objects.undelivered().count() == 3

    server.fault = lambda one: None
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        tasks.deliver_notices()
    assert len(server.sent) == 3
    assert not Notice.objects.undelivered().exists()


def test_pauses_double_and_the_mail_is_parked_after_the_last_attempt(buyer, server):
    server.fault = lambda one: SMTPDataError(550, b"no")
    tell(buyer)
    pauses = []
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False) as clock:
        Notice.objects.update(created_at=timezone.now(), next_attempt_at=timezone.now())
        while not (notice := Notice.objects.get()).parked_at:
            clock.move_to(notice.next_attempt_at)
            before = timezone.now()
            tasks.deliver_notices()
            pauses.append(Notice.objects.get().next_attempt_at - before)
    minutes = [pause / timedelta(minutes=1) for pause in pauses[:-1]]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert (notice.attempts, notice.mailed_at, notice.last_error) == (MAX_ATTEMPTS, None, "(550, b'no')")

    tasks.deliver_notices()
    assert server.asked == MAX_ATTEMPTS
    server.fault = lambda one: None
    try_again(Notice.objects.all())
    tasks.deliver_notices()
    assert len(server.sent) == 1


def test_person_who_left_gets_no_mail(buyer, server):
    tell(buyer)
    buyer.is_active = False
    buyer.save()
    tasks.deliver_notices()
    notice = Notice.objects.get()
    assert (server.asked, notice.last_error) == (0, "This person can no longer sign in.")
    assert notice.parked_at is not None


def test_run_stops_in_time_and_the_next_one_goes_on(buyer, counsel, server, monkeypatch):
    tell(buyer, counsel)
    monkeypatch.setattr(tasks, "SECONDS_PER_RUN", -1)
    tasks.deliver_notices()
    assert server.asked == 0
    monkeypatch.undo()
    tasks.deliver_notices()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("count", [3, 30])
def test_delivery_costs_the_same_queries_for_each_mail(db, server, count, django_assert_num_queries):
    tell(*[UserFactory() for _ in range(count)])
    # Savepoint, lock, mails about accounts, row, two to ask the right again, write, release for each; to sort them 6,
    # to find nothing more 9, the sign of life 1, and whose marked address has changed 1.
    with django_assert_num_queries(8 * count + 6 + 9 + 1 + 1):
        tasks.deliver_notices()


# --- two senders at once --------------------------------------------------------------------------------


class SlowMailbox(Mailbox):
    """Keeps the first sender until the second has asked for work too, or, where a guard holds it up, for a moment."""

    def __init__(self, patience):
        super().__init__()
        self.meeting = threading.Barrier(2, timeout=patience)
        self.talking = self.most_at_once = 0

    def send_messages(self, mails):
        self.talking += 1
        self.most_at_once = max(self.most_at_once, self.talking)
        if not self.meeting.broken:
            with suppress(threading.BrokenBarrierError):
                self.meeting.wait()
        self.talking -= 1
        return super().send_messages(mails)


def deliver_twice_at_once(monkeypatch, patience=HELD_UP):
    sorting.sort_due()
    mailbox = SlowMailbox(patience)
    monkeypatch.setattr(tasks, "get_connection", lambda: mailbox)

    def run():
        try:
            tasks.deliver_notices()
        finally:
            connection.close()

    senders = [threading.Thread(target=run) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return mailbox


def let_everybody_send(monkeypatch):
    """Take away the guard that one process sends at a time."""
    monkeypatch.setattr(tasks, "is_sole", lambda work: True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("alone", [True, False], ids=["both guards", "the lock on the row alone"])
def test_two_senders_at_once_send_one_mail(monkeypatch, alone):
    tell(UserFactory())
    if not alone:
        let_everybody_send(monkeypatch)
    assert len(deliver_twice_at_once(monkeypatch).sent) == 1


@pytest.mark.django_db(transaction=True)
def test_two_senders_would_send_two_mails_without_the_locks(monkeypatch):
    """The control: it shows that the test above can fail."""
    tell(UserFactory())
    let_everybody_send(monkeypatch)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda queryset, **options: queryset)
    assert len(deliver_twice_at_once(monkeypatch, patience=SLOW).sent) == 2


@pytest.mark.django_db(transaction=True)
def test_one_mail_is_under_way_at_a_time(monkeypatch):
    """So that killing all workers at once repeats one mail at most."""
    tell(UserFactory(), UserFactory())
    mailbox = deliver_twice_at_once(monkeypatch)
    assert (len(mailbox.sent), mailbox.most_at_once) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_two_mails_would_be_under_way_without_the_guard(monkeypatch):
    """The control: each sender is in the middle of a mail of its own."""
    tell(UserFactory(), UserFactory())
    let_everybody_send(monkeypatch)
    mailbox = deliver_twice_at_once(monkeypatch, patience=SLOW)
    assert (len(mailbox.sent), mailbox.most_at_once) == (2, 2)
