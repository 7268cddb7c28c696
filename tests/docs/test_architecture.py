"""docs/architecture.md shows the house as the import contracts have it."""

import io

import pytest
from django.conf import settings
from django.core.management import call_command

from operations.management.commands.draw_rooms import between, floors_by_container, put_between

PAGE = settings.BASE_DIR / "docs" / "architecture.md"


def test_draw_rooms_draws_what_the_page_shows(tmp_path):
    drawn = tmp_path / "architecture.md"
    drawn.write_text(PAGE.read_text())
    call_command("draw_rooms", to=drawn, stdout=io.StringIO())
    assert drawn.read_text() == PAGE.read_text(), "Draw it again: python manage.py draw_rooms"


def test_every_folder_of_reviews_is_in_the_picture():
    rooms = {room for floor in floors_by_container()["reviews"] for room in floor}
    folders = {path.parent.name for path in (settings.BASE_DIR / "reviews").glob("*/__init__.py")}
    assert folders <= rooms


def test_floors_are_read_from_the_contracts(tmp_path):
    contracts = tmp_path / "pyproject.toml"
    contracts.write_text(
        """
        [[tool.importlinter.contracts]]
        type = "layers"
        layers = ["one | two", "(three) : (four)"]

        [[tool.importlinter.contracts]]
        type = "forbidden"

        [[tool.importlinter.contracts]]
        type = "layers"
        containers = ["five"]
        layers = ["six"]
        """
    )
    assert floors_by_container(contracts) == {"": [["one", "two"], ["three", "four"]], "five": [["six"]]}


def test_put_between_changes_nothing_else():
    page = "Before\n<!-- drawn: x -->\n\nold\n\n<!-- end: x -->\nafter"
    changed = put_between(page, "x", "new")
    assert (between(changed, "x"), changed.replace("new", "old")) == ("new", page)


def test_between_refuses_a_page_without_the_marks():
    with pytest.raises(ValueError, match="no marks"):
        between("A page", "x")
