import pytest
from django.db import IntegrityError

from people.models import DeskSide, User
from tests.factories import MembershipFactory, TeamFactory, UserFactory


def test_create_user_keeps_the_address_in_lower_case(db):
    user = User.objects.create_user("Rosa@Duet.Example", "a long password", name="Rosa Requester")
    assert (user.email, user.check_password("a long password"), user.is_staff) == ("rosa@duet.example", True, False)


def test_create_user_without_a_password_lets_nobody_in(db):
    assert not UserFactory().has_usable_password()


def test_create_user_refuses_a_missing_address(db):
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("")


def test_database_refuses_the_same_address_in_another_case(db):
    UserFactory(email="rosa@duet.example")
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="ROSA@duet.example", name="Rosa")])


def test_find_by_address_ignores_case(db):
    user = UserFactory(email="rosa@duet.example")
    assert User.objects.get_by_natural_key("Rosa@Duet.example") == user


def test_save_lets_an_admin_open_the_settings(db):
    assert UserFactory(is_admin=True).is_staff


@pytest.mark.parametrize(
    ("name", "initials", "first_name"),
    [
        ("Rosa Requester", "RR", "Rosa"),
        ("Rosa", "R", "Rosa"),
        ("rosa van den berg", "RB", "rosa"),
        ("", "X", "x@duet.example"),
    ],
)
def test_short_names_come_from_the_name_or_the_address(name, initials, first_name):
    user = User(name=name, email="x@duet.example")
    assert (user.initials, user.first_name) == (initials, first_name)


def test_desks_answer_what_a_person_may_act_for(desks, buyer, lead, requester):
    legal, procurement = desks["legal"], desks["procurement"]
    answers = {
        person: (
            person.is_reviewer,
            person.is_on(procurement),
            person.is_on(legal),
            person.leads(legal),
            person.serves(DeskSide.LEGAL),
            person.leads_side(DeskSide.COMMERCIAL),
        )
        for person in (buyer, lead, requester)
    }
    assert answers == {
        buyer: (True, True, False, False, False, False),
        lead: (True, True, True, True, True, True),
        requester: (False, False, False, False, False, False),
    }


def test_serves_counts_every_desk_of_a_function(desks, requester):
    MembershipFactory(team=TeamFactory(speaks_for="legal", name="Legal, Paris"), user=requester)
    assert requester.serves("legal")
    assert not requester.is_on(desks["legal"])


def test_questions_about_desks_cost_one_query(desks, lead, django_assert_num_queries):
    lead = User.objects.get(pk=lead.pk)
    with django_assert_num_queries(1):
        for desk in desks.values():
            lead.is_on(desk), lead.leads(desk), lead.serves(desk.speaks_for), lead.leads_side(desk.speaks_for)
        assert lead.is_reviewer


def test_refresh_forgets_the_desks(desks, requester):
    assert not requester.is_reviewer
    MembershipFactory(team=desks["legal"], user=requester)
    requester.refresh_from_db()
    assert requester.is_reviewer
