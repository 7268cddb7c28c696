"""What the seeded types of requests ask, and what they do not."""

import pytest
from django.urls import reverse

from intake.models import Question


def labels(client, slug):
    form = client.get(reverse("intake:start", args=[slug])).context["form"]
    return [field.label for field in form]


def test_nda_does_not_ask_what_it_costs(visit, defaults):
    assert not any("cost" in label for label in labels(visit, "nda"))
    assert "What will it cost? (optional)" in labels(visit, "software")


def test_services_ask_for_one_day(visit, defaults):
    assert [label for label in labels(visit, "services") if label.startswith("When")] == [
        "When do you need it? (optional)"
    ]


@pytest.mark.parametrize("slug", ["amendment", "renewal"])
def test_amendment_and_renewal_ask_which_contract(visit, defaults, slug):
    assert "Which contract is it about?" in labels(visit, slug)
    assert Question.objects.get(request_type__slug=slug, key="contract").required
