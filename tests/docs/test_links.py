"""README, CONTRIBUTING and docs/ name only what is there: their links, the files they mention, and every decision."""

import re
import subprocess
from functools import cache
from pathlib import Path
from pkgutil import resolve_name

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = ROOT / "docs" / "decisions"

LINK = re.compile(r"\]\((?![a-z]+:)([^)\s#]*)(?:#([^)\s]*))?\)")
MENTION = re.compile(r"`(\.{0,2}[\w./-]*\w\.(?:py|html|toml|md|js|css|json|yml|csv|npz)|[\w./-]+/)(?=[`\s:])")
MADE_BY_RUNNING = {"servers.json"}
DOTTED = re.compile(r"`([a-z_]+(?:\.\w+)+)(?:\([^`]*\))?`")
EXCERPT = re.compile(r"```python\n# (\S+\.py)\n(.*?)```", re.DOTALL)
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)

DRAWN = re.compile(r"<!-- drawn: .*?<!-- end: ", re.DOTALL)
APPS = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
ROOMS = {path.parent.name for path in (ROOT / "reviews").glob("*/__init__.py")}

by_name = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@cache
def files():
    """Every file of the project, as git knows them or would."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(name) for name in listed.stdout.splitlines() if (ROOT / name).exists()]


@cache
def endings():
    """Each file and folder by every way of naming it from some folder above it: a/b/c.py, b/c.py and c.py."""
    paths = {parent for path in files() for parent in (path, *path.parents)}
    return {"/".join(path.parts[start:]) for path in paths for start in range(len(path.parts))}


def anchors(page):
    """What a link can name behind # on a page: its headings, as they are written in addresses."""
    text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in HEADING.findall(text)}


@by_name
def test_links_lead_to_pages_and_headings_that_are_there(page):
    dead = []
    for target, anchor in LINK.findall(page.read_text()):
        path = (page.parent / target).resolve() if target else page
        if not path.exists() or (anchor and anchor not in anchors(path)):
            dead.append(f"{target}#{anchor}" if anchor else target)
    assert not dead


@by_name
def test_files_that_a_page_names_are_there(page):
    """`path/to/file.py`, `folder/` and `file.py`: from the root, or from the folder that the text is about."""
    named = {
        name.rstrip("/")
        for name in MENTION.findall(page.read_text())
        if not name.startswith((".run", "../shared", "/"))
    }
    assert not sorted(named - endings() - MADE_BY_RUNNING)


@by_name
def test_names_in_code_that_a_page_says_are_there(page):
    """`app.module.function`, or `room.module.function` for a room of reviews."""
    written = DRAWN.sub("", page.read_text())  # what is drawn says "file.function", under the name of its room
    assert not [name for name in DOTTED.findall(written) if is_ours(name) and not is_there(name)]


def is_ours(name):
    first, last = name.split(".")[0], name.split(".")[-1]
    return (first in APPS or first in ROOMS) and last not in {"py", "html", "md"}


def is_there(name):
    return any(_resolves(f"{prefix}{name}") for prefix in ("", "reviews.", "reviews.models."))


def _resolves(name):
    try:
        resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


@by_name
def test_excerpts_are_what_stands_in_their_files(page):
    """A block of code that begins with `# path/to/file.py` shows lines of it, in their order; `...` leaves some out."""
    for path, excerpt in EXCERPT.findall(page.read_text()):
        lines = (ROOT / path).read_text()
        for part in re.split(r"^ *\.\.\.\n", excerpt, flags=re.MULTILINE):
            assert part.rstrip("\n") in lines, f"{path} no longer has these lines"
            lines = lines.partition(part.rstrip("\n"))[2]


def test_index_lists_every_decision_by_its_number_and_title():
    index = (DECISIONS / "README.md").read_text()
    pages = {page.name: page for page in DECISIONS.glob("0*.md")}
    rows = re.findall(r"^\| (\d+) \| \[.*?\]\((\S+)\) \| .+ \|$", index, re.MULTILINE)
    assert rows == [(str(int(name[:4])), name) for name in sorted(pages)]
    assert all(page.read_text().startswith(f"# {int(name[:4])}. ") for name, page in pages.items())
