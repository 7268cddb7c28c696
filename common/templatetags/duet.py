"""Template tags of the design system, known in every template without `{% load %}` (settings.TEMPLATES).

What Django has already (`{% querystring %}`, `filesizeformat`, `pluralize`, `linebreaks`) is not repeated here.
"""

import datetime
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.timesince import timesince
from lucide import _render_icon as render_lucide

from common.words import (
    amount_in_words,
    business_days_in_words,
    clock_in_words,
    clock_of_day_in_words,
    day_in_words,
    exact_business_days_in_words,
    moment_in_words,
    month_in_words,
    number_in_words,
)
from common.words import (
    due_in_short as words_of_due,
)

register = template.Library()

NOT_GIVEN = mark_safe('<span class="text-faint">not given</span>')

STRETCHES_SHOWN = 8

# A side or function, and the icon that goes with its colour wherever the colour is used.
SIDE_ICONS = {
    "commercial": "handshake",
    "procurement": "handshake",
    "legal": "scale",
    "privacy": "fingerprint-pattern",
    "security": "shield",
    "finance": "landmark",
    "shared": "blend",
}

TONE_ICONS = {
    "neutral": "info",
    "info": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-alert",
    # The levels of Django's messages that go by another name.
    "error": "circle-alert",
    "debug": "bug",
}


DRAWN_BY_STYLE = ' fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
"""What every icon says of its lines. `.icon` says it once: a long page holds hundreds of icons."""


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name, size=18, css=""):
    """A Lucide icon, hidden from screen readers: the words beside it carry the meaning. None without a name."""
    if not name:
        return ""
    attributes = {"aria_hidden": "true", "class": f"icon {css}".strip()}
    return mark_safe(render_lucide(str(name), size, **attributes).replace(DRAWN_BY_STYLE, "", 1))


@register.filter
def side_icon(side):
    """The icon name of a side or function; empty when it is not one."""
    return SIDE_ICONS.get(side, "")


@register.filter
def tone_icon(tone):
    """The icon name of a tone, or of a level of Django's messages; that of “info” for any other."""
    return TONE_ICONS.get(tone, "info")


@register.simple_tag
def moment(value, plain=False):
    """A moment as people say it ("3 hours ago", "in 2 days"), the exact time in their zone on hover.

    With `plain=True` the exact time is the text, and the relative one is on hover.
    """
    if not value:
        return NOT_GIVEN
    exact, relative = moment_in_words(value), relative_moment(value)
    text, title = (exact, relative) if plain else (relative, exact)
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), title, text)


@register.simple_tag
def day(value):
    """A calendar day, "31 December 2026", with the distance on hover; of a moment the day, with the moment on hover."""
    if not value:
        return NOT_GIVEN
    at = None
    if isinstance(value, datetime.datetime):
        at, value = value, timezone.localtime(value).date()
    title = f"{moment_in_words(at)}, {relative_day(value)}" if at else relative_day(value)
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), title, day_in_words(value))


@register.filter
def as_day(value):
    """A calendar day without markup, for an option of a list: "31 December 2026"."""
    return day_in_words(value)


@register.filter
def as_clock(value):
    """A time of this day: "16:30"."""
    return clock_in_words(value)


@register.filter
def as_clock_of_day(value):
    """A time of day that belongs to no zone, as in opening hours: "09:00"."""
    return clock_of_day_in_words(value)


@register.simple_tag
def money(value):
    """An amount with its currency: "EUR 48,000"; cents only when there are some."""
    if value is None or value == "":
        return NOT_GIVEN
    return format_html('<span class="money">{}&nbsp;{}</span>', value.currency, amount_in_words(value.amount))


@register.filter
def as_number(value):
    """A number in the reader's form, with one decimal where it has one. Nothing stays nothing."""
    return "" if value is None else number_in_words(round(value, 1))


@register.filter
def or_not_given(value):
    """The value, or “not given” where there is none; zero and no are given."""
    return NOT_GIVEN if value is None or value == "" else value


@register.filter
def or_nothing(text):
    """What a field says, or “nothing” where it is empty."""
    return text or mark_safe('<span class="text-faint">nothing</span>')


@register.filter
def labelled(links, text):
    """Those of the links whose label has the text in it; all, without a text."""
    return [link for link in links if text.casefold() in link.label.casefold()]


@register.filter
def as_moment(text):
    """The moment that an ISO text stands for."""
    return datetime.datetime.fromisoformat(text)


class Column(NamedTuple):
    """A column of components/table.html. A number is aligned to the right; what is unseen is for screen readers."""

    label: str
    kind: str

    @property
    def is_number(self):
        return self.kind == "number"

    @property
    def is_unseen(self):
        return self.kind == "unseen"


@register.filter
def columns(head):
    """The columns that “Request | Value: number | Claim: unseen” stands for."""
    return [Column(*(part.strip() for part in (column + ":").split(":")[:2])) for column in head.split("|")]


@register.simple_block_tag
def words(content):
    """`{% words as text %}…{% endwords %}`: a long text over several lines under a name, to be handed to an include."""
    return mark_safe(" ".join(content.split()))


@register.filter
def fill(words, value):
    """“Take out {}” with the value in the place of the braces, for sentences and ids that are handed to a tag."""
    return words.replace("{}", str(value), 1)


@register.filter
def month(day):
    """The month of a day in words: "March 2027"."""
    return month_in_words(day)


@register.filter
def business_days(days):
    """A number of business days in words, to the half day: "3 business days", "half a business day"."""
    return "" if days is None else business_days_in_words(days)


@register.filter
def exact_business_days(days):
    """A number of business days as somebody set it: "0.25 business days"."""
    return exact_business_days_in_words(days)


@register.simple_tag
def duration(days, stretches=()):
    """A length in business days; the exact moments of its stretches, pairs of (start, end), on hover."""
    shown = [f"{moment_in_words(start)} to {moment_in_words(end)}" for start, end in stretches[:STRETCHES_SHOWN]]
    if len(stretches) > STRETCHES_SHOWN:
        shown.append(f"{len(stretches) - STRETCHES_SHOWN} more")
    return format_html('<span title="{}">{}</span>', "\n".join(shown), business_days(days))


@register.simple_tag
def held(line):
    """How long a wait has been held, in business days ("for 3 business days"), the exact moment on hover.

    `line` has `since` and `held_days`.
    """
    return _waiting(line.since, f"for {business_days(line.held_days)}", f"since {moment_in_words(line.since)}")


@register.simple_tag
def due(line):
    """When a wait is due, in business days from now ("due in 2 business days", "was due 1 business day ago"), the
    exact moment on hover.

    `line` has `due` and `days_left`, which is negative once it is late.
    """
    distance = business_days(line.days_left)
    text = f"was due {distance} ago" if line.days_left < 0 else f"due in {distance}"
    return _waiting(line.due, text, moment_in_words(line.due))


@register.simple_tag
def due_in_short(line, text=""):
    """The same for a narrow column: "in 3 days", "2 days late", or another `text`; the exact moment on hover."""
    return _waiting(line.due, text or words_of_due(line.days_left), moment_in_words(line.due))


@register.simple_tag
def day_away(value):
    """The distance of a moment from the reader's own today, without markup: "today", "in 3 days"."""
    return relative_day(timezone.localtime(value).date())


def _waiting(value, text, title):
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), title, text)


def relative_moment(value):
    """The distance from now in the largest unit that fits: "3 hours ago", "in 2 days"."""
    now = timezone.now()
    distance = abs(now - value)
    if distance < datetime.timedelta(minutes=1):
        return "just now"
    if value < now:
        return f"{timesince(value, now, depth=1)} ago"
    # a minute of grace, or what was due "in 2 days" a second ago would be due "in 1 day"
    return f"in {timesince(now, value + datetime.timedelta(minutes=1), depth=1)}"


def relative_day(value):
    """The distance of a date from the reader's own today: "today", "in 3 days", "1 day ago"."""
    days = (value - timezone.localdate()).days
    if days == 0:
        return "today"
    count = f"{abs(days):,} day{'' if abs(days) == 1 else 's'}"
    return f"in {count}" if days > 0 else f"{count} ago"


REDLINED = {
    "insert": '<ins><span class="visually-hidden"> (added: </span>{}<span class="visually-hidden">) </span></ins>',
    "delete": '<del><span class="visually-hidden"> (removed: </span>{}<span class="visually-hidden">) </span></del>',
}


@register.filter
def redline(pieces):
    """[[keep, insert or delete, words]] as a redline that can be told apart without colour, and by ear."""
    drawn = ((format_html(REDLINED.get(op, "{}"), words),) for op, words in pieces)
    return format_html_join("", "{}", drawn)
