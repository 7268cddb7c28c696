"""What journeys need: a browser per person, a real Celery worker with beat, and pages checked as they are seen.

A journey reads like its story. `visitor("buyer@duet.example")` signs a person in, in a browser window of their own.
Every page that a visitor looks at is checked with axe; `shot()` keeps a screenshot in .run/journeys/.
"""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from common.models import Heartbeat
from config.celery import app as celery_app
from tests.workers import eventually, real_worker

PASSWORD = "duet-demo"
SHOTS = Path(settings.BASE_DIR) / ".run" / "journeys"
CHROMIUM_FLAGS = [
    "--no-sandbox",  # containers and root cannot have one
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
expect.set_options(timeout=10_000)

# Playwright runs an event loop in this thread; Django's guard against that is for real async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser, live_server):
    """visitor(email): a `Visitor` signed in as that person."""
    contexts = []

    def enter(email, *, width=1280, height=900):
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        who = Visitor(context.new_page())
        who.sign_in(email)
        return who

    yield enter
    for context in contexts:
        context.close()


class Visitor:
    """One person in one browser window."""

    def __init__(self, page):
        self.page = page
        self.problems = []
        page.on("console", lambda message: self.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))

    def sign_in(self, email):
        self.page.goto("/accounts/login/")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_role("textbox", name="Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda url: "/accounts/login" not in url)

    def open(self, path):
        self.page.goto(path)
        self.check()

    def check(self):
        """No axe violation that is serious or worse, and nothing in the browser's console."""
        violations = Axe().run(self.page).response["violations"]
        serious = [
            f"{violation['id']}: {violation['help']} {[node['target'] for node in violation['nodes']]}"
            for violation in violations
            if violation["impact"] in {"serious", "critical"}
        ]
        assert serious == [], f"{self.page.url} is hard to use for some: {serious}"
        assert self.problems == [], f"{self.page.url} says in the console: {self.problems}"

    def shot(self, name):
        """Keep a picture of the page, on a desk and on a phone."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        before = self.page.viewport_size
        for width in (1280, 390):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True, caret="initial")
        self.page.set_viewport_size(before)
        self.check()

    def press(self, name, *, within=None):
        """Click the button of that name."""
        (within or self.page).get_by_role("button", name=name, exact=True).first.click()


@pytest.fixture
def worker(transactional_db, tmp_path):
    """A real worker with beat inside, on the database and the broker of this test, sweeping every second."""
    celery_app.control.purge()
    with real_worker(tmp_path, "--beat", "--concurrency", "1", "--schedule", str(tmp_path / "beat")):
        eventually(lambda: Heartbeat.objects.filter(name="tick").exists(), "the worker to answer")
        yield Mailbox(tmp_path / "mail")


class Mailbox:
    """The mails that the worker sent, as files."""

    def __init__(self, folder):
        self.folder = folder

    def texts(self):
        return [path.read_text() for path in sorted(self.folder.glob("*"))] if self.folder.exists() else []
