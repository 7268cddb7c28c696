"""The page and the API of who sees a review."""

import pytest
from django.urls import reverse

from reviews.models import Review
from reviews.rules.preview import samples
from reviews.web.cards.desks import loads_of
from tests.factories import UserFactory
from tests.reviews.reading import answer_anew


@pytest.fixture
def address(review):
    return reverse("reviews:named_people", args=[review.pk])


def test_page_raises_a_wall_names_and_takes_it_down(client, review, address, buyer, counsel, lead, other_lead):
    client.force_login(lead)
    people = [buyer.pk, counsel.pk]
    assert client.post(reverse("reviews:wall", args=[review.pk]), {"people": people}).url == address
    page = client.get(address).content.decode()
    assert "This review is walled" in page and "Ben Buyer" in page
    client.post(reverse("reviews:name_person", args=[review.pk]), {"person": other_lead.pk})
    row = review.named_people.get(person=other_lead)
    assert client.post(reverse("reviews:remove_person", args=[review.pk, row.pk])).url == address
    client.post(reverse("reviews:take_wall_down", args=[review.pk]))
    assert not Review.objects.walled().exists()


def test_page_says_why_a_wall_cannot_stand(client, review, buyer, other_lead):
    client.force_login(other_lead)
    page = client.post(reverse("reviews:wall", args=[review.pk]), {"people": [other_lead.pk]})
    assert page.status_code == 422


def test_whoever_takes_themselves_out_is_led_away(client, walled, lead, other_lead):
    client.force_login(lead)
    client.post(reverse("reviews:name_person", args=[walled.pk]), {"person": other_lead.pk})
    row = walled.named_people.get(person=other_lead)
    client.force_login(other_lead)
    assert client.post(reverse("reviews:remove_person", args=[walled.pk, row.pk])).url == reverse("reviews:review_list")


def test_requester_does_not_read_for_whom_else_it_exists(client, walled, requester):
    client.force_login(requester)
    assert client.get(reverse("reviews:named_people", args=[walled.pk])).status_code == 404
    assert client.get(f"/api/reviews/{walled.reference}/named-people/").status_code == 404
    assert client.get(f"/api/reviews/{walled.reference}/").status_code == 200


def test_api_raises_a_wall_and_names(client, review, buyer, counsel, lead, other_lead):
    client.force_login(lead)
    root = f"/api/reviews/{review.reference}"

    def post(step, **data):
        return client.post(f"{root}/{step}/", data, content_type="application/json")

    assert post("wall", people=[buyer.email, counsel.email]).json()["walled"] is True
    named = post("name-person", person=other_lead.email).json()["people"]
    assert [row["person"] for row in named] == ["Ben Buyer", "Clara Counsel", "Lena Lead", "Jonas Other"]
    assert len(post("remove-person", id=named[-1]["id"]).json()["people"]) == 3
    assert client.get(f"{root}/named-people/").json()["walled"] is True
    assert post("take-wall-down").json() == {"walled": False, "people": []}


def test_api_refuses_in_the_words_of_the_page(client, walled, buyer, counsel):
    client.force_login(counsel)
    answer = client.post(f"/api/reviews/{walled.reference}/take-wall-down/")
    sentence = "Only leads of procurement or legal say for whom this review exists."
    assert (answer.status_code, answer.json()) == (403, {"refused": [sentence]})


@pytest.mark.parametrize("address", ["nobody@duet.example", "stranger@duet.example", "admin@duet.example"])
def test_api_does_not_tell_which_addresses_exist(client, walled, lead, stranger, admin, address):
    client.force_login(lead)
    answer = client.post(
        f"/api/reviews/{walled.reference}/name-person/", {"person": address}, content_type="application/json"
    )
    assert (answer.status_code, answer.json()) == (
        400,
        {"person": ["Nobody who could be meant here has this address."]},
    )


# --- lists that begin elsewhere than with what somebody sees ------------------------------------------


@pytest.fixture
def held_by_nobody(walled):
    """Walled, and a fault at that: nobody holds it, and who answered a question has left."""
    walled.waits.update(closed_at=walled.opened_at, remind_at=None)
    answer = walled.responsibilities.filter(superseded_at=None).first()
    answer_anew(walled, answer.slot, person=UserFactory(name="Greta Gone", is_active=False))
    return walled


@pytest.mark.parametrize("name", ["reviews:held_by_nobody", "settings:health"])
def test_lists_of_faults_name_no_walled_review_to_others(client, held_by_nobody, other_lead, admin, name):
    for person in (other_lead, admin):
        client.force_login(person)
        page = client.get(reverse(name)).content.decode()
        assert held_by_nobody.title not in page and held_by_nobody.reference not in page


def test_list_of_what_nobody_holds_names_it_to_those_who_are_named(client, held_by_nobody, lead):
    client.force_login(lead)
    page = client.get(reverse("reviews:held_by_nobody")).content.decode()
    assert held_by_nobody.title in page and "Greta Gone" in page


def test_desk_counts_nothing_of_what_is_walled(walled, other_lead, desks):
    loads = loads_of(desks["legal"], other_lead)
    assert {load.open for load in loads} == {0}


def test_preview_of_rules_looks_at_nothing_that_is_walled(walled):
    open_reviews, closed_reviews = samples()
    assert [*open_reviews, *closed_reviews] == []
