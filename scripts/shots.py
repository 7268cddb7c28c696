"""Takes the pictures of README.md and docs/images/ again, from the demo company of a `make run` in another terminal.

Usage: make shots [PORT=8000]
"""

import os
import sys
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import HOW_TO_GET_ONE, find_chromium  # noqa: E402 (the path is set just above)

SITE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
PASSWORD = "duet-demo"

PICTURES = [
    # file, who, where, what to search for and open there, height
    ("review", "counsel", "/reviews/", "Expenses app", 1700),
    ("status", "requester", "/requests/", "Pictures for product pages", 720),
    ("queue", "buyer", "/queue/", None, 720),
    ("document", "counsel", "/reviews/R-1026/documents/25/read/", None, 900),
]


def take(browser, name, who, path, title, height):
    """Sign in, find the page, wait until the greeting is gone, and keep the picture."""
    page = browser.new_context(viewport={"width": 1280, "height": height}).new_page()
    page.goto(f"{SITE}/accounts/login/")
    page.get_by_label("E-mail").fill(f"{who}@duet.example")
    page.get_by_role("textbox", name="Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    page.goto(SITE + path + (f"?q={quote(title)}" if title else ""))
    if title:
        page.get_by_role("link", name=title).first.click()
        page.wait_for_load_state()
    page.wait_for_timeout(6000)
    page.screenshot(path=ROOT / "docs" / "images" / f"{name}.png")
    print(f"docs/images/{name}.png")


def main():
    chromium = find_chromium()
    if chromium is None:
        sys.exit(HOW_TO_GET_ONE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for picture in PICTURES:
            take(browser, *picture)
        browser.close()


if __name__ == "__main__":
    main()
