"""docs/roles.md is drawn from tests/routes/table.txt, which every address is held to.

After a change of the table: `DRAW=1 make test ARGS="tests/docs/test_roles.py -n0"` writes the page anew.
"""

import os
import re
from itertools import groupby

from django.conf import settings
from django.urls import get_resolver

from operations.management.commands.draw_rooms import between, put_between
from tests.routes import DONE, ERRORS, FORBIDDEN, NOT_FOUND, PAGE, REFUSED, ROLES, SIGN_IN, read_table

PAGE_OF_ROLES = settings.BASE_DIR / "docs" / "roles.md"
READS = {PAGE: "R", DONE: "R", NOT_FOUND: "–", SIGN_IN: "s", FORBIDDEN: "f", REFUSED: "f"}
ACTS = {PAGE: "X", DONE: "X", ERRORS: "X", NOT_FOUND: "–", SIGN_IN: "s", FORBIDDEN: "f", REFUSED: "f"}


def drawing():
    """A section a heading of the table, a row an address."""
    parts = []
    for section, lines in groupby(read_table(), lambda line: line.section):
        head = f"| address | {' | '.join(ROLES)} |\n|---|{'---|' * len(ROLES)}"
        rows = [f"| `{path}` | {' | '.join(cells)} |" for path, cells in _rows(list(lines))]
        parts.append("\n".join([f"## {section}", "", head, *rows]))
    return "\n\n".join(parts)


def _rows(lines):
    paths = dict(_paths(get_resolver().url_patterns))
    for name, of_one in groupby(lines, lambda line: line.name):
        by_method = {line.method: line.answers for line in of_one}
        yield paths[name], [_cell(by_method, role) for role in ROLES]


def _cell(by_method, role):
    """“R X”: reads and acts; what is alike for both is said once."""
    letters = [READS.get(by_method["get"][role])] if "get" in by_method else []
    letters += [ACTS.get(by_method["post"][role])] if "post" in by_method else []
    return " ".join(dict.fromkeys(letter for letter in letters if letter))


def _paths(patterns, namespace="", before=""):
    """(name, address) of every address, with what stands for an argument in angle brackets."""
    for pattern in patterns:
        path = before + re.sub(
            r"\(\?P<(\w+)>.*?\)(?=/|$|-|\.)|\^|\\Z|\$|\\",
            lambda found: f"<{found[1]}>" if found[1] else "",
            str(pattern.pattern),
        )
        if hasattr(pattern, "url_patterns"):
            inner = pattern.namespace or ""
            yield from _paths(pattern.url_patterns, f"{namespace}{inner}:" if inner else namespace, path)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", "/" + re.sub(r"<\w+:", "<", path)


def test_page_shows_what_the_table_says():
    drawn = put_between(PAGE_OF_ROLES.read_text(), "roles", drawing())
    if os.environ.get("DRAW"):
        PAGE_OF_ROLES.write_text(drawn)
    assert PAGE_OF_ROLES.read_text() == drawn, 'Draw it again: DRAW=1 make test ARGS="tests/docs/test_roles.py -n0"'


def test_page_says_who_each_role_is():
    text = PAGE_OF_ROLES.read_text()
    assert [role for role, who in ROLES.items() if f"| {role} | {who} |" not in text] == []


def test_page_is_drawn_between_its_marks():
    assert between(PAGE_OF_ROLES.read_text(), "roles").count("## ") > 5
