"""A vendor's second version: added, read as a redline, recorded as their reply; only the changed term falls back."""

import re

import pytest
from playwright.sync_api import expect

from reviews.models import Outcome
from reviews.pure.stages import Stage
from tests.reviews.word_papers import FIRST, contract, first_version, read, tie

FEES, LIABILITY, LAW, ASSIGNMENT = FIRST
RETURNED = (
    FEES.replace("30 days", "60 days"),
    LIABILITY,
    ASSIGNMENT.replace("4.", "3."),
    LAW.replace("3.", "4."),
)


@pytest.fixture
def ben(transactional_db, buyer):
    return buyer


def test_only_the_changed_term_falls_back(ben, review, review_at, visitor, tmp_path):
    document = first_version(review, by=ben)
    for slug, words in (("payment-terms", "Fees"), ("governing-law", "Law")):
        tie(review.terms.get(term_type__slug=slug), document.versions.get(), words)
    review_at(Stage.NEGOTIATION)
    path = tmp_path / "returned.docx"
    path.write_bytes(contract(*RETURNED).read())

    desk = visitor(ben)
    page = desk.page
    page.goto(review.get_absolute_url())
    page.get_by_text("Versions of contract.docx").click()
    page.get_by_label("A new version of it").set_input_files(path)
    page.get_by_role("button", name="Add version and compare").click()
    expect(page.get_by_text("Version 2 is still being read")).to_be_visible()

    read(document.versions.get(number=2))
    expect(page.get_by_text("1 edited, 1 moved", exact=False)).to_be_visible()
    expect(page.locator("ins", has_text="60")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("[data-change]:focus")).to_contain_text("Fees")
    page.keyboard.press("n")
    expect(page.locator("[data-change]:focus")).to_contain_text("Moved")
    desk.shot("15-comparison")

    page.goto(review.get_absolute_url())
    expect(page.get_by_text("The words of 1 term changed.")).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("Payment terms"))).to_be_checked()
    expect(page.get_by_role("checkbox", name=re.compile("Governing law"))).not_to_be_checked()
    desk.shot("16-reply-with-a-version")
    page.get_by_label("What they say").fill("They want 60 days.")
    page.get_by_role("button", name="Record reply").click()
    expect(page.get_by_text("is noted").first).to_be_visible()

    review.refresh_from_db()
    assert review.stage == Stage.IN_REVIEW
    assert [str(term) for term in review.terms.filter(outcome=Outcome.OPEN)] == ["Payment terms, invoicing, late fees"]
