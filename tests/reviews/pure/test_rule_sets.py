"""Rules as plain values: no database anywhere in this file."""

from dataclasses import replace
from itertools import combinations, product
from random import Random

import pytest

from common import conditions
from reviews.pure.rule_sets import (
    Change,
    NumberedRule,
    Rerouted,
    Rule,
    RuleSet,
    Sample,
    changes,
    contradict,
    largest_together,
    rerouted,
    shadowed,
    try_rules,
)

PROCUREMENT, LEGAL, PRIVACY = 1, 2, 3


def when(field, comparison, value=None):
    return {"field": field, "comparison": comparison} | ({} if value is None else {"value": value})


def rule(name, *all_conditions, place="legal_review", desk=LEGAL, **more):
    return Rule(place=place, name=name, desk=desk, conditions=list(all_conditions), key=name, **more)


BIG = rule("big", when("value", "at_least", 50000), desk=PROCUREMENT)
NDA = rule("nda", when("kind", "equals", "nda"), person=7)
REST = rule("rest")
RULES = RuleSet((BIG, NDA, REST))


# --- which rule wins ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "winner"),
    [
        ({"value": "50000", "kind": "nda"}, NumberedRule(1, BIG)),
        ({"value": "49999.99", "kind": "nda"}, NumberedRule(2, NDA)),
        ({"value": None, "kind": "software"}, NumberedRule(3, REST)),
        ({}, NumberedRule(3, REST)),
    ],
)
def test_winner_is_the_first_that_fits(facts, winner):
    assert RULES.winner("legal_review", facts) == winner


def test_winner_passes_over_rules_that_are_switched_off():
    assert RULES.switched("big").winner("legal_review", {"value": "99999"}) == NumberedRule(3, REST)


def test_winner_is_nobody_where_no_rule_stands():
    assert RULES.winner("vendor_contact", {}) is None


def test_try_rules_says_what_became_of_every_rule():
    rules = RULES.switched("big").put(rule("last"))
    tried = try_rules(rules, "legal_review", {"value": "9"})
    assert [(rule.numbered.number, rule.verdict, rule.failing) for rule in tried] == [
        (1, "off", []),
        (2, "fails", [when("kind", "equals", "nda")]),
        (3, "wins", []),
        (4, "unreached", []),
    ]


# --- changing -----------------------------------------------------------------------------------------


def names(rules, place="legal_review"):
    return [numbered.rule.name for numbered in rules.at(place)]


@pytest.mark.parametrize(
    ("key", "steps", "order"),
    [
        ("rest", -1, ["big", "rest", "nda"]),
        ("rest", -9, ["rest", "big", "nda"]),
        ("big", 1, ["nda", "big", "rest"]),
        ("rest", 1, ["big", "nda", "rest"]),
        ("big", -1, ["big", "nda", "rest"]),
    ],
)
def test_moved_changes_the_order_within_the_place(key, steps, order):
    other = rule("talks", place="vendor_contact")
    moved = RuleSet((BIG, other, NDA, REST)).moved(key, steps)
    assert names(moved) == order
    assert names(moved, "vendor_contact") == ["talks"]


def test_put_replaces_the_rule_of_the_same_key():
    anew = replace(NDA, desk=PRIVACY)
    assert RULES.put(anew).at("legal_review") == [NumberedRule(1, BIG), NumberedRule(2, anew), NumberedRule(3, REST)]


def test_stored_rules_read_back_as_they_were():
    assert RuleSet.read(RULES.stored()) == RULES


def test_changes_name_what_was_added_removed_moved_and_changed():
    renamed = replace(NDA, name="confidentiality")
    after = RULES.without("big").put(renamed).put(rule("new"))
    assert changes(RULES, after) == [
        Change("changed", NumberedRule(2, NDA), NumberedRule(1, renamed)),
        Change("added", None, NumberedRule(3, rule("new"))),
        Change("removed", NumberedRule(1, BIG), None),
    ]
    assert [change.what for change in changes(RULES, RULES.moved("nda", -1))] == ["moved", "moved"]
    assert changes(RULES, RULES) == []


# --- what would be routed differently -----------------------------------------------------------------


def test_rerouted_names_review_place_and_both_rules():
    after = RULES.switched("big")
    samples = [Sample(1, {"value": "60000"}), Sample(2, {"value": "10"})]
    assert rerouted(RULES, after, samples) == [Rerouted(1, "legal_review", NumberedRule(1, BIG), NumberedRule(3, REST))]


def test_rerouted_is_silent_where_another_rule_names_the_same_people():
    after = RULES.put(rule("first", when("kind", "equals", "nda"), person=7)).moved("first", -9)
    assert rerouted(RULES, after, [Sample(1, {"kind": "nda"})]) == []


def test_rerouted_looks_at_terms_only_where_the_review_has_them():
    after = RULES.put(rule("eu", place="term:price", desk=PRIVACY))
    samples = [Sample(1, {}, ("price",)), Sample(2, {}, ("liability",))]
    winner = after.winner("term:price", {})
    assert rerouted(RULES, after, samples) == [Rerouted(1, "term:price", None, winner)]


# --- proofs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("earlier", "later", "never_wins"),
    [
        ([], [when("kind", "equals", "nda")], True),
        ([when("kind", "equals", "nda")], [when("kind", "equals", "NDA ")], True),
        ([when("value", "at_least", 100)], [when("value", "at_least", 200)], True),
        ([when("value", "at_least", 200)], [when("value", "at_least", 100)], False),
        ([when("kind", "one_of", ["nda", "renewal"])], [when("kind", "equals", "renewal")], True),
        ([when("kind", "equals", "nda")], [when("value", "at_least", 1)], False),
        ([when("kind", "equals", "nda")], [], False),
        ([when("value", "is_set")], [when("value", "below", 5), when("kind", "equals", "nda")], True),
    ],
)
def test_shadowed_finds_rules_that_can_never_win(earlier, later, never_wins):
    first, second = rule("first", *earlier), rule("second", *later)
    assert shadowed(RuleSet((first, second))) == (
        [(NumberedRule(2, second), NumberedRule(1, first))] if never_wins else []
    )


def test_shadowed_lets_rules_that_are_off_alone():
    assert shadowed(RuleSet((rule("off", is_active=False), rule("on")))) == []


def test_largest_together_keeps_apart_what_contradicts():
    lists = [
        [],
        [when("kind", "equals", "nda")],
        [when("kind", "not_equals", "nda")],
        [when("value", "at_least", 50)],
        [when("value", "below", 50)],
        [when("value", "is_empty")],
    ]
    assert largest_together(lists) == [0, 1, 3]
    assert largest_together([]) == []
    assert largest_together([[]] * 7) == [0, 1, 2, 3, 4, 5, 6]


# Every pair of conditions from a small world, on every fact of it.
VALUES = ["a", "A", "b", "ab", "1", "1.0", "2", "10", True]
WORLD = [
    *(when("f", comparison, value) for comparison in ("equals", "not_equals", "contains") for value in VALUES),
    *(when("f", "one_of", list(values)) for size in (1, 2) for values in combinations(VALUES, size)),
    *(when("f", comparison, value) for comparison in ("at_least", "below") for value in ("1", "2", "2.5", "10")),
    when("f", "is_set"),
    when("f", "is_empty"),
]
FACTS = [*VALUES, None, "", " ", "21", [], ["a"], ["a", "b"], ["1"], [True], ["10", "2"]]


def test_implies_and_excludes_are_never_wrong():
    true_of = [{n for n, fact in enumerate(FACTS) if conditions.holds(one, {"f": fact})} for one in WORLD]
    for (one, facts), (other, other_facts) in product(zip(WORLD, true_of, strict=True), repeat=2):
        if conditions.implies(one, other):
            assert facts <= other_facts, f"{one} does not imply {other}"
        if conditions.excludes(one, other):
            assert not facts & other_facts, f"{one} and {other} hold at once"


def test_implies_and_excludes_say_nothing_of_different_fields():
    one, other = when("f", "equals", "a"), when("g", "equals", "a")
    assert not conditions.implies(one, other)
    assert not conditions.excludes(one, when("g", "is_empty"))


PLACES = ["legal_review", "vendor_contact", "term:price"]


def some_rules(random):
    """A rule set that nobody would write, with conditions about two fields."""
    return RuleSet(
        tuple(
            Rule(
                place=random.choice(PLACES),
                name="rule",
                desk=random.randint(1, 3),
                conditions=[
                    {**random.choice(WORLD), "field": random.choice("fg")} for _ in range(random.randint(0, 2))
                ],
                is_active=random.random() < 0.8,
            )
            for _ in range(random.randint(0, 8))
        )
    )


def some_facts(random):
    return {field: random.choice(FACTS) for field in "fg" if random.random() < 0.9}


@pytest.mark.parametrize("seed", range(300))
def test_rerouted_finds_exactly_the_places_that_are_answered_differently(seed):
    random = Random(seed)
    before, after, facts = some_rules(random), some_rules(random), some_facts(random)

    def who(rules, place):
        winner = rules.winner(place, facts)
        return winner and winner.rule.who

    rerouted_places = {difference.place for difference in rerouted(before, after, [Sample(1, facts, ("price",))])}
    assert rerouted_places == {place for place in PLACES if who(before, place) != who(after, place)}


@pytest.mark.parametrize("seed", range(300))
def test_shadowed_rules_win_on_no_facts(seed):
    random = Random(seed)
    rules = some_rules(random)
    never = {later.rule.key for later, _ in shadowed(rules)}
    for _ in range(20):
        facts = some_facts(random)
        assert not never & {winner.rule.key for place in PLACES if (winner := rules.winner(place, facts))}


@pytest.mark.parametrize("seed", range(50))
def test_moving_keeps_every_rule_and_touches_no_other_place(seed):
    random = Random(seed)
    rules = some_rules(random)
    for moving in rules.rules:
        moved = rules.moved(moving.key, random.randint(-3, 3))
        assert sorted(rule.key for rule in moved.rules) == sorted(rule.key for rule in rules.rules)
        others = [place for place in PLACES if place != moving.place]
        assert [moved.at(place) for place in others] == [rules.at(place) for place in others]


@pytest.mark.parametrize("seed", range(50))
def test_largest_together_is_a_group_without_a_contradiction(seed):
    random = Random(seed)
    lists = [rule.conditions for rule in some_rules(random).rules]
    group = largest_together(lists)
    assert not any(contradict(lists[one], lists[other]) for one, other in combinations(group, 2))
    bigger = combinations(range(len(lists)), len(group) + 1)
    assert all(any(contradict(lists[a], lists[b]) for a, b in combinations(numbers, 2)) for numbers in bigger)
