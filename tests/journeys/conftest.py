"""What journeys need: a browser per person, a real Celery worker with beat, and pages checked as they are seen.

A journey reads like its story. `visitor(buyer)` is a person who is signed in, in a browser window of their own. Every
page that a visitor looks at is checked with axe. With `SHOTS=1 make test ARGS=tests/journeys`, `shot()` also keeps
pictures of it in .run/journeys/, on a desk and on a phone.

Nothing is read from a page or a database right after a click: a busy machine takes its time. Use `expect(...)`, which
waits, for what a page shows, `press` for a button that posts, and `eventually` for what stands in the database.
"""

import os
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import expect

from common.models import Heartbeat
from config.celery import app as celery_app
from tests.workers import eventually, real_worker

PASSWORD = "duet-demo"
SHOTS = Path(settings.BASE_DIR) / ".run" / "journeys"
PATIENCE = 30_000  # milliseconds to wait for what a page does, however busy the machine is
expect.set_options(timeout=PATIENCE)

AS_IT_IS = """() => JSON.stringify([
    location.href, innerWidth, matchMedia("(prefers-color-scheme: dark)").matches, document.documentElement.outerHTML,
    [...document.querySelectorAll("*")].indexOf(document.activeElement),
    [...document.querySelectorAll("input, select, textarea")].map((field) => [field.value, field.checked]),
])"""
"""All that a page looks like depends on."""


@pytest.fixture
def window(browser, live_server):
    """window(person): a page of a browser window in which that person is signed in; nobody, where it is None."""
    contexts = []

    def enter(person=None, *, width=1280, height=900, **options):
        viewport = {"width": width, "height": height}
        context = browser.new_context(base_url=live_server.url, viewport=viewport, reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if person:
            context.add_cookies([session_of(person, live_server)])
        return context.new_page()

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture(autouse=True)
def server_at_rest(transactional_db):
    """After the windows are closed, and before the tables are emptied: the server is done with what pages sent last."""
    yield
    try:
        eventually(is_at_rest, "the server to answer what pages sent last")
    except AssertionError as late:
        raise AssertionError(f"{late} Still at work: {_others_at_work()}") from late


def is_at_rest():
    """Whether nobody but this test is busy in its database, twice in a row."""
    return all(_others_at_work() == [] for _ in range(2))


def _others_at_work():
    """[(state, how long, what it waits for, the query)] of every other connection that is not idle."""
    time.sleep(0.05)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, now() - state_change, wait_event, left(query, 300) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend' AND state <> 'idle'"
        )
        return cursor.fetchall()


def session_of(person, live_server):
    client = Client()
    client.force_login(person)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}


@pytest.fixture
def visitor(window):
    """visitor(person): a `Visitor` who is signed in. Takes what `window` takes."""
    return lambda *person, **options: Visitor(window(*person, **options))


class Visitor:
    """One person in one browser window."""

    def __init__(self, page):
        self.page = page
        self.problems = []
        self.checked = None  # the page as it was when axe looked at it last: it need not look twice
        page.on("console", lambda message: self.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))

    def sign_in(self, email):
        """As people do: with the form. Theirs is the `PASSWORD`."""
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
        self.page.wait_for_load_state()  # a click returns when the next page begins, which may have no element yet
        as_it_is = self.page.evaluate(AS_IT_IS)
        if as_it_is != self.checked:
            violations = Axe().run(self.page).response["violations"]
            serious = [
                f"{violation['id']}: {violation['help']} {[node['target'] for node in violation['nodes']]}"
                for violation in violations
                if violation["impact"] in {"serious", "critical"}
            ]
            assert serious == [], f"{self.page.url} is hard to use for some: {serious}"
            self.checked = as_it_is
        assert self.problems == [], f"{self.page.url} says in the console: {self.problems}"

    def shot(self, name):
        """Check the page; if somebody wants to look at it, keep pictures of that name."""
        self.check()
        if not os.environ.get("SHOTS"):
            return
        SHOTS.mkdir(parents=True, exist_ok=True)
        before = self.page.viewport_size
        for width in (1280, 390):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True, caret="initial")
        self.page.set_viewport_size(before)

    @contextmanager
    def posting(self):
        """What is done inside posts something: wait until the server has answered, and the answer is there."""
        with self.page.expect_response(answers_a_post) as answer:
            yield
        answer.value.finished()
        self.page.wait_for_load_state()

    def press(self, name, *, within=None):
        """Click the button of that name, which posts something."""
        with self.posting():
            (within or self.page).get_by_role("button", name=name, exact=True).first.click()


def answers_a_post(response):
    """Whether this is what a post comes to in the end: not the redirect, but the page behind it."""
    request = response.request
    while request.redirected_from:
        request = request.redirected_from
    return request.method == "POST" and not 300 <= response.status < 400


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
