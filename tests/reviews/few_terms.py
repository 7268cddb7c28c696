"""A request type with a few terms only, for rooms whose tests walk many reviews: one decides every one of them."""

import pytest

from reviews.models import TermType
from tests.groundwork import groundwork

A_FEW = [
    "price",
    "service-credits",
    "exit-help",
    "liability",
    "indemnities",
    "data-protection",
    "security",
    "ai-use",
]
"""At least one for each desk, and shared ones: procurement decides 3, legal 4, privacy 2, security 2."""


@pytest.fixture
@groundwork
def software(software):
    """With a few term types only: walking a review decides every one of them."""
    software.term_types.set(TermType.objects.filter(slug__in=A_FEW))
    return software
