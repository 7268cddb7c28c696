"""No silent last write: whoever saves on a state that is no longer the stored one sees the difference and is asked.

A form that shows stored values carries them as `form_read` (`{% post_form ... reads=form %}`). Its view saves inside
`unless_changed`, which reads the row again, locked, and compares. What differs stops the view with `Stale`, which
common.once turns into a page with the difference. The API compares a short key of the state instead (`key_of`), sent in
the body as `state` or as `If-Match`. See docs/decisions/0025-stale-saves.md.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.forms import BaseForm, CheckboxInput, DateField, IntegerField
from django.utils import timezone

from common.words import day_in_words, figures_in_words, moment_in_words

READ = "form_read"
OURS = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS")

_signer = signing.Signer(salt="what was read")

Values = dict[str, list[str]]
"""{name of a field as the browser sends it: its values}; of a field without a value, none."""


OWN_WINDOW = "Another window of yours"
"""Who changed it, where nobody else may."""


def own_window():
    return OWN_WINDOW, None


@dataclass(frozen=True)
class Change:
    """One field that differs: in words what was read (None: not known any more), what stands now, what was typed."""

    name: str
    label: str
    read: str | None
    now: str
    typed: str


@dataclass(frozen=True)
class Part:
    """One part of a `State`: its name, its label, what it says. Of a long text only a digest travels with a page."""

    name: str
    label: str
    words: str
    is_long: bool = False

    @property
    def value(self) -> str:
        return key_of(self.words) if self.is_long else self.words


@dataclass(frozen=True)
class State:
    """What a decision is made on, where no form shows it as its fields."""

    parts: list[Part]

    @property
    def values(self) -> Values:
        return {part.name: [part.value] for part in self.parts}

    @property
    def key(self) -> str:
        return key_of(self.values)

    @property
    def as_facts(self) -> dict[str, str]:
        """{label: words}: what the API tells of it."""
        return {part.label: part.words for part in self.parts}

    def changes_since(self, read: Values, typed: str) -> list[Change]:
        """What differs; beside each decision stands the one that somebody wants to make."""
        return [
            Change(
                name=part.name,
                label=part.label,
                read=_of(read, part),
                now=part.words,
                typed="" if part.is_long else typed,
            )
            for part in self.parts
            if read.get(part.name) != [part.value]
        ]


def _of(read, part):
    if part.name not in read:
        return None
    return "other words" if part.is_long else ", ".join(read[part.name])


class ChangedMeanwhile(ValidationError):
    """A decision was made on a state that is no longer the present one, `state`."""

    def __init__(self, sentence: str, state: State):
        super().__init__([sentence])
        self.state = state


class StateNotNamed(ValidationError):
    """Something was to be saved over the API without the state that it was read in (428 Precondition Required)."""

    def __init__(self):
        super().__init__(["Name the state that you read, as “state” or as If-Match: nobody overwrites silently."])


def state_named(request, sent: str = "") -> str:
    """The key of the state that If-Match names, else the one that was `sent` in the body.

    Raises `StateNotNamed` without any, and for “any will do” (“*”): a decision is made on something that was read.
    """
    named = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"*') or sent
    if not named:
        raise StateNotNamed()
    return named


class Stale(Exception):
    """What somebody saves was changed since they read it. `by` and `at` tell who and when, as far as it is known."""

    def __init__(self, changes, *, mine, read, by=None, at=None, via_header=False):
        self.changes, self.mine, self.read = changes, mine, read
        self.by, self.at, self.via_header = by, at, via_header
        super().__init__(sentence(by, at))

    def as_facts(self):
        """As TypedText keeps it."""
        return {
            "changes": [asdict(change) for change in self.changes],
            "mine": self.mine,
            "read": self.read,
            "by": str(self.by) if self.by else "",
            "at": self.at.isoformat() if self.at else "",
        }


def sentence(by, at) -> str:
    who = f"{by} changed this" if by else "This was changed"
    when = f" ({moment_in_words(at)})" if at else ""
    return f"{who}{when}, after you had opened it. Nothing of yours is saved yet."


# --- what a form shows --------------------------------------------------------------------------------


def forms_in(shown) -> list[BaseForm]:
    """The forms behind a form, a formset, or a list of both; none behind a `State`."""
    if isinstance(shown, State):
        return []
    if isinstance(shown, BaseForm):
        return [shown]
    parts = shown if isinstance(shown, (list, tuple)) else shown.forms
    return [form for part in parts for form in forms_in(part)]


def values_of(shown) -> Values:
    """What the fields of unbound forms show, as the browser would send it; or what a `State` says."""
    if isinstance(shown, State):
        return shown.values
    return {
        bound.html_name: _texts(bound.field.prepare_value(bound.initial))
        for form in forms_in(shown)
        for bound in form
        if not bound.is_hidden
    }


def _texts(value: Any) -> list[str]:
    if value is None or value is False or value == "":
        return []
    if value is True:
        return ["on"]
    if isinstance(value, datetime):  # a field has put it on the reader's clock already
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return [local.strftime("%Y-%m-%dT%H:%M")]
    if isinstance(value, date):
        return [value.isoformat()]
    if isinstance(value, str):
        return _trimmed([value])
    if hasattr(value, "__iter__"):
        return [text for one in value for text in _texts(getattr(one, "pk", one))]
    return [str(getattr(value, "pk", value))]


def _trimmed(texts):
    """As they are stored: without the spaces at either end, with one kind of line end."""
    plain = (text.replace("\r\n", "\n").strip() for text in texts)
    return [text for text in plain if text]


def as_read(shown) -> str:
    """The signed text of what the forms show, for the field `form_read`."""
    return _signer.sign_object(values_of(shown), compress=True)


def read_by(request) -> Values:
    """What the person had read when they sent the form; {} where that is not known: it is asked about, not trusted."""
    try:
        return _signer.unsign_object(request.POST.get(READ, ""))
    except signing.BadSignature:
        return {}


# --- comparing ----------------------------------------------------------------------------------------


@contextmanager
def unless_changed(
    request,
    fresh: Callable[[], Any],
    *,
    last: Callable[[], tuple] | None = None,
    is_mine: Callable[[], bool] | None = None,
    deed: str = "",
) -> Iterator[None]:
    """Around the action of an edit form, in one transaction with it.

    `fresh` locks the row and returns the form (or forms) as it would be shown now, or a `State`. `last` returns (who
    changed it last, when). `deed` says in words what the form would do, beside a `State`. `is_mine` tells whether the
    last change came from this very window, which then knows of it.
    Raises `Stale` where something differs from what was read and is not what was typed anyway. A form that does not
    say what was read (no page of ours) has read nothing, and is asked about everything.
    """
    if request.method != "POST":
        yield
        return
    read = read_by(request)
    with transaction.atomic():
        try:
            shown = fresh()
        except (ValidationError, ObjectDoesNotExist):  # it is gone, and the action says so
            shown = None
        now = read if shown is None else values_of(shown)
        if now != read and not (is_mine and is_mine()):
            _compare(request, shown, read, now, last, deed)
        yield


def _compare(request, shown, read, now, last, deed):
    by, at = last() if last else (None, None)
    signed = _signer.sign_object(now, compress=True)
    if isinstance(shown, State):
        changes = shown.changes_since(read, deed)
        raise Stale(changes, mine=[list(pair) for pair in _sent(request)], read=signed, by=by, at=at)
    typed = {name: sorted(_trimmed(request.POST.getlist(name))) for name in {*now, *read}}
    differing = {name for name in typed if name not in read or sorted(read[name]) != sorted(now.get(name, []))}
    fields = {bound.html_name: bound for form in forms_in(shown) for bound in form}
    if all(name in fields and _is_stored(fields[name], request) for name in differing):
        return
    touched = {name for name in typed if sorted(read.get(name, [])) != typed[name]}
    changes = [
        Change(
            name=name,
            label=_label(fields, name),
            read=_words(fields.get(name), read[name]) if name in read else None,
            now=_words(fields.get(name), now.get(name, [])),
            typed=_words(fields.get(name), typed[name]),
        )
        for name in [*now, *(name for name in read if name not in now)]
        if name in differing
    ]
    ours = {bound.html_name: _texts(bound.initial) for bound in fields.values() if bound.is_hidden}
    stored = {**ours, **{name: now[name] for name in now if name not in touched}}
    mine = [[name, value] for name, value in _sent(request) if name not in stored]
    mine += [[name, value] for name, values in stored.items() for value in values]
    raise Stale(changes, mine=mine, read=signed, by=by, at=at)


def _is_stored(bound, request):
    """Whether what was typed means what is stored already: “7” is 7.0."""
    data = bound.field.widget.value_from_datadict(request.POST, request.FILES, bound.html_name)
    return not bound.field.has_changed(bound.initial, data)


def _sent(request):
    from_us = {"csrfmiddlewaretoken", "form_key", "form_page", "form_typed", READ}
    return [(name, value) for name, values in request.POST.lists() if name not in from_us for value in values]


def _label(fields, name):
    if name not in fields:
        return name
    form, label = fields[name].form, str(fields[name].label)
    return f"{label} (row {int(form.prefix.rpartition('-')[2]) + 1})" if _is_row(form) else label


def _is_row(form):
    return bool(form.prefix) and form.prefix.rpartition("-")[2].isdigit()


def _words(bound, values: list[str]) -> str:
    if bound is not None and isinstance(bound.field.widget, CheckboxInput):
        return "yes" if values else "no"
    choices = _choices(bound)
    return ", ".join(choices[value] if value in choices else _as_written(bound, value) for value in values)


def _as_written(bound, value: str) -> str:
    """What stands in a field for days or numbers, as pages write it; what cannot be read, as it was typed."""
    field = bound and bound.field
    try:
        if isinstance(field, DateField):
            return day_in_words(value)
        if isinstance(field, IntegerField):  # decimals are one of them
            return figures_in_words(value)
    except (ValueError, ArithmeticError):
        pass
    return value


def _choices(bound) -> Mapping[str, str]:
    known = {}
    for value, label in getattr(bound and bound.field, "choices", ()):
        if isinstance(label, (list, tuple)):
            known |= {str(inner): str(words) for inner, words in label}
        else:
            known[str(value)] = str(label)
    return known


# --- the API ------------------------------------------------------------------------------------------


def key_of(state: Any) -> str:
    """A short key of a state, a value that JSON can say: what the API calls `state` and sends as ETag."""
    return hashlib.sha256(json.dumps(state, sort_keys=True, default=str).encode()).hexdigest()[:16]
