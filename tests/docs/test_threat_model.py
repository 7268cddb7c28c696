"""Each promise of docs/threat-model.md names a guard that exists and a test that exists."""

import re

import pytest
from django.conf import settings

PAGE = settings.BASE_DIR / "docs" / "threat-model.md"


def promises():
    """[(promise, file of the guard, test)] as the page has them."""
    _, _, part = PAGE.read_text().partition("## What is promised")
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")]
    return [(promise, guard.strip("` "), test.strip("` ")) for promise, guard, test in rows if promise != "promise"]


def test_page_promises_something():
    assert len(promises()) > 15


@pytest.mark.parametrize(("promise", "guard", "test"), promises())
def test_promise_has_a_guard_and_a_test(promise, guard, test):
    path, _, name = test.partition("::")
    assert (settings.BASE_DIR / guard).is_file()
    text = (settings.BASE_DIR / path).read_text()
    assert re.search(rf"^def {name}\(" if name else r"^def test_", text, re.MULTILINE)
