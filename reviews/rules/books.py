"""The rules that decide about new work, between their rows and the plain values of reviews.pure.rule_sets."""

from typing import Any

from reviews.models import ApprovalRule, Book, RuleVersion, SplitRule, TermRule, TermType
from reviews.pure.rule_sets import APPROVAL, TERM, NumberedRule, RuleSet


def live_rules(book: Book = Book.SPLIT) -> RuleSet:
    """The rules that decide about new work, as plain values. One query for approvals, two for the split."""
    if book == Book.APPROVALS:
        return RuleSet(tuple(row.plain for row in ApprovalRule.objects.all()))
    questions, terms = SplitRule.objects.plain(), TermRule.objects.select_related("term_type").plain()
    return RuleSet((*questions.rules, *terms.rules))


def write_live_rules(rule_set: RuleSet, book: Book = Book.SPLIT) -> None:
    """Let these rules decide from now on. Only `drafts.save_rules` calls this."""
    if book == Book.APPROVALS:
        _write_approval_rules(rule_set)
    else:
        _write_split(rule_set)


def _write_approval_rules(rule_set: RuleSet) -> None:
    ApprovalRule.objects.all().delete()
    ApprovalRule.objects.bulk_create(
        ApprovalRule(**row, covers=numbered.rule.covers)
        for numbered, row in zip(rule_set.at(APPROVAL), _columns(rule_set, APPROVAL), strict=True)
    )


def _write_split(rule_set: RuleSet) -> None:
    types = dict(TermType.objects.values_list("slug", "pk"))
    SplitRule.objects.all().delete()
    TermRule.objects.all().delete()
    slots = [place for place in rule_set.places if not place.startswith(TERM)]
    terms = [place for place in rule_set.places if place.startswith(TERM)]
    SplitRule.objects.bulk_create(SplitRule(slot=slot, **row) for slot in slots for row in _columns(rule_set, slot))
    TermRule.objects.bulk_create(
        TermRule(term_type_id=types[place.removeprefix(TERM)], **row)
        for place in terms
        for row in _columns(rule_set, place)
    )


def _columns(rule_set: RuleSet, place: str) -> list[dict[str, Any]]:
    return [_columns_of(numbered) | {"backup_id": numbered.rule.backup} for numbered in rule_set.at(place)]


def _columns_of(numbered: NumberedRule) -> dict[str, Any]:
    """The columns that rules of all books have."""
    return {
        "key": numbered.rule.key,
        "position": numbered.number,
        "name": numbered.rule.name,
        "conditions": numbered.rule.conditions,
        "desk_id": numbered.rule.desk,
        "person_id": numbered.rule.person,
        "is_active": numbered.rule.is_active,
    }


def current_version(book: Book = Book.SPLIT) -> RuleVersion:
    """The version that decides now. Where none has been kept yet, the rules as they are become the first."""
    version = RuleVersion.objects.filter(book=book).order_by("-number").first()
    return version or RuleVersion.objects.create(
        book=book, number=1, rules=live_rules(book).stored(), reason="The rules to begin with."
    )
