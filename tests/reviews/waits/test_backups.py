"""Who backs up the lead of a desk: hears of late work, and stands in the place of a lead who is away."""

import pytest

from people.models import Membership
from reviews.models import Recipient, Wait
from reviews.waits import reminders
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.reading import answer_anew, desk_wait


@pytest.fixture
@groundwork
def backup(review, desks):
    """Sara, who backs up the only lead of legal; the review itself names no backup."""
    return MembershipFactory(team=desks["legal"], user=UserFactory(name="Sara Second"), is_backup=True).user


@pytest.fixture
@groundwork
def wait(review, desks):
    wait = desk_wait(review, desks["legal"])
    return Wait.objects.select_related("review__requester", "desk").get(pk=wait.pk)


def who_hears(wait, recipient):
    return {person.name for person in reminders.people_for(wait, recipient, reminders.Desks())}


def test_backup_hears_of_late_work_where_the_review_names_none(wait, backup):
    assert who_hears(wait, Recipient.BACKUP) == {"Sara Second"}
    assert who_hears(wait, Recipient.LEAD) == {"Lena Lead"}


def test_backup_that_the_review_names_goes_first(wait, review, backup, counsel, lead):
    answer_anew(review, "legal_review", person=lead, backup=counsel)
    assert who_hears(wait, Recipient.BACKUP) == {"Clara Counsel"}


def test_backup_stands_in_the_place_of_a_lead_who_is_away(wait, backup, lead, away):
    away(lead)
    assert who_hears(wait, Recipient.LEAD) == {"Sara Second"}
    assert "Sara Second" in who_hears(wait, Recipient.HEADS)


def test_backup_leaves_the_leads_place_to_whoever_the_lead_named(wait, backup, lead, counsel, away):
    away(lead, counsel)
    assert who_hears(wait, Recipient.LEAD) == {"Clara Counsel"}


def test_backup_who_is_away_too_is_not_nagged(wait, backup, lead, away):
    away(backup)
    assert who_hears(wait, Recipient.BACKUP) == {"Lena Lead"}


def test_backup_who_lost_the_seat_hears_nothing(wait, backup):
    Membership.objects.filter(user=backup).delete()
    assert who_hears(wait, Recipient.BACKUP) == {"Lena Lead"}
