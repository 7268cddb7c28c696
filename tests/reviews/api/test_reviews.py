"""The API of the shared work: same visibility, same actions, same sentences as the pages."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from contracts.tasks import read_document
from intake.demo.paper import contract_pdf
from reviews.findings import issues
from reviews.models import Purpose
from reviews.papers import documents
from tests.groundwork import harmless
from tests.reviews.reading import state_key

pytestmark = pytest.mark.django_db


@pytest.fixture
@harmless
def api():
    """api(user): a client signed in as the user, or as nobody."""

    def client_of(user=None):
        client = APIClient(enforce_csrf_checks=False)
        if user:
            client.force_login(user)
        return client

    return client_of


@pytest.fixture
def legal_wait(review, desks):
    return review.waits.get(purpose=Purpose.DESK_REVIEW, desk=desks["legal"])


@pytest.fixture
def liability(review):
    return review.terms.get(term_type__slug="liability")


def test_reviews_tell_where_it_is_with_whom_and_what_is_open(api, review, requester, buyer):
    issues.raise_issue(review, "The cap is low.", severity="concern", by=buyer)

    answer = api(requester).get(f"/api/reviews/{review.reference}/").json()

    assert answer["reference"] == review.reference
    assert answer["where"] == "Being looked at"
    assert {line["who"] for line in answer["with_whom"]} == {"Procurement", "Legal", "Privacy", "Security"}
    assert answer["open_issues"] == [{"summary": "The cap is low.", "severity": "concern"}]


def test_reviews_list_what_the_caller_may_see_and_nothing_else(api, review, requester, buyer, stranger, admin):
    def listed(user):
        return [row["reference"] for row in api(user).get("/api/reviews/").json()["results"]]

    assert listed(requester) == listed(buyer) == [review.reference]
    assert listed(stranger) == listed(admin) == []


def test_reviews_of_others_are_not_found(api, review, stranger):
    assert api(stranger).get(f"/api/reviews/{review.reference}/").status_code == 404


def test_waits_list_the_callers_queue(api, review, counsel, requester):
    assert [wait["desk"] for wait in api(counsel).get("/api/waits/").json()["results"]] == ["legal"]
    assert api(requester).get("/api/waits/").json()["results"] == []


def test_claim_takes_the_wait_and_tells_the_second_who_was_first(api, legal_wait, counsel, lead):
    url = reverse("api-wait-claim", args=[legal_wait.pk])

    assert api(counsel).post(url).json()["who"] == str(counsel)
    second = api(lead).post(url)

    assert (second.status_code, second.json()) == (409, {"refused": [f"{counsel} took this first."]})


def test_claim_is_not_found_by_who_does_not_have_it_in_the_queue(api, legal_wait, buyer, requester):
    url = reverse("api-wait-claim", args=[legal_wait.pk])

    assert [api(user).post(url).status_code for user in (buyer, requester)] == [404, 404]


def test_decide_settles_a_term_for_its_desk(api, liability, counsel):
    answer = api(counsel).post(
        reverse("api-term-decide", args=[liability.pk]),
        {"desk": "legal", "outcome": "theirs", "reason": "Low value.", "state": state_key(liability)},
    )

    assert (answer.status_code, answer.json()["outcome"]) == (200, "theirs")
    assert [decision["reason"] for decision in answer.json()["decisions"]] == ["Low value."]


def test_decide_refuses_in_the_words_of_the_page(api, liability, buyer, counsel):
    url = reverse("api-term-decide", args=[liability.pk])

    state = state_key(liability)
    wrong_desk = api(buyer).post(url, {"desk": "legal", "outcome": "meets", "state": state})
    no_reason = api(counsel).post(url, {"desk": "legal", "outcome": "theirs", "state": state})

    assert (wrong_desk.status_code, wrong_desk.json()) == (
        403,
        {"refused": [f"“{liability}” is decided by {liability.desk}."]},
    )
    assert (no_reason.status_code, no_reason.json()) == (
        409,
        {"refused": ["Say what you accept and why: it is what final approval looks at."]},
    )


def test_terms_are_for_reviewers_of_the_review(api, review, another_review, requester, buyer, counsel):
    url = f"/api/terms/?review={review.reference}"

    assert len(api(counsel).get(url).json()["results"]) == review.terms.count()
    assert api(requester).get(url).json()["results"] == []
    own = f"/api/terms/?review={another_review(by=counsel).reference}"
    assert api(counsel).get(own).json()["results"] == []
    assert len(api(buyer).get(own).json()["results"]) > 0
    assert api(counsel).get("/api/terms/?review=nonsense").json()["results"] == []


@pytest.mark.parametrize("path", ["", "reviews/", "waits/", "terms/"])
def test_api_is_closed_to_who_is_not_signed_in(api, path, db):
    assert api().get(f"/api/{path}").status_code == 401


def test_lists_ask_the_same_number_of_queries_for_few_and_for_many(
    api, review, buyer, django_assert_num_queries, another_review
):
    client = api(buyer)
    with django_assert_num_queries(6):
        client.get("/api/reviews/")
    for _ in range(5):
        another_review()
    with django_assert_num_queries(6):
        client.get("/api/reviews/")


def test_terms_say_how_the_papers_stand_to_our_playbook(api, review, buyer):
    version = documents.add_document(review, contract_pdf("Quill Surveys", "Survey tool"), by=buyer).latest
    read_document(version.pk)
    payment = review.terms.get(term_type__slug="payment-terms")
    (first, second) = api(buyer).get(f"/api/terms/{payment.pk}/").json()["playbook_checks"]
    words = "2. Fees. The Customer pays the fees within 30 days of the invoice date."
    assert first.pop("quotes") == [
        {
            "document": version.document_id,
            "version": 1,
            "place": "clause 2, page 1",
            "confirmed": False,
            "words": words.removeprefix("2. Fees. "),
        }
    ]
    assert first == {"measure": "payment_days", "verdict": "differs", "found": "30 days", "wanted": "at least 60 days"}
    assert (second["measure"], second["verdict"], second["quotes"]) == ("late_interest", "not_stated", [])
    listed = api(buyer).get(f"/api/terms/?review={review.reference}").json()["results"]
    assert {check["verdict"] for term in listed for check in term["playbook_checks"]} >= {"differs", "meets"}
