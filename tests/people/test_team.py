from datetime import time

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from people.models import Team, WorkingCalendar
from people.seeds import seed
from tests.factories import MembershipFactory, TeamFactory, WorkingCalendarFactory


def test_members_are_those_who_can_still_sign_in(desks, buyer, lead):
    gone = MembershipFactory(team=desks["procurement"], is_lead=True).user
    gone.is_active = False
    gone.save()
    assert set(desks["procurement"].members()) == {buyer, lead}
    assert set(desks["procurement"].leads()) == {lead}


def test_of_side_finds_every_desk_that_speaks_for_it(desks):
    paris = TeamFactory(speaks_for="legal")
    assert set(Team.objects.of_side("legal")) == {desks["legal"], paris}


def test_database_refuses_a_second_seat_on_one_desk(desks, buyer):
    with pytest.raises(IntegrityError):
        MembershipFactory(team=desks["procurement"], user=buyer)


def test_of_party_finds_the_desks_of_a_side_or_the_one_that_speaks_for_none(desks):
    paris = TeamFactory(speaks_for="legal", slug="paris")
    assert set(Team.objects.of_party("legal")) == {desks["legal"], paris}
    assert set(Team.objects.of_party("finance")) == {desks["finance"]}
    assert not Team.objects.of_party("paris").exists()


def test_database_refuses_a_third_side(db):
    with pytest.raises(IntegrityError, match="team_speaks_for_a_side_or_for_none"):
        TeamFactory(speaks_for="marketing")


def test_database_refuses_a_desk_that_speaks_for_a_side_and_owns_no_terms(db):
    with pytest.raises(IntegrityError, match="team_that_speaks_for_a_side_owns_terms"):
        TeamFactory(speaks_for="legal", owns_terms=False)


def test_database_refuses_a_calendar_that_closes_before_it_opens(db):
    with pytest.raises(IntegrityError, match="calendar_opens_before_it_closes"):
        WorkingCalendarFactory(opens=time(17), closes=time(9))


@pytest.mark.parametrize("facts", [{"country": "XX"}, {"country": "DE", "subdivision": "ZZ"}])
def test_clean_refuses_a_calendar_whose_holidays_are_unknown(facts):
    with pytest.raises(ValidationError, match="public holidays"):
        WorkingCalendar(name="Nowhere", slug="nowhere", **facts).clean()


def test_clean_refuses_an_unknown_time_zone():
    with pytest.raises(ValidationError, match="is not a known time zone"):
        WorkingCalendar(name="Mars", slug="mars", time_zone="Mars/Crater").clean_fields()


def test_seed_makes_the_calendar_and_the_desks_to_begin_with(db):
    seed()
    calendar = WorkingCalendar.objects.get()
    assert (calendar.slug, calendar.time_zone, calendar.country) == ("head-office", "Europe/Berlin", "DE")
    assert (calendar.opens, calendar.closes) == (time(9), time(17, 30))
    assert sorted(Team.objects.values_list("slug", "speaks_for", "name")) == [
        ("finance", "", "Finance"),
        ("legal", "legal", "Legal"),
        ("privacy", "", "Privacy"),
        ("procurement", "commercial", "Procurement"),
        ("security", "", "Security"),
    ]


def test_seed_again_keeps_what_an_admin_edited(db):
    seed()
    WorkingCalendar.objects.update(opens=time(8), name="Berlin")
    Team.objects.filter(slug="legal").update(name="Legal and compliance")
    with pgtrigger.ignore("people.Team:refuse_new_key"):  # a desk of theirs in place of a seeded one
        Team.objects.filter(slug="finance").update(slug="treasury")
    seed()
    assert WorkingCalendar.objects.get().opens == time(8)
    assert Team.objects.get(slug="legal").name == "Legal and compliance"
    assert sorted(Team.objects.values_list("slug", flat=True)) == [
        "finance",
        "legal",
        "privacy",
        "procurement",
        "security",
        "treasury",
    ]
