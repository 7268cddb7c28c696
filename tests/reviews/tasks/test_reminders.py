"""Reminders: each rung once, to the right people, whatever the sweep has been through."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.models import Event
from intake import actions as intake_actions
from notices.models import Notice, Post, Webhook
from notices.tasks import deliver_notices
from people.models import Membership
from reviews.closing import actions as closing
from reviews.models import Purpose, Recipient, Reminder, Rung, Slot, Wait
from reviews.pure.stages import Stage
from reviews.tasks import reminders as task_reminders
from reviews.waits import claims, questions, reminders
from reviews.waits.opening_and_closing import close_wait, open_wait
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.reading import Written, answer_anew, open_wait_of
from tests.reviews.together import SLOW, Meeting, together, without_locks

SUBMITTED = "2026-11-23T10:00+00:00"  # Monday, 11:00 in Berlin
DUE = "2026-11-30T10:00+00:00"
A_DAY_LATER = "2026-12-01T10:00+00:00"
TWO_DAYS_LATER = "2026-12-02T10:00+00:00"
FOUR_DAYS_LATER = "2026-12-04T10:00+00:00"

STILL = "Still open: Decide 9 terms. (with Legal)"
LATE = "Overdue: Decide 9 terms. (with Legal)"


@pytest.fixture(autouse=True)
@groundwork
def short_ladders(defaults):
    """Few rungs, so that each test can name them; the seeded ladder is walked in test_climbing.py."""
    Rung.objects.all().delete()
    holder, backup, lead = [Recipient.HOLDER], [Recipient.HOLDER, Recipient.BACKUP], [Recipient.LEAD]
    for ladder, anchor, days, recipients in [
        ("reviewers", "due", 0, holder),
        ("reviewers", "due", 1, holder),
        ("reviewers", "due", 2, backup),
        ("reviewers", "due", 4, lead),
        ("requester", "opened", 2, holder),
        ("requester", "opened", 5, holder),
        ("requester", "opened", 10, holder),
        ("vendor", "due", 0, holder),
        ("vendor", "due", 3, holder),
        ("vendor", "due", 7, lead),
    ]:
        Rung.objects.create(ladder=ladder, anchor=anchor, business_days=days, recipients=recipients, daily=False)


@pytest.fixture
def review(at, draft, requester, buyer, counsel, lead):
    at(SUBMITTED)
    return intake_actions.submit(draft, by=requester)


@pytest.fixture
def wait(review, desks):
    """The legal desk's side; the other desks' waits are put away, so that this one is heard alone."""
    review.waits.exclude(desk=desks["legal"]).delete()
    return review.waits.get()


def sweep_at(at, moment):
    """What one sweep at this moment tells people: [(to whom, kind, body)]."""
    at(moment)
    written = Written()
    task_reminders.climb_ladders()
    return written.notices


# --- the ladder of the desks ------------------------------------------------------------------------


def test_sweep_climbs_one_rung_after_the_other(at, wait):
    both, still = ["Clara Counsel", "Lena Lead"], "Still open: Decide 9 terms. (with Legal)"
    assert sweep_at(at, "2026-11-30T09:59+00:00") == []
    assert sweep_at(at, DUE) == [(name, "reminder", still) for name in both]
    assert sweep_at(at, A_DAY_LATER) == [(name, "reminder", LATE) for name in both]
    assert sweep_at(at, TWO_DAYS_LATER) == [(name, "reminder", LATE) for name in both]
    assert sweep_at(at, FOUR_DAYS_LATER) == [("Lena Lead", "escalation", LATE)]
    assert sweep_at(at, "2027-02-01T10:00+00:00") == []
    wait.refresh_from_db()
    assert wait.remind_at is None
    assert set(wait.reminders.values_list("was_sent", flat=True)) == {True}
    assert wait.reminders.count() == 4


def test_sweep_writes_the_next_moment_down(at, wait):
    sweep_at(at, DUE)
    wait.refresh_from_db()
    assert wait.remind_at.isoformat() == "2026-12-01T10:00:00+00:00"


def test_sweep_leaves_one_internal_line_per_reminder(at, wait):
    at(DUE)
    written = Written()
    task_reminders.climb_ladders()
    assert written.events == [(None, "wait.reminded", "internal", "reminded Legal: Decide 9 terms.")]


def test_sweep_run_twice_sends_once(at, wait):
    assert len(sweep_at(at, DUE)) == 2
    assert sweep_at(at, DUE) == []
    assert sweep_at(at, "2026-11-30T16:00+00:00") == []


def test_sweep_is_silent_over_the_weekend(at, draft, requester, counsel, buyer, lead, desks):
    at("2026-11-20T10:00+00:00")  # Friday: due on the next, one day over it is Monday
    intake_actions.submit(draft, by=requester)
    assert len(sweep_at(at, "2026-11-27T10:00+00:00")) == 6
    assert sweep_at(at, "2026-11-28T12:00+00:00") == []
    assert sweep_at(at, "2026-11-29T12:00+00:00") == []
    assert len(sweep_at(at, "2026-11-30T10:00+00:00")) == 6


def test_sweep_is_silent_over_holidays_and_the_clock_change(at, draft, requester, counsel, buyer, lead):
    at("2027-03-18T10:00+00:00")  # Thursday, due on the Thursday before Easter, at 11:00 in Berlin
    intake_actions.submit(draft, by=requester)
    assert len(sweep_at(at, "2027-03-25T10:00+00:00")) == 6
    for holiday in ("2027-03-26", "2027-03-27", "2027-03-28", "2027-03-29"):
        assert sweep_at(at, f"{holiday}T15:00+00:00") == []
    assert sweep_at(at, "2027-03-30T08:59+00:00") == []
    assert len(sweep_at(at, "2027-03-30T09:00+00:00")) == 6  # 11:00 in Berlin again


def test_missed_nights_end_in_one_message_that_speaks_for_all(at, wait):
    assert sweep_at(at, FOUR_DAYS_LATER) == [("Clara Counsel", "reminder", LATE), ("Lena Lead", "escalation", LATE)]
    reached = wait.reminders.order_by("rung__business_days").values_list("rung__business_days", "was_sent")
    assert list(reached) == [(0, False), (1, False), (2, True), (4, True)]
    assert sweep_at(at, "2026-12-07T10:00+00:00") == []


def test_two_missed_nights_are_made_up_for_by_the_higher_rung(at, wait, lead):
    lead.memberships.update(is_lead=False)
    backup = UserFactory(name="Bella Backup")
    MembershipFactory(team=wait.desk, user=backup)
    answer_anew(wait.review, Slot.LEGAL_REVIEW, backup=backup)
    told = sweep_at(at, TWO_DAYS_LATER)
    assert [name for name, _, _ in told] == ["Bella Backup", "Clara Counsel", "Lena Lead"]


def test_reminder_goes_to_whoever_took_it(at, wait, counsel):
    claims.claim(wait, by=counsel)
    body = "Overdue: Decide 9 terms. (with Clara Counsel)"
    sweep_at(at, DUE)
    assert sweep_at(at, A_DAY_LATER) == [("Clara Counsel", "reminder", body)]
    assert sweep_at(at, TWO_DAYS_LATER) == [
        ("Clara Counsel", "reminder", body),
        ("Lena Lead", "escalation", body),  # no backup is named: the leads stand in
    ]


def test_closed_and_paused_waits_remind_nobody(at, wait, counsel, requester, review):
    questions.ask_requester(wait, "Who?", by=counsel)
    wait.refresh_from_db()
    assert wait.remind_at is None
    told = sweep_at(at, "2026-12-20T10:00+00:00")
    assert {name for name, _, _ in told} == {"Rosa Requester"}

    closing.withdraw(review, "No budget.", by=requester)
    assert sweep_at(at, "2027-02-20T10:00+00:00") == []


def test_answer_puts_the_wait_back_on_its_ladder(at, wait, counsel, requester):
    question = questions.ask_requester(wait, "Who?", by=counsel)
    at("2026-11-25T10:00+00:00")
    questions.answer_question(question, "Me.", by=requester)
    assert sweep_at(at, "2026-12-01T10:00+00:00") == []
    told = sweep_at(at, "2026-12-02T10:00+00:00")
    assert [name for name, _, _ in told] == ["Clara Counsel", "Lena Lead"]


def test_long_answer_to_a_late_question_does_not_send_the_lead_at_once(at, wait, counsel, requester):
    sweep_at(at, DUE)
    at(A_DAY_LATER)
    sweep_at(at, A_DAY_LATER)
    question = questions.ask_requester(wait, "Who?", by=counsel)
    at("2026-12-15T10:00+00:00")
    questions.answer_question(question, "Me.", by=requester)
    assert sweep_at(at, "2026-12-15T10:00+00:00") == []


def test_leads_only_wait_reminds_leads_only(at, review, buyer, desks, counsel, lead):
    Wait.objects.all().delete()
    open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desks["legal"], leads_only=True)
    told = sweep_at(at, "2026-11-25T10:00+00:00")
    assert told == [("Lena Lead", "reminder", "Still open: Approve. (with Legal)")]


def test_reminder_never_goes_to_the_requester_on_the_desk(at, wait, requester, desks):
    MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    for moment in (DUE, A_DAY_LATER, TWO_DAYS_LATER, FOUR_DAYS_LATER):
        assert "Rosa Requester" not in [name for name, _, _ in sweep_at(at, moment)]


def test_reminder_of_a_holder_who_left_goes_to_the_desk(at, wait, counsel):
    claims.claim(wait, by=counsel)
    counsel.is_active = False
    counsel.save()
    told = sweep_at(at, DUE)
    assert [name for name, _, _ in told] == ["Lena Lead"]


def test_reminder_of_an_empty_desk_goes_to_the_leads_of_both_functions(at, wait, desks):
    Membership.objects.filter(team=desks["legal"]).delete()
    told = sweep_at(at, DUE)
    assert [name for name, _, _ in told] == ["Lena Lead"]


def test_reminder_of_an_approval_without_a_lead_goes_to_the_leads_of_both_functions(at, review, buyer, desks, lead):
    Wait.objects.all().delete()
    open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desks["finance"], leads_only=True)
    told = sweep_at(at, "2026-11-25T10:00+00:00")
    assert told == [("Lena Lead", "reminder", "Still open: Approve. (with Finance)")]


# --- the ladders of requester and vendor ------------------------------------------------------------


@pytest.fixture
def question(wait, counsel):
    return questions.ask_requester(wait, "Who will use it?", by=counsel)


def test_requester_is_reminded_after_two_five_and_ten_days(at, question):
    still = "Still open: Who will use it? (with Rosa Requester)"
    assert sweep_at(at, "2026-11-25T10:00+00:00") == [("Rosa Requester", "reminder", still)]
    assert sweep_at(at, "2026-11-30T10:00+00:00") == [("Rosa Requester", "reminder", still)]
    late = "Overdue: Who will use it? (with Rosa Requester)"
    assert sweep_at(at, "2026-12-07T10:00+00:00") == [("Rosa Requester", "reminder", late)]
    assert sweep_at(at, "2027-01-07T10:00+00:00") == []


def test_escalation_of_a_question_goes_to_the_leads_of_the_desk_that_asked(at, question):
    Rung.objects.create(ladder="requester", anchor="opened", business_days=3, recipients=[Recipient.LEAD])
    question.refresh_from_db()
    sweep_at(at, "2026-11-25T10:00+00:00")
    assert [name for name, _, _ in sweep_at(at, "2026-11-26T10:00+00:00")] == ["Lena Lead"]


def test_question_to_a_requester_who_left_is_told_to_the_desk_that_asked(at, question, requester):
    requester.is_active = False
    requester.save()
    told = sweep_at(at, "2026-11-25T10:00+00:00")
    assert [name for name, _, _ in told] == ["Clara Counsel", "Lena Lead"]


@pytest.fixture
def with_vendor(at, review_at, buyer, lead):
    """In negotiation since Monday: the vendor's reply is due on Wednesday of the next week."""
    at(SUBMITTED)
    return open_wait_of(review_at(Stage.NEGOTIATION), Purpose.VENDOR_REPLY)


def test_vendor_is_never_written_to_our_contact_is(at, with_vendor, buyer):
    Membership.objects.filter(user=buyer).exclude(team__slug="procurement").delete()
    late = (
        "Overdue: Reply to our joint position on Survey tool. (with Quill Surveys)\n\n"
        "A text you can send:\n"
        f"Hello, on {with_vendor.opened_at:%d %B %Y} we sent you our joint position on “Survey tool”. "
        "Could you tell us when we can expect your reply, or what keeps you from it? Thank you."
    )
    told = sweep_at(at, "2026-12-02T10:00+00:00")
    assert [name for name, _, _ in told] == ["Ben Buyer", "Lena Lead"]
    assert sweep_at(at, "2026-12-07T10:00+00:00") == [
        ("Ben Buyer", "reminder", late),
        ("Lena Lead", "reminder", late),
    ]
    assert sweep_at(at, "2026-12-11T10:00+00:00") == [("Lena Lead", "escalation", late)]
    deliver_notices()
    assert not any("vendor" in address for message in mail.outbox for address in message.to)


def test_vendors_silence_is_told_to_the_person_whom_the_split_names(at, with_vendor, buyer):
    answer_anew(with_vendor.review, Slot.VENDOR_CONTACT, person=buyer)
    told = sweep_at(at, "2026-12-02T10:00+00:00")
    assert [name for name, _, _ in told] == ["Ben Buyer"]


def test_backup_of_the_contact_hears_of_the_vendors_silence(at, with_vendor, buyer):
    backup = UserFactory(name="Bella Backup")
    MembershipFactory(team=buyer.memberships.get().team, user=backup)
    answer_anew(with_vendor.review, Slot.VENDOR_CONTACT, person=buyer, backup=backup)
    Rung.objects.filter(ladder="vendor").delete()
    Rung.objects.create(ladder="vendor", anchor="due", business_days=0, recipients=[Recipient.HOLDER, Recipient.BACKUP])
    told = sweep_at(at, "2026-12-02T10:00+00:00")
    assert [name for name, _, _ in told] == ["Bella Backup", "Ben Buyer"]


# --- mails ------------------------------------------------------------------------------------------


def test_reminders_arrive_by_mail_once(at, wait, counsel):
    claims.claim(wait, by=counsel)
    deliver_notices()
    mail.outbox.clear()
    sweep_at(at, DUE)
    deliver_notices()
    deliver_notices()
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["counsel@duet.example"], f"{wait.review.reference} Survey tool"),
    ]
    assert "Decide 9 terms." in mail.outbox[0].body


# --- cost -------------------------------------------------------------------------------------------


def cost_of_a_sweep():
    with CaptureQueriesContext(
        connection,
    ) as queries:
        task_reminders.climb_ladders()
    return len(queries)


def test_sweep_with_nothing_due_costs_the_same_whatever_is_open(at, wait, another_review):
    few = cost_of_a_sweep()
    for number in range(5):
        another_review(title=f"Tool {number}")
    assert cost_of_a_sweep() == few == 4  # savepoint, select, release, sign of life


def test_sweep_costs_at_most_ten_queries_a_wait(at, wait, another_review, desks):
    for number in range(5):
        another_review(title=f"Tool {number}")
    Wait.objects.exclude(desk=desks["legal"]).delete()
    at(DUE)
    assert Wait.objects.filter(remind_at__lte="2026-11-30T10:00Z").count() == 6
    assert cost_of_a_sweep() <= 6 * 10 + 6


def test_sweep_works_in_batches_until_nothing_is_due(at, wait, another_review, desks, monkeypatch):
    for number in range(4):
        another_review(title=f"Tool {number}")
    Wait.objects.exclude(desk=desks["legal"]).delete()
    monkeypatch.setattr(task_reminders, "BATCH", 2)
    at(DUE)
    assert task_reminders.climb_ladders() == 5
    assert Reminder.objects.count() == 5


def test_sweep_finds_its_rows_by_the_partial_index(wait):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Wait.objects.filter(remind_at__lte="2027-01-01T00:00Z").order_by("remind_at").explain()
    assert "wait_to_remind" in plan


# --- two sweeps at once -----------------------------------------------------------------------------


def told_and_logged(wait):
    """(reminders people got, lines in the log) about the first rung."""
    notices = Notice.objects.filter(key__startswith=f"wait-{wait.pk}-rung-")
    return (
        Counter(notices.values_list("recipient__name", flat=True)),
        Event.objects.filter(verb="wait.reminded").count(),
    )


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_send_once(at, wait, monkeypatch):
    at(DUE)
    Meeting(monkeypatch, (reminders, "messages"), after=True)
    assert together(task_reminders.climb_ladders, task_reminders.climb_ladders) == [0, 1]
    assert told_and_logged(wait) == ({"Clara Counsel": 1, "Lena Lead": 1}, 1)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_without_the_lock_would_log_twice(at, wait, monkeypatch):
    """The control: both take the same row. The notice's key is the second guard, and still holds."""
    at(DUE)
    without_locks(monkeypatch)
    Meeting(monkeypatch, (reminders, "messages"), after=True, patience=SLOW)
    assert together(task_reminders.climb_ladders, task_reminders.climb_ladders) == [1, 1]
    assert told_and_logged(wait) == ({"Clara Counsel": 1, "Lena Lead": 1}, 2)


@pytest.mark.django_db(transaction=True)
def test_sweep_that_dies_half_way_leaves_its_work_to_the_next(at, wait, monkeypatch):
    at(DUE)
    with monkeypatch.context() as patched:
        patched.setattr(task_reminders, "line", _die)
        with pytest.raises(SystemExit):
            task_reminders.climb_ladders()
    assert not Reminder.objects.exists()
    assert not Notice.objects.filter(kind="reminder").exists()

    assert task_reminders.climb_ladders() == 1
    assert told_and_logged(wait) == ({"Clara Counsel": 1, "Lena Lead": 1}, 1)


def _die(*args, **kwargs):
    raise SystemExit("The worker was killed.")


# --- a wait that cannot be handled ------------------------------------------------------------------


def fails_for(wait, messages=reminders.messages):
    """`reminders.messages`, which stumbles over this wait."""

    def stumble(each, *rest):
        if each.pk == wait.pk:
            raise RuntimeError("There is something wrong with this wait.")
        return messages(each, *rest)

    return stumble


def test_wait_that_cannot_be_handled_holds_up_no_other(at, wait, another_review, desks, monkeypatch, caplog):
    other = another_review().waits.get(desk=desks["legal"])
    monkeypatch.setattr(reminders, "messages", fails_for(wait))
    at(DUE)
    task_reminders.climb_ladders()
    wait.refresh_from_db()
    assert (told_and_logged(wait)[0], told_and_logged(other)[0]) == ({}, {"Clara Counsel": 1, "Lena Lead": 1})
    assert wait.remind_at == timezone.now() + timedelta(hours=1)
    assert f"Nobody could be reminded of wait {wait.pk}; it is looked at again in an hour." in caplog.messages

    monkeypatch.undo()
    at("2026-11-30T11:00+00:00")
    task_reminders.climb_ladders()
    assert told_and_logged(wait)[0] == {"Clara Counsel": 1, "Lena Lead": 1}


def test_database_that_goes_away_leaves_the_batch_as_it_is(at, wait, monkeypatch):
    def go_away(*args):
        raise OperationalError("The connection was closed.")

    monkeypatch.setattr(reminders, "messages", go_away)
    at(DUE)
    with pytest.raises(OperationalError):
        task_reminders.climb_ladders()
    wait.refresh_from_db()
    assert wait.remind_at <= timezone.now()


# --- the desk's channel -----------------------------------------------------------------------------


def posts():
    return list(Post.objects.values_list("text", flat=True).order_by("pk"))


@pytest.fixture
def channel(desks):
    return Webhook.objects.create(team=desks["legal"], url="https://hooks.example/")


def test_channel_hears_of_work_that_nobody_has_taken(at, wait, channel, settings):
    settings.SITE_URL = "https://duet.example"
    at(DUE)
    task_reminders.climb_ladders()
    task_reminders.climb_ladders()
    assert posts() == [f"{wait.review}\n{STILL}\nhttps://duet.example{wait.review.get_absolute_url()}"]


def test_channel_hears_of_claimed_work_only_when_the_leads_are_asked(at, wait, channel, counsel):
    claims.claim(wait, by=counsel)
    at(DUE)
    task_reminders.climb_ladders()
    assert posts() == []
    at(FOUR_DAYS_LATER)
    task_reminders.climb_ladders()
    assert [text.splitlines()[1] for text in posts()] == [LATE.replace("with Legal", "with Clara Counsel")]


def test_channel_is_not_told_at_night(at, wait, channel):
    at("2026-11-30T22:00+00:00")  # nothing ran all day
    task_reminders.climb_ladders()
    assert Post.objects.get().next_attempt_at.isoformat() == "2026-12-01T08:00:00+00:00"  # nine in Berlin


def test_post_is_dropped_when_the_work_is_done_first(at, wait, channel, lead):
    at("2026-11-30T22:00+00:00")
    task_reminders.climb_ladders()
    close_wait(wait, by=lead)
    assert posts() == []
