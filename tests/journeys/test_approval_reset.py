"""An approval follows what it covers: a stale page is refused, a change asks again with the difference, a saved page
that changes nothing asks nobody."""

import pytest
from playwright.sync_api import expect

from reviews.models import Review
from reviews.pure.stages import Stage
from tests.journeys.conftest import eventually


@pytest.fixture
def in_approval(review_at, lead, finance_lead):
    """A review of EUR 30,000 in final approval, with the people who meet there."""
    return review_at(Stage.FINAL_APPROVAL)


def stage():
    return Review.objects.get().stage


def test_an_approval_is_asked_again_when_and_only_when_what_it_covers_changes(
    transactional_db, in_approval, visitor, requester, buyer, lead, finance_lead
):
    ben, lena = visitor(buyer), visitor(lead)
    path = f"/reviews/{in_approval.reference}/"

    lena.open(path)
    lena.page.get_by_label("Remark").fill("Good terms.")
    ben_changes_the_price(in_approval, ben, "Half of it.")
    lena_is_shown_what_changed_and_approves(lena)

    ben_saves_the_price_as_it_is(in_approval, ben)
    assert stage() == Stage.SIGNATURE

    ben_corrects_the_value(ben, path)
    the_leads_are_asked_with_the_difference(path, lena, visitor(finance_lead))
    rosa_reads_that_it_was_asked_again(path, visitor(requester))


def price_card(review, ben):
    """The card of the price on the review's page, opened for editing."""
    price = review.terms.get(term_type__slug="price")
    ben.open(f"/reviews/{review.reference}/")
    card = ben.page.locator(f"#term-{price.pk}")
    card.locator("[data-row-link]").click()
    card.get_by_text("Edit the wordings").click()
    return card


def ben_changes_the_price(review, ben, position):
    card = price_card(review, ben)
    card.get_by_label("What we ask for").fill(position)
    ben.press("Save the wordings", within=card)
    price = review.terms.filter(term_type__slug="price")
    eventually(lambda: price.get().position == position, "the new wording")


def lena_is_shown_what_changed_and_approves(lena):
    """Her page is older than the change: nothing is approved, nothing typed is lost, and the second click counts."""
    lena.press("Approve")
    expect(lena.page.get_by_role("heading", name="Changed since this was asked")).to_be_visible()
    expect(lena.page.locator(".differences ins", has_text="Half of it.")).to_be_visible()
    expect(lena.page.get_by_label("Remark")).to_have_value("Good terms.")
    assert stage() == Stage.FINAL_APPROVAL
    lena.problems.clear()  # the browser notes the 422 of the refusal
    lena.shot("approval-1-stale-page")
    lena.press("Approve")
    eventually(lambda: stage() == Stage.SIGNATURE, "the approval")


def ben_saves_the_price_as_it_is(review, ben):
    ben.press("Save the wordings", within=price_card(review, ben))
    expect(ben.page.get_by_text("saved.").first).to_be_visible()


def ben_corrects_the_value(ben, path):
    ben.open(f"{path}?side=request")
    figures = ben.page.locator("#figures")
    figures.get_by_text("Change", exact=True).click()
    figures.get_by_label("Value").fill("60000")
    figures.get_by_label("Why").fill("They count twice as many people.")
    ben.press("Save value and date", within=figures)
    eventually(lambda: stage() == Stage.FINAL_APPROVAL, "the way back to approval")


def the_leads_are_asked_with_the_difference(path, lena, felix):
    """Lena sees before and after; the value brings in finance, for whom nothing has changed."""
    lena.open(path)
    card = lena.page.locator("#approvals")
    expect(card.get_by_text("Asked again").first).to_be_visible()
    expect(card.locator(".differences del")).to_have_text("EUR 30,000")
    expect(card.locator(".differences ins")).to_have_text("EUR 60,000")
    lena.shot("approval-2-asked-again")
    lena.press("Approve", within=card)
    eventually(lambda: Review.objects.get().approvals.pending().count() == 1, "Lena's second approval")
    felix.open(path)
    expect(felix.page.locator(".differences")).to_have_count(0)
    felix.press("Approve", within=felix.page.locator("#approvals"))
    eventually(lambda: stage() == Stage.SIGNATURE, "both approvals")


def rosa_reads_that_it_was_asked_again(path, rosa):
    rosa.open(f"{path}timeline/")
    asked_again = "changed what Lena Lead approved for Procurement: the approval is asked for again"
    expect(rosa.page.get_by_text(asked_again).first).to_be_visible()
    expect(rosa.page.get_by_text("Half of it.")).to_have_count(0)
