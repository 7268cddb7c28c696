"""A small history that one can count on one's fingers. It is Monday 23 November 2026, ten o'clock in UTC."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from reviews.measures.scope import Scope, period_of
from reviews.models import Review, Stage, StageVisit
from tests.factories import ContractFactory, VendorFactory


@pytest.fixture
def scope(db):
    """The last thirty days, of everything."""
    return Scope(period_of("month", timezone.localdate(), ZoneInfo("UTC")))


@pytest.fixture
def request_of(requester):
    """request_of(opened, closed=None, **columns): a review that was first seen so many days ago, and signed then."""
    vendor = VendorFactory()

    def make(opened, closed=None, **columns):
        facts = {
            "title": "Tool",
            "kind": "software",
            "kind_label": "Software",
            "requester": requester,
            "vendor": vendor,
        }
        facts |= {"stage": Stage.IN_REVIEW, "stage_since": ago(opened), "opened_at": ago(opened)}
        if closed is not None:
            facts |= {"stage": Stage.ACTIVE, "closed_at": ago(closed), "ended_from": Stage.SIGNATURE}
        return Review.objects.create(**(facts | columns))

    return make


def ago(days):
    return timezone.now() - timedelta(days=days)


def stay(review, stage, began, ended):
    """That a review stayed in a stage from so many days ago till so many days ago."""
    return StageVisit.objects.create(review=review, stage=stage, began_at=ago(began), ended_at=ago(ended))


def contract_due(day, **columns):
    """A decision on a contract that was due on that day."""
    return ContractFactory(**columns).decisions.create(due_on=day)
