"""Every address that takes a form is placed, and the page of the documentation lists the edits."""

import re
from pathlib import Path

from django.conf import settings

from tests.edits import CREATES, EDITS, NAMES_ITS_STATE, ONCE, ROUTES, SAVES_WITH, STEPS
from tests.routes import NO_METHOD

PAGE = Path(settings.BASE_DIR) / "docs" / "stale-saves.md"


def takes_forms(route):
    return any(answer != NO_METHOD for role, answer in route.post.items() if role != "anonymous")


def test_every_address_that_takes_a_form_is_placed_once():
    tables = [EDITS, SAVES_WITH, NAMES_ITS_STATE, ONCE, CREATES, STEPS]
    placed = [name for table in tables for name in table]
    assert sorted(placed) == sorted(set(placed))
    assert {name for name, route in ROUTES.items() if takes_forms(route)} == set(placed)


def test_page_lists_every_edit_and_decision():
    text = PAGE.read_text()
    for name, edit in EDITS.items():
        assert f"| `{name}` | {edit.fields} |" in text
    for name, state in NAMES_ITS_STATE.items():
        assert f"| `{name}` | {state} |" in text
    assert set(re.findall(r"^\| `(\w+:\w+)` \|", text, re.MULTILINE)) == set(EDITS) | set(NAMES_ITS_STATE)
