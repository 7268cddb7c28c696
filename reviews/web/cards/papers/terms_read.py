"""What was read in the paper about how long it runs, offered with its words to whoever notes the signature."""

from typing import Any

from django.utils.html import format_html

from contracts.models import Reading, Renewal
from reviews.closing.actions import papers_to_sign
from reviews.models import Review

UNITS = {"day": "d", "business day": "bd", "week": "w", "month": "m", "year": "y"}
SURE = 0.5
LONGEST_QUOTE = 240


def terms_read(review: Review) -> dict[str, tuple[Any, str]]:
    """{field of the signature form: (value, the words that say it)}; nothing where nothing was read for sure."""
    paper = papers_to_sign(review).first()
    version = paper.latest if paper else None
    reading = Reading.objects.filter(version=version).only("facts").first() if version else None
    facts = {fact["name"]: fact for fact in reversed(reading.facts)} if reading else {}
    facts = {name: fact for name, fact in facts.items() if _is_sure(fact)}
    return {field: (value, _quoted(facts[name])) for field, value, name in _offered(facts)}


def _is_sure(fact: dict[str, Any]) -> bool:
    return fact["value"] is not None and fact.get("confidence", 0) >= SURE


def _offered(facts: dict[str, dict[str, Any]]):
    """(field, value, name of the fact) of what can be offered."""
    values = {name: fact["value"] for name, fact in facts.items()}
    if "effective_date" in values:
        yield "starts_on", values["effective_date"], "effective_date"
    if period := _period(values.get("initial_term")):
        yield "first_term", period, "initial_term"
    elif "end_date" in values:
        yield "ends_on", values["end_date"], "end_date"
    if period := _period(values.get("renewal_notice")):
        yield "notice", period, "renewal_notice"
    if renewal := values.get("renewal"):
        yield "renewal", Renewal.AUTO if renewal["automatic"] else Renewal.NONE, "renewal"
        if period := _period(renewal.get("length")):
            yield "renewal_term", period, "renewal"


def _period(value: dict[str, Any] | None) -> str | None:
    """`3m` of {"count": 3, "unit": "month"}."""
    if not value or value.get("unit") not in UNITS:
        return None
    return f"{value['count']}{UNITS[value['unit']]}"


def _quoted(fact: dict[str, Any]) -> str:
    words = " ".join(fact["text"].split())
    words = f"{words[:LONGEST_QUOTE]}…" if len(words) > LONGEST_QUOTE else words
    return format_html("Read on page {}, please confirm: “{}”", fact["page"], words)
