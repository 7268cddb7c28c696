"""Somebody at work on a request: what they type, and the browser they type it into."""

import pytest

from intake import actions
from tests.contracts.builders import pdf
from tests.groundwork import groundwork, harmless

TYPED = {
    "title": "Survey tool",
    "vendor_name": "Quill Surveys",
    "reason": "We want to ask our customers what they think.",
    "value": "30,000",
    "currency": "EUR",
    "needed_by": "2027-03-31",
    "users": "40",
    "personal_data": "no",
    "uses_ai": "No",
    "alternatives": "Two others",
    "budget_approved": "yes",
}
"""A complete request for software, as the form sends it."""

HTMX = {"HX-Request": "true"}


@pytest.fixture
@groundwork
def blank(software, requester):
    """A draft in which nothing is written yet."""
    return actions.start_draft(software, by=requester)


@pytest.fixture
@harmless
def visit(client, requester):
    """The test client, signed in as the requester."""
    client.force_login(requester)
    return client


@pytest.fixture
def document(blank, requester):
    return actions.attach(blank, pdf("offer.pdf"), kind="contract", by=requester)
