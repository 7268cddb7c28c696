"""Working on a review: who has it, terms, questions, issues, comments, documents."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.findings import issues
from reviews.models import Outcome, Purpose, Severity
from reviews.papers import documents
from reviews.terms import deciding
from reviews.waits import claims
from tests.contracts.builders import pdf, upload
from tests.groundwork import groundwork
from tests.review_fixtures import decide_all
from tests.reviews.pages import HTMX, messages_of, page, part_of, press, signed_in, text_of


@pytest.fixture
@groundwork
def side(review, desks):
    """Procurement's wait on the review."""
    return review.waits.get(purpose=Purpose.DESK_REVIEW, desk=desks["procurement"])


@pytest.fixture
@groundwork
def term(review, desks):
    """A term that procurement alone decides."""
    return review.terms.filter(desk=desks["procurement"], second_desk=None).first()


@pytest.fixture
def shared(review, desks):
    """A term that procurement and legal decide together."""
    return review.terms.get(term_type__slug="service-credits")


# --- with whom --------------------------------------------------------------------------------------------


def test_workbench_says_with_whom_and_why_each_desk(client, buyer, review):
    response = page(signed_in(client, buyer), review)

    assert "Procurement unclaimed" in part_of(response, "waits")
    assert "Decide 12 terms." in part_of(response, "waits")
    split = part_of(response, "split")
    assert "Handles commercial terms Procurement because Rule 1: Procurement handles commercial terms" in split


def test_workbench_explains_why_a_side_is_not_done(client, buyer, side, review):
    response = page(signed_in(client, buyer), review)

    assert f'disabled aria-describedby="wait-{side.pk}-blockers"' in response.content.decode()
    assert "12 terms are not decided yet: Price and rates, discounts," in part_of(response, "waits")


def test_finish_side_moves_on_once_everything_is_decided(client, buyer, side, review):
    decide_all(review, side.desk, by=buyer)

    response = press(signed_in(client, buyer), "finish_side", side.pk)

    assert messages_of(response) == [("success", "Procurement is done.")]
    assert response["Location"] == f"{review.get_absolute_url()}#waits"
    assert "Procurement unclaimed" not in part_of(page(client, review), "waits")


def test_release_gives_back_to_the_desk(client, buyer, side, review):
    claims.claim(side, by=buyer)

    press(signed_in(client, buyer), "release", side.pk)

    assert "Procurement unclaimed" in part_of(page(client, review), "waits")


def test_hand_over_keeps_what_was_typed_when_something_is_missing(client, buyer, lead, side):
    claims.claim(side, by=buyer)

    response = press(signed_in(client, buyer), "hand_over", side.pk, reason="I am away.")

    assert response.status_code == 422
    assert "I am away." in response.content.decode() and "To whom" in part_of(response, "waits")


def test_hand_over_offers_the_desks_other_members(client, buyer, lead, side):
    claims.claim(side, by=buyer)

    response = page(signed_in(client, buyer), side.review)

    item = next(item for item in response.context["waits"] if item.wait == side)
    assert list(item.hand_over.fields["to"].queryset) == [lead]


# --- questions --------------------------------------------------------------------------------------------


def test_ask_pauses_the_desk_and_shows_the_question(client, buyer, side, review):
    press(signed_in(client, buyer), "ask", side.pk, question="How many people?")

    waits = part_of(page(client, review), "waits")
    assert "Paused until the requester answers" in waits and "How many people?" in waits


def test_ask_keeps_the_question_when_it_is_refused(client, counsel, side):
    response = press(signed_in(client, counsel), "ask", side.pk, question="How many people?")

    assert response.status_code == 422
    assert messages_of(response) == [("error", "This is with Procurement: they ask the questions here.")]


def test_ask_needs_a_question(client, buyer, side):
    response = press(signed_in(client, buyer), "ask", side.pk, question=" ")

    assert response.status_code == 422
    assert "This field is required." in part_of(response, "waits")


# --- terms ------------------------------------------------------------------------------------------------


def test_terms_stand_beside_each_other_with_the_shared_ones_across(client, buyer, review):
    terms = page(signed_in(client, buyer), review).context["terms"]

    bands = [(band.key, band.settled, band.total) for band in terms.bands]
    assert bands == [("commercial", 0, 9), ("legal", 0, 10), ("shared", 0, 4)]


@pytest.mark.parametrize(("chosen", "shown"), [("all", 23), ("open", 22), ("mine", 11), ("garbled", 23)])
def test_terms_narrow_by_what_the_address_says(client, buyer, review, term, desks, chosen, shown):
    deciding.decide_term(term, Outcome.AGREED, desk=desks["procurement"], by=buyer)

    terms = page(signed_in(client, buyer), review, terms=chosen).context["terms"]

    assert sum(len(band.shown) for band in terms.bands) == shown


def test_decide_answers_htmx_with_the_card_and_what_follows(client, buyer, term):
    response = press(
        signed_in(client, buyer), "decide_term", term.pk, headers=HTMX, outcome="agreed", desk=term.desk_id
    )

    content = response.content.decode()
    assert (response.status_code, response["Vary"]) == (200, "HX-Request, Cookie")
    assert content.lstrip().startswith(f'<article class="term term-settled" id="term-{term.pk}"')
    for part in ("progress", "waits", "messages"):
        assert f'id="{part}"' in content
    assert content.count("hx-swap-oob") == 3
    assert "1 of 9" in text_of(response) and "11 terms are not decided yet" in text_of(response)


def test_decide_without_htmx_goes_back_to_the_term(client, buyer, term):
    response = press(signed_in(client, buyer), "decide_term", term.pk, outcome="not_applicable", desk=term.desk_id)

    assert response["Location"] == f"{term.review.get_absolute_url()}#term-{term.pk}"


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ("deviation", "Say what you agreed to and why: it is what final approval looks at."),
        ("escalated", "Say what the lead should decide."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_decide_asks_for_a_reason_where_one_is_needed(client, buyer, term, outcome, sentence, headers):
    response = press(
        signed_in(client, buyer), "decide_term", term.pk, headers=headers, outcome=outcome, desk=term.desk_id
    )

    assert response.status_code == 422
    assert sentence in text_of(response)


def test_decide_shows_who_said_what_and_why(client, buyer, counsel, shared, desks):
    deciding.decide_term(shared, Outcome.DEVIATION, desk=desks["procurement"], reason="Half of it.", by=buyer)

    response = signed_in(client, counsel).get(reverse("reviews:term", args=[shared.pk]))

    assert "Procurement Agreed with deviation Ben Buyer, just now Half of it." in text_of(response)
    assert "Legal not decided yet Agree Not applicable" in text_of(response)


def test_lead_of_both_desks_is_told_that_a_second_person_decides(client, lead, shared, desks):
    deciding.decide_term(shared, Outcome.AGREED, desk=desks["procurement"], by=lead)

    response = signed_in(client, lead).get(reverse("reviews:term", args=[shared.pk]))

    assert "You decided for the other desk. A second person decides for this one." in text_of(response)


def test_decide_for_an_escalated_term_is_refused_in_a_sentence(client, buyer, term, desks):
    deciding.decide_term(term, Outcome.ESCALATED, desk=desks["procurement"], reason="Too dear.", by=buyer)

    response = press(
        signed_in(client, buyer), "decide_term", term.pk, headers=HTMX, outcome="agreed", desk=term.desk_id
    )

    assert response.status_code == 422
    assert messages_of(response) == [("error", "This term was escalated: a lead of Procurement decides it.")]


def test_term_is_a_page_of_its_own_and_a_card_for_htmx(client, counsel, term):
    url = reverse("reviews:term", args=[term.pk])

    alone = signed_in(client, counsel).get(url)
    card = client.get(url, headers=HTMX)
    folded = client.get(f"{url}?folded", headers=HTMX)

    assert "<!DOCTYPE html>" in alone.content.decode()
    assert "<!DOCTYPE html>" not in card.content.decode() and "Comments on this term" in text_of(card)
    assert "Comments on this term" not in text_of(folded)
    assert {response["Vary"] for response in (alone, card, folded)} == {"HX-Request, Cookie"}


def test_edit_writes_down_both_wordings(client, buyer, term):
    press(signed_in(client, buyer), "edit_term", term.pk, position="Less.", vendor_wording="More.", place="clause 4")

    response = client.get(reverse("reviews:term", args=[term.pk]))
    assert "We ask for Less. The vendor's paper says clause 4 More." in text_of(response)


def test_edit_keeps_what_was_typed_when_something_is_wrong(client, buyer, term):
    response = press(
        signed_in(client, buyer), "edit_term", term.pk, headers=HTMX, vendor_wording="More.", place="x" * 81
    )

    assert response.status_code == 422
    assert "More." in text_of(response) and "at most 80 characters" in text_of(response)


def test_comment_on_a_term_is_for_reviewers_only(client, counsel, requester, term):
    press(signed_in(client, counsel), "comment_on_term", term.pk, body="Watch out.")

    assert f"Reviewers only · {term} Clara Counsel just now Watch out." in part_of(
        page(client, term.review), "comments"
    )
    assert "Watch out." not in text_of(page(signed_in(client, requester), term.review))


# --- issues, comments, documents --------------------------------------------------------------------------


def test_issue_is_raised_in_words_the_requester_reads(client, counsel, requester, review):
    press(signed_in(client, counsel), "raise_issue", review.pk, summary="No exit.", severity=Severity.BLOCKER)

    assert "Blocks the deal No exit." in part_of(page(client, review), "issues")
    assert "Blocks the deal No exit." in part_of(page(signed_in(client, requester), review), "status")


def test_issue_that_blocks_is_named_where_a_side_cannot_be_done(client, buyer, review, side):
    issues.raise_issue(review, "No exit.", severity=Severity.BLOCKER, by=buyer)

    waits = part_of(page(signed_in(client, buyer), review), "waits")

    assert "1 issue blocks the deal: No exit." in waits


def test_issue_is_settled_with_a_resolution(client, buyer, review):
    issue = issues.raise_issue(review, "No exit.", severity=Severity.CONCERN, by=buyer)

    press(signed_in(client, buyer), "resolve_issue", issue.pk, resolution="There is one.")

    assert "1 settled No exit. There is one. (Ben Buyer, just now" in part_of(page(client, review), "issues")


def test_issue_keeps_what_was_typed_when_something_is_missing(client, buyer, review):
    response = press(signed_in(client, buyer), "raise_issue", review.pk, summary="No exit.", severity="enormous")

    assert response.status_code == 422
    assert "No exit." in part_of(response, "issues") and "enormous is not one of the available" in text_of(response)


@pytest.mark.parametrize(
    ("audience", "label"),
    [
        ("internal", "Reviewers only"),
        ("requester", "Requester and reviewers"),
        ("vendor", "Draft for the vendor, not sent"),
    ],
)
def test_comment_shows_its_audience(client, counsel, requester, review, audience, label):
    press(signed_in(client, counsel), "comment", review.pk, body="A word.", audience=audience)

    assert f"{label} Clara Counsel just now A word." in part_of(page(client, review), "comments")
    assert ("A word." in text_of(page(signed_in(client, requester), review))) == (audience == "requester")


def test_comment_is_internal_unless_somebody_chooses_otherwise(client, counsel, review):
    composer = page(signed_in(client, counsel), review).context["composer"]

    assert (composer.chosen.key, composer.form["audience"].value()) == ("internal", "internal")


def test_document_is_added_and_offered_for_download(client, requester, buyer, review):
    press(signed_in(client, requester), "add_document", review.pk, file=pdf("terms.pdf"))
    document = review.documents.get()

    listed = page(signed_in(client, buyer), review)
    download = client.get(reverse("reviews:document", args=[review.pk, document.pk]))

    assert "terms.pdf" in part_of(listed, "documents")
    assert download["Content-Disposition"] == 'attachment; filename="terms.pdf"'
    list(download)  # read to its end, a download closes its file


def test_document_of_another_review_is_not_found(client, buyer, stranger, review, another_review):
    other = another_review()
    document = documents.add_document(other, pdf("terms.pdf"), by=buyer)
    there = reverse("reviews:document", args=[other.pk, document.pk])
    download = signed_in(client, buyer).get(there)
    list(download)  # read to its end, a download closes its file

    assert download.status_code == 200
    assert client.get(reverse("reviews:document", args=[review.pk, document.pk])).status_code == 404
    assert client.get(reverse("reviews:document", args=[other.pk, document.pk + 1])).status_code == 404
    assert signed_in(client, stranger).get(there).status_code == 404


@pytest.mark.parametrize(("headers", "status"), [({}, 302), (HTMX, 422)])
def test_document_that_is_refused_says_why(client, buyer, review, headers, status):
    response = press(signed_in(client, buyer), "add_document", review.pk, headers=headers, file=upload("a.pdf", b""))

    sentence = "“a.pdf” is empty. Please attach the file again."
    assert response.status_code == status
    assert sentence in text_of(response) or messages_of(response) == [("error", sentence)]


def test_document_needs_a_file(client, buyer, review):
    response = press(signed_in(client, buyer), "add_document", review.pk)

    assert messages_of(response) == [("error", "Choose a file first.")]


def test_workbench_asks_the_database_as_often_with_more_terms(client, buyer, review, term, software):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page(client, review)
        return len(captured)

    signed_in(client, buyer)
    many = queries()
    review.terms.exclude(pk=term.pk).delete()

    assert queries() == many


def test_shared_term_offers_no_second_thoughts_until_it_is_opened(client, lead, counsel, shared, desks):
    deciding.decide_term(shared, Outcome.AGREED, desk=desks["legal"], by=counsel)
    url = reverse("reviews:term", args=[shared.pk])

    folded, opened = (signed_in(client, lead).get(f"{url}{query}", headers=HTMX) for query in ("?folded", ""))

    assert [text_of(html).count("Not applicable") for html in (folded, opened)] == [1, 2]
