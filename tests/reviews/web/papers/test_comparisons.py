"""The comparison of two versions: what it shows to whom, in every state."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.actions.comparisons import compare_versions
from contracts.models import Comparison, Reading
from reviews.closing import actions as closing
from reviews.papers import versions
from tests.groundwork import groundwork
from tests.reviews.pages import signed_in, text_of
from tests.reviews.word_papers import FIRST, contract, first_version, next_version, tie


@pytest.fixture
@groundwork
def document(review, buyer):
    return first_version(review, by=buyer)


@pytest.fixture
@groundwork
def fees(review):
    return review.terms.get(term_type__slug="payment-terms")


@pytest.fixture
@groundwork
def law(review):
    return review.terms.get(term_type__slug="governing-law")


@pytest.fixture
@groundwork
def second(review, document, buyer, fees, law):
    first = document.versions.get(number=1)
    tie(fees, first, "Fees")
    tie(law, first, "Law")
    return next_version(review, document, by=buyer)


def compare(client, user, review, document, **query):
    return signed_in(client, user).get(reverse("reviews:comparison", args=[review.pk, document.pk]), query)


# --- what it shows -------------------------------------------------------------------------------


def test_comparison_shows_clause_by_clause_what_changed(client, buyer, review, document, second):
    response = compare(client, buyer, review, document)
    shown = response.content.decode()

    assert "1 edited, 1 added, 1 removed, 1 renumbered; 1 term touched" in text_of(response)
    assert '<del><span class="visually-hidden"> (removed: </span>30 <span' in shown
    assert '<ins><span class="visually-hidden"> (added: </span>60 <span' in shown
    assert [(row.kind, row.title) for row in response.context["rows"]] == [
        ("edited", "1 Fees"),
        ("added", "3 Data"),
        ("removed", "4 Assignment"),
    ]


def test_comparison_names_the_terms_that_each_change_touches(client, buyer, review, document, second, fees, law):
    rows = compare(client, buyer, review, document, show="all").context["rows"]

    assert {row.title: [change.term for change in row.terms] for row in rows if row.terms} == {
        "1 Fees": [fees],
        "4 Law": [law],
    }
    assert [change.term for row in rows for change in row.terms if change.words_changed] == [fees]


def test_comparison_shows_the_requester_no_terms(client, requester, review, document, second, fees):
    response = compare(client, requester, review, document, show="all")

    assert "1 edited" in text_of(response)
    assert str(fees) not in text_of(response)


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("all", ["1 Fees", "2 Liability", "3 Data", "4 Law", "4 Assignment"]),
        ("added", ["3 Data"]),
        ("renumbered", ["4 Law"]),
        ("nonsense", ["1 Fees", "3 Data", "4 Assignment"]),
    ],
)
def test_comparison_can_be_narrowed(client, buyer, review, document, second, show, titles):
    rows = compare(client, buyer, review, document, show=show).context["rows"]
    assert [row.title for row in rows] == titles


def test_comparison_offers_a_kind_where_it_is_not_all_that_changed(client, buyer, review, document):
    def tabs(**query):
        response = compare(client, buyer, review, document, **query)
        return [(tab.label, tab.count) for tab in response.context["tabs"]]

    next_version(review, document, by=buyer, paragraphs=[FIRST[0].replace("30", "60"), *FIRST[1:]])
    assert tabs() == [("Changes", 1), ("All clauses", 4)]
    assert tabs(show="edited") == [("Changes", 1), ("Edited", 1), ("All clauses", 4)]

    next_version(review, document, by=buyer)
    several = [("Edited", 1), ("Added", 1), ("Removed", 1), ("Renumbered", 1)]
    assert tabs(**{"from": 1, "to": 3}) == [("Changes", 3), *several, ("All clauses", 5)]


def test_comparison_stands_side_by_side_when_asked(client, buyer, review, document, second):
    response = compare(client, buyer, review, document, view="sides", show="edited")
    assert response.content.decode().count('class="redline"') == 2


def test_comparison_can_go_backwards(client, buyer, review, document, second):
    response = compare(client, buyer, review, document, **{"from": 2, "to": 1})
    assert "1 edited, 1 added, 1 removed" in text_of(response)
    assert [row.title for row in response.context["rows"] if row.kind == "added"] == ["4 Assignment"]


# --- its states ----------------------------------------------------------------------------------


def test_comparison_waits_while_a_version_is_being_read(client, buyer, review, document):
    next_version(review, document, by=buyer, is_read=False)
    response = compare(client, buyer, review, document)

    assert "Version 2 is still being read" in text_of(response)
    assert 'hx-trigger="every 3s"' in response.content.decode()


def test_comparison_says_why_a_version_cannot_be_compared(client, buyer, review, document):
    version = next_version(review, document, by=buyer)
    Reading.objects.filter(version=version).update(outcome="no_text", text="", reason="It holds pictures only.")
    assert "Version 2 cannot be compared: It holds pictures only." in text_of(compare(client, buyer, review, document))


def test_comparison_says_that_versions_are_too_long(client, buyer, review, document, second, monkeypatch):
    monkeypatch.setattr("contracts.actions.comparisons.MOST_LETTERS", 100)
    assert "too long to compare here" in text_of(compare(client, buyer, review, document))


def test_comparison_says_that_no_word_changed(client, buyer, review, document):
    next_version(review, document, by=buyer, paragraphs=[text.replace(" ", "  ") for text in FIRST])
    response = compare(client, buyer, review, document)
    assert "No clause changed" in text_of(response)
    assert "Nothing of this kind" in text_of(response)


def test_comparison_pages_through_very_many_clauses(client, buyer, review, document, monkeypatch):
    monkeypatch.setattr("reviews.web.pages.comparison.PER_PAGE", 2)
    next_version(review, document, by=buyer)
    response = compare(client, buyer, review, document, show="all", page=2)
    assert [row.title for row in response.context["rows"]] == ["3 Data", "4 Law"]
    assert "page=3" in response.context["older_url"]


def test_comparison_takes_as_many_queries_for_few_terms_as_for_many(
    client, buyer, review, document, second, django_assert_num_queries
):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            compare(client, buyer, review, document, show="all")
        return len(caught)

    queries()  # makes the comparison
    few = queries()
    first = document.versions.get(number=1)
    for term in review.terms.exclude(passages__version=first):
        tie(term, first, "Liability")
    assert queries() == few


@pytest.mark.parametrize("query", [{"from": 1, "to": 1}, {"from": 1, "to": 9}, {"from": 0, "to": 2}])
def test_comparison_of_versions_that_are_not_there_is_not_found(client, buyer, review, document, second, query):
    assert compare(client, buyer, review, document, **query).status_code == 404


def test_comparison_with_a_version_of_another_document_is_not_found(client, buyer, review, document, second):
    other = first_version(review, by=buyer)
    for _ in range(2):
        next_version(review, other, by=buyer)
    assert compare(client, buyer, review, other, **{"from": 1, "to": 3}).status_code == 200
    assert compare(client, buyer, review, document, **{"from": 1, "to": 3}).status_code == 404


def test_comparison_of_a_document_of_another_review_is_not_found(
    client, buyer, review, document, second, another_review
):
    assert compare(client, buyer, review, document).status_code == 200
    assert compare(client, buyer, another_review(), document).status_code == 404


def test_comparison_of_a_single_version_is_not_found(client, buyer, review, document):
    assert compare(client, buyer, review, document).status_code == 404


def test_comparison_is_hidden_from_strangers(client, stranger, review, document, second):
    assert compare(client, stranger, review, document).status_code == 404


# --- kept ----------------------------------------------------------------------------------------


def test_compare_versions_keeps_what_it_found_until_a_version_is_read_anew(document, second):
    first = document.versions.get(number=1)
    comparison = compare_versions(first, second)
    assert compare_versions(first, second).pk == comparison.pk
    assert Comparison.objects.get().compared_at == comparison.compared_at

    reading = Reading.objects.get(version=second)
    Reading.objects.filter(pk=reading.pk).update(read_at=comparison.compared_at, clauses=reading.clauses[:1])
    assert compare_versions(first, second).counts["removed"] == 3
    assert Comparison.objects.count() == 1


# --- adding a version ----------------------------------------------------------------------------


def test_add_version_leads_to_what_changed(client, buyer, review, document):
    url = reverse("reviews:add_version", args=[review.pk, document.pk])
    response = signed_in(client, buyer).post(url, {"file": contract(*FIRST[:2])})

    assert response["Location"] == f"/reviews/{review.reference}/documents/{document.pk}/compare/?from=1&to=2"
    assert document.versions.count() == 2


def test_add_version_without_a_file_says_so(client, buyer, review, document):
    url = reverse("reviews:add_version", args=[review.pk, document.pk])
    response = signed_in(client, buyer).post(url, follow=True)
    assert "Choose a file first." in text_of(response)


def test_add_version_is_refused_once_the_review_has_ended(review, document, buyer, requester):
    closing.withdraw(review, "No longer needed.", by=requester)
    with pytest.raises(ValidationError):
        versions.add_version(review, document, contract("1. Law. Ireland."), by=buyer)


def test_add_version_is_for_those_who_work_on_the_review(review, document, stranger):
    with pytest.raises(PermissionDenied):
        versions.add_version(review, document, contract("1. Law. Ireland."), by=stranger)
