"""Which rules name a field, and which values of it: what cannot be taken away without a rule falling silent."""

from collections.abc import Iterator

from reviews.models import Book, RuleDraft
from reviews.pure.rule_sets import Rule
from reviews.rules.books import live_rules


def rules_naming(field: str) -> list[Rule]:
    """The rules that decide now, or stand in somebody's draft, with a condition on this field. Four queries."""
    return [rule for rule in _rules() if any(condition["field"] == field for condition in rule.conditions)]


def rules_comparing(field: str, text: str) -> list[Rule]:
    """Those that compare the field with this very text."""
    return [
        rule for rule in rules_naming(field) if any(compares(condition, field, text) for condition in rule.conditions)
    ]


def compares(condition: dict, field: str, text: str) -> bool:
    """Whether a condition looks at this text of the field, as common.conditions compares: without regard to case."""
    if condition["field"] != field:
        return False
    value = condition.get("value")
    values = value if isinstance(value, list) else [value]
    return any(str(one).strip().lower() == text.strip().lower() for one in values if one is not None)


def _rules() -> Iterator[Rule]:
    yield from live_rules(Book.SPLIT).rules
    yield from live_rules(Book.APPROVALS).rules
    for draft in RuleDraft.objects.all():
        yield from draft.rule_set.rules
