"""Which rules apply: the first that fits answers the split; every rule that fits asks for its approval."""

from decimal import Decimal

import pytest
from djmoney.money import Money

from common import conditions
from reviews.approvals import scope
from reviews.models import ApprovalRule, Book, Owner, Review, Slot, SplitRule, TermRule, TermType
from reviews.rules import routing
from reviews.rules.books import live_rules
from tests.factories import ContractFactory, VendorFactory
from tests.groundwork import groundwork

HIGH = [{"field": "value", "comparison": "at_least", "value": 50000}]


@pytest.fixture
@groundwork
def no_rules(defaults):
    SplitRule.objects.all().delete()
    ApprovalRule.objects.all().delete()


def rule(position, desk, conditions=(), slot=Slot.LEGAL_REVIEW, **more):
    return SplitRule.objects.create(
        slot=slot, position=position, name=f"Rule {position}", conditions=list(conditions), desk=desk, **more
    )


def owner(row, number):
    """What routing says when this row wins, as the rule of that number in its place."""
    return Owner(row.desk, row.person, row.backup, f"Rule {number}: {row.name}")


def facts(**changes):
    return {"kind": "software", "value": "30000.00", "currency": "EUR"} | changes


def test_answer_split_takes_the_first_rule_that_fits(no_rules, desks):
    rule(1, desks["finance"], HIGH)
    second = rule(2, desks["legal"])
    rule(3, desks["privacy"])
    assert SplitRule.objects.answers(facts())[Slot.LEGAL_REVIEW] == owner(second, 2)


def test_answer_split_goes_by_position_not_by_age(no_rules, desks):
    rule(7, desks["legal"])
    first = rule(2, desks["finance"])
    assert SplitRule.objects.answers(facts())[Slot.LEGAL_REVIEW] == owner(first, 1)


def test_answer_split_skips_rules_that_are_switched_off(no_rules, desks):
    rule(1, desks["finance"], is_active=False)
    second = rule(2, desks["legal"])
    assert SplitRule.objects.answers(facts())[Slot.LEGAL_REVIEW] == owner(second, 2)


def test_answer_split_leaves_open_what_no_rule_answers(no_rules, desks):
    rule(1, desks["finance"], HIGH)
    commercial = rule(1, desks["procurement"], slot=Slot.COMMERCIAL_TERMS)
    assert SplitRule.objects.answers(facts()) == {
        Slot.COMMERCIAL_TERMS: owner(commercial, 1),
        Slot.LEGAL_REVIEW: None,
        Slot.VENDOR_CONTACT: None,
    }


def test_answer_split_needs_every_condition_of_a_rule(no_rules, desks):
    strict = rule(1, desks["finance"], [*HIGH, {"field": "kind", "comparison": "equals", "value": "nda"}])
    split = SplitRule.objects.answers
    assert split(facts(value="60000"))[Slot.LEGAL_REVIEW] is None
    assert split(facts(kind="nda"))[Slot.LEGAL_REVIEW] is None
    assert split(facts(value="60000", kind="nda"))[Slot.LEGAL_REVIEW] == owner(strict, 1)


def test_answer_split_costs_one_query(defaults, django_assert_num_queries):
    with django_assert_num_queries(1):
        SplitRule.objects.answers(facts())


def test_term_owners_costs_one_query(defaults, desks, django_assert_num_queries):
    types = list(TermType.objects.all())
    for term_type in types[:3]:
        TermRule.objects.create(term_type=term_type, position=1, name="Privacy", desk=desks["privacy"])
    with django_assert_num_queries(1):
        owners = TermRule.objects.owners(types, facts())
        assert {(pk, str(owner), owner.why) for pk, owner in owners.items()} == {
            (term_type.pk, "Privacy", "Rule 1: Privacy") for term_type in types[:3]
        }


def asked(facts):
    """[(desk, person, names of the rules)] of the approvals that the rules in force ask for."""
    steps = scope.steps(live_rules(Book.APPROVALS), facts)
    return [(step.desk, step.person, [numbered.rule.name for numbered in step.rules]) for step in steps]


@pytest.mark.parametrize(
    ("value", "holds"), [("49999.99", False), ("50000", True), ("50000.00", True), ("50000.01", True), (None, False)]
)
def test_approvals_needed_know_the_edge(value, holds, no_rules, desks):
    ApprovalRule.objects.create(position=1, name="High", conditions=HIGH, desk=desks["finance"])
    assert asked(facts(value=value)) == ([(desks["finance"].pk, None, ["High"])] if holds else [])


def test_approvals_needed_gather_the_rules_of_a_desk_and_skip_the_inactive(no_rules, desks):
    def make(position, desk, **more):
        ApprovalRule.objects.create(position=position, name=f"Rule {position}", desk=desks[desk], **more)

    make(1, "legal")
    make(2, "finance")
    make(3, "legal")
    make(4, "security", is_active=False)
    assert asked(facts()) == [
        (desks["legal"].pk, None, ["Rule 1", "Rule 3"]),
        (desks["finance"].pk, None, ["Rule 2"]),
    ]


# --- facts ------------------------------------------------------------------------------------------


def test_brief_facts_are_plain_values(requester):
    vendor = VendorFactory(risk_tier="high")
    review = Review(kind="software", value=Money(Decimal("1.50"), "USD"), vendor=vendor)
    given = review.brief_facts({"users": "4"})
    assert given == {
        "users": "4",
        "kind": "software",
        "value": "1.50",
        "currency": "USD",
        "vendor_risk": "high",
        "vendor_is_new": True,
    }


def test_brief_facts_know_a_vendor_we_have_a_contract_with(requester):
    vendor = ContractFactory().vendor
    assert Review(kind="nda", vendor=vendor).brief_facts({})["vendor_is_new"] is False


def test_brief_facts_tell_no_value_from_nothing_to_pay(requester):
    vendor = VendorFactory()
    free = Review(kind="nda", value=Money(0, "EUR"), vendor=vendor).brief_facts({})
    unknown = Review(kind="nda", vendor=vendor).brief_facts({})
    assert (free["value"], free["currency"]) == ("0", "EUR")
    assert (unknown["value"], unknown["currency"]) == (None, None)


def test_brief_facts_cannot_be_overruled_by_an_answer(requester):
    """A question whose key is “value” would let the requester choose their approvers."""
    review = Review(kind="software", value=Money(90000, "EUR"), vendor=VendorFactory(risk_tier="high"))
    given = review.brief_facts(
        {"value": "1", "kind": "nda", "vendor_risk": "low", "vendor_is_new": False, "currency": "USD"}
    )
    expected = {
        "kind": "software",
        "value": "90000",
        "currency": "EUR",
        "vendor_risk": "high",
        "vendor_is_new": True,
    }
    assert given == expected


@pytest.mark.parametrize(
    ("slugs", "counts"),
    [
        ([], (0, 0, 0)),
        (["price"], (1, 1, 0)),
        (["liability", "data-protection", "security"], (3, 0, 3)),
        (["service-credits"], (1, 1, 1)),
        (["price", "service-credits", "liability"], (3, 2, 2)),
    ],
    ids=str,
)
def test_approval_facts_count_deviations_by_side(slugs, counts, review):
    """A shared term counts on both sides."""
    review.terms.filter(term_type__slug__in=slugs).update(outcome="theirs")
    facts = routing.approval_facts(review)
    assert (facts["deviations"], facts["commercial_deviations"], facts["legal_deviations"]) == counts
    assert facts["kind"] == "software"


@pytest.mark.parametrize(
    ("slugs", "counts"),
    [([], (0, 0, 0)), (["price", "service-credits", "liability"], (3, 2, 2))],
    ids=str,
)
def test_approval_facts_count_fallbacks_by_side(slugs, counts, review):
    """A fallback is no deviation, and is counted apart from them."""
    review.terms.filter(term_type__slug__in=slugs).update(outcome="fallback")
    facts = routing.approval_facts(review)
    assert (facts["fallbacks"], facts["commercial_fallbacks"], facts["legal_fallbacks"]) == counts
    assert facts["deviations"] == 0


def test_every_field_has_words_for_the_rule_pages(review):
    built_in = set(routing.approval_facts(review)) - {entry["key"] for entry in review.brief}
    assert built_in == set(routing.FIELDS)


def test_seeded_conditions_are_in_their_stored_form(defaults):
    for row in [*SplitRule.objects.all(), *ApprovalRule.objects.all()]:
        assert conditions.clean(row.conditions) == row.conditions
