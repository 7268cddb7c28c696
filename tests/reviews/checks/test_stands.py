"""The verdict of a term as a whole, and what it rests on."""

import pytest

from contracts.models import DocumentKind
from contracts.tasks import read_document
from reviews.approvals import policies
from reviews.checks.stands import stands_today
from reviews.models import TermType, TermVerdict
from reviews.papers import documents, proposals
from reviews.terms import bulk, deciding, papers
from tests.reviews.paper_with_terms import IN_30, IN_60, OTHERS, next_paper, paper
from tests.reviews.reading import denied, refused, term
from tests.reviews.word_papers import contract

__all__ = ["paper"]


def stand(review, slug):
    row = review.terms.for_checks().get(term_type__slug=slug)
    return stands_today(review, [row])[row.pk]


def test_nothing_was_read_before_there_is_a_paper(review):
    assert stand(review, "payment-terms").verdict == TermVerdict.NOT_READ


def test_verdict_is_that_of_the_checks(review, paper):
    verdicts = {slug: stand(review, slug).verdict for slug in ("payment-terms", "initial-term", "exit-help")}
    assert verdicts == {"payment-terms": "differs", "initial-term": "meets", "exit-help": "not_stated"}
    fees = stand(review, "payment-terms")
    assert (fees.version, fees.wording.count("within 30 days of the invoice date")) == (paper, 1)


def test_one_check_that_is_not_met_is_enough(review, paper):
    """The days would do, but interest is not stated."""
    days = {"measure": "payment_days", "comparison": "at_least", "value": "10", "unit": "day"}
    interest = {"measure": "late_interest", "comparison": "at_most", "value": "9"}
    TermType.objects.filter(slug="payment-terms").update(expectations=[days, interest])
    assert stand(review, "payment-terms").verdict == TermVerdict.NOT_STATED


def test_words_without_an_entry_of_the_playbook_are_not_checked(review, paper):
    TermType.objects.filter(slug="payment-terms").update(expectations=[])
    assert stand(review, "payment-terms").verdict == TermVerdict.NO_ENTRY


def test_newer_version_that_nobody_read_makes_the_term_not_read(review, paper, buyer):
    newer = next_paper(review, paper, IN_60, *OTHERS, by=buyer, is_read=False)
    for slug in ("payment-terms", "initial-term"):
        assert (stand(review, slug).verdict, stand(review, slug).version) == (TermVerdict.NOT_READ, newer)
    read_document(newer.pk)
    assert stand(review, "payment-terms").verdict == TermVerdict.MEETS


def test_silence_proves_nothing_while_another_paper_is_not_read(review, paper, buyer):
    documents.add_document(review, contract(*OTHERS), by=buyer)
    assert stand(review, "exit-help").verdict == TermVerdict.NOT_READ
    assert stand(review, "initial-term").verdict == TermVerdict.MEETS


def test_passage_that_is_no_term_takes_the_words_away(review, paper, buyer):
    of_fees = review.proposals.get(term_type__slug="payment-terms")
    proposals.reject_proposal(of_fees, by=buyer)
    assert stand(review, "payment-terms").wording == ""


# --- several papers -------------------------------------------------------------------------------------


@pytest.fixture
def order_form(review, paper, buyer):
    """Says 60 days, where the contract says 30."""
    document = documents.add_document(
        review, contract(IN_60, name="order.docx"), kind=DocumentKind.ORDER_FORM, by=buyer
    )
    read_document(document.latest.pk)
    return document


def speaks(review, slug):
    speaking = stand(review, slug).speaking
    return speaking.version.document, speaking.why, [other.version.document for other in speaking.others]


def test_order_form_goes_before_the_contract(review, paper, order_form):
    why = "Usually the order form goes before the contract."
    assert speaks(review, "payment-terms") == (order_form, why, [paper.document])
    assert stand(review, "payment-terms").verdict == TermVerdict.MEETS
    only = "No other paper that was read says anything about it."
    assert speaks(review, "initial-term") == (paper.document, only, [])


def test_of_two_contracts_the_newer_one_speaks(review, paper, buyer):
    document = documents.add_document(review, contract(IN_60, *OTHERS), by=buyer)
    read_document(document.latest.pk)
    why = "It is the newest of the papers of its kind that say something about it."
    assert speaks(review, "payment-terms") == (document, why, [paper.document])


def test_owner_lets_another_paper_speak(review, paper, order_form, buyer, counsel):
    fees = term(review, "payment-terms")
    with denied("“Payment terms, invoicing, late fees” belongs to Procurement. You can comment on it."):
        papers.choose_paper(fees, paper.document, reason="Clause 12 says so.", by=counsel)
    with refused("Say why this paper counts here."):
        papers.choose_paper(fees, paper.document, by=buyer)

    papers.choose_paper(fees, paper.document, reason="Clause 12 says so.", by=buyer)

    assert speaks(review, "payment-terms") == (paper.document, "Ben Buyer chose it: Clause 12 says so.", [order_form])
    assert stand(review, "payment-terms").verdict == TermVerdict.DIFFERS
    papers.choose_paper(fees, None, by=buyer)
    assert speaks(review, "payment-terms")[0] == order_form


def test_paper_of_another_review_or_an_unread_one_cannot_speak(review, paper, another_review, buyer):
    fees, other = term(review, "payment-terms"), documents.add_document(another_review(), contract(IN_30), by=buyer)
    read_document(other.latest.pk)
    unread = documents.add_document(review, contract(IN_30), by=buyer)
    for document in (other, unread):
        with refused("Choose one of the papers of this review that were read."):
            papers.choose_paper(fees, document, reason="It says so.", by=buyer)


# --- words that somebody typed ------------------------------------------------------------------------

IN_30_TYPED, IN_60_TYPED = "Invoices are payable within 30 days.", "Invoices are payable within 60 days."


def type_words(review, slug, words, *, by):
    about = term(review, slug)
    return deciding.edit_term(about, position=about.position, vendor_wording=words, place="", by=by)


def test_typed_words_are_checked_where_nothing_was_read(review, buyer):
    type_words(review, "payment-terms", IN_30_TYPED, by=buyer)
    fees = stand(review, "payment-terms")
    assert (fees.verdict, fees.is_by_typed_words, fees.wording) == ("differs", True, IN_30_TYPED)
    assert [(line.stated, line.quotes) for line in fees.checks if line.verdict == "differs"] == [("30 days", ())]


def test_typed_words_that_cannot_be_told_are_unclear(review, buyer):
    days = {"measure": "payment_days", "comparison": "at_least", "value": "60", "unit": "day"}
    TermType.objects.filter(slug="payment-terms").update(expectations=[days])
    words = "Invoices are payable within 30 days. Invoices of the last quarter are payable within 90 days."
    type_words(review, "payment-terms", words, by=buyer)
    assert stand(review, "payment-terms").verdict == TermVerdict.UNCLEAR


def test_typed_words_never_prove_that_a_paper_meets_our_position(review, buyer):
    """Anybody can type them: that the paper says so is for a paper that was read, or a decision with its reason."""
    type_words(review, "payment-terms", IN_60_TYPED, by=buyer)
    fees = stand(review, "payment-terms")
    assert (fees.verdict, fees.is_by_typed_words) == (TermVerdict.NOT_READ, False)
    with refused("Say where the paper says so: no paper was read on it."):
        deciding.decide_term(term(review, "payment-terms"), "meets", desk=fees_desk(review), by=buyer)


def fees_desk(review):
    return term(review, "payment-terms").desk


def test_what_was_read_goes_before_what_was_typed(review, paper, buyer):
    type_words(review, "payment-terms", IN_60_TYPED, by=buyer)
    assert (stand(review, "payment-terms").verdict, stand(review, "payment-terms").is_by_typed_words) == (
        "differs",
        False,
    )
    type_words(review, "initial-term", "The initial term is 60 months.", by=buyer)
    assert stand(review, "initial-term").verdict == TermVerdict.MEETS


def test_typed_words_that_differ_are_not_as_we_want_it(review, buyer):
    type_words(review, "payment-terms", IN_30_TYPED, by=buyer)
    fees = term(review, "payment-terms")
    with refused(
        "The vendor's words, as they were typed here, differ from our position, so it is not as we want it. Let our "
        "position hold, choose a fallback, or accept theirs with a reason; where they are not its words any more, edit "
        "them first."
    ):
        deciding.decide_term(fees, "meets", reason="It is fine.", desk=fees.desk, by=buyer)
    deciding.decide_term(fees, "theirs", reason="Small invoices.", desk=fees.desk, by=buyer)
    assert fees.decisions.get().verdict == TermVerdict.DIFFERS


def test_bulk_step_leaves_out_what_differs_by_typed_words(review, buyer):
    type_words(review, "payment-terms", IN_30_TYPED, by=buyer)
    [attempt] = bulk.decide_terms(review, [term(review, "payment-terms")], "meets", by=buyer)
    assert attempt.refusal == "The paper differs from our position. Decide it by itself."


def test_term_decided_as_ours_whose_typed_words_differ_since_keeps_approval_from_being_given(review_at, buyer, lead):
    review = review_at("final_approval")
    fees = term(review, "payment-terms")
    assert fees.outcome == "meets"
    assert policies.blockers_from_terms(review) == []
    type_words(review, "payment-terms", IN_30_TYPED, by=buyer)
    [blocker] = policies.blockers_from_terms(review)
    assert blocker.startswith(f"“{fees}”: decided as we want it")
