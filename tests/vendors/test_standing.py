"""Vendors with which nothing new begins."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from intake import actions as intake_actions
from reviews.models import Review
from reviews.walls import actions as walls
from tests.factories import VendorFactory
from vendors import standing
from vendors.models import Vendor


@pytest.fixture
def restricted(draft):
    """The vendor of the draft, and others for the same."""
    VendorFactory(name="Ask Well", status="active", categories=["surveys"])
    VendorFactory(name="Bad Idea", status="restricted", categories=["surveys"])
    VendorFactory(name="Cloud Only", status="active", categories=["cloud"])
    return VendorFactory(
        name=draft.vendor_name, status="restricted", status_because="Late payments", categories=["surveys"]
    )


def test_restricted_vendor_stops_a_submission_and_others_are_named(draft, restricted, requester, buyer):
    with pytest.raises(ValidationError) as refusal:
        intake_actions.submit(draft, by=requester)
    assert refusal.value.message_dict == {
        "vendor_name": [
            "Quill Surveys is restricted: nothing new begins with it. For the same there is Ask Well."
            " Procurement knows more."
        ]
    }
    assert not Review.objects.exists()
    assert "Late payments" in standing.fault_of("Quill surveys", by=buyer), "reviewers read why"


@pytest.mark.parametrize(("status", "stops"), [("prospect", False), ("active", False), ("offboarded", True)])
def test_status_says_whether_something_may_begin(restricted, requester, status, stops):
    restricted.status = status
    restricted.save()
    assert bool(standing.fault_of(restricted.name, by=requester)) is stops


def test_restricted_vendor_stops_a_heads_up_on_its_page(client, draft, restricted, requester):
    client.force_login(requester)
    typed = {
        "title": "Something new",
        "vendor_name": "quill surveys",
        "reason": "We need it for the spring.",
        "request_type": draft.request_type_id,
    }
    page = client.post(reverse("intake:heads_up"), typed)
    assert page.status_code == 422
    assert "nothing new begins with it. For the same there is Ask Well." in page.content.decode()
    options = client.get(reverse("vendors:suggest"), {"q": "quill"}).content.decode()
    assert "Restricted: nothing new begins with it" in options


def test_restriction_of_a_vendor_behind_a_wall_is_not_told(review, stranger, buyer, counsel, lead):
    walls.wall(review, [buyer, counsel], by=lead)
    Vendor.objects.filter(pk=review.vendor_id).update(status="restricted")
    assert standing.fault_of(review.vendor.name, by=stranger) == ""
    assert standing.fault_of(review.vendor.name, by=buyer) != ""
