"""Many people at once: a pasted list, or a CSV. First every line is accounted for, then all that can be are invited.

A line holds an address and, in any order, a name, a desk and a part: `Ada Lovelace <ada@…>`, `ada@…; Ada; Legal; lead`,
or the same from a spreadsheet. Nothing is written before somebody has looked at what would become of each line.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass, field
from email.utils import getaddresses

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from common.searching import plain_letters, tidy
from common.words import counted
from people.actions import inviting
from people.actions.inviting import NAME_LIMIT, Wanted
from people.actions.rights import require_admin
from people.models import Team, User

MOST_LINES = 2000
MOST_BYTES = 1_000_000
PARTS = {
    "member": {},
    "lead": {"is_lead": True},
    "backup": {"is_backup": True},
    "auditor": {"is_auditor": True},
    "outside counsel": {"is_outside": True},
}
HEADINGS = {"e-mail", "email", "mail", "address", "e-mail address", "email address"}


@dataclass
class Line:
    """One line: whom it asks for, or why nobody is asked in for it."""

    number: int
    email: str = ""
    name: str = ""
    team: Team | None = None
    part: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """What becomes of it."""
        if self.faults:
            return " ".join(self.faults)
        words = f"is invited as {self.name or inviting.name_of_address(self.email)}"
        if self.team:
            part = {"lead": "to lead", "backup": "to back up the lead of"}.get(self.part, "to sit at")
            confirmed = ", once another admin has confirmed it" if self.team.speaks_for_legal else ""
            return f"{words}, {part} {self.team}{confirmed}"
        return f"{words}, as {self.part}" if self.part in {"auditor", "outside counsel"} else words


@dataclass(frozen=True)
class Plan:
    """What would become of every line."""

    lines: list[Line]

    @property
    def good(self) -> list[Line]:
        return [line for line in self.lines if not line.faults]

    @property
    def bad(self) -> list[Line]:
        return [line for line in self.lines if line.faults]

    @property
    def fingerprint(self) -> str:
        """Says whether what is done is what was looked at."""
        outcomes = [(line.number, line.email, line.sentence) for line in self.lines]
        return hashlib.sha256(repr(outcomes).encode()).hexdigest()[:16]

    @property
    def in_words(self) -> str:
        good, bad = len(self.good), len(self.bad)
        if not bad:
            return f"All {good} lines are in order." if good != 1 else "The line is in order."
        people = "1 person" if good == 1 else f"{good} people"
        return f"{people} can be invited; {counted(bad, 'line')} cannot be used."


def text_of_file(upload) -> str:
    """The text of a CSV, as spreadsheets write it. Raises ValidationError for what is none."""
    if upload.size > MOST_BYTES:
        raise ValidationError(["This file is larger than a megabyte. Split it."])
    content = upload.read()
    if b"\0" in content:
        raise ValidationError(["This is no text file. Save the list as CSV and choose that."])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def plan(text: str) -> Plan:
    """Look at a list: three queries, however long it is. Raises ValidationError where it is empty or too long."""
    rows = _rows(text)
    if not rows:
        raise ValidationError(["There is nothing in this list. Put one person on each line."])
    if len(rows) > MOST_LINES:
        raise ValidationError([f"This list has {len(rows)} lines; {MOST_LINES} are possible at once. Split it."])
    desks = _desks()
    lines = [_line(number, cells, desks) for number, cells in rows]
    _say_who_is_known(lines)
    return Plan(lines)


def _rows(text):
    """[(number of the line, its cells)], without empty lines and headings. A line from a mail program may hold many."""
    text = text.replace("\0", "").lstrip("\ufeff")
    delimiter = next((sign for sign in "\t;" if sign in text), ",")
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        for cells in _mailboxes(line) or [_cells(line, delimiter)]:
            cells = [tidy(cell) for cell in cells]
            if any(cells) and not {cell.lower() for cell in cells} & HEADINGS:
                rows.append((number, [cell for cell in cells if cell]))
    return rows


def _mailboxes(line):
    """[[name, address]] of `"Lovelace, Ada" <ada@…>; Ben <ben@…>`; nothing where the line is written otherwise."""
    if "<" not in line:
        return []
    pairs = getaddresses([line.replace(";", ",")])
    return [list(pair) for pair in pairs] if all("@" in address for _, address in pairs) else []


def _cells(line, delimiter):
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True, strict=True), [])
    except csv.Error:
        return line.split(delimiter)


def _desks():
    desks = list(Team.objects.in_use())
    return {plain_letters(name): desk for desk in desks for name in (desk.name, desk.slug)}


def _line(number, cells, desks):
    line = Line(number)
    for cell in cells:
        _take(line, cell, desks)
    if not line.email:
        line.faults.insert(0, "There is no e-mail address on this line.")
    if line.part in {"lead", "backup", "member"} and line.team is None:
        line.faults.append(f"“{line.part}” of which desk? Name it on the same line.")
    if line.part in {"auditor", "outside counsel"} and line.team:
        line.faults.append("An auditor or outside counsel sits on no desk.")
    if len(line.name) > NAME_LIMIT:
        line.faults.append(f"The name is longer than {NAME_LIMIT} letters.")
    return line


def _take(line, cell, desks):
    """What one cell says."""
    key = plain_letters(cell)
    if "@" in cell:
        _take_address(line, cell)
    elif key in desks and line.team is None:
        line.team = desks[key]
    elif key in PARTS and not line.part:
        line.part = key
    elif key in {"admin", "administrator"}:
        line.faults.append("The role of an admin is given on the person's page, where another admin confirms it.")
    elif not line.name:
        line.name = cell
    else:
        line.faults.append(f"“{cell[:60]}” is no desk and no part. Parts are member, lead, backup, auditor.")


def _take_address(line, cell):
    if line.email:
        line.faults.append("There are two addresses on this line. Put each person on a line of their own.")
        return
    line.email = cell.lower()
    try:
        validate_email(cell)
    except ValidationError:
        line.faults.append(f"“{cell[:100]}” is not an e-mail address.")
    if len(cell) > User._meta.get_field("email").max_length:
        line.faults.append("This e-mail address is too long.")


def _say_who_is_known(lines):
    """Addresses that stand here twice, or have an account."""
    addresses = {line.email for line in lines if line.email}
    known = User.objects.filter(email__in=addresses).prefetch_related("invitations")
    known = {person.email: person for person in known}
    first = {}
    for line in lines:
        if not line.email:
            continue
        if line.email in first:
            line.faults.append(f"{line.email} stands on line {first[line.email]} already.")
        elif line.email in known:
            line.faults.append(inviting.why_not_again(known[line.email]))
        first.setdefault(line.email, line.number)


@transaction.atomic
def invite_all(text: str, *, seen: str, by: User) -> list:
    """Invite all that can be, in one transaction. `seen` is the fingerprint of the `Plan` that was looked at.

    Returns the invitations. Raises ValidationError where the list, or who has an account, is not as it was seen.
    """
    require_admin(by)
    looked_at = plan(text)
    if looked_at.fingerprint != seen:
        raise ValidationError(["Something has changed since you looked: look at the list again."])
    if not looked_at.good:
        raise ValidationError(["Nobody on this list can be invited."])
    return [_invite(line, by) for line in looked_at.good]


def _invite(line, by):
    rights = PARTS.get(line.part, {})
    seat = {name: value for name, value in rights.items() if name in {"is_lead", "is_backup"}}
    roles = {name: value for name, value in rights.items() if name in {"is_auditor", "is_outside"}}
    seats = [Wanted(line.team, **seat)] if line.team else []
    return inviting.invite(email=line.email, name=line.name, seats=seats, **roles, by=by)
