"""Reminders of what is owed: a few steps, ever wider circles, never forgotten."""

from datetime import date

import time_machine

from contracts import tasks
from contracts.actions import obligations
from contracts.models import Contract, ObligationDate
from notices.models import Notice
from people.models import User


def reminded_on(*days):
    """Who was told on each of these days."""
    heard = {}
    for day in days:
        before = set(Notice.objects.values_list("pk", flat=True))
        with time_machine.travel(f"{day} 12:00:00+00:00", tick=False):
            tasks.remind_of_obligations()
        new = Notice.objects.filter(key__contains="-2026-12-07-").exclude(pk__in=before)
        heard[day] = sorted({notice.recipient.name for notice in new})
    return heard


def test_steps_widen_from_the_owner_to_the_leads_and_never_end(report, buyer, lead, requester):
    obligations.change_obligation(report, {"backup_owner": buyer}, why="She stands in.", by=buyer)
    heard = reminded_on(
        "2026-11-23",
        "2026-11-24",
        "2026-11-30",
        "2026-12-07",
        "2026-12-08",
        "2026-12-09",
        "2026-12-14",
        "2026-12-15",
        "2027-01-13",
        "2027-02-12",
    )
    everybody = ["Ben Buyer", "Ivo Owner", "Lena Lead", "Rosa Requester"]
    assert heard == {
        "2026-11-23": ["Ivo Owner"],
        "2026-11-24": [],
        "2026-11-30": ["Ivo Owner"],
        "2026-12-07": ["Ben Buyer", "Ivo Owner"],
        "2026-12-08": ["Ben Buyer", "Ivo Owner", "Rosa Requester"],
        "2026-12-09": [],
        "2026-12-14": everybody,
        "2026-12-15": [],
        "2027-01-13": everybody,
        "2027-02-12": everybody,
    }
    late = Notice.objects.filter(key__endswith="-2026-12-07--7").first()
    assert late.kind == "escalation" and "it was due on 7 December 2026, 7 days ago." in late.body


def test_sweep_after_a_pause_tells_of_the_latest_step_alone(report, lead):
    assert reminded_on("2026-12-20")["2026-12-20"] == ["Ivo Owner", "Lena Lead", "Rosa Requester"]
    assert Notice.objects.filter(recipient__name="Ivo Owner", key__contains="-2026-12-07-").count() == 1


def test_leads_are_told_at_once_where_nobody_who_holds_it_works_here(report, lead, ivo):
    User.objects.filter(pk=ivo.pk).update(is_active=False)
    assert reminded_on("2026-11-23")["2026-11-23"] == ["Lena Lead"]


def test_done_and_waived_dates_are_not_reminded_of(report, due, ivo):
    obligations.mark_done(due, done_on=date(2026, 11, 23), by=ivo)
    assert reminded_on("2026-12-07", "2026-12-14") == {"2026-12-07": [], "2026-12-14": []}


def test_sweep_comes_to_its_end_where_the_day_of_the_contract_lags_behind(report, desks, settings):
    """Shortly after midnight in UTC it is still the day before in Los Angeles."""
    settings.TIME_ZONE = "America/Los_Angeles"
    with time_machine.travel("2026-12-07 03:00:00+00:00", tick=False):
        assert Contract.objects.get(pk=report.contract_id).today() == date(2026, 12, 6)
        tasks.remind_of_obligations()
    assert ObligationDate.objects.get(due_on=date(2026, 12, 7)).next_reminder_on == date(2026, 12, 7)
