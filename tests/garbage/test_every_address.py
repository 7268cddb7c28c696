"""Garbage to every address of the table: a sentence each time (4xx), and never a 5xx.

The short form tries each field with a few values, others each time; `SOAK=long` (as `make soak` says) all with all.
"""

import json
import os
import re
from itertools import cycle, islice

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from common.guards import garbage
from tests.garbage.values import BODIES, DEEP, TEXTS, VALUES, Recording, names_read
from tests.routes import ROLES, SUCCESS
from tests.test_routes import ANSWERS, ROUTES

LONG = os.environ.get("SOAK") == "long"
AT_ONCE = 1
"""How many values each field is tried with in the short form."""

CLEAN = {200, 201, 204, 301, 302, 304, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429}
WITHOUT_WORDS = {200, 201, 204, 301, 302, 304}

pytestmark = pytest.mark.filterwarnings("ignore:The default scheme")


def who_gets_furthest(name, method):
    answers = ANSWERS[name][method] or ANSWERS[name]["get"]
    return next((role for role in ROLES if answers.get(role) in SUCCESS), "lead")


class Sender:
    """Sends to one address as one person, takes back what came of it, and collects what was wrong with the answers."""

    def __init__(self, person, faults):
        self.person, self.faults = person, faults

    def send_body(self, url, kind, body):
        """As it stands: Django's client would put text into the charset that the type names."""
        body = body if isinstance(body, bytes) else body.encode()
        self.send(f"{kind}: {body[:60]!r}", "generic", "POST", url, body, kind)

    def send(self, what, method, *args, **kwargs):
        with transaction.atomic():
            client = Client(raise_request_exception=False)
            if self.person:
                client.force_login(self.person)
            answer = getattr(client, method)(*args, **kwargs)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        if answer.status_code not in CLEAN:
            error = getattr(answer, "exc_info", None)
            self.faults.append(f"{method} {what}: {answer.status_code} {error and repr(error[1])[:200]}")
        elif answer.status_code not in WITHOUT_WORDS and len(words_of(answer, body)) < 10:
            self.faults.append(f"{method} {what}: {answer.status_code} without a sentence: {body[:80]}")
        return answer


def words_of(answer, body):
    """What a person or a client reads."""
    text = body.decode()
    if answer.get("Content-Type", "").startswith("text/html"):
        text = re.sub(r"<(script|style|title).*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    return " ".join(text.split())


def some(values, seed, number=AT_ONCE):
    """All of them in the long form, else `number`: others for other seeds, the same each time."""
    start = sum(map(ord, seed)) % len(values)
    return values if LONG else list(islice(cycle(values), start, start + number))


@pytest.mark.parametrize("name", ROUTES)
def test_garbage_is_answered_in_a_sentence(name, case, monkeypatch):
    """Walked to once, an address is sent everything; what is written meanwhile is taken back each time."""
    route = ROUTES[name]
    given = route.given(case)
    visit = Visit(name, reverse(name, args=given), route.data(case), case)
    visit.parameters()
    if ANSWERS[name]["post"]:
        if name.startswith("api-"):
            visit.json(monkeypatch)
        else:
            visit.fields()
    visit.arguments(given)
    assert visit.faults == []


class Visit:
    """One address, and what was wrong with its answers."""

    def __init__(self, name, url, data, case):
        self.name, self.url, self.data, self.faults = name, url, data, []
        people = {method: case.people.get(who_gets_furthest(name, method)) for method in ("get", "post")}
        self.readers, self.writers = (Sender(people[method], self.faults) for method in ("get", "post"))

    def parameters(self):
        """Behind the question mark: all that it reads at once, and one by one."""
        with names_read() as names:
            self.readers.send("plain", "get", self.url)
        for value in some(TEXTS, self.name, 4):
            everything = urlencode({parameter: [value, "again"] for parameter in sorted(names)}, doseq=True)
            self.readers.send(f"all={value[:30]!r}", "get", f"{self.url}?{everything}")
        for parameter in sorted(names):
            for value in some(TEXTS, self.name + parameter):
                self.readers.send(f"{parameter}={value[:30]!r}", "get", f"{self.url}?{urlencode({parameter: value})}")
        self.readers.send("surrogates", "get", f"{self.url}?%ED%A0%80=%ED%A0%80&%00=%00&=&&a")

    def fields(self):
        """Of a form: all at once, and one by one beside what is sensible. And bodies that are no forms."""
        with names_read() as names:
            self.writers.send("sensible", "post", self.url, self.data)
        names -= {"csrfmiddlewaretoken"}
        texts = {field: value for field, value in self.data.items() if not hasattr(value, "read")}
        for value in some(TEXTS, self.name, 3):
            self.writers.send(f"all={value[:30]!r}", "post", self.url, dict.fromkeys(names, value))
        for field in sorted(names - (self.data.keys() - texts.keys())):
            for value in some(TEXTS, self.name + field):
                self.writers.send(f"{field}={value[:30]!r}", "post", self.url, {**texts, field: [value, value]})
        for kind, body in some(BODIES, self.name, 2):
            self.writers.send_body(self.url, kind, body)

    def json(self, monkeypatch):
        """Of the API: every key that it reads, all at once and one by one. And bodies that are no JSON."""
        names, parsed = set(), garbage.parsed
        with monkeypatch.context() as patched:
            patched.setattr(garbage, "parsed", lambda body: Recording(parsed(body), names))
            self.writers.send_body(self.url, "application/json", json.dumps(self.data, default=str))
        for value in some(VALUES, self.name, 8):
            body = json.dumps(dict.fromkeys(names | {"more"}, value))
            self.writers.send_body(self.url, "application/json", body)
        for field in sorted(names):
            for value in some(VALUES, self.name + field, 2 * AT_ONCE):
                body = json.dumps({**self.data, field: value}, default=str)
                self.writers.send_body(self.url, "application/json", body)
        for kind, body in [("application/json", DEEP), *some(BODIES, self.name, 4)]:
            self.writers.send_body(self.url, kind, body)

    def arguments(self, given):
        """In the address itself."""
        for place in range(len(given)):
            for value in some(
                ["9" * 30, "0", "R-" + "9" * 30, "foo", "\x00", "\ufffd", "é" * 300], self.name + str(place)
            ):
                try:
                    url = reverse(self.name, args=[*given[:place], value, *given[place + 1 :]])
                except NoReverseMatch:
                    continue
                self.readers.send(f"argument {place} {value[:30]!r}", "get", url)
                self.writers.send(f"argument {place} {value[:30]!r}", "post", url)
        self.readers.send("another method", "put", self.url, "x", content_type="text/plain")
