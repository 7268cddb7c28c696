"""From what the playbook check says to the vendor's very words: in text and pages, with and without scripts."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from contracts.tasks import read_document
from intake.demo.paper import contract_pdf
from reviews.papers import documents
from tests.journeys.conftest import eventually

PAYMENT = "The Customer pays the fees within 30 days of the invoice date."
SELECTED = re.compile(r"\bis-selected\b")


@pytest.fixture
def ben(transactional_db, buyer):
    return buyer


@pytest.fixture
def paper(review, ben):
    """The address of a contract that was read."""
    version = documents.add_document(review, contract_pdf("Quill Surveys", "Survey tool"), by=ben).latest
    read_document(version.pk)
    return f"{review.get_absolute_url()}documents/{version.document_id}/read/"


def open_payment(page):
    """The point that quotes the words about payment."""
    point = page.locator("[data-point]", has=page.locator(".point-name", has_text="Payment terms"))
    point.locator("[data-opens-point]").click()
    expect(point.locator(".check-quote").first).to_be_visible()
    return point


def link_to_payment(page):
    return page.locator(".check-quote", has_text=PAYMENT).get_by_role("link")


def test_a_quote_leads_to_the_very_words_and_back(ben, paper, review, visitor):
    buyer = visitor(ben)
    page = buyer.page
    buyer.open(paper)
    point = open_payment(page)
    quote = link_to_payment(page)
    words, clause = page.locator(".quoted.is-selected"), page.locator(".clause.is-selected")

    point.locator(".passage").get_by_role("link").first.click()
    expect(clause).to_have_count(1)
    quote.click()
    expect(words).to_have_text(PAYMENT)
    expect(words).to_be_in_viewport()
    expect(words).to_be_focused()
    expect(clause).to_have_count(0)
    buyer.shot("quoted-words")

    page.locator(".clause.found", has_text=PAYMENT).locator("p").first.click()
    expect(point).to_have_class(SELECTED)
    expect(clause).to_contain_text(PAYMENT)
    expect(words).to_have_count(0)

    page.locator(".facts-read a", has_text="12 months").first.click()
    expect(words.first).to_be_in_viewport()
    eventually(lambda: "runs for 12 months" in "".join(words.all_text_contents()), "the words of the term")
    expect(clause).to_have_count(0)

    buyer.open(reverse("reviews:term", args=[review.terms.get(term_type__slug="payment-terms").pk]))
    page.locator(".t-checks li", has_text="Payment").get_by_role("link").first.click()
    expect(words).to_have_text(PAYMENT)
    expect(words).to_be_in_viewport()
    buyer.check()

    page.get_by_role("link", name="Pages", exact=True).click()
    open_payment(page)
    link_to_payment(page).click()
    picture = page.locator(".page-place:has(> .is-selected) #page-1")
    expect(picture).to_be_in_viewport()
    expect(picture).not_to_have_attribute("hx-trigger", "intersect once")  # it has taken the place of the first
    expect(picture).to_be_focused()


def test_a_quote_whose_words_are_not_marked_yet_leaves_an_open_form_as_it_is(ben, paper, visitor):
    buyer = visitor(ben)
    page = buyer.page
    buyer.open(paper)
    open_payment(page).get_by_role("link", name=re.compile("^About another")).click()
    choice = page.get_by_label("What it is about")
    choice.select_option(label="Expenses and travel")
    chosen = choice.input_value()
    page.locator(".quoted").evaluate_all("marks => marks.forEach(mark => mark.replaceWith(...mark.childNodes))")
    link_to_payment(page).click()
    expect(page.locator(".quoted.is-selected")).to_have_text(PAYMENT)
    expect(choice).to_have_value(chosen)


def test_a_quote_opens_in_a_window_of_its_own(ben, paper, visitor):
    buyer = visitor(ben)
    page = buyer.page
    buyer.open(paper)
    open_payment(page)
    with page.context.expect_page() as opened:
        link_to_payment(page).click(modifiers=["Shift"])
    expect(opened.value.locator(".quoted.is-selected")).to_have_text(PAYMENT)
    expect(page.locator(".quoted.is-selected")).to_have_count(0)


def test_a_quote_is_a_link_where_scripts_do_not_run(ben, paper, window):
    page = window(ben, java_script_enabled=False)
    page.goto(paper)
    open_payment(page)
    link_to_payment(page).click()
    words = page.locator(".quoted:target")
    expect(words).to_have_text(PAYMENT)
    expect(words).to_be_in_viewport()
    expect(words).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.locator(".clause:target")).to_have_count(0)


def test_on_a_phone_a_quote_shows_the_text(ben, paper, visitor):
    buyer = visitor(ben, width=390)
    buyer.open(paper)
    open_payment(buyer.page)
    link_to_payment(buyer.page).click()
    expect(buyer.page.locator(".quoted.is-selected")).to_be_in_viewport()
    buyer.check()
    buyer.page.go_back()
    expect(link_to_payment(buyer.page)).to_be_in_viewport()
    expect(link_to_payment(buyer.page)).to_be_focused()
