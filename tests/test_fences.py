"""Keys across fences: the key of a row that a person may not see is answered like a key that never was.

Every field and every part of an address that takes a key is tried with a real row behind a wall (or of another review),
and with a number that was never given. The two answers are compared, byte for byte but for the number itself.
"""

import json
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from reviews.comments import actions as comment_actions
from reviews.findings import issues
from reviews.models import NamedPerson, Review, Severity
from reviews.papers import documents
from reviews.pure.stages import Stage
from tests.contracts.builders import pdf
from tests.factories import ContractFactory, UserFactory
from tests.groundwork import groundwork
from tests.routes import contracts as contract_routes
from tests.routes import reviews as walks
from tests.test_routes import NEVER_WAS, without_tokens


@dataclass(frozen=True)
class Fence:
    """One place that takes a key: how it is asked for `pk`, by whom, and of which hidden row."""

    who: str
    hidden: str
    prepare: object
    """prepare(case) walks there and returns ask(client, pk), which returns the response."""


@pytest.fixture
@groundwork
def hidden(another_review, stranger, buyer, counsel, lead):
    """A review behind a wall with a row of everything: {kind: its pk}. Counsel alone is named."""
    review = another_review(title="Okapi plan", vendor_name="Okapi Ltd", by=stranger)
    comment = comment_actions.comment(review, "Okapi.", audience="privileged", by=counsel)
    document = documents.add_document(review, pdf(), by=stranger)
    issue = issues.raise_issue(review, "Okapi.", severity=Severity.NOTE, by=counsel)
    Review.objects.filter(pk=review.pk).update(walled_at=review.opened_at)
    contract = ContractFactory(title="Okapi plan", vendor=review.vendor, owner=stranger)
    Review.objects.filter(pk=review.pk).update(contract=contract)
    named = NamedPerson.objects.create(review=review, person=counsel, added_by=counsel)
    return {
        "review": review.pk,
        "term": review.terms.filter(desk__slug="procurement").first().pk,
        "wait": review.waits.filter(desk__slug="procurement").first().pk,
        "vendor": review.vendor_id,
        "contract": contract.pk,
        "comment": comment.pk,
        "circle": comment.circle_id,
        "document": document.pk,
        "issue": issue.pk,
        "named": named.pk,
        "person": UserFactory(name="Oskar Okapi", email="okapi@duet.example").pk,
        "gone": UserFactory(name="Greta Gone", is_active=False).pk,
    }


def page(name, *before, method="post", **sent):
    """A page whose last argument is the key; `before` are the arguments before it, asked of the case."""

    def prepare(case):
        given = [argument(case) for argument in before]
        return lambda client, pk: getattr(client, method)(reverse(name, args=[*given, pk]), sent)

    return prepare


def field(name, key, given=lambda case: [], method="post", shape="{}", **sent):
    """The key in a field, or in the address behind the question mark, in the shape that it has there."""

    def prepare(case):
        address = reverse(name, args=given(case))
        return lambda client, pk: getattr(client, method)(address, {**sent, key: shape.format(pk)})

    return prepare


def api(name, key, given, **sent):
    """The key in what is posted to the API."""

    def prepare(case):
        address = reverse(name, args=given(case))
        return lambda client, pk: client.post(address, json.dumps({**sent, key: pk}), content_type="application/json")

    return prepare


def listed(name):
    """A list of the API, narrowed to a review."""
    return lambda case: lambda client, pk: client.get(reverse(name), {"review": f"R-{pk}"})


def own(case):
    return [case.review.pk]


FENCES = {
    # parts of an address
    "a document through a review that is seen": Fence(
        "buyer", "document", page("reviews:document", lambda case: case.review.pk, method="get")
    ),
    "its text": Fence("buyer", "document", page("reviews:read_document", lambda case: case.review.pk, method="get")),
    "how far it is read": Fence(
        "buyer", "document", page("reviews:reading_state", lambda case: case.review.pk, method="get")
    ),
    "its versions": Fence("buyer", "document", page("reviews:comparison", lambda case: case.review.pk, method="get")),
    "another version of it": Fence("buyer", "document", page("reviews:add_version", lambda case: case.review.pk)),
    "reading it again": Fence("buyer", "document", page("reviews:read_again", lambda case: case.review.pk)),
    "exporting it": Fence(
        "buyer", "document", page("reviews:export_comparison", lambda case: case.review.pk, form="word")
    ),
    "a person named elsewhere": Fence("lead", "named", page("reviews:remove_person", lambda case: case.review.pk)),
    "a circle": Fence("buyer", "circle", page("reviews:circle", method="get")),
    "a comment": Fence("buyer", "comment", page("reviews:edit_comment", method="get")),
    "an issue": Fence("buyer", "issue", page("reviews:resolve_issue", resolution="Done.")),
    "a term": Fence("buyer", "term", page("reviews:term", method="get")),
    "deciding a term": Fence("buyer", "term", page("reviews:decide_term", outcome="ask")),
    "a wait": Fence("buyer", "wait", page("reviews:claim")),
    "a contract": Fence("buyer", "contract", page("contracts:contract_detail", method="get")),
    "correcting a contract": Fence("buyer", "contract", page("contracts:contract_correct", why="No.")),
    "amending a contract": Fence("buyer", "contract", page("contracts:contract_amend", notice="3 months")),
    "the signed file of a contract": Fence("buyer", "contract", page("contracts:signed_file_attach")),
    "what differs in a contract": Fence("buyer", "contract", page("contracts:signed_difference", method="get")),
    "what a contract belongs to": Fence(
        "buyer",
        "contract",
        field("contracts:contract_correct", "parent", contract_routes.contract, **contract_routes.CORRECTION),
    ),
    "the vendor that contracts are narrowed to": Fence(
        "buyer", "vendor", field("contracts:contract_list", "vendor", method="get")
    ),
    "the owner that contracts are narrowed to": Fence(
        "buyer", "person", field("contracts:contract_list", "owner", method="get")
    ),
    "a vendor": Fence("buyer", "vendor", page("vendors:vendor_detail", method="get")),
    # fields
    "the term of an issue": Fence(
        "buyer", "term", field("reviews:raise_issue", "term", own, summary="Late.", severity="concern")
    ),
    "the terms of one decision": Fence("buyer", "term", field("reviews:decide_terms", "term", own, outcome="ask")),
    "the waits of one step": Fence("buyer", "wait", field("reviews:bulk", "wait", do="claim")),
    "the circle of a comment": Fence(
        "counsel", "circle", field("reviews:comment", "circle", own, body="Hello.", audience="privileged")
    ),
    "the people of a circle": Fence(
        "counsel", "person", field("reviews:comment", "people", own, body="Hello.", audience="privileged")
    ),
    "one more person in a circle": Fence(
        "counsel", "person", field("reviews:add_to_circle", "person", walks.privileged)
    ),
    "the colleague who takes a wait": Fence(
        "buyer", "person", field("reviews:hand_over", "to", walks.claimed, reason="Away.")
    ),
    "a colleague who has left": Fence("buyer", "gone", field("reviews:hand_over", "to", walks.claimed, reason="Away.")),
    "the colleague who takes many waits": Fence(
        "lead", "person", field("reviews:bulk", "to", do="hand_over", reason="Away.")
    ),
    "what a wait stands still for": Fence(
        "buyer", "wait", field("reviews:wait_for", "what", walks.claimed, shape="wait-{}", reason="It comes first.")
    ),
    "who stands in": Fence(
        "buyer", "person", field("absences:plan", "delegate", starts_on="2027-01-04", ends_on="2027-01-08")
    ),
    "for whom an absence is": Fence("lead", "person", field("absences:plan", "person", method="get")),
    "the terms that came back changed": Fence(
        "buyer",
        "term",
        field(
            "reviews:record_reply",
            "changed_terms",
            lambda case: [case.review_at(Stage.NEGOTIATION).pk],
            reply="changed",
            note="See there.",
        ),
    ),
    "the vendor that reviews are narrowed to": Fence(
        "buyer", "vendor", field("reviews:review_list", "vendor", method="get")
    ),
    "the vendor that the queue is narrowed to": Fence(
        "buyer", "vendor", field("reviews:queue", "vendor", method="get")
    ),
    "the term that is written about": Fence("buyer", "term", field("reviews:compose", "term", own, method="get")),
    "the circle in which names are looked for": Fence(
        "counsel", "circle", field("reviews:mentionable", "circle", own, method="get")
    ),
    "the people for whom a wall leaves a review": Fence("lead", "person", field("reviews:wall", "people", own)),
    "one more name on it": Fence("lead", "person", field("reviews:name_person", "person", walks.of_walled)),
    # the API
    "the wait that another waits for": Fence(
        "buyer", "wait", api("api-wait-wait-for", "other", walks.claimed, reason="It comes first.")
    ),
    "a named person, over the API": Fence(
        "lead", "named", api("api-review-remove-person", "id", lambda case: [case.review.reference])
    ),
    "terms of a review, over the API": Fence("buyer", "review", listed("api-term-list")),
    "approvals of a review, over the API": Fence("buyer", "review", listed("api-approval-list")),
}


@pytest.mark.parametrize("what", FENCES)
def test_key_across_a_fence_is_answered_like_one_that_never_was(what, case, hidden):
    fence = FENCES[what]
    ask, person = fence.prepare(case), case.people[fence.who]

    (status, headers, body), changed = answer(ask, person, hidden[fence.hidden])
    (status_of_nothing, headers_of_nothing, body_of_nothing), _ = answer(ask, person, NEVER_WAS)

    never, pk = str(NEVER_WAS), str(hidden[fence.hidden])
    assert (status, headers) == (status_of_nothing, headers_of_nothing.replace(never, pk))
    assert body == body_of_nothing.replace(never, pk)
    assert not changed
    assert "kapi" not in body


def answer(ask, person, pk):
    """(status, headers and body; whether anything of the hidden review changed). Nothing of it stays."""
    with transaction.atomic():
        client = Client()
        client.force_login(person)
        before = marks_of_hidden()
        status, headers, body = without_tokens(ask(client, pk))
        changed = marks_of_hidden() != before
        transaction.set_rollback(True)
    headers = [(name, value) for name, value in headers if name != "Content-Length"]
    return (status, str(headers), body.decode(errors="replace")), changed


def marks_of_hidden():
    """Of the tables that hold what belongs to the hidden review."""
    review = Review.objects.get(title="Okapi plan")
    return [
        list(rows.order_by("pk").values())
        for rows in (review.terms, review.waits, review.comments, review.issues, review.named_people, review.documents)
    ]


def test_every_fence_lets_a_key_through_that_is_on_this_side(case, hidden, counsel):
    """Whoever is named reaches the same rows: the walks above ask real addresses."""
    client = Client()
    client.force_login(counsel)
    assert client.get(reverse("reviews:term", args=[hidden["term"]])).status_code == 200
    file = client.get(reverse("reviews:document", args=[hidden["review"], hidden["document"]]))
    assert (file.status_code, b"".join(file.streaming_content)[:4]) == (200, b"%PDF")
    assert client.get(reverse("reviews:circle", args=[hidden["circle"]])).status_code == 200
