"""`manage.py draw_rooms`: draws the rooms in docs/architecture.md from the import contracts in pyproject.toml."""

import re
import tomllib
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

CONTRACTS = settings.BASE_DIR / "pyproject.toml"
APART = {
    "reading": "it knows no Django and none of our apps; `contracts` and `reviews` ask it",
    "local": "it starts Duet on one machine, for `make run` and `make test`; production has none of it",
}
PICTURED = ("reviews", "reviews.web")
"""What is drawn as well as listed: the rooms of these, one floor above the other."""


class Command(BaseCommand):
    help = "Draw the picture of rooms in docs/architecture.md from the import contracts in pyproject.toml."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, default=settings.BASE_DIR / "docs" / "architecture.md")

    def handle(self, *, to, **options):
        to.write_text(put_between(to.read_text(encoding="utf-8"), "rooms", drawing()), encoding="utf-8")
        self.stdout.write(f"Drew the rooms in {to}.")


def drawing() -> str:
    """The picture of rooms, as Markdown."""
    floors = floors_by_container()
    pictures = [f"### {_title(name)}\n\n```mermaid\n{as_mermaid(floors[name])}\n```" for name in ("", *PICTURED)]
    lines = [f"| `{name}` | {_in_words(rooms)} |" for name, rooms in floors.items() if name and name not in PICTURED]
    table = "\n".join(
        ["### Inside the other apps", "", "| app | who imports whom, from the top |", "|---|---|", *lines]
    )
    apart = "\n".join(f"- `{name}` stands apart: {why}." for name, why in APART.items())
    return "\n\n".join([pictures[0], apart, *pictures[1:], table])


def floors_by_container(contracts: Path = CONTRACTS) -> dict[str, list[list[str]]]:
    """{container: its floors from the top, each a list of rooms}; the apps themselves have the container ""."""
    read = tomllib.loads(contracts.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    floors = {}
    for contract in read:
        containers = contract.get("containers", [""])
        if contract["type"] == "layers" and len(containers) == 1:  # those of many say what holds in every room
            floors[containers[0]] = [re.findall(r"\w+", layer) for layer in contract["layers"]]
    return floors


def as_mermaid(floors: list[list[str]]) -> str:
    """The floors as a Mermaid diagram: a box for each, an arrow to the next, which it may import from."""
    boxes = [f'    floor{number}["{" · ".join(rooms)}"]' for number, rooms in enumerate(floors, start=1)]
    arrows = [f"    floor{number} --> floor{number + 1}" for number in range(1, len(floors))]
    return "\n".join(["flowchart TB", *boxes, *arrows])


def _title(container):
    return f"The rooms of `{container}`" if container else "The apps"


def _in_words(floors):
    return " → ".join(", ".join(f"`{room}`" for room in rooms) for rooms in floors)


def between(page: str, name: str) -> str:
    """What a page has between the two marks of this name."""
    _, before, after = page.partition(_begin(name))
    drawn, end, _ = after.partition(_end(name))
    if not before or not end:
        raise ValueError(f"The page has no marks {_begin(name)} and {_end(name)}.")
    return drawn.strip("\n")


def put_between(page: str, name: str, drawn: str) -> str:
    """The page with this between the two marks of the name, in place of what stood there."""
    between(page, name)
    before, begin, after = page.partition(_begin(name))
    _, end, rest = after.partition(_end(name))
    return f"{before}{begin}\n\n{drawn}\n\n{end}{rest}"


def _begin(name):
    return f"<!-- drawn: {name} -->"


def _end(name):
    return f"<!-- end: {name} -->"
