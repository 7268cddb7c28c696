"""Which approvals a review needs, and what each of them covers as things stand now: read from the review's rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from djmoney.money import Money

from common import conditions
from common.words import OURS, amount_in_words, day_in_words, figures_in_words, written_as
from reviews.models import Book, Outcome, Part, Review, Term, TermDecision, TermVerdict
from reviews.models.term_type import COMMERCIAL_SIDES, LEGAL_SIDES
from reviews.pure import coverage
from reviews.pure.coverage import CoveredItem
from reviews.pure.rule_sets import Facts, NumberedRule, RuleSet
from reviews.rules.fields import Field, explain, fields_of

SIDES = {Part.COMMERCIAL_TERMS: COMMERCIAL_SIDES, Part.LEGAL_TERMS: LEGAL_SIDES}
VALUE_FIELDS = {"value", "currency"}
"""Rules look at amount and currency apart; people approve the sum."""


@dataclass(frozen=True)
class Step:
    """One approval that is needed: asked of a desk (pk), or of one person of it (pk), by these rules."""

    desk: int
    person: int | None
    rules: list[NumberedRule]

    @property
    def who(self) -> tuple[int, int | None]:
        return (self.desk, self.person)

    @property
    def backup(self) -> int | None:
        """Whom the rules name where nobody else can: the first that names somebody."""
        return next((numbered.rule.backup for numbered in self.rules if numbered.rule.backup), None)

    @property
    def why(self) -> str:
        return "; ".join(numbered.rule.name for numbered in self.rules)[:300]

    @property
    def parts(self) -> set[str]:
        return {part for numbered in self.rules for part in numbered.rule.covers}

    @property
    def fields(self) -> list[str]:
        """The facts that its rules look at, in a fixed order."""
        return sorted({condition["field"] for numbered in self.rules for condition in numbered.rule.conditions})


def steps(rules: RuleSet, facts: Facts) -> list[Step]:
    """The approvals that these rules ask for: one for each desk or named person, in the order of the rules."""
    return [Step(desk, person, asking) for (desk, person), asking in rules.asked(facts).items()]


def reasons(step: Step, facts: Facts, fields: Mapping[str, Field]) -> list[list[str]]:
    """[[name of a rule, “always” or “because ...”]], with the facts that made it fit."""
    return [[numbered.rule.name, _because(numbered.rule, facts, fields)] for numbered in step.rules]


def _because(rule, facts, fields):
    if not rule.conditions:
        return "always"
    return "because " + " and ".join(_fitting(condition, facts, fields) for condition in rule.conditions)


def _fitting(condition, facts, fields):
    """“value is at least 50,000 (it is 60,000)”: the condition, and the fact where the condition does not say it."""
    words = explain(condition, fields)
    if condition["comparison"] in {conditions.EQUALS, conditions.IS_EMPTY}:
        return words
    return f"{words} (it is {fact_in_words(condition['field'], facts, fields)})"


def fact_in_words(key: str, facts: Facts, fields: Mapping[str, Field]) -> str:
    fact, field = facts.get(key), fields.get(key)
    if conditions.is_empty(fact):
        return "not answered"
    if isinstance(fact, list):
        return ", ".join(str(field.words(value) if field else value) for value in fact)
    if isinstance(fact, str) and conditions.NUMBER.fullmatch(fact.strip()):
        with written_as(OURS):
            return figures_in_words(fact)
    with written_as(OURS):  # part of what an approval covers, which is the same for everybody
        return str(field.words(fact) if field else fact)


class Scope:
    """Everything about a review that approvals can cover, read once; `of` picks what one step covers."""

    def __init__(self, review: Review, facts: Facts) -> None:
        self.review, self.facts = review, facts
        self.fields = fields_of(Book.APPROVALS)
        self.documents = documents_of(review)
        self.findings = findings_of(review)
        self.terms = {part: terms_of(review, sides) for part, sides in SIDES.items()}

    def of(self, step: Step) -> list[CoveredItem]:
        """What the step covers: the documents always, then the parts that its rules name and the facts they look at."""
        covered = [*self.documents]
        if Part.VALUE in step.parts or VALUE_FIELDS & set(step.fields):
            value: Any = self.review.value  # a Money; the stubs know only the decimal column behind it
            covered.append(coverage.covered_item("value", "Value", money(value)))
        if Part.NEEDED_BY in step.parts:
            covered.append(coverage.covered_item("needed_by", "Needed by", day(self.review.needed_by)))
        covered += [self._fact(key) for key in step.fields if key not in VALUE_FIELDS]
        for part in (part for part in self.terms if part in step.parts):
            covered += [term for term in self.terms[part] if term not in covered]
        if Part.FINDINGS in step.parts:
            covered += self.findings
        return covered

    def _fact(self, key):
        field = self.fields.get(key)
        label = _capitalised(field.label) if field else key.replace("_", " ").capitalize()
        return coverage.covered_item(f"fact:{key}", label, fact_in_words(key, self.facts, self.fields))

    def reasons(self, step: Step) -> list[list[str]]:
        return reasons(step, self.facts, self.fields)


def documents_of(review: Review) -> list[CoveredItem]:
    """The latest version of each document. The same bytes twice are one: a copy changes nothing."""
    covered, known = [], set()
    for document in review.documents.order_by("pk").prefetch_related("versions"):
        version = document.latest
        if version is None or version.sha256 in known:
            continue
        known.add(version.sha256)
        label, text = f"Document “{document.title}”", f"version {version.number}, {version.original_name}"
        covered.append(coverage.covered_item(f"document:{document.pk}", label, text, mark=version.sha256))
    return covered


def terms_of(review: Review, sides: Collection[str]) -> list[CoveredItem]:
    """How each term of these sides stands: outcome, reason, our position, the vendor's words.

    An outcome that gives something up, or that the check did not bear out, says so, with the rank of a fallback.
    """
    terms = review.terms.filter(side__in=sides).select_related("term_type").prefetch_related("decisions__desk")
    covered = []
    for term in terms:
        key, decisions = f"term:{term.pk}", sorted(term.decisions.all(), key=lambda decision: decision.desk_id)
        item = {
            "outcome": outcome_of(term, decisions),
            "reason": "\n".join(f"{decision.desk}: {decision.reason}" for decision in decisions if decision.reason),
            "our position": term.position,
            "the vendor's wording": term.vendor_wording,
        }
        covered += [
            coverage.covered_item(f"{key}:{what}", f"{term}, {what}", text or coverage.NOTHING)
            for what, text in item.items()
        ]
    return covered


def outcome_of(term: Term, decisions: Sequence[TermDecision]) -> str:
    """“Theirs accepted (differs from our position)”: a term's outcome, and what the check said when it was decided."""
    words = [Outcome(term.outcome).label]
    for decision in decisions:
        if decision.outcome == term.outcome:
            text = f"{decision.in_words}: {decision.fallback}" if decision.fallback else decision.in_words
            is_borne_out = decision.outcome == Outcome.MEETS and decision.verdict == TermVerdict.MEETS
            verdict = "" if is_borne_out or not decision.verdict else f" ({decision.get_verdict_display().lower()})"
            words.append(f"{text}{verdict}")
    return "; ".join(dict.fromkeys(words[1:] or words))


def findings_of(review: Review) -> list[CoveredItem]:
    """How each risk finding stands."""
    return [_finding(finding) for finding in review.findings.all()]


def _finding(finding):
    words = [finding.get_level_display(), finding.get_outcome_display().lower(), finding.reason]
    text = ", ".join(filter(None, words))
    return coverage.covered_item(f"finding:{finding.pk}", f"Risk finding “{finding.text}”", text)


def money(value: Money | None) -> str:
    """As pages write it: “EUR 48,000”, cents only when there are some."""
    with written_as(OURS):
        return coverage.NOTHING if value is None else amount_in_words(value.amount, value.currency)


def day(moment: date | None) -> str:
    """As pages write it: “3 April 2026”."""
    with written_as(OURS):
        return coverage.NOTHING if moment is None else day_in_words(moment)


def _capitalised(label):
    return label[:1].upper() + label[1:]
