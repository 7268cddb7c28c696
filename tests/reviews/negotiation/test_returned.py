"""A vendor's reply that brings a new version: only terms whose words changed fall back, and nothing is lost."""

import pytest
from django.core.exceptions import ValidationError

from contracts.models import Reading
from reviews.models import Outcome, Passage, VendorChange
from reviews.negotiation import actions as negotiation
from reviews.negotiation.returned import returned
from reviews.papers import versions
from reviews.pure.stages import Stage
from tests.groundwork import groundwork
from tests.review_fixtures import approve_all
from tests.reviews.pages import page, part_of, press, signed_in, text_of
from tests.reviews.word_papers import FIRST, contract, first_version, next_version, read, tie


def term(review, slug):
    return review.terms.get(term_type__slug=slug)


@pytest.fixture
@groundwork
def document(review, buyer):
    """The contract as we discussed it: three terms rest on its clauses."""
    document = first_version(review, by=buyer)
    first = document.versions.get()
    for slug, words in (("payment-terms", "Fees"), ("governing-law", "Law"), ("assignment", "Assignment")):
        tie(term(review, slug), first, words)
    return document


@pytest.fixture
@groundwork
def sent(document, review_at):
    """The review with its joint position at the vendor."""
    return review_at(Stage.NEGOTIATION)


def record(review, terms, *, by, note="See version 2.", **more):
    return negotiation.record_vendor_reply(review, changed_terms=terms, note=note, by=by, **more)


def test_returned_finds_the_terms_whose_words_changed(sent, document, buyer):
    next_version(sent, document, by=buyer)
    assert {str(change.term): str(change.fate) for _, change in returned(sent).changed.values()} == {
        str(term(sent, "payment-terms")): "changed",
        str(term(sent, "assignment")): "removed",
    }


def test_returned_knows_nothing_when_nothing_came(sent):
    assert (returned(sent).comparisons, returned(sent).changes, returned(sent).sentences) == ([], {}, [])


def test_reply_lets_only_changed_terms_fall_back_with_their_redline(sent, document, buyer):
    second = next_version(sent, document, by=buyer)
    fees, assignment = term(sent, "payment-terms"), term(sent, "assignment")
    review = record(sent, [fees, assignment], by=buyer)

    assert review.stage == Stage.IN_REVIEW
    assert set(review.terms.filter(outcome=Outcome.OPEN)) == {fees, assignment}
    change = VendorChange.objects.get(term=fees)
    assert (change.new_version, change.sent_back) == (second, True)
    assert [words for op, words in change.redline if op != "keep"] == ["30 ", "60 "]


def test_reply_carries_passages_over_to_the_new_version(sent, document, buyer):
    second = next_version(sent, document, by=buyer)
    record(sent, [term(sent, "payment-terms"), term(sent, "assignment")], by=buyer)

    law = Passage.objects.get(term=term(sent, "governing-law"), version=second)
    assert (law.number, law.quote.startswith("4. Law.")) == ("4", True)
    assert "60 days" in Passage.objects.get(term=term(sent, "payment-terms"), version=second).quote
    assert not Passage.objects.filter(term=term(sent, "assignment"), version=second).exists()


def test_reply_needs_a_reason_for_a_changed_term_that_stays(sent, document, buyer):
    next_version(sent, document, by=buyer)
    fees, assignment = term(sent, "payment-terms"), term(sent, "assignment")
    with pytest.raises(ValidationError, match="stays as decided though its words changed"):
        record(sent, [fees], by=buyer)

    record(sent, [fees], by=buyer, kept_because="We never wanted that clause.")
    assignment.refresh_from_db()
    assert assignment.outcome != Outcome.OPEN
    kept = VendorChange.objects.get(term=assignment)
    assert (kept.sent_back, kept.reason) == (False, "We never wanted that clause.")


def test_reply_takes_terms_that_a_person_adds(sent, document, buyer):
    next_version(sent, document, by=buyer)
    more = [term(sent, slug) for slug in ("payment-terms", "assignment", "liability")]
    review = record(sent, more, by=buyer)
    assert set(review.terms.filter(outcome=Outcome.OPEN)) == set(more)


def test_reply_waits_for_a_version_that_is_being_read_and_is_not_lost(sent, document, buyer):
    version = next_version(sent, document, by=buyer, is_read=False)
    with pytest.raises(ValidationError, match="still being read"):
        record(sent, [], by=buyer, note="")
    sent.refresh_from_db()
    assert sent.stage == Stage.NEGOTIATION
    assert sent.waits.open().exists()

    read(version)
    assert len(returned(sent).changed) == 2


def test_reply_can_go_on_without_the_comparison(sent, document, buyer):
    next_version(sent, document, by=buyer, is_read=False)
    review = record(sent, [term(sent, "liability")], by=buyer, without_comparison=True)
    assert review.stage == Stage.IN_REVIEW
    assert not VendorChange.objects.exists()


def test_reply_with_a_version_that_cannot_be_read_is_recorded_by_hand(sent, document, buyer):
    version = next_version(sent, document, by=buyer)
    Reading.objects.filter(version=version).update(outcome="no_text", text="", reason="It holds pictures only.")
    assert record(sent, [], by=buyer, note="").stage == Stage.FINAL_APPROVAL


def test_reply_with_moved_clauses_alone_sends_nothing_back(sent, document, buyer):
    law, assignment = FIRST[2].replace("3.", "4."), FIRST[3].replace("4.", "3.")
    next_version(sent, document, by=buyer, paragraphs=[*FIRST[:2], assignment, law])
    assert returned(sent).changed == {}
    assert record(sent, [], by=buyer, note="").stage == Stage.FINAL_APPROVAL


def test_a_second_round_compares_with_what_was_sent_last(sent, document, buyer):
    next_version(sent, document, by=buyer)
    sent.refresh_from_db()
    assert [(old.number, new.number) for old, new in pairs(sent)] == [(1, 2)]
    next_version(sent, document, by=buyer, paragraphs=FIRST)
    assert [(old.number, new.number) for old, new in pairs(sent)] == [(1, 3)]
    assert returned(sent).changed == {}


def pairs(review):
    return [(each.old, each.new) for each in returned(review).comparisons]


def test_a_version_after_approval_asks_again(sent, document, buyer):
    review = record(sent, [], by=buyer, note="")
    approve_all(review)
    review.refresh_from_db()
    assert review.stage == Stage.SIGNATURE

    versions.add_version(review, document, contract("1. Fees. All is free."), by=buyer)
    review.refresh_from_db()
    assert review.stage == Stage.FINAL_APPROVAL
    assert review.approvals.pending().exists()


# --- on the page ----------------------------------------------------------------------------------------


def test_reply_form_ticks_what_changed_and_shows_before_and_after(client, buyer, sent, document):
    next_version(sent, document, by=buyer)
    response = page(signed_in(client, buyer), sent)
    shown = part_of(response, "next")

    assert "The words of 2 terms changed." in shown
    assert "See what changed from version 1" in shown
    form = response.context["reply_form"]
    fees, assignment = term(sent, "payment-terms"), term(sent, "assignment")
    assert set(form["changed_terms"].initial) == {fees.pk, assignment.pk}
    assert form["reply"].initial == "changed"


def test_reply_form_keeps_what_was_typed_while_a_version_is_being_read(client, buyer, sent, document):
    next_version(sent, document, by=buyer, is_read=False)
    response = press(signed_in(client, buyer), "record_reply", sent.pk, reply="accepted", note="They take it all.")

    assert response.status_code == 422
    assert "They take it all." in response.content.decode()
    assert "Go on without the comparison" in text_of(response)


def test_term_card_shows_what_the_vendor_changed(client, counsel, buyer, sent, document):
    next_version(sent, document, by=buyer)
    record(sent, [term(sent, "payment-terms"), term(sent, "assignment")], by=buyer)
    response = signed_in(client, buyer).get(f"/terms/{term(sent, 'payment-terms').pk}/")

    assert "What the vendor changed version 1 to 2" in text_of(response)
    assert "<del>" in response.content.decode()
