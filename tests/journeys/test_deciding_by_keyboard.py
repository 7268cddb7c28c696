"""Terms decided with single keys: open, decide, next, never leaving the keyboard; a key that does nothing says why."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import eventually
from tests.reviews.paper_with_terms import paper

__all__ = ["paper"]


@pytest.fixture
def terms(transactional_db, review, paper):
    """{slug: the term}, on a review whose paper was read."""
    return {term.term_type.slug: term for term in review.terms.select_related("term_type")}


@pytest.fixture
def ben(visitor, buyer, review, terms):
    ben = visitor(buyer)
    ben.open(f"/reviews/{review.reference}/")
    return ben


def line_of(page, term):
    return page.locator(f"#term-{term.pk}")


def go_to(page, term):
    line_of(page, term).evaluate("row => { row.tabIndex = -1; row.focus(); }")


def open_line(page, term):
    go_to(page, term)
    page.keyboard.press("Enter")
    expect(line_of(page, term).locator(".t-words")).to_be_visible()


def decided(review):
    return {term.term_type.slug: term.outcome for term in review.terms.exclude(outcome="open")}


def test_claim_to_the_last_term_without_leaving_the_keyboard(ben, review, terms):
    page = ben.page
    first, second = "price-increases", "payment-terms"
    page.keyboard.press("n")  # to the first that is Ben's: what differs comes first
    expect(line_of(page, terms[first])).to_be_focused()
    expect(line_of(page, terms[first]).locator(".t-words mark").first).to_be_visible()
    page.keyboard.press("1")
    expect(line_of(page, terms[first]).locator(".t-out")).to_have_text("Our position holds")
    expect(line_of(page, terms[first])).to_be_focused()  # the line that came back has the keyboard still
    page.keyboard.press("n")
    expect(line_of(page, terms[second])).to_be_focused()
    expect(line_of(page, terms[second]).locator(".verbs")).to_be_visible()
    page.keyboard.press("2")
    reason = line_of(page, terms[second]).locator(".verb[open] textarea")
    expect(reason).to_be_focused()
    reason.fill("Thirty days is what others pay too.")
    page.keyboard.press("Control+Enter")
    expect(line_of(page, terms[second]).locator(".t-out")).to_have_text("Theirs accepted")
    eventually(lambda: decided(review) == {first: "ask", second: "theirs"}, "both decisions")
    page.keyboard.press("j")
    expect(page.locator("[data-row]:focus")).to_have_count(1)


SWAPPED_WHILE_ANOTHER_COMES = """row => {
    const about = (name, target) => document.dispatchEvent(new CustomEvent(name, { detail: { target, xhr: {} } }));
    about("htmx:beforeSwap", row);
    row.replaceWith(row.cloneNode(true));
    about("htmx:beforeSwap", document.getElementById("messages"));
    about("htmx:afterSettle", row);
}"""
"""What happens to a line when the answer to something else comes between its own and its settling."""


def test_line_keeps_the_keyboard_when_two_answers_come_at_once(ben, review, terms):
    go_to(ben.page, terms["payment-terms"])
    line_of(ben.page, terms["payment-terms"]).evaluate(SWAPPED_WHILE_ANOTHER_COMES)
    expect(line_of(ben.page, terms["payment-terms"])).to_be_focused()


def test_keys_that_decide_nothing_say_why(ben, review, terms):
    page, messages = ben.page, ben.page.locator("#messages")
    fees, liability = terms["payment-terms"], terms["liability"]
    page.keyboard.press("1")
    expect(messages).to_contain_text("Go to a term first")
    go_to(page, fees)
    page.keyboard.press("1")  # nothing is decided on words that nobody has read: it opens
    expect(line_of(page, fees).locator(".t-words")).to_be_visible()
    assert not fees.decisions.exists()
    page.keyboard.press("7")
    expect(messages).to_contain_text("The paper differs from our position here, so it is not as we want it.")
    open_line(page, liability)
    page.keyboard.press("1")
    expect(messages).to_contain_text(f"“{liability}” is decided by Legal. You can comment on it.")
    page.keyboard.press("?")
    for words in ("Our position holds", "The next desk", "Find a term", "The next step"):
        expect(page.get_by_role("dialog")).to_contain_text(words)


def test_keyboard_finds_a_term_and_goes_on_from_there(ben, review, terms):
    page = ben.page
    page.keyboard.press("/")
    page.keyboard.type("invoic")
    expect(line_of(page, terms["price-increases"])).to_be_hidden()
    page.keyboard.press("Enter")
    expect(line_of(page, terms["payment-terms"])).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-row]:focus")).to_have_count(1)
    page.keyboard.press("]")
    expect(page.locator("#terms-legal [data-row]:focus")).to_have_count(1)
    page.keyboard.press("[")
    expect(page.locator("#terms-commercial [data-row]:focus")).to_have_count(1)


def test_focus_is_never_lost_after_an_answer(ben, review, terms):
    page = ben.page
    for link in ("#terms-show-differs", "#side-tab-comments", "#side-tab-request", "#terms-show-all"):
        with page.expect_response(lambda answer: answer.request.headers.get("hx-request") == "true") as answer:
            page.locator(link).focus()
            page.keyboard.press("Enter")
        answer.value.finished()
        expect(page.locator(".htmx-added, .htmx-settling")).to_have_count(0)  # its links are htmx's again
        expect(page.locator(link)).to_have_attribute("aria-current", "true")
        expect(page.locator(link)).to_be_focused()
        page.keyboard.press("j")
        expect(page.locator("[data-row]:focus")).to_have_count(1)
