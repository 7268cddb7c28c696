"""Terms decided with single keys: each verb has its own, and a key that does nothing on a term says why."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import eventually
from tests.reviews.paper_with_terms import paper

__all__ = ["paper"]


@pytest.fixture
def terms(transactional_db, review, paper):
    """{slug: the term}, on a review whose paper was read."""
    return {term.term_type.slug: term for term in review.terms.select_related("term_type")}


def press(page, term, key):
    page.locator(f"#term-{term.pk}").evaluate("row => { row.tabIndex = -1; row.focus(); }")
    page.keyboard.press(key)


def test_keys_decide_and_say_why_they_do_nothing(visitor, buyer, review, terms):
    fees, length, liability = (terms[slug] for slug in ("payment-terms", "initial-term", "liability"))
    ben = visitor(buyer)
    page = ben.page
    ben.open(f"/reviews/{review.reference}/")
    messages = page.locator("#messages")
    page.keyboard.press("?")
    for words in (
        "Our position holds: ask for it",
        "The term is as we want it",
        "Accept theirs, a fallback or something",
    ):
        expect(page.get_by_role("dialog")).to_contain_text(words)
    page.keyboard.press("Escape")

    press(page, fees, "m")
    expect(messages).to_contain_text("The paper differs from our position here, so it is not as we want it.")
    press(page, liability, "o")
    expect(messages).to_contain_text(f"“{liability}” is decided by Legal. You can comment on it.")
    assert not fees.decisions.exists()

    press(page, fees, "o")
    expect(page.locator(f"#term-{fees.pk} .term-chips")).to_contain_text("Our position holds")
    press(page, length, "m")
    expect(page.locator(f"#term-{length.pk} .term-chips")).to_contain_text("As we want it")
    eventually(lambda: {row.outcome for row in review.terms.exclude(outcome="open")} == {"ask", "meets"}, "both")

    press(page, fees, "o")
    expect(messages).to_contain_text("was decided. Open it to decide again.")
    press(page, terms["price-increases"], "t")
    expect(page.locator(f"#term-{terms['price-increases'].pk} textarea")).to_be_focused()
