"""Pictures of Duet, from the demo company of a `make run` in another terminal, beside the last ones.

Usage: make shots [PORT=8000] [SHOTS=folder]
       .venv/bin/python scripts/shots.py readme     the pictures of README.md and docs/images/ again

Takes the style guide and the main pages as each role, at 1280 and 390, light and dark, and keeps them in .run/shots/new
(or in SHOTS). Where there are kept ones (.run/shots/kept), each is compared: what has changed is named, with a picture
that marks where in .run/shots/changed. `make shots KEEP=1` keeps the new ones as those to compare with. Exits with 1
where something has changed, so that nobody changes a page without having seen it.
"""

import os
import shutil
import sys
from pathlib import Path
from urllib.parse import quote

from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import HOW_TO_GET_ONE, find_chromium  # noqa: E402 (the path is set just above)

SITE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
PASSWORD = "duet-demo"
SHOTS = Path(os.environ.get("SHOTS", ROOT / ".run" / "shots"))
NEW, KEPT, CHANGED = SHOTS / "new", SHOTS / "kept", SHOTS / "changed"
WIDTHS = {1280: 900, 390: 844}
COLOURS = ("light", "dark")
SEEN_FROM = 24
"""So much a pixel must differ, of 255, before it counts: letters are drawn a little differently each time."""

PAGES = {
    "buyer": [
        "/styleguide/",
        "/queue/?view=all",
        "/my-work/",
        "/reviews/R-1026/",
        "/vendors/",
        "/notices/",
        "/go/?q=oct",
    ],
    "counsel": ["/queue/?view=all", "/check-in/"],
    "lead": ["/queue/?view=all", "/desks/procurement/", "/reviews/nobody/"],
    "requester": ["/requests/", "/requests/new/", "/notices/"],
    "auditor": ["/reviews/", "/vendors/"],
    "admin": ["/settings/", "/settings/machinery/", "/settings/playbook/"],
}
README = [
    # file, who, where, what to search for and open there, height
    ("review", "counsel", "/reviews/", "Expenses app", 1700),
    ("status", "requester", "/requests/", "Pictures for product pages", 720),
    ("queue", "buyer", "/queue/", None, 720),
    ("document", "counsel", "/reviews/R-1026/documents/25/read/", None, 900),
]
MOVING = (
    "time, .timeline-when, .held, .q-due, .notice-when, [data-undo], .loading-line { visibility: hidden !important; }"
)
"""What says how long ago something was, and so is another each time: kept out of pictures that are compared."""


def signed_in(browser, who, **options):
    page = browser.new_context(reduced_motion="reduce", **options).new_page()
    page.goto(f"{SITE}/accounts/login/")
    page.get_by_label("E-mail").fill(f"{who}@duet.example")
    page.get_by_role("textbox", name="Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    return page


def take_for_readme(browser, name, who, path, title, height):
    """Sign in, find the page, wait until the greeting is gone, and keep the picture."""
    page = signed_in(browser, who, viewport={"width": 1280, "height": height})
    page.goto(SITE + path + (f"?q={quote(title)}" if title else ""))
    if title:
        page.get_by_role("link", name=title).first.click()
        page.wait_for_load_state()
    page.wait_for_timeout(6000)
    page.screenshot(path=ROOT / "docs" / "images" / f"{name}.png")
    print(f"docs/images/{name}.png")


def take_all(browser):
    """The names of all pictures, which are in NEW now."""
    shutil.rmtree(NEW, ignore_errors=True)
    NEW.mkdir(parents=True)
    for who, paths in PAGES.items():
        for width, height in WIDTHS.items():
            for colours in COLOURS:
                size = {"width": width, "height": height}
                page = signed_in(browser, who, viewport=size, color_scheme=colours)
                for path in paths:
                    page.goto(SITE + path)
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=NEW / _name(who, path, width, colours), full_page=True, style=MOVING)
                page.context.close()
    return sorted(path.name for path in NEW.iterdir())


def _name(who, path, width, colours):
    place = "".join(sign if sign.isalnum() else "-" for sign in path).strip("-")
    return f"{who}_{place}_{width}_{colours}.png"


def differences(names):
    """[what has changed, in words]; a picture of each with its places marked is in CHANGED."""
    shutil.rmtree(CHANGED, ignore_errors=True)
    CHANGED.mkdir(parents=True)
    for name in names:
        if not (KEPT / name).exists():
            yield f"{name}: new"
            continue
        with Image.open(KEPT / name) as old, Image.open(NEW / name) as new:
            if old.size != new.size:
                yield f"{name}: {old.size[0]} x {old.size[1]} became {new.size[0]} x {new.size[1]}"
                continue
            changed = ImageChops.difference(old.convert("RGB"), new.convert("RGB")).convert("L")
            marked = changed.point(lambda value: 255 if value > SEEN_FROM else 0)
            if place := marked.getbbox():
                red = Image.new("RGB", new.size, "red")
                Image.composite(red, new.convert("RGB"), marked).save(CHANGED / name)
                yield f"{name}: changed between {place[:2]} and {place[2:]}"
    yield from (f"{path.name}: gone" for path in sorted(KEPT.iterdir()) if path.name not in names)


def main():
    chromium = find_chromium()
    if chromium is None:
        sys.exit(HOW_TO_GET_ONE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        if "readme" in sys.argv[1:]:
            for picture in README:
                take_for_readme(browser, *picture)
            return None
        names = take_all(browser)
        browser.close()
    print(f"{len(names)} pictures in {NEW}")
    if os.environ.get("KEEP") or not KEPT.exists():
        shutil.rmtree(KEPT, ignore_errors=True)
        shutil.copytree(NEW, KEPT)
        return print(f"Kept to compare with in {KEPT}")
    if changed := list(differences(names)):
        sys.exit("\n".join([*changed, f"Look at {CHANGED}; if it is as it should be: make shots KEEP=1"]))
    return print("Nothing has changed.")


if __name__ == "__main__":
    main()
