"""Reminders and mails while somebody is away: nobody on leave is nagged, and nothing is lost."""

import pytest
from django.core import mail

from intake import actions as intake_actions
from notices.actions import notify
from notices.models import Notice, NoticeKind
from notices.tasks import deliver_notices
from reviews.absences import actions as absence_actions
from reviews.comments import actions as comment_actions
from reviews.models import Recipient, Rung, Slot
from reviews.tasks import reminders
from reviews.tasks.absences import follow_absences
from reviews.waits import claims, nudges
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.reading import Written, answer_anew

SUBMITTED = "2026-11-23T10:00+00:00"
DUE = "2026-11-30T10:00+00:00"
A_DAY_LATER = "2026-12-01T10:00+00:00"


@pytest.fixture(autouse=True)
@groundwork
def short_ladders(defaults):
    Rung.objects.all().delete()
    for days, recipients in [(0, [Recipient.HOLDER]), (1, [Recipient.HOLDER, Recipient.LEAD])]:
        Rung.objects.create(ladder="reviewers", anchor="due", business_days=days, recipients=recipients, daily=False)


@pytest.fixture
def second(desks):
    return MembershipFactory(team=desks["legal"], user=UserFactory(name="Sara Second", email="sara@duet.example")).user


@pytest.fixture
def held(at, draft, requester, buyer, counsel, lead, second, desks):
    """The legal side, in the hands of counsel, due on Monday."""
    at(SUBMITTED)
    review = intake_actions.submit(draft, by=requester)
    review.waits.exclude(desk=desks["legal"]).delete()
    return claims.claim(review.waits.get(), by=counsel)


def reminded_at(at, moment):
    at(moment)
    written = Written()
    reminders.climb_ladders()
    return written.notices


def sent():
    """[(to whom, subject)] of the mails since the last time."""
    deliver_notices()
    mails = sorted((message.to[0], message.subject) for message in mail.outbox)
    mail.outbox.clear()
    return mails


# --- whom the ladder reaches ------------------------------------------------------------------------


def test_reminder_of_a_holder_who_is_away_reaches_the_delegate(at, held, away, counsel, second):
    away(counsel, second, days=20)
    body = "Still open: Decide 9 terms. (with Clara Counsel, away until 12 December 2026)"
    assert reminded_at(at, DUE) == [("Sara Second", "reminder", body)]


def test_reminder_without_delegate_reaches_the_backup(at, held, away, counsel, second):
    away(counsel, days=20)
    answer_anew(held.review, Slot.LEGAL_REVIEW, backup=second)
    assert [name for name, _, _ in reminded_at(at, DUE)] == ["Sara Second"]


def test_reminder_without_delegate_and_backup_reaches_the_lead(at, held, away, counsel, second):
    away(counsel, days=20)
    assert [name for name, _, _ in reminded_at(at, DUE)] == ["Lena Lead"]


def test_reminder_to_a_lead_who_is_away_reaches_their_delegate(at, held, away, lead, second):
    away(lead, second, days=20)
    reminded_at(at, DUE)
    assert [name for name, _, _ in reminded_at(at, A_DAY_LATER)] == ["Clara Counsel", "Sara Second"]


def test_reminder_is_heard_by_somebody_even_when_everybody_is_away(at, held, away, counsel, lead, second):
    for person in (counsel, lead, second):
        away(person, days=20)
    assert [name for name, _, _ in reminded_at(at, DUE)] == ["Lena Lead"]


def test_reminder_never_reaches_a_delegate_who_asks_for_it(at, held, away, counsel, requester, desks):
    MembershipFactory(team=desks["legal"], user=requester)
    away(counsel, requester, days=20)
    assert [name for name, _, _ in reminded_at(at, DUE)] == ["Lena Lead"]


def test_nudge_reaches_the_delegate(held, away, counsel, second, buyer):
    away(counsel, second)
    written = Written()
    nudges.nudge(held, by=buyer)
    assert written.told == ["Sara Second"]


# --- mails ------------------------------------------------------------------------------------------


@pytest.fixture
def told(at, db):
    """told(person, key): a notice that is always mailed at once, to somebody who is there."""
    at(SUBMITTED)

    def tell(person, key="k"):
        notify([person], key=key, kind=NoticeKind.ASSIGNMENT, title=f"Title {key}", body="Body", url="/queue/")

    return tell


def test_nobody_is_mailed_while_away_and_one_mail_tells_on_the_first_day_back(at, told, away, counsel):
    away(counsel, days=2)  # Monday and Tuesday
    for key in "ab":
        told(counsel, key)
    assert Notice.objects.visible_to(counsel).unread().count() == 2  # the bell rings at once
    assert sent() == []
    at("2026-11-24T09:00+00:00")
    told(counsel, "c")
    assert sent() == []
    at("2026-11-25T07:59+00:00")
    assert sent() == []
    at("2026-11-25T08:01+00:00")  # nine in Berlin: the hour of the daily mail
    assert sent() == [("counsel@duet.example", "Your day in Duet: 3 things to know")]
    assert sent() == []


def test_return_before_a_weekend_is_told_on_the_next_working_day(at, told, away, counsel):
    away(counsel, days=5)
    told(counsel)
    sent()
    at("2026-11-28T12:00+00:00")
    assert sent() == []
    at("2026-11-30T08:01+00:00")
    assert sent() == [("counsel@duet.example", "Your day in Duet: 1 thing to know")]


def test_others_are_mailed_as_ever(told, away, counsel, second):
    away(counsel, days=2)
    for person in (counsel, second):
        told(person)
    assert sent() == [("sara@duet.example", "Title k")]


def test_back_early_the_mail_comes_with_the_next_daily_one(at, told, away, counsel):
    absence = away(counsel, days=12)
    told(counsel)
    sent()
    at("2026-11-25T10:00+00:00")
    absence_actions.end_absence(absence, by=counsel)
    at("2026-11-26T08:01+00:00")
    assert ("counsel@duet.example", "Your day in Duet: 1 thing to know") in sent()


def test_longer_than_planned_the_mail_waits_longer(at, told, away, counsel):
    absence = away(counsel, days=2)
    told(counsel)
    sent()
    absence.ends_on = absence.ends_on.replace(day=27)
    absence.save()
    at("2026-11-25T08:01+00:00")
    assert sent() == []
    at("2026-11-30T08:01+00:00")
    assert len(sent()) == 1


@pytest.mark.parametrize(
    ("zone", "not_yet", "then"),
    [
        ("Pacific/Kiritimati", "2026-11-24T18:59+00:00", "2026-11-24T19:01+00:00"),  # UTC+14: nine on Wednesday
        ("Pacific/Pago_Pago", "2026-11-25T19:59+00:00", "2026-11-25T20:01+00:00"),  # UTC-11
    ],
)
def test_first_day_back_is_counted_on_the_readers_clock(zone, not_yet, then, at, told, away, counsel):
    counsel.time_zone = zone
    counsel.save()
    away(counsel, days=2)
    at("2026-11-24T00:00+00:00")  # noon or so of one of the two days, wherever they are
    told(counsel)
    assert sent() == []
    at(not_yet)
    assert sent() == []
    at(then)
    assert len(sent()) == 1


def test_a_whole_absence_from_planning_to_the_way_back_loses_nothing(at, held, counsel, second, lead):
    """Everything that is written while somebody is away stands in their bell, and in one mail."""
    sent()
    absence = absence_actions.plan_absence(
        counsel,
        starts_on=held.opened_at.date(),
        ends_on=held.opened_at.date().replace(day=24),
        delegate=second,
        by=counsel,
    )
    absence_actions.offer_waits(absence, at_start=[held], by=counsel)
    follow_absences()
    comment_actions.comment(held.review, "Read this.", audience="requester", by=lead)
    notify([counsel], key="away", kind=NoticeKind.DECISION, title="Decided", body="Yes.", url="/queue/")
    assert "counsel@duet.example" not in [to for to, _ in sent()]
    at("2026-11-25T08:30+00:00")
    follow_absences()
    subjects = [subject for to, subject in sent() if to == "counsel@duet.example"]
    assert len(subjects) == 2  # the daily mail with what came meanwhile, and that work is offered back
    assert not Notice.objects.visible_to(counsel).undelivered().exists()
