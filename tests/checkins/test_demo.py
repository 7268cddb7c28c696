"""The demo company's check-ins: a quarter of confirmed minutes, one due tomorrow, loaded once."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from checkins.management.commands.load_check_ins import HELD, MEMBERS
from checkins.models import Action, Meeting
from notices.models import Notice
from tests.factories import MembershipFactory, UserFactory


def seat_the_demo_company(desks):
    for mailbox in MEMBERS:
        person = UserFactory(name=mailbox.title(), email=f"{mailbox}@duet.example")
        slug = "legal" if mailbox in ("counsel", "sara", "jonas") else "procurement"
        MembershipFactory(team=desks[slug], user=person, is_lead=mailbox in ("lead", "jonas"))


def test_load_check_ins_plays_a_quarter_and_prepares_tomorrow_once(desks):
    call_command("load_check_ins")
    assert not Meeting.objects.exists()  # without the demo company there is nothing to load
    seat_the_demo_company(desks)

    call_command("load_check_ins")
    call_command("load_check_ins")

    held = Meeting.objects.held()
    assert [meeting.confirmations.count() for meeting in held] == [2] * HELD
    assert max(held.values_list("starts_at", flat=True)) < timezone.now()
    assert Action.objects.open().count() == 1
    coming = Meeting.objects.planned().order_by("starts_at").first()
    assert coming.starts_at.date() == timezone.localdate() + timedelta(days=1)
    assert set(coming.items.values_list("title", flat=True)) >= {"Consent of people in photos"}
    assert not Notice.objects.undelivered().filter(topic__startswith="minutes-").exists()
