"""The fields that conditions of rules may name, in words for people, with the values that are known.

Intake stands above reviews, so what its questions add is registered with `adds_fields`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from common import conditions
from reviews.models import Book, RiskLevel
from reviews.pure.rule_sets import Condition
from reviews.rules.routing import FIELDS
from vendors.models import RiskTier

YES_OR_NO = {"yes": "yes", "no": "no"}

Source = Callable[[], list["Field"]]

SOURCES: list[Source] = []
"""What apps above add."""


def adds_fields(source: Source) -> Source:
    """Decorator for such a function, in a module `rule_fields` of the app, where ReviewsConfig finds it."""
    SOURCES.append(source)
    return source


@dataclass(frozen=True)
class Field:
    """One field. `choices` maps stored values to words; a flag is stored as True or False."""

    key: str
    label: str
    choices: Mapping[Any, str] = field(default_factory=dict)
    is_flag: bool = False

    def read(self, text: str) -> Any:
        """What somebody typed, as the rules store it: the value behind the words, where there is one."""
        text = text.strip()
        if self.is_flag and text.lower() in YES_OR_NO:
            return text.lower() == "yes"
        known = {str(words).lower(): value for value, words in self.choices.items()}
        return known.get(text.lower(), text)

    def words(self, value: Any) -> str:
        """A stored value as people read it."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return str(self.choices.get(value, value))


def own_fields() -> list[Field]:
    """What every review has, whatever was asked."""
    choices = {"vendor_risk": dict(RiskTier.choices), "currency": {code: code for code in settings.CURRENCIES}}
    return [
        Field(key, FIELDS[key], choices.get(key, {}), is_flag=key == "vendor_is_new")
        for key in ("value", "currency", "vendor_risk", "vendor_is_new")
    ]


def approval_fields() -> list[Field]:
    """What is known by the time approval is asked for, and only approval rules may name."""
    counted = [
        f"{side}{outcomes}" for outcomes in ("deviations", "fallbacks") for side in ("", "commercial_", "legal_")
    ]
    worst = Field("worst_finding", FIELDS["worst_finding"], dict(RiskLevel.choices))
    return [*(Field(key, FIELDS[key]) for key in (*counted, "open_findings")), worst]


def fields_of(book: Book) -> dict[str, Field]:
    """Everything, by its key, that the conditions of a book's rules may name."""
    if book != Book.APPROVALS:
        return all_fields()
    return all_fields() | {known.key: known for known in approval_fields()}


def all_fields() -> dict[str, Field]:
    """Everything, by its key, that is known when work comes in: asked of each source once."""
    fields = [*own_fields()]
    for source in SOURCES:
        fields.extend(source())
    return {known.key: known for known in fields}


def explain(condition: Condition, fields: Mapping[str, Field]) -> str:
    """One condition in words: "request type is Confidentiality agreement"."""
    known = fields.get(condition["field"])
    if known is None:
        return conditions.explain(condition)
    value = condition.get("value")
    shown = [known.words(choice) for choice in value] if isinstance(value, list) else known.words(value)
    return conditions.explain({**condition, "value": shown}, {known.key: known.label})


def explain_all(all_conditions: Iterable[Condition], fields: Mapping[str, Field]) -> str:
    """All conditions of a rule in one sentence part; a rule without any fits always."""
    return " and ".join(explain(condition, fields) for condition in all_conditions) or "always"
