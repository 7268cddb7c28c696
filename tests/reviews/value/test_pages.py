"""The pages of the value ledger, and its API."""

import csv
import io

import pytest
from django.urls import reverse

from reviews.models import ValueEntry, ValueState
from reviews.value.ledger import note_value
from tests.reviews.pages import signed_in, text_of
from tests.reviews.value.conftest import SAVING

LEDGER = reverse("reviews:value_list")
TYPED = {
    "kind": "saving",
    "what": "A lower price",
    "by_commercial": "on",
    "before": "12000",
    "after": "9500",
    "currency": "EUR",
    "per": "once",
    "against": "quote",
    "evidence": "Offer of Acme.",
}


def of_review(review):
    return reverse("reviews:value_of_review", args=[review.pk])


def note(review):
    return reverse("reviews:value_note", args=[review.pk])


def test_ledger_shows_groups_and_what_is_to_be_checked(client, saving, checker):
    text = text_of(signed_in(client, checker).get(LEDGER))
    assert "A lower price than last year's" in text
    assert "To be checked: EUR 2,500 a year" in text
    assert "1 amount to be checked by you or your colleagues" in text
    assert "nothing confirmed" in text


def test_ledger_explains_itself_where_nothing_is_noted(client, review, buyer):
    assert "Nothing noted here" in text_of(signed_in(client, buyer).get(LEDGER))


def test_ledger_is_narrowed_by_kind_and_state(client, saving, buyer):
    signed_in(client, buyer)
    assert "A lower price" in text_of(client.get(LEDGER, {"kind": "saving", "state": "to_check"}))
    for query in ({"kind": "time_saved"}, {"state": "rejected"}):
        assert "Nothing noted here" in text_of(client.get(LEDGER, query))


def test_ledger_costs_as_many_queries_with_thirty_entries_as_with_one(
    client, review, buyer, django_assert_max_num_queries
):
    for number in range(30):
        note_value(review, **(SAVING | {"what": f"Saving {number}"}), by=buyer)
    signed_in(client, buyer)
    with django_assert_max_num_queries(9):
        client.get(LEDGER)


def test_form_notes_and_says_what_follows(client, review, buyer):
    response = signed_in(client, buyer).post(note(review), TYPED, follow=True)
    assert "Somebody of a desk that checks amounts confirms it." in text_of(response)
    entry = ValueEntry.objects.get()
    assert (entry.state, entry.by_legal, str(entry.amount)) == (ValueState.TO_CHECK, False, "€2,500.00")


def test_bad_input_gets_a_sentence_and_loses_nothing(client, review, buyer):
    response = signed_in(client, buyer).post(note(review), TYPED | {"after": "20000"})
    assert response.status_code == 422
    assert "must be less" in text_of(response)
    assert 'value="20000"' in response.content.decode()


def test_a_suggestion_fills_in_the_form(client, review, buyer):
    page = signed_in(client, buyer).get(note(review), {"kind": "saving", "what": "A lower price", "before": "12000"})
    assert 'value="A lower price"' in page.content.decode()


def test_finance_confirms_with_a_button(client, saving, checker):
    page = signed_in(client, checker).get(saving.get_absolute_url())
    assert "Confirm" in text_of(page)
    client.post(reverse("reviews:value_confirm", args=[saving.pk]))
    assert ValueEntry.objects.get().state == ValueState.CONFIRMED


def test_a_rejection_without_a_reason_comes_back(client, saving, checker):
    response = signed_in(client, checker).post(reverse("reviews:value_reject", args=[saving.pk]), {"why": ""})
    assert response.status_code == 422
    assert "Say why" in text_of(response)


def test_author_sees_no_button_to_confirm(client, saving, buyer):
    text = text_of(signed_in(client, buyer).get(saving.get_absolute_url()))
    assert "Take it back" in text and "Confirm" not in text


@pytest.mark.parametrize("role", ["requester", "stranger", "outside"])
def test_pages_are_hidden_from_strangers(client, saving, review, role, request):
    person = request.getfixturevalue(role) if role != "outside" else None
    if person is None:
        assert client.get(saving.get_absolute_url()).status_code == 302
        return
    signed_in(client, person)
    assert client.get(LEDGER).status_code == 403
    assert client.get(saving.get_absolute_url()).status_code == 404
    assert client.get(of_review(review)).status_code == 404
    assert client.post(note(review), TYPED).status_code in {403, 404}


def test_wrong_methods_are_refused(client, saving, buyer):
    signed_in(client, buyer)
    assert client.post(LEDGER).status_code == 405
    assert client.get(reverse("reviews:value_confirm", args=[saving.pk])).status_code == 405


def test_file_holds_no_formula(client, review, buyer):
    note_value(review, **(SAVING | {"what": "=1+1"}), by=buyer)
    content = b"".join(signed_in(client, buyer).get(reverse("reviews:value_export")).streaming_content).decode(
        "utf-8-sig"
    )
    [head, row] = list(csv.reader(io.StringIO(content)))
    assert (head[3], row[3], row[7]) == ("What", "'=1+1", "2500.00")


def test_api_notes_and_checks_with_the_same_sentences(client, review, checker, buyer):
    signed_in(client, buyer)
    sent = {
        "review": review.reference,
        "kind": "saving",
        "what": "A lower price",
        "before": "12000",
        "before_currency": "EUR",
        "after": "9500",
        "after_currency": "EUR",
        "per": "year",
        "against": "budget",
    }
    refused = client.post("/api/value/", sent, content_type="application/json")
    assert refused.status_code == 409 and "Say what shows it" in refused.content.decode()
    made = client.post("/api/value/", sent | {"evidence": "The plan."}, content_type="application/json")
    assert (made.status_code, made.json()["amount"]) == (201, "2500.00")
    pk = made.json()["id"]
    assert client.post(f"/api/value/{pk}/confirm/").status_code == 403
    signed_in(client, checker)
    assert client.post(f"/api/value/{pk}/reject/", {}, content_type="application/json").status_code == 409
    assert client.post(f"/api/value/{pk}/confirm/").json()["state"] == "confirmed"
    assert client.get("/api/value/", {"review": review.reference}).json()["results"][0]["id"] == pk
