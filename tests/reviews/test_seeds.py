"""The defaults: complete once, and never in the way of what an admin changed."""

from collections import Counter

import pytest

from people.models import Team
from reviews import seeds
from reviews.models import ApprovalRule, Purpose, Rung, Slot, SplitRule, TargetTime, TermType

TABLES = [TermType, SplitRule, ApprovalRule, TargetTime, Rung]


@pytest.fixture
def unseeded(desks):
    for model in TABLES:
        model.objects.all().delete()


def rows():
    return {model: list(model.objects.order_by("pk").values()) for model in TABLES}


def test_seed_fills_empty_tables(unseeded):
    seeds.seed()
    assert {model.__name__: model.objects.count() for model in TABLES} == {
        "TermType": 50,
        "SplitRule": 4,
        "ApprovalRule": 4,
        "TargetTime": 14,
        "Rung": 13,
    }
    assert Counter(TermType.objects.values_list("side", flat=True)) == {
        "commercial": 17,
        "legal": 20,
        "shared": 8,
        "security": 4,
        "privacy": 1,
    }
    assert not TermType.objects.filter(position="").exists()
    assert set(TargetTime.objects.values_list("purpose", flat=True)) == set(Purpose)


def test_seed_again_changes_nothing(defaults):
    before = rows()
    seeds.seed()
    assert rows() == before


def test_seed_leaves_an_admins_work_alone(defaults):
    legal = Team.objects.get(slug="legal")
    TermType.objects.filter(slug="price").update(name="Rates", desk=legal, is_active=False)
    SplitRule.objects.filter(slot=Slot.VENDOR_CONTACT, position=1).delete()
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(position=5)
    ApprovalRule.objects.filter(position=2).delete()
    TargetTime.objects.filter(purpose=Purpose.APPROVAL).delete()
    Rung.objects.filter(ladder="vendor").delete()
    before = rows()
    seeds.seed()
    assert rows() == before


def test_seed_adds_a_term_type_that_is_missing(defaults):
    TermType.objects.filter(slug="sustainability").delete()
    seeds.seed()
    assert TermType.objects.get(slug="sustainability").number == 49


def test_every_kind_of_wait_has_a_target_time(defaults):
    assert set(TargetTime.objects.values_list("purpose", flat=True)) == set(Purpose)


def test_every_question_of_the_split_is_answered_by_default(defaults):
    always = SplitRule.objects.filter(conditions=[], is_active=True)
    assert set(always.values_list("slot", flat=True)) == set(Slot)
