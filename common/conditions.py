"""Structured conditions, shared by questions, split rules and approval rules. Pure: facts in, answer out.

A condition is {"field": ..., "comparison": ..., "value": ...}; facts are a dict of plain values.
The meaning, in full:
- An unknown field is empty. Empty are: nothing, blank text, an empty list. False and 0 are answers.
- Two values are the same when both read as numbers and are equal, or when their texts are equal
  regardless of case and of blanks around them. True and False read as "true" and "false".
- A list (several choices ticked) equals a value when that is its only entry.
- An empty answer equals nothing, is at least nothing and below nothing; so it is not_equals everything.
"""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError

from common.words import figures_in_words

EQUALS, NOT_EQUALS, ONE_OF = "equals", "not_equals", "one_of"
AT_LEAST, BELOW = "at_least", "below"
IS_SET, IS_EMPTY, CONTAINS = "is_set", "is_empty", "contains"

WORDS = {
    EQUALS: "is",
    NOT_EQUALS: "is not",
    ONE_OF: "is one of",
    AT_LEAST: "is at least",
    BELOW: "is below",
    IS_SET: "is answered",
    IS_EMPTY: "is not answered",
    CONTAINS: "contains",
}
WITHOUT_VALUE = {IS_SET, IS_EMPTY}
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def holds(condition, facts):
    """Whether one condition, as `clean` returns it, is true of these facts. A field they do not have is empty."""
    fact = facts.get(condition["field"])
    return COMPARISONS[condition["comparison"]](fact, condition.get("value"))


def all_hold(conditions, facts):
    """Whether every condition is true; no conditions at all are true of everything."""
    return all(holds(condition, facts) for condition in conditions)


def implies(one, other):
    """Whether `other` provably holds whenever `one` does, whatever the facts. False means only: not proved."""
    if one["field"] != other["field"]:
        return False
    kind, value = one["comparison"], one.get("value")
    wanted, bound = other["comparison"], other.get("value")
    if kind == wanted and (kind in WITHOUT_VALUE or value == bound):
        return True
    if kind == wanted and kind in {EQUALS, NOT_EQUALS}:
        return _same(value, bound)
    if wanted == IS_SET:
        return kind not in {NOT_EQUALS, IS_EMPTY}
    if wanted == NOT_EQUALS:
        return kind == IS_EMPTY or (kind == EQUALS and not _same(value, bound))
    if wanted == ONE_OF:
        values = [value] if kind == EQUALS else value if kind == ONE_OF else []
        return bool(values) and all(any(_same(value, option) for option in bound) for value in values)
    if kind == wanted == AT_LEAST:
        return _number(value) >= _number(bound)
    return kind == wanted == BELOW and _number(value) <= _number(bound)


def excludes(one, other):
    """Whether two conditions can provably not hold at once, whatever the facts. False means only: not proved."""
    if one["field"] != other["field"]:
        return False
    return _excludes(one, other) or _excludes(other, one)


def _excludes(one, other):
    kind, value = one["comparison"], one.get("value")
    wanted, bound = other["comparison"], other.get("value")
    if wanted == IS_EMPTY:
        return kind not in {NOT_EQUALS, IS_EMPTY}
    if kind == EQUALS and wanted in {EQUALS, NOT_EQUALS}:
        return _same(value, bound) == (wanted == NOT_EQUALS)
    if kind == EQUALS and wanted == ONE_OF:
        return not any(_same(value, option) for option in bound)
    return kind == AT_LEAST and wanted == BELOW and _number(value) >= _number(bound)


def clean(conditions):
    """The conditions in their stored form. Raises ValidationError with one sentence per fault."""
    if not isinstance(conditions, list):
        raise ValidationError("Conditions are a list.")
    faults = [fault for number, condition in enumerate(conditions, 1) for fault in _faults(number, condition)]
    if faults:
        raise ValidationError(faults)
    return [_stored(condition) for condition in conditions]


def explain(condition, labels=None):
    """The condition in words, with the label of its field: "value is at least 50,000"."""
    field, comparison = condition["field"], condition["comparison"]
    label = (labels or {}).get(field) or field.replace("_", " ")
    words = f"{label} {WORDS[comparison]}"
    return words if comparison in WITHOUT_VALUE else f"{words} {_in_words(condition['value'])}"


def is_empty(value):
    """Whether an answer says nothing: None, blank text or an empty list. False and 0 are answers."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], (), {})


def _equals(fact, value):
    if isinstance(fact, (list, tuple)):
        return len(fact) == 1 and _same(fact[0], value)
    return _same(fact, value)


def _one_of(fact, values):
    ticked = fact if isinstance(fact, (list, tuple)) else [fact]
    return any(_same(choice, value) for choice in ticked for value in values)


def _contains(fact, value):
    if isinstance(fact, (list, tuple)):
        return any(_same(choice, value) for choice in fact)
    return not is_empty(fact) and _text(value) in _text(fact)


def _at_least(fact, value):
    number, limit = _number(fact), _number(value)
    return number is not None and limit is not None and number >= limit


def _below(fact, value):
    number, limit = _number(fact), _number(value)
    return number is not None and limit is not None and number < limit


COMPARISONS = {
    EQUALS: _equals,
    NOT_EQUALS: lambda fact, value: not _equals(fact, value),
    ONE_OF: _one_of,
    AT_LEAST: _at_least,
    BELOW: _below,
    IS_SET: lambda fact, value: not is_empty(fact),
    IS_EMPTY: lambda fact, value: is_empty(fact),
    CONTAINS: _contains,
}


def _same(one, other):
    if is_empty(one) or is_empty(other):
        return False
    numbers = _number(one), _number(other)
    if None not in numbers:
        return numbers[0] == numbers[1]
    return _text(one) == _text(other)


def _text(value):
    return str(value).strip().lower()


def _number(value):
    """The value as a number when it is written as one; "1,000", "1e3" and True are not numbers."""
    text = str(value).strip()
    return Decimal(text) if NUMBER.fullmatch(text) else None


def _faults(number, condition):
    """What is wrong with one condition, as sentences."""
    if not isinstance(condition, dict) or not set(condition) <= {"field", "comparison", "value"}:
        return [f"Condition {number} needs a field, a comparison and a value, and nothing else."]
    faults = []
    if not isinstance(condition.get("field"), str) or is_empty(condition["field"]):
        faults.append(f"Condition {number} does not say which field it looks at.")
    comparison, value = condition.get("comparison"), condition.get("value")
    if not isinstance(comparison, str) or comparison not in COMPARISONS:
        faults.append(f"Condition {number} needs one of these comparisons: {', '.join(COMPARISONS)}.")
    elif comparison in WITHOUT_VALUE:
        if not is_empty(value):
            faults.append(f"Condition {number} takes no value: “{WORDS[comparison]}” says it all.")
    elif comparison == ONE_OF:
        if not isinstance(value, list) or not value or not all(_is_plain(option) for option in value):
            faults.append(f"Condition {number} needs a list of at least one value.")
    elif not _is_plain(value):
        faults.append(f"Condition {number} needs a value to compare with.")
    elif comparison in (AT_LEAST, BELOW) and _number(value) is None:
        faults.append(f"Condition {number} needs a number, written with digits only: 50000.")
    return faults


def _is_plain(value):
    return isinstance(value, (str, bool, int, float, Decimal)) and not is_empty(value)


def _stored(condition):
    stored = {"field": condition["field"].strip(), "comparison": condition["comparison"]}
    return stored if stored["comparison"] in WITHOUT_VALUE else stored | {"value": condition["value"]}


def _in_words(value):
    if isinstance(value, list):
        *most, last = [_in_words(option) for option in value]
        return f"{', '.join(most)} or {last}" if most else last
    if isinstance(value, bool):
        return "yes" if value else "no"
    number = _number(value)
    return figures_in_words(number) if number is not None else str(value)
