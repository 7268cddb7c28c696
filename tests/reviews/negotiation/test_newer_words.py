"""A newer version while the desks are at work: the owners of terms with other words are asked again, on request."""

import pytest
from django.urls import reverse

from contracts.actions.comparisons import compare_versions
from reviews.models import Outcome, Passage, Purpose, VendorChange
from reviews.negotiation import newer_words
from reviews.pure.stages import Stage
from reviews.rounds import alignment
from reviews.terms import deciding
from reviews.waits import claims
from tests.groundwork import groundwork
from tests.reviews.pages import signed_in, text_of
from tests.reviews.reading import Written, denied, refused, term
from tests.reviews.word_papers import FIRST, first_version, next_version, tie


@pytest.fixture
@groundwork
def decided(review, buyer, counsel):
    """The review with fees and assignment agreed on the words of version 1, and version 2 there."""
    document = first_version(review, by=buyer)
    for slug, words, by in (("payment-terms", "Fees", buyer), ("assignment", "Assignment", counsel)):
        tie(term(review, slug), document.versions.get(), words)
        deciding.decide_term(
            term(review, slug), Outcome.MEETS, reason="Read on paper.", desk=term(review, slug).desk, by=by
        )
    next_version(review, document, by=buyer)
    return review


def compared(review):
    new, old = review.documents.get().versions.all()[:2]
    return compare_versions(old, new)


def ask(review, *, by):
    comparison = compared(review)
    return newer_words.ask_owners_again(review, comparison.old, comparison.new, by=by)


def test_ask_owners_again_reopens_the_terms_whose_words_changed_with_their_redline(decided, counsel):
    written = Written()
    fees, assignment = term(decided, "payment-terms"), term(decided, "assignment")
    assert ask(decided, by=counsel) == [fees, assignment]

    assert {term(decided, slug).outcome for slug in ("payment-terms", "assignment")} == {Outcome.OPEN}
    changes = {change.term: (change.sent_back, change.is_removed) for change in VendorChange.objects.all()}
    assert changes == {fees: (True, False), assignment: (True, True)}
    reopened = [summary for _, verb, _, summary in written.events if verb == "term.reopened"]
    assert reopened == [f"reopened “{each}”: version 2 has other words" for each in (fees, assignment)]


def test_ask_owners_again_opens_a_wait_for_a_desk_that_was_done(decided, buyer, counsel):
    desk = term(decided, "payment-terms").desk
    for each in decided.terms.undecided_by(desk):
        deciding.decide_term(each, Outcome.MEETS, reason="Read on paper.", desk=desk, by=buyer)
    wait = decided.waits.open().get(purpose=Purpose.DESK_REVIEW, desk=desk)
    alignment.finish_side(claims.claim(wait, by=buyer), by=buyer)
    assert not decided.waits.open().filter(purpose=Purpose.DESK_REVIEW, desk=desk).exists()

    ask(decided, by=counsel)
    assert decided.waits.open().get(purpose=Purpose.DESK_REVIEW, desk=desk).needed == "Decide 1 term."


def test_ask_owners_again_lets_terms_rest_on_the_newer_words(decided, counsel):
    ask(decided, by=counsel)
    passage = Passage.objects.get(term=term(decided, "payment-terms"), version__number=2)
    assert "60 days" in passage.quote


def test_ask_owners_again_is_for_procurement_and_legal(decided, requester, stranger, finance_lead):
    comparison = compared(decided)
    for person in (requester, stranger, finance_lead):
        with denied("Procurement and legal ask the owners of terms again."):
            newer_words.ask_owners_again(decided, comparison.old, comparison.new, by=person)


def test_ask_owners_again_twice_asks_once(decided, counsel):
    ask(decided, by=counsel)
    comparison = compared(decided)
    with refused("No decided term rests on words that changed."):
        newer_words.ask_owners_again(decided, comparison.old, comparison.new, by=counsel)


def test_ask_owners_again_is_about_the_newest_version(decided, counsel, buyer):
    comparison = compared(decided)
    next_version(decided, decided.documents.get(), by=buyer, paragraphs=FIRST)
    with refused("Version 2 is not the newest. Compare with the newest one."):
        newer_words.ask_owners_again(decided, comparison.old, comparison.new, by=counsel)


def test_ask_owners_again_is_for_the_time_in_which_desks_are_at_work(decided, review_at, counsel):
    comparison = compared(decided)
    decided = review_at(Stage.ALIGNED)
    with refused("The owners of terms are asked again while the desks are at work, or with the vendor's reply."):
        newer_words.ask_owners_again(decided, comparison.old, comparison.new, by=counsel)


def test_comparison_offers_to_ask_owners_again_and_does(client, decided, counsel):
    url = reverse("reviews:comparison", args=[decided.pk, decided.documents.get().pk])
    assert "Ask their owners again" in text_of(signed_in(client, counsel).get(url))

    press = reverse("reviews:ask_owners_again", args=[decided.pk, decided.documents.get().pk])
    shown = text_of(client.post(press, follow=True))
    assert "Their owners are asked again" in shown
    assert "Ask their owners again" not in shown


def test_comparison_offers_the_requester_nothing_to_ask(client, decided, requester):
    url = reverse("reviews:comparison", args=[decided.pk, decided.documents.get().pk])
    assert "Ask their owners again" not in text_of(signed_in(client, requester).get(url))
