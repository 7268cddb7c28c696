"""Clauses of a returned version that no term rests on: found, shown, and given to whoever looks at them."""

import pytest
from django.urls import reverse

from reviews.models import Outcome, Passage, Proposal, ProposalState, Purpose, TermType, VendorChange
from reviews.negotiation import actions as negotiation
from reviews.negotiation.returned import returned
from reviews.papers import proposals, proposing
from reviews.pure.stages import Stage
from tests.groundwork import groundwork, harmless
from tests.reviews.pages import page, part_of, press, signed_in, text_of
from tests.reviews.reading import Written, refused
from tests.reviews.word_papers import FIRST, SECOND, first_version, next_version, tie

LOOKS_LIKE = {"Data.": "insurance"}
"""The added clause, as a kind that the review has no term of."""


def term(review, slug):
    return review.terms.get(term_type__slug=slug)


def kind(slug):
    return TermType.objects.get(slug=slug)


@pytest.fixture
@groundwork
def document(review, buyer):
    """A contract whose fees and assignment two terms rest on; nothing rests on liability and law."""
    review.terms.filter(term_type__slug="insurance").delete()
    document = first_version(review, by=buyer)
    for slug, words in (("payment-terms", "Fees"), ("assignment", "Assignment")):
        tie(term(review, slug), document.versions.get(), words)
    return document


@pytest.fixture
@groundwork
def sent(document, review_at):
    return review_at(Stage.NEGOTIATION)


@pytest.fixture
@harmless
def came_back(sent, document, buyer):
    """came_back(**how): the review, with version 2 read as said."""

    def come(**how):
        next_version(sent, document, by=buyer, **({"looks_like": LOOKS_LIKE} | how))
        return sent

    return come


def record(review, slugs=("payment-terms", "assignment"), clauses=None, *, by, **more):
    terms = [term(review, slug) for slug in slugs]
    return negotiation.record_vendor_reply(
        review, changed_terms=terms, clauses=clauses, note="See version 2.", by=by, **more
    )


def found(review):
    """[(title, how it came about, the kind it looks like, whether that is new here)]"""
    return [
        (
            each.title,
            each.kind_in_words,
            each.guess and each.guess.term_type.slug,
            each.guess and each.guess.is_new_term,
        )
        for each in returned(review).loose
    ]


def key_of(review):
    (clause,) = returned(review).loose
    return clause.key


# --- what is found --------------------------------------------------------------------------------------


def test_added_clause_is_found_with_what_it_looks_like(came_back):
    assert found(came_back()) == [("3 Data", "New in version 2", "insurance", True)]


def test_clauses_on_which_a_term_rests_are_not_loose(sent, came_back):
    for each in returned(came_back()).loose:
        assert each.title not in {"1 Fees", "4 Assignment"}


def test_edited_clause_that_nobody_had_confirmed_is_found(came_back):
    paragraphs = [FIRST[0], FIRST[1].replace("twelve", "three"), *FIRST[2:]]
    review = came_back(paragraphs=paragraphs, looks_like={"Liability.": "liability"})
    assert found(review) == [("2 Liability", "Changed in version 2", "liability", False)]


def test_removed_clause_is_found_for_the_term_that_would_miss_it(review, buyer, review_at):
    document = first_version(review, by=buyer, looks_like={"Liability.": "liability", "Law.": "insurance"})
    review.terms.filter(term_type__slug="insurance").delete()
    sent = review_at(Stage.NEGOTIATION)
    next_version(sent, document, by=buyer, paragraphs=[FIRST[0], FIRST[3]])
    assert found(sent) == [
        ("2 Liability", "Removed in version 2", "liability", False),
        ("3 Law", "Removed in version 2", None, None),
    ]


def test_clause_is_what_people_said_of_it(came_back, counsel, review):
    proposing.propose(came_back().documents.get().latest.pk)
    proposal = Proposal.objects.get(review=review, heading="Data")
    proposals.reject_proposal(proposal, by=counsel)
    assert found(review) == [("3 Data", "New in version 2", None, None)]

    proposals.reopen_proposal(proposal, by=counsel)
    proposals.correct_proposal(proposal, term_type=kind("liability"), by=counsel)
    assert found(review) == [("3 Data", "New in version 2", "liability", False)]


def test_moved_and_renumbered_clauses_are_not_loose(came_back):
    assert found(came_back(paragraphs=[*FIRST[:2], FIRST[3].replace("4.", "3."), FIRST[2].replace("3.", "4.")])) == []


# --- what becomes of it ---------------------------------------------------------------------------------


def test_clause_that_is_taken_up_becomes_an_open_term_of_its_desk(came_back, buyer):
    review, written = came_back(), Written()
    record(review, clauses={key_of(review): kind("insurance")}, by=buyer)

    insurance = term(review, "insurance")
    assert (insurance.outcome, insurance.desk.slug, insurance.vendor_wording) == (Outcome.OPEN, "legal", SECOND[2])
    assert review.waits.open().filter(purpose=Purpose.DESK_REVIEW, desk=insurance.desk).exists()
    change = VendorChange.objects.get(term=insurance)
    assert (change.is_new, change.sent_back, change.redline) == (True, True, [["insert", SECOND[2]]])
    summaries = [summary for *_, summary in written.events]
    assert f"added the term “{insurance}” for Legal" in summaries
    assert f"noted that {review.vendor} changed 2 terms and 1 clause outside our terms" in summaries


def test_clause_that_is_taken_up_is_not_decided_by_software(came_back, buyer):
    """The passage stays a proposal until its desk confirms it."""
    review = came_back()
    record(review, clauses={key_of(review): kind("insurance")}, by=buyer)

    proposal = Proposal.objects.get(review=review, heading="Data")
    assert (proposal.state, proposal.term, proposal.desk.slug) == (ProposalState.PROPOSED, None, "legal")
    assert not Passage.objects.filter(term=term(review, "insurance")).exists()


def test_clause_that_was_proposed_already_is_proposed_once(came_back, buyer):
    review = came_back()
    proposing.propose(review.documents.get().latest.pk)
    record(review, clauses={key_of(review): kind("insurance")}, by=buyer)
    assert Proposal.objects.filter(review=review, heading="Data").count() == 1


def test_clause_of_a_term_that_is_there_sends_that_back_with_its_redline(came_back, buyer):
    review = came_back(looks_like={"Data.": "liability"})
    liability = term(review, "liability")
    assert liability.outcome != Outcome.OPEN
    record(review, clauses={key_of(review): kind("liability")}, by=buyer)

    liability.refresh_from_db()
    assert liability.outcome == Outcome.OPEN
    assert VendorChange.objects.get(term=liability).redline == [["insert", SECOND[2]]]


def test_clause_of_a_term_whose_words_changed_too_stands_under_its_redline(came_back, buyer):
    review = came_back(looks_like={"Data.": "payment-terms"})
    record(review, clauses={key_of(review): kind("payment-terms")}, by=buyer)
    change = VendorChange.objects.get(term=term(review, "payment-terms"))
    assert [words for op, words in change.redline if op == "insert"] == ["60 ", SECOND[2]]


def test_clause_alone_sends_the_review_back_to_that_desk_alone(came_back, buyer):
    paragraphs = [*FIRST, "5. Data. The supplier deletes all personal data within ten days."]
    review = came_back(paragraphs=paragraphs)
    review = record(review, (), {key_of(review): kind("insurance")}, by=buyer)
    assert review.stage == Stage.IN_REVIEW
    desks = review.waits.open().filter(purpose=Purpose.DESK_REVIEW).values_list("desk__slug", "needed")
    assert list(desks) == [("legal", "Decide 1 term.")]


def test_clause_that_goes_to_nobody_needs_a_reason(came_back, buyer):
    review = came_back()
    with refused("Say why nobody looks at “3 Data”."):
        record(review, by=buyer)

    written = Written()
    record(review, kept_because="Only what we asked for.", by=buyer)
    assert "term.added" not in written.verbs
    assert not review.terms.filter(term_type__slug="insurance").exists()


def test_clause_that_looks_like_no_term_needs_no_reason(came_back, buyer):
    assert record(came_back(looks_like={}), by=buyer).stage == Stage.IN_REVIEW


def test_clause_that_is_not_loose_is_refused(came_back, buyer):
    review = came_back()
    with refused("The clauses that no term rests on are others by now. Look at them again."):
        record(review, clauses={"1-1": kind("insurance")}, by=buyer)


# --- on the pages -----------------------------------------------------------------------------------------


def test_reply_form_ticks_the_clause_and_says_whose_it_would_be(client, buyer, came_back):
    review = came_back()
    response = page(signed_in(client, buyer), review)
    shown = part_of(response, "next")
    assert "3 Data New in version 2" in shown
    assert f"Looks like “{kind('insurance')}”, for Legal: a new term of this review." in shown
    assert [box.field.data["selected"] for box in response.context["reply_form"].boxes] == [True]


def test_reply_form_says_where_reading_is_not_sure(client, buyer, came_back):
    shown = part_of(page(signed_in(client, buyer), came_back(triage=True)), "next")
    assert f"Perhaps “{kind('insurance')}”, for Legal: a new term of this review. Duet is not sure." in shown


def post(client, user, review, **data):
    return press(signed_in(client, user), "record_reply", review.pk, note="See version 2.", **data)


def test_reply_form_takes_up_what_is_ticked(client, buyer, came_back):
    review = came_back()
    terms = [term(review, slug).pk for slug in ("payment-terms", "assignment")]
    post(client, buyer, review, reply="changed", changed_terms=terms, taken_up=[key_of(review)])
    assert term(review, "insurance").outcome == Outcome.OPEN


def test_reply_form_asks_why_what_is_unticked_goes_to_nobody(client, buyer, came_back):
    review = came_back()
    terms = [term(review, slug).pk for slug in ("payment-terms", "assignment")]
    response = post(client, buyer, review, reply="changed", changed_terms=terms)
    assert response.status_code == 422
    assert "Say why nobody looks at “3 Data”." in text_of(response)


def test_reply_form_gives_a_clause_of_no_kind_to_whom_a_person_chooses(client, buyer, came_back):
    review = came_back(looks_like={})
    terms = [term(review, slug).pk for slug in ("payment-terms", "assignment")]
    chosen = {f"clause-{key_of(review)}": str(kind("insurance").pk)}
    post(client, buyer, review, reply="changed", changed_terms=terms, **chosen)
    assert term(review, "insurance").vendor_wording == SECOND[2]


def test_reply_form_counts_hidden_boxes_for_nothing_when_the_vendor_accepts(client, buyer, came_back):
    review = came_back()
    terms = [term(review, slug).pk for slug in ("payment-terms", "assignment")]
    ticked = {"changed_terms": terms, "taken_up": [key_of(review)]}
    response = post(client, buyer, review, reply="accepted", **ticked)
    assert response.status_code == 422
    assert "stays as decided though" in text_of(response) or "stay as decided though" in text_of(response)

    post(client, buyer, review, reply="accepted", kept_because="As we asked for.", **ticked)
    review.refresh_from_db()
    assert review.stage == Stage.FINAL_APPROVAL


def test_comparison_shows_reviewers_which_clauses_no_term_rests_on(client, buyer, came_back):
    review = came_back()
    url = reverse("reviews:comparison", args=[review.pk, review.documents.get().pk])
    shown = text_of(signed_in(client, buyer).get(url))
    assert "2 terms touched, 1 clause outside our terms" in shown
    assert f"3 Data New in version 2. Looks like “{kind('insurance')}”, for Legal: a new term of this review." in shown


def test_comparison_shows_the_requester_nothing_about_terms(client, requester, came_back):
    review = came_back()
    url = reverse("reviews:comparison", args=[review.pk, review.documents.get().pk])
    shown = text_of(signed_in(client, requester).get(url))
    assert "3 Data" in shown
    for words in ("outside our terms", "No term rests", str(kind("insurance"))):
        assert words not in shown


def test_document_page_marks_what_is_new_in_a_version(client, counsel, came_back):
    review = came_back()
    version = review.documents.get().latest
    proposing.propose(version.pk)
    url = reverse("reviews:read_document", args=[review.pk, version.document_id])
    rows = signed_in(client, counsel).get(url).context["rows"]
    assert [(row.proposal.heading, row.news) for row in rows] == [("Data", "New in version 2")]


def test_term_card_says_that_the_clause_is_new(client, counsel, came_back, buyer):
    review = came_back()
    record(review, clauses={key_of(review): kind("insurance")}, by=buyer)
    shown = text_of(signed_in(client, counsel).get(reverse("reviews:term", args=[term(review, "insurance").pk])))
    assert "New in version 2 version 1 to 2" in shown


def test_term_card_says_that_the_clause_was_removed(client, counsel, came_back, buyer):
    review = came_back()
    record(review, clauses={key_of(review): kind("insurance")}, by=buyer)
    assignment = term(review, "assignment")
    assert assignment.outcome == Outcome.OPEN
    shown = text_of(signed_in(client, counsel).get(reverse("reviews:term", args=[assignment.pk])))
    assert "Removed in version 2 version 1 to 2" in shown
