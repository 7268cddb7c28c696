"""Every page of the table of addresses, in a real browser: usable for all (axe), no wider than the screen, nothing in
the console; on a desk and on a phone, light and dark.

No server is needed: what the browser asks for is answered by Django's test client, in the transaction of the test. Each
page is looked at in one of the four ways, in turn; with LOOKS=all in all of them.
"""

import mimetypes
import os
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.browser import HOW_TO_GET_ONE, find_chromium
from tests.routes import PAGE, read_table
from tests.test_routes import ROUTES

pytestmark = [
    pytest.mark.journey,
    pytest.mark.timeout(300),
    pytest.mark.skipif(find_chromium() is None, reason=HOW_TO_GET_ONE),
]

SITE = "http://localhost"
WIDE, SMALL = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
WAYS = [(WIDE, "light"), (SMALL, "dark"), (WIDE, "dark"), (SMALL, "light")]
LOOKERS = ("lead", "requester", "admin", "operator", "auditor", "anonymous")
"""Who looks: the first of them to whom the page is shown."""

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs an event loop in this thread


def pages():
    """{name: who looks at it} of all pages; the API and Django's own settings pages are no pages of ours."""
    found = {}
    for line in read_table():
        who = next((role for role in LOOKERS if line.answers[role] == PAGE), None)
        if who and line.method == "get" and not line.name.startswith(("api-", "admin:")):
            found[line.name] = who
    return found


def looks():
    """[(name, who, viewport, colours)]"""
    everything = os.environ.get("LOOKS") == "all"
    in_turn = cycle(WAYS)
    for name, who in pages().items():
        for viewport, colours in WAYS if everything else [next(in_turn)]:
            yield pytest.param(name, who, viewport, colours, id=f"{name}-{viewport['width']}-{colours}")


@pytest.fixture
def window(browser):
    """window(person, viewport, colours): a page whose requests Django answers for that person."""
    contexts = []

    def enter(person, viewport, colours):
        context = browser.new_context(viewport=viewport, color_scheme=colours, reduced_motion="reduce")
        contexts.append(context)
        client = Client()
        if person:
            client.force_login(person)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.said.append(str(error)))
        own = connections["default"]
        page.route("**/*", lambda route: answer(route, client, own))
        return page

    yield enter
    for context in contexts:
        context.close()


def answer(route, client, own):
    """What the site would answer: files from the folder of static files, everything else from Django.

    Playwright calls this in a context of its own, in which Django would open another connection; `own` is the one that
    the test writes on.
    """
    connections["default"] = own
    address = urlsplit(route.request.url)
    if address.path.startswith(settings.STATIC_URL):
        path = settings.BASE_DIR / "static" / address.path.removeprefix(settings.STATIC_URL)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return route.fulfill(status=200, content_type=kind, body=path.read_bytes())
    headers = {name: value for name, value in route.request.headers.items() if name.startswith("hx-")}
    where = address.path + (f"?{address.query}" if address.query else "")
    response = client.get(where, headers=headers)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    sent = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return route.fulfill(status=response.status_code, headers=sent, body=body)


def serious_violations(page):
    """What axe calls serious or worse, as [rule: places]."""
    return [
        f"{violation['id']}: {[node['target'] for node in violation['nodes']]}"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize(("name", "who", "viewport", "colours"), list(looks()))
def test_page_can_be_used_by_everybody_on_every_screen(case, window, name, who, viewport, colours):
    url = reverse(name, args=ROUTES[name].given(case))
    person = case.people.get(who)
    client = Client()
    if person:
        client.force_login(person)
    if not _is_page(client.get(url)):
        pytest.skip("a file, or a part of a page, which is looked at there")
    page = window(person, viewport, colours)

    page.goto(SITE + url)
    page.wait_for_load_state("networkidle")

    assert page.evaluate("document.documentElement.dataset.bsTheme") == colours
    assert serious_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert page.said == []


def _is_page(response):
    if response.streaming:
        list(response)  # read to its end, a download closes its file
        return False
    return response.get("Content-Type", "").startswith("text/html") and b"<html" in response.content[:400]
