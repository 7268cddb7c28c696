"""A review with a paper that was really read, for tests of what a decision rests on: fees differ, their term meets."""

import pytest

from contracts.tasks import read_document
from intake.demo.paper import contract_pdf
from reviews.models import TermType
from reviews.papers import documents, versions
from tests.groundwork import groundwork
from tests.reviews.word_papers import contract

DAYS = [{"measure": "payment_days", "comparison": "at_least", "value": "60", "unit": "day"}]
IN_30, IN_60 = (f"1. Payment. The Customer pays the fees within {days} days of the invoice date." for days in (30, 60))
OTHERS = (
    "2. Term. This Agreement runs for an initial term of 12 months.",
    "3. Law. The law of Ireland governs this agreement and every dispute that arises from it.",
)


@pytest.fixture
@groundwork
def paper(review, buyer):
    """The demo contract on the review, read; of payment terms the days alone are checked."""
    TermType.objects.filter(slug="payment-terms").update(expectations=DAYS)
    version = documents.add_document(review, contract_pdf("Quill Surveys", "Survey tool"), by=buyer).latest
    read_document(version.pk)
    return version


def next_paper(review, version, *paragraphs, by, is_read=True):
    """A further version with these paragraphs."""
    newer = versions.add_version(review, version.document, contract(*paragraphs), by=by)
    if is_read:
        read_document(newer.pk)
    return newer
