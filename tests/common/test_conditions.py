from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from common.conditions import COMPARISONS, all_hold, clean, explain, holds


def condition(comparison, value=None, field="answer"):
    return {"field": field, "comparison": comparison, "value": value}


@pytest.mark.parametrize(
    ("fact", "comparison", "value", "expected"),
    [
        ("saas", "equals", "saas", True),
        (" SaaS ", "equals", "saas", True),
        ("saas", "equals", "services", False),
        (None, "equals", "saas", False),
        ("50000.00", "equals", 50000, True),
        (Decimal("50000"), "equals", "50000.0", True),
        (True, "equals", True, True),
        (True, "equals", "true", True),
        (True, "equals", 1, False),
        (False, "equals", False, True),
        (["eu"], "equals", "eu", True),
        (["eu", "us"], "equals", "eu", False),
        ("saas", "not_equals", "services", True),
        ("saas", "not_equals", "saas", False),
        ("", "not_equals", "saas", True),
        ("saas", "one_of", ["saas", "licence"], True),
        ("services", "one_of", ["saas", "licence"], False),
        (["us", "eu"], "one_of", ["eu"], True),
        ([], "one_of", ["eu"], False),
        (None, "one_of", ["eu"], False),
        (50000, "at_least", 50000, True),
        ("49999.99", "at_least", 50000, False),
        ("-1", "at_least", -2, True),
        ("1e6", "at_least", 5, False),
        ("1,000,000", "at_least", 5, False),
        ("Infinity", "at_least", 5, False),
        ("NaN", "at_least", 5, False),
        (True, "at_least", 1, False),
        ("", "at_least", 0, False),
        ("٣", "at_least", 1, False),
        (49999, "below", 50000, True),
        (50000, "below", 50000, False),
        (None, "below", 50000, False),
        ("x", "is_set", None, True),
        (0, "is_set", None, True),
        (False, "is_set", None, True),
        ("  ", "is_set", None, False),
        ([], "is_set", None, False),
        (None, "is_empty", None, True),
        ("  ", "is_empty", None, True),
        (0, "is_empty", None, False),
        (["health data", "names"], "contains", "Names", True),
        (["health data"], "contains", "health", False),
        ("Personal data of staff", "contains", "personal", True),
        ("", "contains", "x", False),
        (None, "contains", "x", False),
    ],
)
def test_holds_compares_a_fact_with_a_value(fact, comparison, value, expected):
    assert holds(condition(comparison, value), {"answer": fact}) is expected


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_holds_takes_an_unknown_field_for_empty(comparison):
    value = ["x"] if comparison == "one_of" else "1"
    assert holds(condition(comparison, value), {}) is (comparison in ("is_empty", "not_equals"))


def test_all_hold_needs_every_condition_and_is_content_with_none():
    big, saas = condition("at_least", 50000, "value"), condition("equals", "saas", "kind")
    answers = [
        all_hold([big, saas], {"value": 60000, "kind": "saas"}),
        all_hold([big, saas], {"value": 60000, "kind": "services"}),
        all_hold([], {}),
    ]
    assert answers == [True, False, True]


def test_clean_gives_the_stored_form():
    given = [condition("at_least", 50000, " value "), condition("is_set", "")]
    assert clean(given) == [
        {"field": "value", "comparison": "at_least", "value": 50000},
        {"field": "answer", "comparison": "is_set"},
    ]


@pytest.mark.parametrize(
    ("conditions", "sentences"),
    [
        ("value > 5", ["Conditions are a list."]),
        (["x"], ["Condition 1 needs a field, a comparison and a value, and nothing else."]),
        (
            [condition("equals", "x") | {"or": 1}],
            ["Condition 1 needs a field, a comparison and a value, and nothing else."],
        ),
        ([condition("equals", "x", "")], ["Condition 1 does not say which field it looks at."]),
        (
            [condition("is_set"), condition("matches", "x")],
            [
                "Condition 2 needs one of these comparisons: equals, not_equals, one_of, at_least, below, "
                "is_set, is_empty, contains."
            ],
        ),
        ([condition("equals", "")], ["Condition 1 needs a value to compare with."]),
        ([condition("contains", {})], ["Condition 1 needs a value to compare with."]),
        ([condition("one_of", "saas")], ["Condition 1 needs a list of at least one value."]),
        ([condition("one_of", [])], ["Condition 1 needs a list of at least one value."]),
        ([condition("at_least", "much")], ["Condition 1 needs a number, written with digits only: 50000."]),
        ([condition("is_empty", "x")], ["Condition 1 takes no value: “is not answered” says it all."]),
        (
            [condition("equals", "", ""), condition("below", True)],
            [
                "Condition 1 does not say which field it looks at.",
                "Condition 1 needs a value to compare with.",
                "Condition 2 needs a number, written with digits only: 50000.",
            ],
        ),
    ],
)
def test_clean_refuses_in_sentences(conditions, sentences):
    with pytest.raises(ValidationError) as refusal:
        clean(conditions)
    assert refusal.value.messages == sentences


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (condition("at_least", 50000, "value"), "value is at least 50,000"),
        (condition("below", "0.5", "value"), "value is below 0.5"),
        (condition("equals", True, "personal_data"), "personal data is yes"),
        (condition("not_equals", "saas", "kind"), "kind is not saas"),
        (condition("one_of", ["a", "b", "c"], "kind"), "kind is one of a, b or c"),
        (condition("one_of", ["a"], "kind"), "kind is one of a"),
        (condition("is_set", None, "kind"), "kind is answered"),
        (condition("is_empty", None, "kind"), "kind is not answered"),
        (condition("contains", "eu", "regions"), "Where data is kept contains eu"),
    ],
)
def test_explain_reads_as_words(given, words):
    assert explain(given, labels={"regions": "Where data is kept"}) == words
