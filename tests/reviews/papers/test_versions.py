"""A further version of a document: what it does to every review that holds the document, and who learns of it."""

import pytest

from people.models import User
from reviews.closing import actions as closing
from reviews.models import Ended, Purpose
from reviews.negotiation import actions as negotiation
from reviews.papers import documents, versions
from reviews.pure.stages import Stage
from tests.contracts.builders import pdf
from tests.factories import MembershipFactory, UserFactory
from tests.review_fixtures import approve_all, finish_all_sides
from tests.reviews.reading import Written, refused
from tests.reviews.together import together
from tests.reviews.word_papers import contract


@pytest.fixture
def document(review, buyer):
    return documents.add_document(review, pdf("terms.pdf"), by=buyer)


def at_signature(review, *, by):
    """The review with every approval given."""
    finish_all_sides(review)
    review.refresh_from_db()
    negotiation.request_approval(review, by=by)
    approve_all(review)
    review.refresh_from_db()
    assert review.stage == Stage.SIGNATURE
    return review


@pytest.fixture
def other(another_review, document, buyer, lead, finance_lead, specialists, today):
    """A second review that holds the same document, with every approval given."""
    other = another_review("A second tool")
    other.documents.add(document)
    return at_signature(other, by=buyer)


def test_add_version_resets_the_approvals_of_every_review_that_holds_the_document(review, other, document, buyer):
    approved = set(other.approvals.values_list("pk", flat=True))
    versions.add_version(review, document, contract("1. Other words."), by=buyer)

    other.refresh_from_db()
    assert other.stage == Stage.FINAL_APPROVAL
    assert set(other.approvals.filter(ended=Ended.RESET).values_list("pk", flat=True)) == approved
    assert other.waits.open().filter(purpose=Purpose.APPROVAL).count() == len(approved)


def test_add_version_is_logged_on_every_review_without_a_word_about_the_others(review, other, document, buyer):
    written = Written()
    versions.add_version(review, document, contract("1. Other words."), by=buyer)

    added = [event for event in written.events if event[1] == "version.added"]
    assert added == [
        ("Ben Buyer", "version.added", "business", "added version 2 of “terms.pdf”"),
        (None, "version.added", "business", "noted version 2 of “terms.pdf”"),
    ]
    resets = [who for who, verb, *_ in written.events if verb.startswith("approval.")]
    assert resets
    assert set(resets) == {None}
    assert not any(review.reference in text or review.title in text for *_, text in written.events)
    assert not any(review.reference in body or review.title in body for _, _, body in written.notices)


def test_add_version_leaves_a_closed_review_that_holds_the_document_alone(review, other, document, buyer, requester):
    closing.withdraw(other, "No longer needed.", by=requester)
    before = list(other.approvals.order_by("pk").values())
    written = Written()
    versions.add_version(review, document, contract("1. Other words."), by=buyer)

    assert list(other.approvals.order_by("pk").values()) == before
    assert written.verbs.count("version.added") == 1


def test_add_version_is_refused_through_a_review_that_does_not_hold_the_document(another_review, document, buyer):
    other = another_review("Another tool")
    with refused("This document belongs to another review."):
        versions.add_version(other, document, contract("1. Other words."), by=buyer)


@pytest.mark.django_db(transaction=True)
def test_versions_through_two_reviews_at_once_are_both_kept(review, other, document, buyer, desks):
    """Each locks both reviews, in the same order: neither ends in a deadlock."""
    second = UserFactory(name="Bea Buyer")
    MembershipFactory(team=desks["procurement"], user=second)

    def add(through, words, by):
        person = User.objects.get(pk=by.pk)
        return versions.add_version(through, document, contract(words), by=person).number

    done = together(lambda: add(review, "Words.", buyer), lambda: add(other, "Others.", second))
    assert done == [2, 3]
