"""What a paper in another language lets us say: nothing of it is called missing, and its silence proves nothing."""

import pytest
from django.urls import reverse

from contracts.tasks import read_document
from reviews.checks.papers import papers_of
from reviews.checks.stands import stands_today
from reviews.models import Proposal, ReadPaper, TermVerdict
from reviews.papers import documents
from reviews.playbook.checks import missing_of
from tests.reading.test_language import BILINGUAL, ENGLISH, PAPERS
from tests.reviews.paper_with_terms import IN_30, OTHERS
from tests.reviews.word_papers import contract

NOTE = "Not in English: clauses are shown, not sorted. It is in German, so nothing is called missing."


@pytest.fixture
def paper(review, buyer):
    """Puts a paper of these words on the review, read."""

    def put(text):
        version = documents.add_document(review, contract(*text.split("\n\n")), by=buyer).latest
        read_document(version.pk)
        return version

    return put


def missing(review):
    return [gap.term_type.slug for gap in missing_of(review, papers_of([review.pk]))]


def verdict(review, slug):
    row = review.terms.for_checks().get(term_type__slug=slug)
    return stands_today(review, [row])[row.pk].verdict


def test_english_paper_misses_terms(review, paper):
    """The control."""
    paper(ENGLISH)
    assert missing(review)


@pytest.mark.parametrize("text", [*PAPERS.values(), BILINGUAL], ids=[*PAPERS, "mul"])
def test_paper_in_another_language_misses_nothing(review, paper, text):
    paper(text)
    assert ReadPaper.objects.filter(review=review).exists()
    assert missing(review) == []


def test_english_paper_beside_a_foreign_one_misses_nothing(review, paper):
    paper(ENGLISH)
    paper(PAPERS["de"])
    assert missing(review) == []


def test_nothing_of_a_foreign_paper_is_proposed_and_no_term_is_not_stated(review, paper):
    paper(PAPERS["de"])
    assert not Proposal.objects.filter(review=review).exists()
    verdicts = {verdict(review, term.term_type.slug) for term in review.terms.select_related("term_type")}
    assert verdicts == {TermVerdict.NOT_READ}


def test_foreign_part_may_state_what_the_english_one_does_not(review, paper):
    """Days for payment are stated in English, interest is not: that is unclear, as nobody read the German words."""
    version = paper(BILINGUAL)
    assert verdict(review, "exit-help") == TermVerdict.NOT_READ
    row = review.terms.for_checks().get(term_type__slug="payment-terms")
    checks = stands_today(review, [row])[row.pk].checks
    assert "not_stated" not in [line.verdict.value for line in checks]
    assert "unclear" in [line.verdict.value for line in checks]
    assert version.reading.language == "mul"


def test_pages_say_in_which_language_the_paper_is(client, review, paper, buyer):
    version = paper(PAPERS["de"])
    client.force_login(buyer)
    page = client.get(reverse("reviews:read_document", args=[review.pk, version.document_id])).text
    assert (NOTE in page, "<li>in German</li>" in page) == (True, True)
    assert "Missing in the vendor" not in page
    assert NOTE in client.get(review.get_absolute_url()).text


def test_api_names_language_and_notes_of_the_paper_that_speaks(client, review, paper, buyer):
    paper("\n\n".join([IN_30, *OTHERS, "Diese Klausel ist in der deutschen Fassung nicht enthalten und gilt nicht."]))
    client.force_login(buyer)
    terms = client.get("/api/terms/", {"review": review.reference}).json()["results"]
    (payment,) = [term for term in terms if term["type"] == "payment-terms"]
    assert payment["paper"]["language"] in ("en", "mul")
    assert payment["paper"]["notes"][0].startswith("Partly not in English: clauses in German are shown, not sorted")
