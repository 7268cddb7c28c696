"""What the seeded types of requests ask, and what they do not."""

import importlib

import pytest
from django.apps import apps
from django.db.models import F
from django.urls import reverse

from intake.models import Question, RequestType
from reviews.models import SplitRule


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


def test_migration_switches_the_cost_off_where_an_nda_asked_for_it(defaults):
    RequestType.objects.update(asks_cost=True)
    migration = importlib.import_module("intake.migrations.0002_windows_and_costs")
    migration.nothing_is_paid_for_an_nda(apps, None)
    assert [kind.slug for kind in RequestType.objects.filter(asks_cost=False)] == ["nda"]


# --- installations from before ------------------------------------------------------------------------


def as_before():
    """The questions as they were seeded at first."""
    Question.objects.filter(key="contract").delete()
    services = RequestType.objects.get(slug="services")
    Question.objects.create(request_type=services, key="starts_on", text="When should the work start?", kind="date")
    Question.objects.filter(request_type__slug__in=["amendment", "renewal"]).update(position=F("position") - 1)


def migrate():
    importlib.import_module("intake.migrations.0003_older_questions").follow_the_seeds(apps, None)


def asked(*slugs):
    columns = ("request_type__slug", "position", "key", "text", "help", "kind", "required")
    return sorted(Question.objects.filter(request_type__slug__in=slugs).values_list(*columns))


def test_migration_asks_what_a_new_installation_asks(defaults):
    new = asked("services", "amendment", "renewal")
    as_before()
    assert asked("services", "amendment", "renewal") != new
    for _ in range(2):
        migrate()
        assert asked("services", "amendment", "renewal") == new


def test_migration_leaves_what_was_edited(defaults):
    as_before()
    Question.objects.filter(key="starts_on").update(text="When do we begin?")
    Question.objects.filter(request_type__slug="amendment", key="changes").update(text="What changes?")
    Question.objects.filter(request_type__slug="renewal", key="happy").delete()
    before = asked("services", "amendment", "renewal")
    migrate()
    assert asked("services", "amendment", "renewal") == before


def test_migration_leaves_a_day_that_a_rule_looks_at(defaults):
    as_before()
    rule = SplitRule.objects.first()
    rule.conditions = [{"field": "starts_on", "comparison": "is_empty"}]
    rule.save()
    migrate()
    assert Question.objects.filter(key="starts_on").exists()
