"""Small pieces of sentences that rules, pages, mails and exports share: lists, days, moments, amounts, lengths of time.

There is one form of each, here. Templates have them as tags and filters (common/templatetags/duet.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as date_format


@dataclass(frozen=True)
class Form:
    """How days, times of day and numbers are written for somebody: formats of Django's, what stands between thousands,
    and what stands before the cents."""

    day: str = "j F Y"
    clock: str = "H:i"
    thousands: str = ","
    point: str = "."

    @property
    def clock_with_seconds(self) -> str:
        return self.clock.replace("i", "i:s")


OURS = Form()
"""“3 April 2026”, “16:30”, “12,000.50”: of whatever is written down for several people, and of whoever chose nothing.
No form of a day is a row of numbers that one could take for another day."""

DAY_FORMS = {"": "j F Y", "us": "F j, Y", "short": "j M Y", "iso": "Y-m-d"}
CLOCK_FORMS = {"": "H:i", "12": "g:i A"}
NUMBER_FORMS = {"": (",", "."), "point": (".", ","), "space": ("\u202f", ","), "swiss": ("’", ".")}
"""{what a person's row keeps: the form}; the first is ours."""

_form: ContextVar[Form] = ContextVar("form", default=OURS)


def form_of(*, day: str = "", clock: str = "", number: str = "") -> Form:
    """The form that somebody chose; of what is not known, ours."""
    thousands, point = NUMBER_FORMS.get(number, NUMBER_FORMS[""])
    day, clock = DAY_FORMS.get(day, OURS.day), CLOCK_FORMS.get(clock, OURS.clock)
    return Form(day, clock, thousands, point)


@contextmanager
def written_as(form: Form) -> Iterator[None]:
    """What is put in words inside is written in this form. A page is written in its reader's; whatever is kept, or
    compared with what another person saw, in ours (`written_as(OURS)`)."""
    token = _form.set(form)
    try:
        yield
    finally:
        _form.reset(token)


def _grouped(figures: str) -> str:
    """“12,000.50” in the form that holds now."""
    form = _form.get()
    return figures.translate(str.maketrans({",": form.thousands, ".": form.point}))


def listed(names: Iterable[Any], limit: int = 5) -> str:
    """'A, B and C', cut with a count when there are many."""
    names = [str(name) for name in names]
    if len(names) > limit:
        names = [*names[:limit], f"{len(names) - limit} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, noun: str) -> str:
    """'1 term', '3 terms'."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def too_long(text: str, limit: int, what: str = "this") -> list[str]:
    """[the fault in a sentence] where a text has more than `limit` characters; `what` names it, else []."""
    return [f"Please shorten {what} to {limit:,} characters; it has {len(text):,}."] if len(text) > limit else []


# --- days and moments ---------------------------------------------------------------------------------


def day_in_words(value: date | datetime | str, zone: tzinfo | None = None) -> str:
    """“3 April 2026”, of a day, of its ISO text, or of a moment: then on the reader's clock, or on that of `zone`."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        value = timezone.localtime(value, zone).date()
    return date_format(value, _form.get().day)


def days_in_words(first: date, last: date) -> str:
    """“3 April 2026 to 7 April 2026”; one day alone where both are the same."""
    return day_in_words(first) if first == last else f"{day_in_words(first)} to {day_in_words(last)}"


def clock_in_words(value: datetime, *, seconds: bool = False) -> str:
    """“16:30”, on the reader's clock; with `seconds` where two moments of one minute must be told apart."""
    form = _form.get()
    return date_format(timezone.localtime(value), form.clock_with_seconds if seconds else form.clock)


def clock_of_day_in_words(value: time) -> str:
    """“09:00”: a time of day that belongs to no zone, as in opening hours."""
    return date_format(value, _form.get().clock)


def moment_in_words(value: datetime) -> str:
    """“Friday 3 April 2026, 16:30 CEST”, on the reader's clock."""
    local = timezone.localtime(value)
    return f"{date_format(local, 'l')} {day_in_words(value)}, {clock_in_words(value)} {local.tzname()}"


# --- amounts and lengths ------------------------------------------------------------------------------


def amount_in_words(amount: Decimal | float | str, currency: object = "") -> str:
    """“EUR 48,000”, “EUR 1,299.50”: cents only where there are some. Without a currency the figures alone."""
    exact = Decimal(str(amount))
    figures = _grouped(f"{exact:,.0f}" if exact == exact.to_integral_value() else f"{exact:,.2f}")
    return f"{currency} {figures}" if currency else figures


def number_in_words(number: Decimal | float | str) -> str:
    """“1,200”, “99.9”: a number that is no amount of money, without zeros at its end."""
    return _grouped(f"{Decimal(str(number)).normalize():,f}")


def figures_in_words(text: object) -> str:
    """“12,000”, “1,299.50”: a number as somebody wrote it, with its thousands apart and without empty cents."""
    return _grouped(f"{Decimal(str(text).strip()):,}".removesuffix(".00"))


def business_days_in_words(days: float) -> str:
    """A number of business days, to the half day: “3 business days”, “half a business day”."""
    halves = round(abs(days) * 2) / 2
    if halves == 0:
        return "less than half a business day"
    if halves == 0.5:
        return "half a business day"
    return f"{halves:g} business day{'' if halves == 1 else 's'}"


def due_in_short(days: float) -> str:
    """The same for a narrow column that says when something is due, `days` from now: “in 3 days”, “2 days late”."""
    halves = round(abs(days) * 2) / 2
    length = "half a day" if halves == 0.5 else f"{halves:g} day{'' if halves == 1 else 's'}"
    if days < 0:
        return f"{length} late" if halves else "late"
    return f"in {length}" if halves else "now"


def exact_business_days_in_words(days: Decimal | float) -> str:
    """The same to the letter, where somebody sets it: “0.25 business days”."""
    return f"{number_in_words(days)} business day{'' if days == 1 else 's'}"
