"""What is recorded of one contract: its terms, its rules, and what happened to it since.

A record is read from texts, as the table and the pages hold them, and refused in a sentence where nothing can follow
from it. Nothing here reads a clock.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from contracts.dates.business_days import BusinessDays
from contracts.dates.lengths import (
    CannotWorkOut,
    Length,
    Notice,
    Period,
    read_day,
    read_length,
    read_notice,
    read_period,
)

CHOICES = {
    "renewal": ("none", "auto", "express", "open"),
    "basis": ("term_end", "month_end", "quarter_end", "year_end"),
    "count": ("standard", "clear", "renewal_day"),
    "month_rule": ("back", "forward"),
    "weekend": ("previous", "none", "next"),
    "late_notice": ("void", "next"),
}
"""What a field may hold; the first is what an empty one means."""

EVENTS = {
    "amend": "An amendment",
    "renew": "A renewal",
    "notice": "A notice",
    "terminate": "A termination",
    "withdraw": "A withdrawal",
}


NO_NOTICE = Period(0, "d")


@dataclass(frozen=True)
class Rules:
    """What holds until an amendment changes it; the fields are those of docs/domain/contract-dates.md."""

    renewal: str = "none"
    renewal_length: tuple[Length, ...] = ()
    cap: int | None = None
    latest_end: date | None = None
    notice: Notice = NO_NOTICE
    basis: str = "term_end"
    count: str = "standard"
    month_rule: str = "back"
    weekend: str = "previous"
    delivery: Period | None = None
    not_before: Notice | None = None
    open_notice: Notice | None = None
    late_notice: str = "void"

    def __post_init__(self):
        if self.renewal == "auto" and not self.renewal_length:
            raise CannotWorkOut("It renews by itself, and for how long is not recorded.")

    def amended(self, changes: Mapping[str, Any]) -> "Rules":
        """The same rules with some of them changed: {field: value}."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Event:
    """Something that happened to a contract: what, the day from which it counts, and what it says."""

    kind: str
    counts_from: date
    given: date
    """The day of the paper itself: signed, or given."""
    changes: Mapping[str, Any] = field(default_factory=dict)
    """Of an amendment: {field of Rules: its new value}."""
    end: date | None = None
    length: Length | None = None
    begins: date | None = None


@dataclass(frozen=True)
class Record:
    """One contract, as the engine takes it."""

    start: date
    signed: date | None = None
    initial: Length | None = None
    """None: open-ended at once."""
    rules: Rules = field(default_factory=Rules)
    events: tuple[Event, ...] = ()
    process_bd: int = 0
    """The company's own business days between a decision and the last date to act."""
    calendar: BusinessDays = field(default_factory=BusinessDays)

    def __post_init__(self):
        if self.initial is None and self.rules.renewal != "open":
            raise CannotWorkOut("Neither a first term nor its end is recorded, and it is not open-ended.")


def read_record(row: Mapping[str, str | None]) -> Record:
    """A record from the input columns of the table, all texts; an empty or missing one means its default.

    Raises CannotWorkOut with a sentence that names the field.
    """
    values = {name: (text or "").strip() for name, text in row.items() if name}
    rules = Rules(**{name: _read_rule(name, values[name]) for name in RULES if values.get(name)})
    return Record(
        start=read_day(values.get("start", ""), of="The first day (start)"),
        signed=_read_day(values, "signed"),
        initial=read_length(values["initial"], of="The first term (initial)") if values.get("initial") else None,
        rules=rules,
        events=read_events(values.get("events", "")),
        process_bd=_read_number(values.get("process_bd") or "0", of="process_bd"),
        calendar=BusinessDays(
            read_day(text, of="A holiday") for text in values.get("holidays", "").replace(",", " ").split()
        ),
    )


def read_events(text: str) -> tuple[Event, ...]:
    """Events from `amend signed=2026-03-10 end=2027-12-31 / notice given=2026-04-30`, in the order that they count."""
    events = [_read_event(part) for part in text.split(" / ") if part.strip()]
    return tuple(sorted(events, key=lambda event: event.counts_from))


def _read_event(text: str) -> Event:
    kind, *pairs = text.split()
    if kind not in EVENTS:
        raise CannotWorkOut(f"“{kind}” is no event; there are {', '.join(EVENTS)}.")
    words = dict(_read_pair(pair, kind) for pair in pairs)
    given = _read_day(words, "signed") or _read_day(words, "given")
    effective = _read_day(words, "effective")
    days = [day for day in (given, effective) if day]
    if not days:
        raise CannotWorkOut(f"{EVENTS[kind]} has no date: say signed= or given=.")
    event = Event(kind, counts_from=max(days), given=given or days[0], **_read_content(kind, words))
    _check_event(event)
    return event


def _read_pair(pair: str, kind: str) -> tuple[str, str]:
    name, sign, value = pair.partition("=")
    if not sign or name not in ALLOWED[kind]:
        raise CannotWorkOut(f"{EVENTS[kind]} cannot say “{pair}”.")
    return name, value


def _read_content(kind: str, words: Mapping[str, str]) -> dict[str, Any]:
    end = _read_day(words, "for" if kind == "notice" else "end")
    if kind == "amend":
        return {"end": end, "changes": {name: _read_rule(name, words[name]) for name in RULES if words.get(name)}}
    if kind == "renew":
        length = read_length(words.get("length", ""), of="The length of the renewal (length)")
        return {"length": length, "begins": _read_day(words, "from")}
    return {"end": end}


def _check_event(event: Event) -> None:
    if event.kind == "terminate" and event.end is None:
        raise CannotWorkOut("A termination names the day on which the contract ends (end=).")
    if event.kind == "amend" and event.end is None and not event.changes:
        raise CannotWorkOut("An amendment says what it changes.")


def _read_rule(name: str, text: str) -> Any:
    return RULES[name](text, name)


def _read_choice(text: str, name: str) -> str:
    if text not in CHOICES[name]:
        raise CannotWorkOut(f"{name} is {text}; it may be {', '.join(CHOICES[name])}.")
    return text


def _read_day(values: Mapping[str, str], name: str) -> date | None:
    return read_day(values[name], of=name) if values.get(name) else None


def _read_number(text: str, of: str) -> int:
    if not text.isdecimal() or len(text) > 4:
        raise CannotWorkOut(f"{of} is a whole number from 0 on, not {text}.")
    return int(text)


def _read_lengths(text: str, name: str) -> tuple[Length, ...]:
    lengths = tuple(read_length(part.strip(), of=f"The length of a renewal ({name})") for part in text.split(","))
    if not all(isinstance(length, Period) for length in lengths):
        raise CannotWorkOut("The length of a renewal is a period, such as 12m, not a date.")
    return lengths


RULES: dict[str, Callable[[str, str], Any]] = {
    **dict.fromkeys(CHOICES, _read_choice),
    "renewal_length": _read_lengths,
    "cap": _read_number,
    "latest_end": lambda text, name: read_day(text, of=name),
    "notice": lambda text, name: read_notice(text, of=name),
    "not_before": lambda text, name: read_notice(text, of=name),
    "open_notice": lambda text, name: read_notice(text, of=name),
    "delivery": lambda text, name: read_period(text, of=name),
}
"""{field of Rules: what reads it from a text}"""

assert set(RULES) == {rule.name for rule in fields(Rules)}

_WHEN = {"signed", "given", "effective"}
ALLOWED = {
    "amend": _WHEN | {"end"} | set(RULES),
    "renew": _WHEN | {"length", "from"},
    "notice": _WHEN | {"for"},
    "terminate": _WHEN | {"end"},
    "withdraw": _WHEN,
}
"""{event: what it may say}"""
