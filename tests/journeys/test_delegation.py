"""A lead goes away, leaves an approval with a colleague, who gives it in the lead's place; the log names both."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from common.models import Event
from reviews.models import Purpose, TermType
from reviews.pure.stages import Stage
from reviews.waits import claims
from tests.reviews.few_terms import A_FEW
from tests.reviews.reading import open_wait_of, row


@pytest.fixture
def software(transactional_db, software):
    software.term_types.set(TermType.objects.filter(slug__in=A_FEW))
    return software


@pytest.fixture
def waiting_for_the_lead(review_at, lead):
    """A review in final approval, its step in the lead's hands."""
    review = review_at(Stage.FINAL_APPROVAL)
    claims.claim(open_wait_of(review, Purpose.APPROVAL), by=lead)
    return review


def test_lead_leaves_an_approval_with_a_delegate_who_gives_it_on_their_behalf(
    visitor, waiting_for_the_lead, lead, buyer
):
    review, today = waiting_for_the_lead, timezone.localdate()
    leaving = visitor(lead)
    page = leaving.page
    leaving.open("/absences/")
    leaving.shot("absences-empty")
    page.get_by_role("link", name="Plan an absence").click()
    page.get_by_label("First day away").fill(str(today))
    page.get_by_label("Last day away").fill(str(today + timedelta(days=4)))
    page.get_by_label("Who stands in").select_option(label="Ben Buyer")
    page.get_by_label("Reason").fill("Moving house")
    leaving.shot("absences-plan")
    leaving.press("Save")

    expect(page.get_by_text("Ben Buyer does not sit on Legal")).to_be_visible()
    page.get_by_role("group", name=review.reference).get_by_label("goes now").check()
    leaving.shot("absences-offer")
    leaving.press("Save the choices")
    expect(page.get_by_text("Noted. Ben Buyer is told.")).to_be_visible()
    assert row(open_wait_of(review, Purpose.APPROVAL), "person__name", "on_behalf_of__name") == (
        "Ben Buyer",
        "Lena Lead",
    )

    standing_in = visitor(buyer)
    page = standing_in.page
    standing_in.open("/absences/")
    expect(page.get_by_text(review.reference)).to_be_visible()
    expect(page.get_by_text("Moving house")).to_have_count(0)
    standing_in.shot("absences-stand-in")
    standing_in.open(f"/reviews/{review.reference}/")
    expect(page.locator("#waits").get_by_text("for Lena Lead")).to_be_visible()
    standing_in.shot("delegation-review")
    standing_in.press("Approve")
    expect(page.get_by_text("Ben Buyer for Lena Lead").first).to_be_visible()
    page.locator("#side-tab-timeline").click()
    expect(page.locator("#timeline").get_by_text("for Lena Lead").first).to_be_visible()
    standing_in.shot("delegation-approved")

    given = Event.objects.filter(verb="approval.given").latest("pk")
    assert (given.by, given.on_behalf_of) == (buyer, lead)
    assert row(review, "stage") == (Stage.SIGNATURE,)
