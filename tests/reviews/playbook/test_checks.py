"""The playbook check on a review: what is read in its papers against our position, and what they do not mention."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.tasks import read_document
from intake.demo.paper import contract_pdf
from reviews.checks.papers import papers_of
from reviews.checks.stands import stands_of
from reviews.models import NotNeeded, Outcome, Proposal, ReadPaper, TermType
from reviews.papers import documents, proposals, versions
from reviews.playbook import changing as playbook_changing
from reviews.playbook import missing as playbook_missing
from reviews.playbook.checks import missing_of
from reviews.web.cards.terms import terms_with_names
from tests.groundwork import groundwork, harmless
from tests.reviews.pages import text_of
from tests.reviews.reading import Written, denied, refused
from tests.reviews.reading import term as term_of
from tests.reviews.word_papers import FIRST, contract


@pytest.fixture
@groundwork
def version(review, buyer):
    """The demo contract on the review, read."""
    version = documents.add_document(review, contract_pdf("Quill Surveys", "Survey tool"), by=buyer).latest
    read_document(version.pk)
    return version


@pytest.fixture
@harmless
def as_buyer(client, buyer):
    client.force_login(buyer)
    return client


PAYMENT = "The Customer pays the fees within 30 days of the invoice date."


def anchor_in(version, quote):
    """The name of the place where words stand in a version."""
    start = version.reading.text.index(quote)
    return f"q-{start}-{start + len(quote)}"


def proposal(slug):
    return Proposal.objects.select_related("review").get(term_type__slug=slug)


def checked(review):
    """{slug: [(verdict, what the papers state)]} of the terms that were checked."""
    terms = list(terms_with_names(review.terms.all()))
    stands = stands_of(terms, papers_of([review.pk]))
    return {
        term.term_type.slug: [(check.verdict.value, check.stated) for check in stands[term.pk].checks]
        for term in terms
        if stands[term.pk].checks
    }


def missing(review):
    return [gap.term_type.slug for gap in missing_of(review, papers_of([review.pk]))]


READ = {
    "price-increases": [("differs", "7 %")],
    "payment-terms": [("differs", "30 days"), ("not_stated", "")],
    "initial-term": [("meets", "12 months")],
    "renewal": [("differs", "yes"), ("meets", "12 months")],
    "renewal-notice": [("differs", "60 days")],
    "liability": [("differs", "1")],
}


# --- what is checked ----------------------------------------------------------------------------------


def test_check_holds_each_term_against_our_position_before_anybody_has_confirmed_a_passage(review, version):
    assert checked(review) == READ


def test_check_says_the_same_once_passages_are_confirmed(review, version, buyer, counsel):
    for open_proposal in Proposal.objects.open().filter(desk__slug__in=["procurement", "legal"]):
        proposals.confirm_proposal(open_proposal, by=buyer if open_proposal.desk.slug == "procurement" else counsel)
    added = {"publicity": [("not_stated", "")]}  # the review had no such term before
    assert checked(review) == READ | added


def test_check_forgets_a_passage_that_is_no_term(review, version, counsel):
    """What reading found in the whole document stays: here only the passage itself spoke of a multiple."""
    proposals.reject_proposal(proposal("liability"), by=counsel)
    assert "liability" not in checked(review)


def test_check_follows_a_changed_expectation_at_once(review, version, lead):
    rows = [{"measure": "cap_in_yearly_fees", "comparison": "at_least", "value": "1"}]
    liability = TermType.objects.get(slug="liability")
    playbook_changing.change_playbook(liability, fields={"expectations": rows}, reason="We give way.", by=lead)
    assert checked(review)["liability"] == [("meets", "1")]


def test_check_follows_the_newest_version_that_was_read(review, version, buyer):
    better = tuple(text.replace("30 days", "90 days") for text in FIRST)
    newer = versions.add_version(review, version.document, contract(*better), by=buyer)
    assert checked(review) == READ  # nobody has read the new version yet
    read_document(newer.pk)
    assert checked(review)["payment-terms"][0] == ("meets", "90 days")


def test_check_decides_nothing(review, version):
    assert set(review.terms.values_list("outcome", flat=True)) == {Outcome.OPEN}


def test_card_shows_the_difference_with_its_words_and_where_they_stand(as_buyer, review, version):
    def card(slug):
        address = reverse("reviews:term", args=[review.terms.get(term_type__slug=slug).pk])
        return " ".join(as_buyer.get(address).text.split())

    fees = card("payment-terms")
    assert "<strong>Differs from our position:</strong> Payment: 30 days, we ask for at least 60 days" in fees
    anchor = anchor_in(version, PAYMENT)
    assert f'/read/?version=1&amp;at={anchor}#{anchor}">clause 2, page 1</a>' in fees
    assert "not confirmed yet" in fees
    assert "The Customer pays the fees within <mark>30 days</mark> of the invoice date." in fees
    assert "<strong>Not stated:</strong> Interest on late payment, a year, we ask for at most 9 %" in fees
    assert "<strong>Meets our position:</strong> Initial term: 12 months" in card("initial-term")
    line = text_of(as_buyer.get(review.get_absolute_url()))
    assert "Payment terms, invoicing, late fees 30 days, we ask for at least 60 days Differs" in line


def point_of(slug):
    """The key of the point of a kind of term."""
    return f"t-{TermType.objects.get(slug=slug).pk}"


def test_reading_page_shows_the_checks_beside_the_passages(as_buyer, review, version):
    url = reverse("reviews:read_document", args=[review.pk, version.document_id])
    text = " ".join(as_buyer.get(url, {"point": point_of("payment-terms")}).text.split())
    assert "Payment: 30 days, we ask for at least 60 days" in text
    anchor = anchor_in(version, PAYMENT)
    assert f'<a href="#{anchor}" data-quoted="{anchor}">clause 2, page 1</a> <q>{PAYMENT}</q>' in text
    within_a_fact = r'(?:<span class="quoted" data-quote="q-[\d-]+">)?'
    assert re.search(rf'<span class="quoted" id="{anchor}" data-quote="{anchor}">{within_a_fact}{PAYMENT}</span>', text)


def test_every_quote_and_fact_has_its_place_in_the_text_and_among_the_pages(as_buyer, review, version):
    """The links of the review lead to it too, and nothing is there twice."""
    url = reverse("reviews:read_document", args=[review.pk, version.document_id])
    cards = [as_buyer.get(reverse("reviews:term", args=[term.pk])).text for term in review.terms.all()]
    asked = re.findall(r"#(q-\d+-\d+)", " ".join(cards))
    for address in (url, f"{url}?as=pages"):
        text = as_buyer.get(address).text
        asked += re.findall(r'data-quoted="(q-\d+-\d+)"', text)
        places = re.findall(r' id="(q-\d+-\d+)"', text)
        assert len(set(asked)) > 5
        assert (set(asked) - set(places), len(places)) == (set(), len(set(places)))


def test_clauses_have_their_place_among_the_pages(as_buyer, review, version):
    url = reverse("reviews:read_document", args=[review.pk, version.document_id])
    text = as_buyer.get(url, {"as": "pages", "point": point_of("payment-terms")}).text
    links = set(re.findall(r'data-to-clause="(c-\d+)"', text))
    assert links and links <= set(re.findall(r' id="(c-\d+)"', text))
    assert "No “Confidentiality” found" in text


def test_requester_sees_neither_checks_nor_what_is_missing(client, review, version, requester):
    client.force_login(requester)
    text = client.get(review.get_absolute_url()).text
    for words in ("our position", "we ask for at", "Missing in", "playbook"):
        assert words not in text


def test_queries_do_not_grow_with_terms_or_reviews(review, version, another_review, buyer):
    def counted(reviews):
        terms = [term for review in reviews for term in terms_with_names(review.terms.all())]
        with CaptureQueriesContext(connection) as captured:
            stands_of(terms, papers_of([review.pk for review in reviews]))
        return len(captured)

    others = [another_review(f"Tool {number}") for number in range(5)]
    for other in others:
        other.documents.add(version.document)
    assert (counted([review]), counted([review, *others])) == (2, 2)


# --- a beginning for the reason of a deviation ----------------------------------------------------------

SUGGESTED = "Payment: 30 days, we ask for at least 60 days (clause 2, page 1)."


def decide(client, review, desks, **data):
    term = term_of(review, "payment-terms")
    desk = desks["procurement"].pk
    return client.post(reverse("reviews:decide_term", args=[term.pk]), {"desk": desk, "suggested": SUGGESTED, **data})


def decision(review):
    return term_of(review, "payment-terms").decisions.values_list("outcome", "reason").get()


def test_deviation_begins_with_what_differs(as_buyer, review, version, desks):
    page = as_buyer.get(reverse("reviews:term", args=[term_of(review, "payment-terms").pk])).text
    assert f">{SUGGESTED}</textarea>" in page
    decide(as_buyer, review, desks, outcome="theirs", reason=f"{SUGGESTED} They are small and need the money.")
    assert decision(review) == ("theirs", f"{SUGGESTED} They are small and need the money.")


def test_accepting_theirs_takes_no_reason_that_was_only_suggested(as_buyer, review, version, desks):
    answer = decide(as_buyer, review, desks, outcome="theirs", reason=SUGGESTED)
    assert answer.status_code == 422
    assert "Say what you accept and why" in answer.text
    assert not term_of(review, "payment-terms").decisions.exists()


def test_ask_keeps_no_reason_that_was_only_suggested(as_buyer, review, version, desks):
    decide(as_buyer, review, desks, outcome="ask", reason=SUGGESTED)
    assert decision(review) == ("ask", "")


def test_ask_keeps_a_reason_that_somebody_wrote(as_buyer, review, version, desks):
    decide(as_buyer, review, desks, outcome="ask", reason="They are small.")
    assert decision(review) == ("ask", "They are small.")


# --- what is missing ------------------------------------------------------------------------------------

NOT_FOUND = ["termination-convenience", "exit-help", "indemnities", "confidentiality", "breach-notice"]


def test_missing_are_the_terms_that_the_playbook_expects_in_this_kind_of_request(review, version):
    assert [slug for slug in missing(review) if slug in NOT_FOUND] == NOT_FOUND
    assert not {"liability", "governing-law", "payment-terms", "data-protection"} & set(missing(review))
    TermType.objects.update(expected="some", expected_kinds=["nda"])
    assert missing(review) == []


def test_nothing_is_missing_before_a_contract_was_read(review, buyer):
    assert missing(review) == []
    version = documents.add_document(review, contract_pdf("Quill", "a"), by=buyer).latest
    assert missing(review) == []
    read_document(version.pk)
    assert missing(review) != []
    documents.add_document(review, contract(*FIRST), by=buyer)
    assert missing(review) == []  # the second paper may say it


def test_a_hint_in_the_paper_is_enough_not_to_be_missed(review, version):
    ReadPaper.objects.update(touches=["confidentiality"])
    assert "confidentiality" not in missing(review)
    assert "liability" not in missing(review)  # a passage was found


def test_add_missing_term_puts_it_on_the_review_with_our_position(review, version, lead, counsel):
    review.terms.filter(term_type__slug="confidentiality").delete()
    kind = TermType.objects.get(slug="confidentiality")
    written = Written()
    term = playbook_missing.add_missing_term(review, kind, by=counsel)
    assert (term.position, term.desk.slug, term.outcome) == (kind.position, "legal", Outcome.OPEN)
    assert "term.added" in written.verbs
    with refused("The review has the term “Confidentiality” already."):
        playbook_missing.add_missing_term(review, kind, by=counsel)


def test_not_needed_is_said_with_a_reason_and_taken_back(review, version, counsel, lead):
    kind = TermType.objects.get(slug="confidentiality")
    with refused("Say in a sentence why it is not needed here."):
        playbook_missing.say_not_needed(review, kind, " ", by=counsel)
    written = Written()
    playbook_missing.say_not_needed(review, kind, "Our NDA covers it.", by=counsel)
    with refused("Clara Counsel has said so already."):
        playbook_missing.say_not_needed(review, kind, "Indeed.", by=lead)
    playbook_missing.need_after_all(review, kind, by=lead)
    assert not NotNeeded.objects.exists()
    assert NotNeeded.history.get().reason == "Our NDA covers it."
    assert [event[:2] + event[3:] for event in written.events] == [
        ("Clara Counsel", "term.not_needed", "said that “Confidentiality” is not needed here: Our NDA covers it."),
        ("Lena Lead", "term.needed_after_all", "took back that “Confidentiality” is not needed here"),
    ]
    with refused("Nobody has said that “Confidentiality” is not needed here."):
        playbook_missing.need_after_all(review, kind, by=lead)


def test_not_needed_is_for_what_is_missing(review, version, counsel):
    liability = TermType.objects.get(slug="liability")
    with refused("“Limitation of liability” is not missing any more. Look at the page again."):
        playbook_missing.say_not_needed(review, liability, "We trust them.", by=counsel)


def test_missing_terms_are_for_the_desk_that_owns_them(review, version, buyer, requester):
    kind = TermType.objects.get(slug="confidentiality")
    with denied("“Confidentiality” is for Legal to look at."):
        playbook_missing.say_not_needed(review, kind, "No.", by=buyer)
    with denied("This is your own request: somebody else must say what it needs."):
        playbook_missing.add_missing_term(review, kind, by=requester)


def test_missing_terms_of_a_closed_review_stay_as_they_are(review_at, version, counsel, review):
    review_at("withdrawn")
    with refused("This review is closed (withdrawn)."):
        playbook_missing.say_not_needed(review, TermType.objects.get(slug="confidentiality"), "No.", by=counsel)


def test_list_of_missing_terms_offers_each_desk_its_own(client, review, version, counsel, buyer):
    url = reverse("reviews:not_needed", args=[review.pk, "confidentiality"])
    client.force_login(buyer)
    text = client.get(review.get_absolute_url()).text
    assert "No “Confidentiality” found" in text and url not in text
    client.force_login(counsel)
    assert url in client.get(review.get_absolute_url()).text
    wrong = client.post(url, {"reason": ""})
    assert (wrong.status_code, "This field is required." in wrong.text) == (422, True)
    answer = client.post(url, {"reason": "Our NDA covers it.", "document": version.document_id})
    assert answer.url == reverse("reviews:read_document", args=[review.pk, version.document_id]) + "#missing"
    text = client.get(review.get_absolute_url()).text
    assert "Confidentiality: not needed here" in text and "Our NDA covers it." in text
    assert client.post(reverse("reviews:need_after_all", args=[review.pk, "confidentiality"])).url.endswith("#missing")
    assert not NotNeeded.objects.exists()


def test_stranger_learns_nothing_of_missing_terms(client, review, version, stranger):
    client.force_login(stranger)
    for name in ("add_missing_term", "not_needed", "need_after_all"):
        assert client.post(reverse(f"reviews:{name}", args=[review.pk, "confidentiality"])).status_code == 404
