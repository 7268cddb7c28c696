"""The three questions of the split, answered by hand where no rule did."""

import pytest

from intake import actions as intake_actions
from reviews.models import Slot, SplitRule
from reviews.pure.stages import Stage
from tests.reviews.pages import messages_of, page, part_of, press, signed_in
from tests.reviews.reading import stage_of


@pytest.fixture
def unsplit(draft, requester, buyer, counsel, lead):
    """A review for which no rule says who talks to the vendor."""
    SplitRule.objects.filter(slot=Slot.VENDOR_CONTACT).update(is_active=False)
    return intake_actions.submit(draft, by=requester)


def test_split_is_answered_by_a_lead(client, lead, unsplit, desks):
    signed_in(client, lead)

    press(client, "answer_split", unsplit.pk, slot="vendor_contact", desk=desks["legal"].pk)

    assert "Talks to the vendor Legal because Chosen by Lena Lead" in part_of(
        page(client, unsplit, side="request"), "split"
    )
    assert stage_of(unsplit) == Stage.IN_REVIEW


def test_split_keeps_what_was_chosen_when_it_is_refused(client, lead, unsplit, desks, counsel):
    response = press(
        signed_in(client, lead),
        "answer_split",
        unsplit.pk,
        slot="vendor_contact",
        desk=desks["procurement"].pk,
        person=counsel.pk,
    )

    assert response.status_code == 422
    assert messages_of(response) == [("error", "Clara Counsel is not a member of Procurement.")]
    assert f'<option value="{counsel.pk}" selected>' in response.content.decode()


def test_split_offers_no_form_to_others(client, buyer, unsplit):
    assert "Talks to the vendor not answered yet" in part_of(page(signed_in(client, buyer), unsplit), "split")
