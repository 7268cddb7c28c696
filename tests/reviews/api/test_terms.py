"""Terms over the API: what can be said of one, what a decision keeps, several at once, and which paper speaks."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from contracts.tasks import read_document
from reviews.models import TermDecision
from reviews.papers import documents
from reviews.terms.deciding import edit_term
from tests.groundwork import harmless
from tests.reviews.paper_with_terms import IN_60, paper
from tests.reviews.reading import state_key, term
from tests.reviews.word_papers import contract

__all__ = ["paper"]
FEES, PRICES, TERM = "payment-terms", "price-increases", "initial-term"


@pytest.fixture
@harmless
def api():
    def client(user):
        client = APIClient()
        client.force_authenticate(user)
        return client

    return client


def decide(client, row, **said):
    said = {"desk": "procurement", "state": state_key(row), **said}
    return client.post(reverse("api-term-decide", args=[row.pk]), said, format="json")


def test_decision_keeps_what_it_was_made_on(api, review, paper, buyer):
    fees = term(review, FEES)
    answer = decide(api(buyer), fees, outcome="fallback", rank=2).json()
    assert (answer["outcome"], answer["verdict"], answer["asked_for"]) == (
        "fallback",
        "differs",
        fees.term_type.fallbacks[1],
    )
    [decision] = answer["decisions"]
    assert {name: decision[name] for name in ("outcome", "rank", "asked_for")} == {
        "outcome": "fallback",
        "rank": 2,
        "asked_for": answer["fallbacks"][1],
    }
    on = decision["decided_on"]
    assert (on["verdict"], on["document"], on["version"]) == ("differs", paper.document_id, 1)
    assert "within 30 days" in on["vendor_wording"] and on["position"] == fees.position


@pytest.mark.parametrize("said", [{"outcome": "meets"}, {"outcome": "meets", "reason": "Fine."}, {"outcome": "theirs"}])
def test_what_differs_is_not_taken_for_ours_nor_accepted_without_a_reason(api, review, paper, buyer, said):
    answer = decide(api(buyer), term(review, FEES), **said)
    assert answer.status_code == 409
    assert len(answer.json()["refused"]) == 1
    assert not TermDecision.objects.exists()


@pytest.mark.parametrize("outcome", ["agreed", "deviation", "open", "", None, 3, ["ask"]])
def test_what_cannot_be_said_is_refused_before_anything_is_done(api, review, buyer, outcome):
    assert decide(api(buyer), term(review, FEES), outcome=outcome).status_code == 400
    assert not TermDecision.objects.exists()


def test_together_names_what_was_left_out_and_why(api, review, paper, buyer):
    rows = {slug: term(review, slug).pk for slug in (FEES, PRICES, TERM)}
    keys = {str(pk): state_key(term(review, slug)) for slug, pk in rows.items()}
    said = {"review": review.reference, "terms": list(rows.values()), "outcome": "meets", "states": keys}
    answer = api(buyer).post("/api/terms/together/", said, format="json").json()
    differs = "The paper differs from our position. Decide it by itself."
    assert answer["decided"] == [rows[TERM]]
    assert {line["term"]: line["why"] for line in answer["left_out"]} == {rows[FEES]: differs, rows[PRICES]: differs}


def test_together_is_for_reviews_that_one_works_on(api, review, requester, stranger, buyer, another_review):
    said = {"terms": [term(review, FEES).pk], "outcome": "ask"}
    for who, reference in (
        *((requester, review.reference), (stranger, review.reference)),
        *((buyer, "R-99999"), (buyer, "one")),
    ):
        assert api(who).post("/api/terms/together/", {**said, "review": reference}, format="json").status_code == 404
    other = api(buyer).post("/api/terms/together/", {**said, "review": another_review().reference}, format="json")
    assert (other.status_code, TermDecision.objects.count()) == (409, 0)


def test_together_needs_the_state_of_each_and_leaves_out_what_was_changed(api, review, paper, buyer):
    fees, prices = term(review, FEES), term(review, PRICES)
    keys = {str(row.pk): state_key(row) for row in (fees, prices)}
    said = {"review": review.reference, "terms": [fees.pk, prices.pk], "outcome": "ask"}

    def post(states):
        return api(buyer).post("/api/terms/together/", {**said, "states": states}, format="json")

    for states in ({}, {str(fees.pk): keys[str(fees.pk)]}):
        answer = post(states)
        assert (answer.status_code, answer.json()["refused"][0][:30]) == (428, "Name the state that you read, ")
    edit_term(fees, position="Half of it.", vendor_wording="", place="", by=buyer)
    answer = post(keys).json()
    assert (answer["decided"], [line["term"] for line in answer["left_out"]]) == ([prices.pk], [fees.pk])
    assert "was changed after you had read it" in answer["left_out"][0]["why"]


@pytest.mark.parametrize("outcome", ["theirs", "fallback", "left_out", "escalated", "agreed"])
def test_together_cannot_say_what_needs_a_reason(api, review, buyer, outcome):
    said = {"review": review.reference, "terms": [term(review, FEES).pk], "outcome": outcome}
    assert api(buyer).post("/api/terms/together/", said, format="json").status_code == 400


def test_paper_that_speaks_is_named_and_chosen(api, review, paper, buyer, counsel, another_review):
    other = documents.add_document(review, contract(IN_60), by=buyer)
    read_document(other.latest.pk)
    fees = term(review, FEES)
    url = reverse("api-term-paper", args=[fees.pk])
    named = api(buyer).get(f"/api/terms/{fees.pk}/").json()["paper"]
    assert (named["document"], named["others"]) == (other.pk, [paper.document_id])

    said = {"document": paper.document_id, "reason": "Clause 12."}
    assert api(buyer).post(url, said, format="json").status_code == 428
    state = state_key(fees)
    chosen = api(buyer).post(url, {**said, "state": state}, format="json").json()
    assert chosen["state"] != state
    late = api(buyer).post(url, {"document": None, "state": state}, format="json")
    assert (late.status_code, late.json()["state"]) == (409, chosen["state"])

    assert (chosen["paper"]["document"], chosen["paper"]["why"]) == (
        paper.document_id,
        "Ben Buyer chose it: Clause 12.",
    )
    assert chosen["verdict"] == "differs"
    named = {"document": None, "state": chosen["state"]}
    assert api(counsel).post(url, named, format="json").status_code == 403
    foreign = documents.add_document(another_review(), contract(IN_60), by=buyer)
    for pk in (foreign.pk, 999_999):
        answer = api(buyer).post(url, {"document": pk, "reason": "So."}, format="json")
        assert (answer.status_code, answer.json()["document"][0].replace(str(pk), "N")) == (
            400,
            'Invalid pk "N" - object does not exist.',
        )
