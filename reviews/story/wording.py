"""Changing the words in which requesters read of a desk's work: by an admin, on record."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from common.locks import locked_row
from common.log import record
from people.models import User
from reviews.models import TermType, Wording
from reviews.pure.verbs import Verb
from reviews.rules import policies

GONE = "These words have been removed meanwhile. Look at the list again."
VENDOR = "{vendor}"
BRACES = re.compile(r"\{[^}]*\}?|\}")


@transaction.atomic
def save_wording(wording: Wording, *, term_types: Iterable[TermType], by: User, **columns: Any) -> Wording:
    """Write new words (not saved yet) or others; `columns` are any of desk, group, doing and done. Returns the row.

    They hold at once, for everything that is read from now on.
    """
    _require_right(by)
    if wording.pk:
        wording = locked_row(wording, "desk", gone=GONE)
    if faults := faults_of_words(columns):
        raise ValidationError(faults)
    for name, value in columns.items():
        setattr(wording, name, value)
    wording.full_clean()
    wording.save()
    wording.term_types.set(term_types)
    _record(Verb.WORDING_SAVED, wording, by)
    return wording


@transaction.atomic
def remove_wording(wording: Wording, *, by: User) -> None:
    """Let the desk's other words hold for these terms again."""
    _require_right(by)
    wording = locked_row(wording, "desk", gone=GONE)
    _record(Verb.WORDING_REMOVED, wording, by)
    wording.delete()


def faults_of_words(columns: Mapping[str, Any]) -> dict[str, list[str]]:
    """{column: sentences} for braces that would be shown to requesters as they stand."""
    unknown = {name: set(BRACES.findall(columns.get(name, ""))) - {VENDOR} for name in ("doing", "done")}
    return {
        name: [f"Only {VENDOR} is filled in; “{sorted(braces)[0]}” would be read as it stands."]
        for name, braces in unknown.items()
        if braces
    }


def _require_right(by):
    if not policies.may_change_split(by):
        raise PermissionDenied("Only admins change what requesters read. Leads can look at it.")


def _record(verb, wording, by):
    record(verb, wording, by=by, desks={"of": wording.desk}, group=wording.group)
