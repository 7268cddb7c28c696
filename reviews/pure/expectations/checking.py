"""Holding passages against expectations. Deterministic, and careful: what cannot be told is said to be unclear."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from reading.facts.places import named
from reading.measures import measure, words_in
from reviews.pure.expectations.rows import (
    ABSENT,
    AT_LEAST,
    AT_MOST,
    EQUALS,
    MEASURES,
    PRESENT,
    Expectation,
    Kind,
    in_words,
    value_of,
    wanted,
)


class Verdict(StrEnum):
    MEETS = "meets"
    DIFFERS = "differs"
    NOT_STATED = "not_stated"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Extract:
    """Words of a paper with their place in it. `paper` tells papers apart; `about` is the caller's own, untouched."""

    text: str
    start: int
    paper: object = None
    about: object = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def part(self, start: int, end: int) -> "Extract":
        return Extract(self.text[start:end], self.start + start, self.paper, self.about)

    def holds(self, other: "Extract") -> bool:
        return self.paper == other.paper and self.start <= other.start < self.end


@dataclass(frozen=True)
class Fact:
    """What was read out of a whole document: its name and value (reading.facts), and the words that say it."""

    name: str
    value: object
    extract: Extract


@dataclass(frozen=True)
class Check:
    """One expectation held against a text. `stated` is what the text says, in words; empty where it says nothing."""

    expectation: Expectation
    verdict: Verdict
    stated: str = ""
    quotes: tuple[Extract, ...] = ()

    @property
    def label(self) -> str:
        return MEASURES[self.expectation["measure"]].label

    @property
    def wanted(self) -> str:
        return wanted(self.expectation)

    @property
    def sentence(self) -> str:
        """“Payment: 30 days, we ask for at least 60 days”; without what is stated where that is nothing."""
        stated = f"{self.label}: {self.stated}" if self.stated else self.label
        return f"{stated}, we ask for {self.wanted}"


def check(expectations: Iterable[Expectation], extracts: Sequence[Extract], facts: Sequence[Fact] = ()) -> list[Check]:
    """One `Check` for each expectation. Without any words to look at there is nothing to check: an empty list.

    Facts of the whole document count where they stand outside the passages: they were read with more around them.
    """
    checks = []
    for expectation in expectations:
        statements = _statements(expectation, extracts) + _facts_outside(expectation, extracts, facts)
        if extracts or statements:
            checks.append(_check(expectation, statements))
    return checks


Statement = tuple[Any, Extract]
"""A value in the form of reading.measures (None where it is unclear), and the words that say it."""


def _statements(expectation: Expectation, extracts: Iterable[Extract]) -> list[Statement]:
    """What all passages state, in their order."""
    name = expectation["measure"]
    stated: list[Statement] = []
    for extract in extracts:
        is_words = MEASURES[name].kind == Kind.WORDS
        measured = words_in(extract.text, expectation["value"]) if is_words else measure(name, extract.text)
        stated += [(statement.value, extract.part(statement.start, statement.end)) for statement in measured]
    return stated


def _facts_outside(expectation: Expectation, extracts: Sequence[Extract], facts: Iterable[Fact]) -> list[Statement]:
    """What the facts of the whole document state that stand in none of the passages."""
    if expectation["measure"] not in FACTS:
        return []
    name, read = FACTS[expectation["measure"]]
    clear = (fact for fact in facts if fact.name == name and fact.value is not None)
    own = [fact for fact in clear if read(fact.value) is not None]
    outside = [fact for fact in own if not any(extract.holds(fact.extract) for extract in extracts)]
    return [(read(fact.value), fact.extract) for fact in outside]


FACTS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "payment_days": ("payment_days", lambda days: {"count": days, "unit": "day"}),
    "initial_term": ("initial_term", lambda period: period),
    "automatic_renewal": ("renewal", lambda renewal: renewal["automatic"]),
    "renewal_term": ("renewal", lambda renewal: renewal["length"]),
    "renewal_notice": ("renewal_notice", lambda period: period),
    "governing_law": ("governing_law", named),
    "liability_cap": ("liability_cap", lambda cap: True),
}
"""{measure: (fact of reading.facts, how its value is stated in the form of reading.measures)}."""


def _check(expectation: Expectation, statements: Sequence[Statement]) -> Check:
    kind = MEASURES[expectation["measure"]].kind
    quotes = tuple(dict.fromkeys(extract for _, extract in statements))
    if not statements:
        nothing = Verdict.MEETS if kind == Kind.WORDS and expectation["comparison"] == ABSENT else Verdict.NOT_STATED
        return Check(expectation, nothing)
    values = [value for value, _ in statements]
    stated = " or ".join(dict.fromkeys(in_words(kind, value) for value in values if value is not None))
    if kind == Kind.WORDS:
        verdict = Verdict.MEETS if expectation["comparison"] == PRESENT else Verdict.DIFFERS
    elif None in values:
        verdict = Verdict.UNCLEAR
    else:
        # Whichever of several values counts: where all of them meet what we ask for, or none does, that is clear.
        verdicts = {_compare(kind, expectation, value) for value in values}
        verdict = verdicts.pop() if len(verdicts) == 1 else Verdict.UNCLEAR
    return Check(expectation, verdict, stated, quotes)


def _compare(kind: Kind, expectation: Expectation, value: Any) -> Verdict:
    """How one clear value stands to what we ask for."""
    comparison = expectation["comparison"]
    if kind == Kind.POINT:
        return _verdict(value == (comparison == PRESENT))
    if kind == Kind.PLACE:
        return _verdict(_plain(value) in {_plain(named(place)) for place in expectation["value"]})
    spans = _spans(kind, value, value_of(expectation))
    return RELATIONS[comparison](*spans) if spans else Verdict.UNCLEAR


def _verdict(meets: bool) -> Verdict:
    return Verdict.MEETS if meets else Verdict.DIFFERS


Span = tuple[Decimal, Decimal]
"""The least and the most that a value can be, on one scale with another."""


def _at_least(stated: Span, asked: Span) -> Verdict:
    if stated[0] >= asked[1]:
        return Verdict.MEETS
    return Verdict.DIFFERS if stated[1] < asked[0] else Verdict.UNCLEAR


def _at_most(stated: Span, asked: Span) -> Verdict:
    if stated[1] <= asked[0]:
        return Verdict.MEETS
    return Verdict.DIFFERS if stated[0] > asked[1] else Verdict.UNCLEAR


def _equals(stated: Span, asked: Span) -> Verdict:
    if stated == asked and stated[0] == stated[1]:
        return Verdict.MEETS
    return Verdict.DIFFERS if stated[1] < asked[0] or stated[0] > asked[1] else Verdict.UNCLEAR


RELATIONS = {AT_LEAST: _at_least, AT_MOST: _at_most, EQUALS: _equals}


def _spans(kind: Kind, stated: Any, asked: Any) -> tuple[Span, Span] | None:
    """Two values on one scale, or None where there is none: amounts in two currencies."""
    if kind == Kind.MONEY:
        if stated["currency"] != asked["currency"]:
            return None
        return _point(stated["amount"]), _point(asked["amount"])
    if kind != Kind.PERIOD:
        return _point(stated), _point(asked)
    if stated["unit"] == asked["unit"]:
        return _point(stated["count"]), _point(asked["count"])
    if {stated["unit"], asked["unit"]} <= set(MONTHS):
        return _months(stated), _months(asked)
    return _days(stated), _days(asked)


def _point(number: object) -> Span:
    return Decimal(str(number)), Decimal(str(number))


MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS: dict[str, tuple[Decimal | int, Decimal | int]] = {
    "hour": (Decimal(1) / 24, Decimal(1) / 24),
    "business hour": (Decimal(1) / 24, Decimal(3)),
    "day": (1, 1),
    "week": (7, 7),
}
HOLIDAYS = 2  # that may lie between a few business days, as at Easter; of more than ten, one more for each ten


def _months(period: dict[str, Any]) -> Span:
    return _point(Decimal(str(period["count"])) * MONTHS[period["unit"]])


def _days(period: dict[str, Any]) -> Span:
    """The fewest and the most days that a period can be: a month has 28 to 31, a business day may wait for Monday."""
    count, unit = Decimal(str(period["count"])), period["unit"]
    if unit in DAYS:
        least, most = DAYS[unit]
        return count * least, count * most
    if unit == "business day":
        weekends = -(-count // 5) * 2
        return count, count + weekends + HOLIDAYS + count // 10
    months = count * MONTHS[unit]
    middle = months * Decimal("30.44")
    return max(months * 28, middle - 3), min(months * 31, middle + 3)


def _same(kind: Kind, one: Any, other: Any) -> bool:
    """Whether two values are the same for certain: “12 months” and “1 year” are."""
    if kind == Kind.PLACE:
        return _plain(one) == _plain(other)
    if kind == Kind.POINT:
        return one == other
    spans = _spans(kind, one, other)
    return spans is not None and spans[0] == spans[1]


def _plain(text: str) -> str:
    return " ".join(text.casefold().removeprefix("the ").split())
