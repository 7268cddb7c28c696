"""What goes alone and what together: one daily mail, one mail for a bulk change, and nothing at night."""

import threading
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from common import business_time
from common.locks import Work, is_sole
from notices import tasks
from notices.actions import Pace, notify, withdraw
from notices.models import Bundle, Notice, NoticeKind, NoticePreference
from notices.sorting import TOGETHER_FROM, sort_due
from people import hours
from tests.factories import UserFactory
from tests.reviews.together import HELD_UP, SLOW

pytestmark = pytest.mark.django_db

MONDAY_10 = "2026-11-23 10:00:00+01:00"
NEWS, REMINDER = NoticeKind.NEWS, NoticeKind.REMINDER


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY_10, tick=False) as clock:
        yield clock


def tell(person, key, kind=NoticeKind.ASSIGNMENT, **more):
    notify([person], key=key, kind=kind, title=f"Title {key}", body="Words.", url="/reviews/R-1/", **more)


def deliver_at(clock, moment):
    clock.move_to(moment)
    tasks.deliver_notices()
    return [(message.subject, message.to[0]) for message in mail.outbox]


def test_daily_mail_covers_all_and_comes_once_a_day_at_the_readers_hour(clock, buyer, counsel):
    tell(buyer, "a", NEWS)
    tell(buyer, "b", REMINDER, pace=Pace.DAILY)
    counsel.digest_hour = 15
    counsel.save()
    tell(counsel, "c", NEWS)
    assert deliver_at(clock, "2026-11-23 14:59:00+01:00") == []
    of_counsel = ("Your day in Duet: 1 thing to know", "counsel@duet.example")
    assert deliver_at(clock, "2026-11-23 15:00:00+01:00") == [of_counsel]
    of_buyer = ("Your day in Duet: 2 things to know", "buyer@duet.example")
    assert deliver_at(clock, "2026-11-24 09:00:00+01:00") == [of_counsel, of_buyer]
    tell(buyer, "late", NEWS, mail=True)
    Notice.objects.filter(key="late").update(next_attempt_at=timezone.now())
    assert deliver_at(clock, "2026-11-24 09:30:00+01:00") == [of_counsel, of_buyer]
    assert deliver_at(clock, "2026-11-25 09:00:00+01:00") == [
        of_counsel,
        of_buyer,
        ("Your day in Duet: 1 thing to know", of_buyer[1]),
    ]
    body = mail.outbox[1].body
    assert (body.index("Title a") < body.index("Title b"), body.count("/reviews/R-1/")) == (True, 2)


def test_daily_mail_skips_weekends_and_holidays(clock, buyer):
    clock.move_to("2026-12-24 12:00:00+01:00")  # Thursday; Friday and Saturday are Christmas
    tell(buyer, "a", NEWS)
    assert Notice.objects.get().next_attempt_at.isoformat() == "2026-12-28T08:00:00+00:00"


def test_bulk_change_becomes_one_mail(clock, buyer, counsel):
    for number in range(79):
        tell(buyer, f"wait-{number}")
    tell(counsel, "single")
    sent = deliver_at(clock, MONDAY_10)
    assert sorted(sent) == [
        ("79 things happened in Duet", "buyer@duet.example"),
        ("Title single", "counsel@duet.example"),
    ]
    assert not Notice.objects.undelivered().exists()


def test_few_notices_stay_mails_of_their_own(clock, buyer):
    for number in range(TOGETHER_FROM - 1):
        tell(buyer, f"wait-{number}")
    assert len(deliver_at(clock, MONDAY_10)) == TOGETHER_FROM - 1


def test_what_was_sorted_keeps_its_mail_though_more_arrives(clock, buyer):
    """A mail that may have been sent before the process died must be the same mail when it is sent again."""
    tell(buyer, "first")
    sort_due()
    for number in range(TOGETHER_FROM):
        tell(buyer, f"wait-{number}")
    assert sorted(deliver_at(clock, MONDAY_10)) == [
        ("4 things happened in Duet", "buyer@duet.example"),
        ("Title first", "buyer@duet.example"),
    ]


def test_mail_of_a_bundle_keeps_its_message_id(clock, buyer, monkeypatch):
    for number in range(TOGETHER_FROM):
        tell(buyer, f"wait-{number}")
    ids = []

    class Failing:
        def open(self):
            pass

        def close(self):
            pass

        def send_messages(self, mails):
            ids.append(mails[0].extra_headers["Message-ID"])
            if len(ids) == 1:
                raise ConnectionResetError("cut off")

    monkeypatch.setattr(tasks, "get_connection", Failing)
    tasks.deliver_notices()
    clock.shift(timedelta(minutes=2))
    tasks.deliver_notices()
    assert ids == [ids[0], ids[0]]
    assert Bundle.objects.get().mailed_at == timezone.now()


def test_reminder_at_night_waits_for_the_morning(clock, buyer):
    clock.move_to("2026-11-23 22:00:00+01:00")
    tell(buyer, "a", REMINDER)
    assert deliver_at(clock, "2026-11-24 08:59:00+01:00") == []
    assert deliver_at(clock, "2026-11-24 09:00:00+01:00") == [("Title a", "buyer@duet.example")]


def test_reminder_that_could_not_go_out_by_day_does_not_go_out_at_night(clock, buyer):
    tell(buyer, "a", REMINDER)
    tell(buyer, "b", NEWS)
    assert deliver_at(clock, "2026-11-24 21:00:00+01:00") == []  # nobody delivered all day
    assert deliver_at(clock, "2026-11-25 09:00:00+01:00") == [
        ("Title a", "buyer@duet.example"),
        ("Your day in Duet: 1 thing to know", "buyer@duet.example"),
    ]


def test_retry_of_a_reminder_keeps_hours_too(clock, buyer):
    tell(buyer, "a", REMINDER)
    sort_due()
    assert deliver_at(clock, "2026-11-23 21:00:00+01:00") == []
    assert Notice.objects.get().next_attempt_at.isoformat() == "2026-11-24T08:00:00+00:00"


def test_assignment_is_mailed_at_any_hour(clock, buyer):
    clock.move_to("2026-11-23 22:00:00+01:00")
    tell(buyer, "a")
    assert len(deliver_at(clock, "2026-11-23 22:00:00+01:00")) == 1


CLOCK_CHANGES = [
    ("2026-03-28 23:30:00+01:00", "2026-03-30T07:00:00+00:00"),
    ("2026-10-24 23:30:00+02:00", "2026-10-26T08:00:00+00:00"),
]


def mornings(clock, person, night):
    """When a reminder and a piece of news that were written in this night may be mailed."""
    clock.move_to(night)
    tell(person, "a", REMINDER)
    tell(person, "b", NEWS)
    return {notice.next_attempt_at.isoformat() for notice in Notice.objects.all()}


@pytest.mark.parametrize(("night", "morning"), CLOCK_CHANGES)
def test_morning_after_a_clock_change_is_nine_on_the_readers_clock(clock, buyer, night, morning):
    assert mornings(clock, buyer, night) == {morning}


@pytest.mark.parametrize(("night", "morning"), CLOCK_CHANGES)
def test_morning_would_be_an_hour_off_on_a_clock_that_never_changes(clock, buyer, night, morning, monkeypatch):
    """The control: what the clock showed that night holds for the morning too."""
    before = datetime.fromisoformat(night).tzinfo
    monkeypatch.setattr(business_time, "ZoneInfo", lambda name: before)
    assert morning not in mornings(clock, buyer, night)


@pytest.mark.parametrize(
    ("zone", "daily"),
    [("Pacific/Pago_Pago", "2026-11-23T20:00:00+00:00"), ("Pacific/Kiritimati", "2026-11-23T19:00:00+00:00")],
)
def test_daily_mail_comes_at_nine_at_the_edges_of_the_world(clock, buyer, zone, daily):
    buyer.time_zone = zone
    buyer.save()
    tell(buyer, "a", NEWS)
    assert Notice.objects.get().next_attempt_at.isoformat() == daily


@pytest.mark.parametrize("zone", ["Pacific/Pago_Pago", "Pacific/Kiritimati"])
def test_daily_mail_would_come_at_the_offices_nine_without_the_persons_clock(clock, buyer, zone, monkeypatch):
    """The control: the hours of the desk, read on the clock of the desk."""
    buyer.time_zone = zone
    buyer.save()
    monkeypatch.setattr(hours, "_on_the_clock_of", lambda person, calendar: calendar)
    tell(buyer, "a", NEWS)
    assert Notice.objects.get().next_attempt_at.isoformat() == "2026-11-24T08:00:00+00:00"


def test_withdrawn_notice_is_not_mailed_alone_or_with_others(clock, buyer):
    tell(buyer, "a", REMINDER, topic="wait-1")
    tell(buyer, "b", REMINDER, topic="wait-1", pace=Pace.DAILY)
    tell(buyer, "c", REMINDER, topic="wait-2")
    withdraw("wait-1")
    assert deliver_at(clock, "2026-11-24 09:00:00+01:00") == [("Title c", "buyer@duet.example")]


def test_bundle_of_which_nothing_is_left_is_not_sent(clock, buyer):
    tell(buyer, "a", NEWS, topic="wait-1")
    clock.move_to("2026-11-24 09:00:00+01:00")
    sort_due()
    withdraw("wait-1")
    assert deliver_at(clock, "2026-11-24 09:00:30+01:00") == []
    assert Bundle.objects.get().mailed_at is not None


def test_privileged_notice_says_nothing_in_a_mail(clock, buyer):
    tell(buyer, "secret", privileged=True)
    tell(buyer, "hidden", NEWS, privileged=True)
    deliver_at(clock, MONDAY_10)
    deliver_at(clock, "2026-11-24 09:00:00+01:00")
    assert mail.outbox[0].subject == "Privileged & confidential"
    for message in mail.outbox:
        texts = message.subject + message.body + message.alternatives[0][0]
        assert ("Title" in texts, "Words." in texts) == (False, False)
        assert "Privileged &amp; confidential" in message.alternatives[0][0]
        assert "/reviews/R-1/" in message.body


# --- two at once ----------------------------------------------------------------------------------------


def in_another_connection(action, patience=SLOW):
    """Runs `action` beside this transaction; says whether it ends by itself, or waits for it."""
    outcome = []

    def run():
        try:
            outcome.append(action())
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(patience)
    return "waits" if thread.is_alive() else "done"


@pytest.mark.django_db(transaction=True)
def test_page_that_withdraws_does_not_wait_for_a_slow_mail_server():
    """The web is unaffected: the row whose mail is under way is left alone."""
    tell(UserFactory(), "a", topic="wait-1")
    with transaction.atomic():
        Notice.objects.select_for_update(no_key=True).get()  # as a sender does while the mail is under way
        assert in_another_connection(lambda: transaction.atomic(withdraw)("wait-1")) == "done"
    assert Notice.objects.get().withdrawn_at is None


@pytest.mark.django_db(transaction=True)
def test_page_would_wait_for_a_slow_mail_server_without_the_skipping():
    """The control: an ordinary update of the same row waits."""
    tell(UserFactory(), "a", topic="wait-1")
    with transaction.atomic():
        Notice.objects.select_for_update(no_key=True).get()
        late = lambda: Notice.objects.update(withdrawn_at=timezone.now())  # noqa: E731
        assert in_another_connection(late, patience=HELD_UP) == "waits"


@pytest.mark.django_db(transaction=True)
def test_sorting_is_done_by_one_process_at_a_time():
    tell(UserFactory(), "a")
    with transaction.atomic():
        assert is_sole(Work.SORTING_MAILS)
        assert in_another_connection(sort_due) == "done"
        assert Notice.objects.unsorted().count() == 1
    sort_due()
    assert Notice.objects.unsorted().count() == 0


# --- what a person chooses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "chosen", "pace", "expected"),
    [
        (NEWS, None, Pace.USUAL, "daily"),
        (NEWS, "at_once", Pace.USUAL, "at once"),
        (NEWS, "off", Pace.USUAL, "none"),
        (REMINDER, None, Pace.USUAL, "at once"),
        (REMINDER, None, Pace.DAILY, "daily"),
        (REMINDER, "daily", Pace.USUAL, "daily"),
        (REMINDER, "off", Pace.DAILY, "none"),
        (REMINDER, "off", Pace.URGENT, "at once"),  # the deadline is today
        (NoticeKind.ASSIGNMENT, None, Pace.USUAL, "at once"),
    ],
)
def test_notify_mails_as_the_person_chose(clock, buyer, kind, chosen, pace, expected):
    if chosen:
        NoticePreference.objects.create(person=buyer, kind=kind, delivery=chosen)
    tell(buyer, "a", kind, pace=pace)
    notice = Notice.objects.get()
    assert ("daily" if notice.daily else "at once" if notice.mail else "none") == expected
    assert Notice.objects.visible_to(buyer).unread().count() == 1  # the bell rings in any case
