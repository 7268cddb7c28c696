"""The rows of a playbook entry that can be checked: what can be measured, how it is compared, and in which words."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, NotRequired, TypedDict

from django.core.exceptions import ValidationError

from common.words import amount_in_words, number_in_words


class Kind(StrEnum):
    PERIOD = "period"
    PERCENT = "percent"
    TIMES = "times"
    MONEY = "money"
    POINT = "point"
    PLACE = "place"
    WORDS = "words"


AT_LEAST, AT_MOST, EQUALS, ONE_OF, PRESENT, ABSENT = "at_least", "at_most", "equals", "one_of", "present", "absent"
COMPARISONS = {
    AT_LEAST: "at least",
    AT_MOST: "at most",
    EQUALS: "exactly",
    ONE_OF: "one of",
    PRESENT: "there",
    ABSENT: "not there",
}
OF_NUMBERS, OF_POINTS = (AT_LEAST, AT_MOST, EQUALS), (PRESENT, ABSENT)
COMPARISONS_OF = {
    **dict.fromkeys([Kind.PERIOD, Kind.PERCENT, Kind.TIMES, Kind.MONEY], OF_NUMBERS),
    Kind.POINT: OF_POINTS,
    Kind.WORDS: OF_POINTS,
    Kind.PLACE: (ONE_OF,),
}
PERIOD_UNITS = ("hour", "day", "business day", "week", "month", "year")
CURRENCY = re.compile(r"[A-Z]{3}")
MOST_ROWS = 12


class Expectation(TypedDict):
    """One row, as it is stored; `value` and `unit` are there where the measure has them."""

    measure: str
    comparison: str
    value: NotRequired[Any]  # a text; for places and words a list of texts
    unit: NotRequired[str]


@dataclass(frozen=True)
class Measure:
    """What can be measured of a term; `wants` are the words for “there” and “not there” of a point."""

    label: str
    kind: Kind
    wants: tuple[str, str] = ("one", "none")


MEASURES = {
    "payment_days": Measure("Payment", Kind.PERIOD),
    "late_interest": Measure("Interest on late payment, a year", Kind.PERCENT),
    "price_increase": Measure("Price increase", Kind.PERCENT),
    "acceptance_period": Measure("Time to test and accept", Kind.PERIOD),
    "availability": Measure("Availability", Kind.PERCENT),
    "initial_term": Measure("Initial term", Kind.PERIOD),
    "automatic_renewal": Measure("Renewal by itself", Kind.POINT),
    "renewal_term": Measure("Length of a renewal", Kind.PERIOD),
    "renewal_notice": Measure("Notice to stop the renewal", Kind.PERIOD),
    "convenience_notice": Measure("Notice to terminate for convenience", Kind.PERIOD),
    "cure_period": Measure("Time to cure a breach", Kind.PERIOD),
    "liability_cap": Measure("Cap on liability", Kind.POINT),
    "cap_amount": Measure("Cap on liability, amount", Kind.MONEY),
    "cap_in_yearly_fees": Measure("Cap on liability, in yearly fees", Kind.TIMES),
    "warranty_period": Measure("Warranty", Kind.PERIOD),
    "confidentiality_term": Measure("Confidentiality after the end", Kind.PERIOD),
    "breach_notice": Measure("Notice of a breach", Kind.PERIOD),
    "governing_law": Measure("Governing law", Kind.PLACE),
    "insurance_amount": Measure("Insurance", Kind.MONEY),
    "words": Measure("Words", Kind.WORDS, ("there", "not there")),
}


def comparisons_of(measure: str) -> tuple[str, ...]:
    return COMPARISONS_OF[MEASURES[measure].kind]


def units_of(measure: str) -> tuple[str, ...]:
    """The units that a measure may be given in; for money any currency, for the others none."""
    return PERIOD_UNITS if MEASURES[measure].kind == Kind.PERIOD else ()


def clean(rows: Any) -> list[Expectation]:
    """The rows in their stored form, or ValidationError with one sentence per fault."""
    if not isinstance(rows, list):
        raise ValidationError("What is checked is a list of rows.")
    if len(rows) > MOST_ROWS:
        raise ValidationError(f"At most {MOST_ROWS} rows can be checked for one kind of term.")
    if faults := [f"Row {number}: {fault}" for number, row in enumerate(rows, 1) for fault in faults_of(row)]:
        raise ValidationError(faults)
    return [_stored(row) for row in rows]


def faults_of(row: Any) -> list[str]:
    """What is wrong with one row, as sentences."""
    if not isinstance(row, dict) or not set(row) <= {"measure", "comparison", "value", "unit"}:
        return ["It needs a measure, a comparison, a value and a unit, and nothing else."]
    if row.get("measure") not in MEASURES:
        return ["Choose what is measured."]
    measure = MEASURES[row["measure"]]
    if row.get("comparison") not in COMPARISONS_OF[measure.kind]:
        allowed = ", ".join(f"“{COMPARISONS[comparison]}”" for comparison in COMPARISONS_OF[measure.kind])
        return [f"“{measure.label}” can be compared with {allowed}."]
    return FAULTS[measure.kind](measure.label, row.get("value"), row.get("unit") or "")


def _faults_of_number(label: str, value: Any, unit: str, units: Collection[str]) -> list[str]:
    if (number := number_of(value)) is None or number <= 0:
        return [f"“{label}” needs a number above 0, written with digits: 30."]
    return [] if not units or unit in units else [f"“{label}” needs a unit: {', '.join(units)}."]


def _faults_of_money(label: str, value: Any, unit: str) -> list[str]:
    faults = _faults_of_number(label, value, unit, ())
    return faults or ([] if CURRENCY.fullmatch(unit) else [f"“{label}” needs a currency as its unit: EUR."])


def _faults_of_list(label: str, value: Any, unit: str) -> list[str]:
    texts = isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value)
    return [] if texts and value else [f"“{label}” needs at least one value; put a semicolon between several."]


FAULTS: dict[Kind, Callable[[str, Any, str], list[str]]] = {
    Kind.PERIOD: lambda label, value, unit: _faults_of_number(label, value, unit, PERIOD_UNITS),
    Kind.PERCENT: lambda label, value, unit: _faults_of_number(label, value, unit, ()),
    Kind.TIMES: lambda label, value, unit: _faults_of_number(label, value, unit, ()),
    Kind.MONEY: _faults_of_money,
    Kind.PLACE: _faults_of_list,
    Kind.WORDS: _faults_of_list,
    Kind.POINT: lambda label, value, unit: [],
}


def number_of(value: Any) -> Decimal | None:
    """The value as a Decimal when it is written as a plain number, else None."""
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and not isinstance(value, bool) else None


def _stored(row: dict[str, Any]) -> Expectation:
    """A row without faults in its one form: numbers and texts without what does not count."""
    kind = MEASURES[row["measure"]].kind
    stored = Expectation(measure=row["measure"], comparison=row["comparison"])
    if kind in {Kind.PLACE, Kind.WORDS}:
        stored["value"] = [" ".join(text.split()) for text in row["value"]]
    elif number := number_of(row.get("value")) if kind != Kind.POINT else None:
        stored["value"] = f"{number.normalize():f}"
        if kind in {Kind.PERIOD, Kind.MONEY}:
            stored["unit"] = row["unit"]
    return stored


def explain(row: Expectation) -> str:
    """The row in words: “Payment: at least 60 days”."""
    return f"{MEASURES[row['measure']].label}: {wanted(row)}"


def wanted(row: Expectation) -> str:
    """What we ask for, in words: “at least 60 days”."""
    measure, comparison = MEASURES[row["measure"]], row["comparison"]
    if measure.kind == Kind.POINT:
        return measure.wants[comparison == ABSENT]
    if measure.kind == Kind.WORDS:
        texts = " or ".join(f"“{text}”" for text in row["value"])
        return texts if comparison == PRESENT else f"without {texts}"
    if comparison == ONE_OF:
        return " or ".join(row["value"])
    return f"{COMPARISONS[comparison]} {in_words(measure.kind, value_of(row))}"


def value_of(row: Expectation) -> Any:
    """The value of a row in the form that `reading.measures` states values in."""
    kind = MEASURES[row["measure"]].kind
    if kind == Kind.PERIOD:
        return {"count": Decimal(row["value"]), "unit": row["unit"]}
    if kind == Kind.MONEY:
        return {"amount": Decimal(row["value"]), "currency": row["unit"]}
    return Decimal(row["value"]) if kind in {Kind.PERCENT, Kind.TIMES} else row.get("value")


def in_words(kind: Kind, value: Any) -> str:
    """A stated or expected value for people."""
    if kind == Kind.PERIOD:
        return f"{number_in_words(value['count'])} {value['unit']}{'' if value['count'] == 1 else 's'}"
    if kind == Kind.MONEY:
        return amount_in_words(value["amount"], value["currency"])
    if kind == Kind.PERCENT:
        return f"{number_in_words(value)} %"
    if kind == Kind.TIMES:
        return number_in_words(value)
    return {True: "yes", False: "no"}.get(value, f"“{value}”" if kind == Kind.WORDS else value)
