"""Every address that takes a form is placed, and the page of the documentation lists the edits."""

import re
from pathlib import Path

from django.conf import settings
from django.urls import get_resolver

from tests.edits import CREATES, EDITS, NAMES_ITS_STATE, ONCE, ROUTES, SAVES_WITH, STEPS
from tests.routes import DONE, ERRORS, PAGE, REFUSED, read_table
from tests.test_routes import names_of

PAGE_OF_EDITS = Path(settings.BASE_DIR) / "docs" / "stale-saves.md"


def addresses_that_take_forms():
    """Those of the tables of addresses to which somebody may post."""
    lines = [line for line in read_table() if line.method == "post" and line.name in ROUTES]
    return {line.name for line in lines if {PAGE, DONE, REFUSED, ERRORS} & set(line.answers.values())}


def test_every_address_that_takes_a_form_is_placed_once():
    tables = [EDITS, SAVES_WITH, NAMES_ITS_STATE, ONCE, CREATES, STEPS]
    placed = [name for table in tables for name in table]
    assert sorted(placed) == sorted(set(placed))
    assert addresses_that_take_forms() <= set(placed)
    assert set(placed) <= set(names_of(get_resolver().url_patterns))


def test_page_lists_every_edit_and_decision():
    text = PAGE_OF_EDITS.read_text()
    for name, edit in EDITS.items():
        assert f"| `{name}` | {edit.fields} |" in text
    for name, state in NAMES_ITS_STATE.items():
        assert f"| `{name}` | {state} |" in text
    assert set(re.findall(r"^\| `(\w+(?::\w+)?)` \|", text, re.MULTILINE)) == set(EDITS) | set(NAMES_ITS_STATE)
