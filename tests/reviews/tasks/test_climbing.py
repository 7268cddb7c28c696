"""The sweep over waits: each rung speaks once, to the right people, and falls silent with the wait."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from common.models import Event
from notices.actions import Message
from notices.models import Notice
from reviews.models import AgendaMark, Purpose, Reminder, Slot, Wait
from reviews.pure.stages import Stage
from reviews.tasks import reminders
from reviews.waits import claims, hand_overs, questions
from reviews.waits.opening_and_closing import close_wait, open_wait, start_clock, stop_clock
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.reading import answer_anew, desk_wait
from tests.reviews.together import SLOW

MONDAY = "2026-11-23 10:00:00+00:00"  # 11:00 in Berlin; a desk review is due a week later


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def wait(clock, review, desks, counsel):
    """The legal desk's side, taken by counsel."""
    wait = claims.claim(desk_wait(review, desks["legal"]), by=counsel)
    Wait.objects.exclude(pk=wait.pk).update(remind_at=None)
    return wait


def spoken(wait):
    """[(who, kind, daily)] of the reminders about a wait so far, in order."""
    about = Notice.objects.filter(key__startswith=f"wait-{wait.pk}-rung").select_related("recipient").order_by("pk")
    return [(notice.recipient.name, notice.kind, notice.daily) for notice in about]


def climb_at(clock, moment):
    clock.move_to(f"2026-{moment}+00:00")
    return reminders.climb_ladders()


def test_climb_ladders_speaks_rung_by_rung_as_the_default_ladder_says(clock, wait, counsel, lead):
    HOLDER = "Clara Counsel"
    told = []
    for moment in (
        "11-25 14:30",
        "11-30 10:01",
        "12-01 10:01",
        "12-02 10:01",
        "12-03 10:01",
        "12-04 10:01",
        "12-09 10:01",
    ):
        before = len(told)
        climb_at(clock, moment)
        told = spoken(wait)
        now = told[before:]
        expected = {
            "11-25 14:30": [(HOLDER, "reminder", True)],
            "11-30 10:01": [(HOLDER, "reminder", False)],
            "12-01 10:01": [(HOLDER, "reminder", True)],
            "12-02 10:01": [(HOLDER, "reminder", True), ("Lena Lead", "escalation", True)],
            "12-03 10:01": [(HOLDER, "reminder", True)],
            "12-04 10:01": [(HOLDER, "reminder", True), ("Lena Lead", "escalation", True)],
            "12-09 10:01": [(HOLDER, "reminder", True), ("Lena Lead", "escalation", True)],
        }[moment]
        assert sorted(now) == sorted(expected), moment
    assert [mark.wait for mark in AgendaMark.objects.open()] == [wait]


def test_climb_ladders_twice_changes_nothing(clock, wait):
    climb_at(clock, "11-30 10:01")
    before = (spoken(wait), Reminder.objects.count(), Event.objects.count())
    assert climb_at(clock, "11-30 10:02") == 0
    assert (spoken(wait), Reminder.objects.count(), Event.objects.count()) == before


def test_missed_beat_catches_up_with_one_message_each(clock, wait):
    climb_at(clock, "12-18 10:00")  # nothing ran for nearly three weeks
    assert sorted(spoken(wait)) == [("Clara Counsel", "reminder", True), ("Lena Lead", "escalation", True)]
    assert Reminder.objects.filter(wait=wait).count() == 20  # every step is remembered: none comes late
    climb_at(clock, "12-18 10:01")
    assert len(spoken(wait)) == 2


def test_repeating_rung_ends_after_its_last_time(clock, wait):
    Wait.objects.filter(pk=wait.pk).update(remind_at=timezone.now())
    clock.move_to("2027-06-30 10:00:00+00:00")
    reminders.climb_ladders()
    wait.refresh_from_db()
    assert wait.remind_at is None
    assert max(Reminder.objects.filter(wait=wait).values_list("nth", flat=True)) == 60


def test_reminder_waits_for_its_readers_morning(clock, wait, counsel):
    counsel.time_zone = "Pacific/Auckland"  # half past midnight there when the wait falls due
    counsel.save()
    climb_at(clock, "11-30 11:30")
    notice = Notice.objects.get(key__startswith=f"wait-{wait.pk}-rung", recipient=counsel)
    assert notice.next_attempt_at.isoformat() == "2026-11-30T20:00:00+00:00"  # nine in Auckland


@pytest.mark.parametrize("zone", ["Pacific/Pago_Pago", "Pacific/Kiritimati"])  # UTC-11 and UTC+14
def test_reminder_keeps_the_hours_of_the_edges_of_the_world(clock, wait, counsel, zone):
    counsel.time_zone = zone
    counsel.save()
    climb_at(clock, "11-30 10:01")
    notice = Notice.objects.get(key__startswith=f"wait-{wait.pk}-rung", recipient=counsel)
    local = timezone.localtime(notice.next_attempt_at, timezone=timezone.zoneinfo.ZoneInfo(zone))
    assert (local.strftime("%H:%M"), local.weekday()) in {("09:00", 0), ("09:00", 1)}
    assert notice.next_attempt_at - timezone.now() < timedelta(hours=24)


@pytest.mark.parametrize("zone", ["Pacific/Pago_Pago", "Pacific/Kiritimati"])
def test_reminder_would_be_mailed_at_night_without_the_hours(clock, wait, counsel, zone, monkeypatch):
    """The control: a reminder that keeps nobody's hours goes out at once, at eleven at night and at midnight there."""
    counsel.time_zone = zone
    counsel.save()
    monkeypatch.setattr(Message, "keeps_hours", False)
    climb_at(clock, "11-30 10:01")
    notice = Notice.objects.get(key__startswith=f"wait-{wait.pk}-rung", recipient=counsel)
    assert notice.next_attempt_at == timezone.now()


def test_reminder_stops_when_the_wait_closes(clock, wait, counsel):
    climb_at(clock, "11-25 14:30")
    close_wait(wait, by=counsel)
    notice = Notice.objects.get(key__startswith=f"wait-{wait.pk}-rung")
    assert (notice.withdrawn_at, notice.mailed_at) == (timezone.now(), None)
    climb_at(clock, "12-18 10:00")
    assert len(spoken(wait)) == 1


def test_reminder_stops_while_the_wait_is_paused(clock, wait, counsel):
    question = questions.ask_requester(wait, "How many users?", by=counsel)
    climb_at(clock, "12-18 10:00")
    assert spoken(wait) == []
    questions.answer_question(question, "Forty.", by=question.person)
    climb_at(clock, "12-18 10:01")
    assert spoken(wait) == []  # the due moment moved on by the time paused


def test_pause_withdraws_mails_that_are_not_under_way(clock, wait, counsel):
    climb_at(clock, "11-25 14:30")
    stop_clock(wait, by=counsel)
    assert Notice.objects.get(key__startswith=f"wait-{wait.pk}-rung").withdrawn_at == timezone.now()
    start_clock(wait, by=counsel, because="The answer is there.")
    climb_at(clock, "11-25 14:31")
    assert len(spoken(wait)) == 1


def test_hand_over_withdraws_what_the_former_holder_no_longer_needs(clock, wait, counsel, lead):
    climb_at(clock, "11-25 14:30")
    hand_overs.hand_over(wait, to=lead, reason="Holidays.", by=counsel)
    assert Notice.objects.get(key__startswith=f"wait-{wait.pk}-rung").withdrawn_at == timezone.now()


def test_vendor_wait_reminds_our_person_with_a_text_to_send(clock, review_at, buyer):
    review = review_at(Stage.NEGOTIATION)
    answer_anew(review, Slot.VENDOR_CONTACT, person=buyer)
    wait = review.waits.open().get()
    clock.move_to(wait.due_at)
    reminders.climb_ladders()
    notice = Notice.objects.get(key__startswith=f"wait-{wait.pk}-rung")
    assert notice.recipient == buyer
    assert notice.body == (
        "Still open: Reply to our joint position on Survey tool. (with Quill Surveys)\n\n"
        "A text you can send:\n"
        "Hello, on 23 November 2026 we sent you our joint position on “Survey tool”. "
        "Could you tell us when we can expect your reply, or what keeps you from it? Thank you."
    )


def test_requester_is_told_three_times_and_then_that_work_is_paused(clock, wait, counsel, requester):
    question = questions.ask_requester(wait, "How many users?", by=counsel)
    for moment in ("11-25 10:01", "11-30 10:01", "12-07 10:01", "12-31 10:01"):
        climb_at(clock, moment)
    assert spoken(question) == [("Rosa Requester", "reminder", True)] * 3
    last = Notice.objects.filter(key__startswith=f"wait-{question.pk}-rung").first()
    assert last.body.splitlines() == [
        "Overdue: How many users? (with Rosa Requester)",
        "",
        "We have paused our work on it until we hear from you. Please tell us when you expect to know.",
    ]


def test_timeout_never_approves(clock, review_at):
    review = review_at(Stage.FINAL_APPROVAL)
    clock.move_to("2027-06-30 10:00:00+00:00")
    reminders.climb_ladders()
    review.refresh_from_db()
    assert (review.stage, review.approvals.exclude(decided_at=None).count()) == (Stage.FINAL_APPROVAL, 0)


def test_backup_named_by_the_split_hears_in_place_of_the_leads(clock, wait, desks, lead):
    backup = UserFactory(name="Berta Backup")
    MembershipFactory(team=desks["legal"], user=backup)
    answer_anew(wait.review, Slot.LEGAL_REVIEW, backup=backup)
    climb_at(clock, "12-02 10:01")
    assert sorted(name for name, kind, _ in spoken(wait) if kind == "escalation") == ["Berta Backup", "Lena Lead"]


@pytest.mark.parametrize("count", [3, 30])
def test_sweep_costs_the_same_queries_for_each_batch(clock, review, desks, counsel, count, django_assert_num_queries):
    Wait.objects.update(remind_at=None)
    for _ in range(count):
        open_wait(review, Purpose.APPROVAL, needed="Approve.", by=counsel, desk=desks["legal"])
    clock.move_to("2026-12-18 10:00:00+00:00")
    reminders.climb_ladders()  # the content type is remembered from here on
    Reminder.objects.all().delete()
    Notice.objects.all().delete()
    Wait.objects.filter(purpose=Purpose.APPROVAL).update(remind_at=timezone.now())
    with django_assert_num_queries(23):
        reminders.climb_ladders()


# --- two beats at once ------------------------------------------------------------------------------


def climb_twice_at_once():
    start = threading.Barrier(2)

    def run():
        try:
            start.wait(SLOW)
            reminders.climb_ladders()
        finally:
            connection.close()

    sweeps = [threading.Thread(target=run) for _ in range(2)]
    for sweep in sweeps:
        sweep.start()
    for sweep in sweeps:
        sweep.join()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_remind_once(review, desks, counsel):
    with time_machine.travel("2027-01-18 10:00:00+00:00", tick=False):
        climb_twice_at_once()
        waits = review.waits.open().count()
        assert Event.objects.filter(verb="wait.reminded").count() == waits
        keys = list(Notice.objects.filter(key__contains="-rung-").values_list("recipient", "key"))
        assert len(keys) == len(set(keys)) > 0


@pytest.mark.django_db(transaction=True)
def test_two_beats_for_a_while_then_none_for_26_hours_then_one_speak_each_rung_once(review, desks, counsel):
    wait = claims.claim(desk_wait(review, desks["legal"]), by=counsel)
    Wait.objects.exclude(pk=wait.pk).update(remind_at=None)
    due = wait.due_at
    for after in (timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=3)):
        with time_machine.travel(due + after, tick=False):
            climb_twice_at_once()
    with time_machine.travel(due + timedelta(hours=26), tick=False):
        reminders.climb_ladders()
        reminders.climb_ladders()
    told = Notice.objects.filter(recipient=counsel, key__contains="-rung-")
    keys = [key.split("-rung-")[1] for key in told.values_list("key", flat=True)]
    memory = [f"{rung}-{nth}" for rung, nth in Reminder.objects.filter(wait=wait).values_list("rung", "nth")]
    assert len(keys) == len(set(keys)) >= 2
    assert len(memory) == len(set(memory))
    assert set(keys) <= set(memory)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_would_write_the_log_twice_without_the_lock(review, desks, counsel, monkeypatch):
    """The control: without the row locks the same waits are climbed twice."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda queryset, **options: queryset)
    both_have_read = threading.Barrier(2, timeout=SLOW)
    climb = reminders._climb

    def climb_after_both_have_read(waits, now):
        if not both_have_read.broken and Event.objects.filter(verb="wait.reminded").count() == 0:
            both_have_read.wait()
        climb(waits, now)

    monkeypatch.setattr(reminders, "_climb", climb_after_both_have_read)
    with time_machine.travel("2027-01-18 10:00:00+00:00", tick=False):
        climb_twice_at_once()
        assert Event.objects.filter(verb="wait.reminded").count() == 2 * review.waits.open().count()
