"""What requesters read of the desks' work: who sees and changes it, and that it is read at once."""

import pytest
from django.urls import reverse

from common.models import Event
from reviews.models import TermType, Wording
from tests.groundwork import harmless
from tests.reviews.pages import page, part_of, signed_in, text_of

WORDINGS = reverse("settings:wordings")
ADD = reverse("settings:wording_add")


@pytest.fixture
@harmless
def pages(client, admin, defaults):
    return signed_in(client, admin)


def words(desk, **more):
    return {
        "desk": desk.pk,
        "group": "Logos",
        "doing": "Reading about {vendor}.",
        "done": "Done.",
        "term_types": [],
    } | more


def test_wordings_show_the_defaults_of_every_desk(pages):
    text = text_of(pages.get(WORDINGS))
    assert "Price and payment" in text and "Personal data all other terms Privacy" in text


def test_wordings_are_read_by_leads_and_changed_by_admins(client, lead, buyer, desks, defaults):
    signed_in(client, lead)
    assert "Write words" not in text_of(client.get(WORDINGS))
    assert client.post(ADD, words(desks["legal"])).status_code == 403
    assert signed_in(client, buyer).get(WORDINGS).status_code == 404


def test_wordings_without_any_say_what_requesters_read(pages):
    Wording.objects.all().delete()
    assert "Requesters read “Looking at their part.” until somebody writes words here." in text_of(pages.get(WORDINGS))


def test_add_words_is_read_by_requesters_at_once(pages, client, admin, review, requester, desks):
    liability = TermType.objects.filter(desk=desks["legal"])
    given = words(desks["legal"], term_types=[term_type.pk for term_type in liability])

    assert pages.post(ADD, given).status_code == 302

    assert "Reading about Quill Surveys." in part_of(page(signed_in(client, requester), review), "people")
    event = Event.objects.get(verb="wording.saved")
    assert (event.by, event.sentence) == (admin, "wrote what requesters read of Legal: Logos")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"doing": "Reading {vendors}."}, "Only {vendor} is filled in; “{vendors}” would be read as it stands."),
        ({"done": ""}, "This field is required."),
        ({"group": "Everything else"}, "This desk has words for that already: change those."),
    ],
)
def test_words_that_will_not_do_come_back(pages, desks, more, sentence):
    response = pages.post(ADD, words(desks["legal"], **more))
    assert response.status_code == 422 and sentence in text_of(response)


def test_remove_words_lets_the_others_of_the_desk_hold(pages, client, review, requester):
    wording = Wording.objects.get(group="Price and payment")
    address = reverse("settings:wording_remove", args=[wording.pk])
    assert "Remove the words of Procurement: Price and payment" in text_of(pages.get(address))

    pages.post(address)

    people = part_of(page(signed_in(client, requester), review), "people")
    assert (
        "Looking at the price" not in people
        and "Procurement Looking at how long it runs, and how it renews or ends." in people
    )
