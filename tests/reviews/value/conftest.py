import pytest
from djmoney.money import Money

from people.models import Membership, Team
from reviews.models import ValueKind
from reviews.value.ledger import note_value
from tests.groundwork import groundwork

SAVING = {
    "kind": ValueKind.SAVING,
    "what": "A lower price than last year's",
    "before": Money("12000", "EUR"),
    "after": Money("9500", "EUR"),
    "per": "year",
    "against": "last_price",
    "evidence": "Invoice 4711 of last year.",
}


@pytest.fixture
@groundwork
def saving(review, buyer):
    """An amount that the buyer noted."""
    return note_value(review, **SAVING, by=buyer)


@pytest.fixture
@groundwork
def checker(finance_lead, review, desks):
    """Somebody of finance who sees the review: they sit on the privacy desk, too."""
    Membership.objects.create(team=Team.objects.get(slug="privacy"), user=finance_lead)
    Team.objects.filter(slug="finance").update(checks_value=True)
    return type(finance_lead).objects.get(pk=finance_lead.pk)
