"""Correcting the record on its page, and over the API: the same form, the same sentences."""

import pytest
from django.urls import reverse
from djmoney.money import Money

from common.stale import READ, as_read
from contracts.models import Contract
from contracts.web.forms.record import RecordForm
from tests.reviews.pages import text_of
from tests.routes.contracts import CORRECTION


def typed(contract, by, **changes):
    """What the browser sends of the form, with these fields changed."""
    form = RecordForm(instance=Contract.objects.get(pk=contract.pk), by=by)
    return {**CORRECTION, "owner": contract.owner.email, "notice": "90 days", READ: as_read(form), **changes}


def send(client, person, contract, **changes):
    client.force_login(person)
    return client.post(reverse("contracts:contract_correct", args=[contract.pk]), typed(contract, person, **changes))


def test_correct_keeps_what_was_not_changed(client, buyer, phones):
    assert send(client, buyer, phones, notice="3 months").status_code == 302
    before, now = phones, Contract.objects.get(pk=phones.pk)
    assert (now.notice, now.first_term, now.renewal_term) == ("3m", "to:2026-12-31", "12m")
    assert (now.owner, now.vendor, now.starts_on) == (before.owner, before.vendor, before.starts_on)


def test_correct_takes_an_amount_with_what_it_is_for(client, buyer, phones):
    send(client, buyer, phones, amount="1200", currency="USD", value_per="month")
    assert Contract.objects.get(pk=phones.pk).value_a_year == Money(14_400, "USD")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"why": ""}, "This field is required."),
        ({"notice": "soon"}, "“soon” is no period."),
        ({"first_term": "1 year"}, "Give the length of the first term or its last day, not both."),
        ({"renewal_term": "0 months"}, "a term lasts a day at least"),
        ({"owner": "nobody@duet.example"}, "Nobody who works here signs in with this address."),
        ({"notice": "90 days"}, "Nothing differs from what is on record."),
    ],
)
def test_correct_says_what_is_wrong_and_keeps_what_was_typed(client, buyer, phones, changes, sentence):
    send_with = {"kind": "other", "title": phones.title} | changes
    response = send(client, buyer, phones, **send_with)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert Contract.objects.get(pk=phones.pk).notice == "90d"


def test_correct_on_an_older_page_is_asked_about(client, buyer, counsel, phones):
    old = typed(phones, buyer, notice="30 days")
    send(client, counsel, phones, notice="60 days")
    client.force_login(buyer)
    response = client.post(reverse("contracts:contract_correct", args=[phones.pk]), old)
    assert Contract.objects.get(pk=phones.pk).notice == "60d"
    assert "Clara Counsel changed this" in text_of(response)


# --- over the API ----------------------------------------------------------------------------------------------


def test_api_tells_what_follows_and_how_it_was_counted(api, buyer, phones):
    answer = api(buyer).get(reverse("api-contract-detail", args=[phones.pk])).json()
    assert (answer["act_by"], answer["term_ends_on"], answer["is_missed"]) == ("2026-10-02", "2026-12-31", True)
    assert answer["how_counted"][0] == "The term ends on 31 December 2026, its last day included."
    assert answer["notice"] == "90d" and answer["signed_file"]["name"] is None


def test_api_list_is_narrowed_as_the_page_is(api, buyer, stranger, phones):
    url = reverse("api-contract-list")
    assert [row["title"] for row in api(buyer).get(url, {"q": "phones"}).json()["results"]] == ["Phones"]
    assert api(buyer).get(url, {"q": "desks"}).json()["results"] == []
    assert api(stranger).get(url).json()["results"] == []


def correct(client, contract, **sent):
    return client.post(reverse("api-contract-correct", args=[contract.pk]), sent, format="json")


def test_api_corrects_the_state_that_was_read(api, buyer, phones):
    client = api(buyer)
    state = client.get(reverse("api-contract-detail", args=[phones.pk])).json()["state_read"]
    assert correct(client, phones, changes={"notice": "60 days"}, why="So it says.").status_code == 428
    answer = correct(client, phones, changes={"notice": "60 days"}, why="So it says.", state=state)
    assert (answer.status_code, answer.json()["notice"], answer.json()["act_by"]) == (200, "60d", "2026-10-30")
    again = correct(client, phones, changes={"notice": "30 days"}, why="No.", state=state)
    assert again.status_code == 409 and again.json()["changed"]["notice"] == "60d"


@pytest.mark.parametrize(
    ("changes", "why", "status", "words"),
    [
        ({"notice": "soon"}, "No.", 400, "is no period"),
        ({"colour": "red"}, "No.", 400, "There is no such field."),
        ({"notice": "60 days"}, "", 409, "Say why"),
        ({"notice": "90 days"}, "No.", 409, "Nothing differs"),
    ],
)
def test_api_refuses_in_the_words_of_the_page(api, buyer, phones, changes, why, status, words):
    client = api(buyer)
    state = client.get(reverse("api-contract-detail", args=[phones.pk])).json()["state_read"]
    answer = correct(client, phones, changes=changes, why=why, state=state)
    assert answer.status_code == status and words in answer.content.decode()
