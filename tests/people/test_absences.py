"""Absences: days on each person's own clock, who stands in along a chain, and what the database refuses."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people import absences
from people.absences import Away, absence_of, delegate_of, stands_in_for
from people.models import Absence
from people.policies import faults_of_absence, may_plan_absence
from tests.factories import MembershipFactory, UserFactory


@pytest.fixture
def colleagues(desks):
    """Six members of the legal desk, named A to F."""
    people = [UserFactory(name=name) for name in "ABCDEF"]
    for person in people:
        MembershipFactory(team=desks["legal"], user=person)
    return people


# --- the days ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "begins", "ends"),
    [
        ("Europe/Berlin", "2026-11-30T23:00+00:00", "2026-12-04T23:00+00:00"),
        ("Pacific/Pago_Pago", "2026-12-01T11:00+00:00", "2026-12-05T11:00+00:00"),  # UTC-11
        ("Pacific/Kiritimati", "2026-11-30T10:00+00:00", "2026-12-04T10:00+00:00"),  # UTC+14
    ],
)
def test_absence_lasts_from_midnight_to_midnight_on_the_persons_clock(db, zone, begins, ends):
    person = UserFactory(time_zone=zone)
    Absence.objects.create(person=person, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 4), created_by=person)
    first, last = (timezone.datetime.fromisoformat(text) for text in (begins, ends))
    second = timezone.timedelta(seconds=1)
    at = [first - second, first, last - second, last]
    assert [absences.is_away(person, moment) for moment in at] == [False, True, True, False]
    assert [person.pk in Away(moment).absences for moment in at] == [False, True, True, False]


def test_absence_across_a_clock_change_lasts_whole_days(db):
    """In Berlin the clocks go back on 25 October 2026: that day has 25 hours."""
    person = UserFactory(time_zone="Europe/Berlin")
    day = date(2026, 10, 25)
    Absence.objects.create(person=person, starts_on=day, ends_on=day, created_by=person)
    hours = ["2026-10-24T21:59", "2026-10-24T22:00", "2026-10-25T22:59", "2026-10-25T23:00"]
    moments = [timezone.datetime.fromisoformat(f"{hour}+00:00") for hour in hours]
    assert [absences.is_away(person, moment) for moment in moments] == [False, True, True, False]


def test_days_read_as_words(db):
    first, last = date(2026, 12, 30), date(2027, 1, 2)
    assert Absence(starts_on=first, ends_on=first).days == "30 December 2026"
    assert Absence(starts_on=first, ends_on=date(2026, 12, 31)).days == "30 December 2026 to 31 December 2026"
    assert Absence(starts_on=first, ends_on=last).days == "30 December 2026 to 2 January 2027"


def test_absence_that_was_called_off_covers_no_day(away, buyer):
    absence = away(buyer)
    absence.cancelled_at = timezone.now()
    absence.save()
    assert absence_of(buyer) is None


# --- chains -----------------------------------------------------------------------------------------


def chain_of(away, people):
    for person, delegate in pairwise(people):
        away(person, delegate)


def answers(people):
    """[(who stands in for each)], asked one by one and all at once; both must say the same."""
    one_by_one = [delegate_of(person) for person in people]
    away = Away()
    assert one_by_one == [away.delegate_of(person) for person in people]
    return one_by_one


@pytest.mark.parametrize("hops", [1, 2, 3])
def test_chain_ends_with_the_first_who_is_there(away, colleagues, hops):
    chain_of(away, colleagues[: hops + 1])
    last = colleagues[hops]
    assert answers(colleagues[:hops]) == [last] * hops
    assert sorted(person.name for person in stands_in_for(last)) == list("ABC"[:hops])


def test_chain_is_bounded(away, colleagues):
    chain_of(away, colleagues[:5])  # A to E, four hops
    a, b, c, d, e = colleagues[:5]
    assert answers([a, b, c, d]) == [None, e, e, e]
    assert sorted(person.name for person in stands_in_for(e)) == ["B", "C", "D"]


@pytest.mark.parametrize("length", [2, 3, 4])
def test_cycle_ends_with_nobody(away, colleagues, length):
    cycle = colleagues[:length]
    chain_of(away, [*cycle, cycle[0]])
    assert answers(cycle) == [None] * length
    for person in cycle:
        person.refresh_from_db()
        assert stands_in_for(person) == []


def test_nobody_stands_in_for_somebody_who_is_there(away, colleagues):
    a, b = colleagues[:2]
    away(a, b, starting=1)
    assert (delegate_of(a), stands_in_for(b)) == (None, [])


def test_delegate_who_left_stands_in_for_nobody(away, colleagues):
    a, b = colleagues[:2]
    away(a, b)
    b.is_active = False
    b.save()
    b.refresh_from_db()
    assert (delegate_of(a), stands_in_for(b)) == (None, [])


def test_nobody_stands_in_for_somebody_who_left_while_away(away, colleagues):
    """Their days still stand in the calendar; their rights have ended."""
    a, b, c = colleagues[:3]
    away(a, b)
    away(b, c)
    assert answers([a, b]) == [c, c]
    b.is_active = False
    b.save()
    for person in (a, b, c):
        person.refresh_from_db()
    assert answers([a, b]) == [None, None]
    assert stands_in_for(c) == []


def test_delegate_stands_in_for_several(away, colleagues):
    a, b, c = colleagues[:3]
    away(a, c)
    away(b, c)
    assert sorted(person.name for person in stands_in_for(c)) == ["A", "B"]


@pytest.mark.parametrize("count", [3, 30])
def test_away_costs_two_queries_whatever_the_number(away, desks, count, django_assert_num_queries):
    people = [MembershipFactory(team=desks["legal"]).user for _ in range(count + 1)]
    for person, delegate in pairwise(people):
        away(person, delegate)
    with django_assert_num_queries(2):
        everybody = Away()
        stand_ins = [everybody.stand_in(person, desk_id=desks["legal"].pk) for person in people[:-1]]
    assert stand_ins[-3:] == [people[-1]] * 3


def test_most_people_stand_in_for_nobody_at_the_price_of_one_query(buyer, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert stands_in_for(buyer) == stands_in_for(buyer) == []


# --- who may, and what is refused -----------------------------------------------------------------------


def test_absence_is_planned_by_oneself_and_by_leads_of_ones_desks(buyer, counsel, lead, finance_lead, admin, requester):
    allowed = [
        user.name for user in (buyer, counsel, lead, finance_lead, admin, requester) if may_plan_absence(user, buyer)
    ]
    assert allowed == ["Ben Buyer", "Lena Lead"]


def test_reason_is_visible_to_oneself_and_ones_leads(away, buyer, counsel, lead, finance_lead, admin, requester):
    absence = away(buyer, delegate=lead)
    everybody = (buyer, counsel, lead, finance_lead, admin, requester)
    readers = [user.name for user in everybody if absence in Absence.objects.visible_to(user)]
    assert readers == ["Ben Buyer", "Lena Lead"]


@pytest.mark.parametrize(
    ("starts", "ends", "delegate", "sentence"),
    [
        ("2026-12-04", "2026-12-01", None, "The last day away is before the first."),
        ("2026-11-16", "2026-11-20", None, "These days are over already."),
        ("2026-12-01", "2028-12-01", None, "That is more than a year. Give a nearer last day; it can be moved later."),
        ("2026-12-01", "2026-12-04", "buyer", "Somebody else stands in."),
        (
            "2026-12-01",
            "2026-12-04",
            "counsel",
            "Clara Counsel sits on none of the desks of Ben Buyer, and could not do the work.",
        ),
        ("2026-12-01", "2026-12-04", "gone", "Gil Gone has left and cannot stand in."),
        (
            "2026-11-27",
            "2026-12-01",
            None,
            "Ben Buyer is away already: 23 November 2026 to 27 November 2026. Change that absence instead.",
        ),
    ],
)
def test_faults_of_an_absence_are_sentences(away, buyer, counsel, desks, starts, ends, delegate, sentence):
    away(buyer)
    gone = MembershipFactory(team=desks["procurement"], user=UserFactory(name="Gil Gone", is_active=False)).user
    who = {"buyer": buyer, "counsel": counsel, "gone": gone}.get(delegate)
    planned = Absence(
        person=buyer, starts_on=date.fromisoformat(starts), ends_on=date.fromisoformat(ends), delegate=who
    )
    assert faults_of_absence(planned) == [sentence]


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"ends_on": date(2026, 11, 20)}, "absence_ends_on_or_after_its_start"),
        ({"delegate": "person"}, "absence_delegate_is_somebody_else"),
        ({"starts_on": date(2026, 11, 27)}, "absence_of_one_person_never_overlaps"),
    ],
)
def test_database_refuses_an_impossible_absence(away, buyer, change, constraint):
    away(buyer)
    row = {"person": buyer, "starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 4), "created_by": buyer}
    row |= {name: buyer if value == "person" else value for name, value in change.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Absence.objects.create(**row)


def test_absences_may_follow_one_another_and_overlap_those_of_others(away, buyer, lead):
    away(buyer, days=5)
    away(buyer, days=5, starting=5)
    away(lead, days=10)
    assert Absence.objects.count() == 3
