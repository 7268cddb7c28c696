"""The list of people: found by name and address, by desk and role, here, invited or left; flat."""

import pytest
from django.urls import reverse

from people.actions import inviting
from people.models import User
from tests.factories import UserFactory

LIST = "/settings/people/"


def names(answer):
    return [person.name for person in answer.context["page"].rows]


def test_list_shows_who_is_here_and_who_is_invited(pages, admin, buyer, requester):
    inviting.invite(email="ada@duet.example", by=admin)
    UserFactory(name="Gone Away", is_active=False)
    answer = pages.get(LIST)
    assert names(answer) == ["Ada", "Ada Admin", "Ben Buyer", "Rosa Requester"]
    assert "Procurement" in answer.text and "Invited" in answer.text and "never" in answer.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "buyer"}, ["Ben Buyer"]),
        ({"q": "COUNSEL@duet"}, ["Clara Counsel"]),
        ({"q": "muller"}, ["Jörg Müller"]),
        ({"role": "admin"}, ["Ada Admin"]),
        ({"role": "lead"}, ["Lena Lead"]),
        ({"state": "left"}, ["Gone Away"]),
        ({"q": "gone"}, []),
        ({"state": "all", "q": "gone"}, ["Gone Away"]),
        ({"desk": "nonsense", "role": "nonsense", "q": "lena"}, ["Lena Lead"]),
    ],
)
def test_list_is_narrowed(pages, buyer, counsel, lead, query, expected):
    UserFactory(name="Jörg Müller")
    UserFactory(name="Gone Away", is_active=False)
    assert names(pages.get(LIST, query)) == expected


def test_list_is_narrowed_to_a_desk(pages, buyer, counsel, lead, desks):
    assert names(pages.get(LIST, {"desk": desks["legal"].pk})) == ["Clara Counsel", "Lena Lead"]


def test_list_says_that_nobody_fits(pages):
    answer = pages.get(LIST, {"q": "nobody at all"})
    assert "Nobody fits" in answer.text and "Clear the filters" in answer.text


def test_list_is_paged_and_keeps_the_search(pages):
    for number in range(31):
        UserFactory(name=f"Person {number:02}")
    first = pages.get(LIST, {"q": "person"})
    last = pages.get(first.context["page"].older_url)
    assert names(last) == ["Person 30"]
    assert names(pages.get(last.context["page"].newer_url)) == names(first)


@pytest.mark.parametrize("count", [3, 30])
def test_list_costs_the_same_queries_whatever_its_length(pages, count, django_assert_num_queries, admin):
    for _ in range(count):
        UserFactory()
    # session, admin, their desks, what to confirm, desks to choose, people, seats, invitations, unread notices
    with django_assert_num_queries(9):
        pages.get(LIST)


def test_list_shows_when_somebody_was_here_last(client, pages, buyer):
    client.force_login(buyer)
    client.get("/profile/")
    assert User.objects.get(pk=buyer.pk).seen_at is not None


def test_list_is_closed_to_others_with_a_sentence(client, lead):
    client.force_login(lead)
    answer = client.get(LIST)
    assert answer.status_code == 403 and "Only admins look after people" in answer.text


def test_list_asks_to_sign_in(client, db):
    assert client.get(LIST)["Location"].startswith(reverse("account_login"))


def test_list_takes_nothing(pages):
    assert pages.post(LIST).status_code == 405
