"""What every address answers to whom. `table.txt` says it, plainly; the modules beside it say how to get there.

tests/test_routes.py tries every cell and fails for an address that the table does not name; docs/roles.md is drawn
from it. To add an address: `"app:name": Route(given=..., data=...)` in the module of its app, run the test, and copy
the line that it prints into the table, if that is what it should be.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

TABLE = Path(__file__).parent / "table.txt"
ROLES = {
    "anonymous": "nobody is signed in",
    "requester": "whoever asked for it",
    "stranger": "a requester of something else",
    "buyer": "on the procurement desk",
    "counsel": "on the legal desk",
    "lead": "leads procurement and legal",
    "part": "on a desk with a part in it (privacy)",
    "apart": "leads a desk without a part in it (finance)",
    "outside": "outside counsel, named on it",
    "auditor": "reads what was decided",
    "admin": "configures Duet",
    "operator": "runs the installation (a superuser)",
}
"""Who tries each address, in the order of the columns."""

PAGE, DONE, REFUSED, ERRORS = "page", "done", "refused", "form with errors"
FORBIDDEN, NOT_FOUND, NO_METHOD, SIGN_IN = "forbidden", "not found", "no method", "sign in"
LETTERS = {
    "p": PAGE,
    "d": DONE,
    "r": REFUSED,
    "e": ERRORS,
    "f": FORBIDDEN,
    "-": NOT_FOUND,
    "m": NO_METHOD,
    "s": SIGN_IN,
}
SUCCESS = {PAGE, DONE}
DENIALS = {REFUSED, FORBIDDEN, NOT_FOUND, NO_METHOD, SIGN_IN}


@dataclass(frozen=True)
class Route:
    """How to get to an address: `given(case)` prepares what it is about and returns its arguments; `data(case)` is
    what is sent to it, as JSON where `is_api`."""

    given: Callable = lambda case: []
    data: Callable = lambda case: {}


@dataclass(frozen=True)
class Line:
    """One line of the table: what an address answers to a method, {role: answer}."""

    section: str
    name: str
    method: str
    answers: dict

    def __str__(self):
        letters = {answer: letter for letter, answer in LETTERS.items()}
        cells = "  ".join(letters.get(answer, str(answer)) for answer in self.answers.values())
        return f"{self.name:40} {self.method.upper():4}  {cells}"


def read_table(text=None):
    """The lines of the table. One with {braces} stands for several addresses that answer alike."""
    section, lines = "", []
    for text_line in (TABLE.read_text() if text is None else text).splitlines():
        if text_line.startswith("## "):
            section = text_line.removeprefix("## ")
        elif text_line.strip() and not text_line.startswith("#"):
            name, method, *cells = text_line.split()
            answers = dict(zip(ROLES, (LETTERS[cell] for cell in cells), strict=True))
            lines += [Line(section, each, method.lower(), answers) for each in spelled_out(name)]
    return lines


def spelled_out(name):
    """`a_{b,c}` stands for a_b and a_c."""
    parts = [part.split(",") for part in re.split(r"[{}]", name)]
    return ["".join(chosen) for chosen in product(*parts)]


def answers_by_method(lines=None):
    """{name: {"get": {role: answer}, "post": ...}}; {} for a method without a line, which is allowed to nobody."""
    table = {}
    for line in read_table() if lines is None else lines:
        table.setdefault(line.name, {"get": {}, "post": {}})[line.method] = line.answers
    return table


def not_allowed(method):
    """What a few roles get where a method has no line. Auditors are stopped before that: they change nothing."""
    return {"anonymous": SIGN_IN, "requester": NO_METHOD, "auditor": NO_METHOD if method == "get" else FORBIDDEN}
