"""Rounds over pages and sizes, interleaved, so that a busy minute of the machine falls on all of them alike."""

import os
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.kept import connected_to
from bench.measure.looks import DEEDS, FLOOR, FLOOR_PAGE, PAGES, QUICK, person

WORTH = 0.25  # seconds of processor time that one measurement takes at least
MOST = 25  # requests of one measurement
QUIET = 0.5  # load for each core, above which times are not worth printing


@dataclass
class Figures:
    """Of one label at one size: seconds of CPU a request, round by round; times; and what was counted once."""

    cpu: list = field(default_factory=list)
    wall: list = field(default_factory=list)
    size: int = 0
    requests: int = 1
    queries: int | None = None
    failed: str = ""

    @property
    def cost(self):
        return statistics.median(self.cpu) if self.cpu else None

    @property
    def as_json(self):
        cost = self.cost and round(self.cost * 1000, 2)
        return {
            "cpu_ms": cost,
            "rounds_ms": [round(seconds * 1000, 2) for seconds in self.cpu],
            "p50_ms": _percentile(self.wall, 50),
            "p95_ms": _percentile(self.wall, 95),
            "bytes": self.size,
            "requests": self.requests,
            "sql": self.queries,
            "failed": self.failed,
        }


def _percentile(seconds, share):
    if len(seconds) < 10:
        return None
    return round(statistics.quantiles(seconds, n=100)[share - 1] * 1000, 1)


def measure(sites, *, quick, rounds, say):
    """{label: {size: Figures}}, in the order in which they are printed."""
    pages = [FLOOR_PAGE, *(page for page in PAGES if not quick or page.label in QUICK)]
    figures = defaultdict(lambda: defaultdict(Figures))
    urls = {}
    for running in sites:
        say(f"looking for what to open at {running.size}")
        with connected_to(running.database):
            for page in pages:
                urls[page, running.size] = page.url()
                _count(page, urls[page, running.size], figures[page.label][running.size])
        for page in pages:
            _first_look(running, page, urls[page, running.size], figures[page.label][running.size])
    for nth in range(1, rounds + 1):
        say(f"round {nth} of {rounds}")
        for page in pages:
            for running in sites:
                _measure(running, page, urls[page, running.size], figures[page.label][running.size])
    for deed in DEEDS:
        say(deed.label)
        for running in sites:
            _do(running, deed, figures[deed.label][running.size], 6 if quick else 15)
    return figures


def _count(page, url, figure):
    """The queries of the page itself, counted in this process: whoever is asked is asked the same there."""
    if page.label == FLOOR:
        return
    client = Client()
    client.force_login(person(page.person))
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    figure.queries = sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "EXPLAIN")) for query in queries)


def _first_look(running, page, url, figure):
    """Twice, so that what is kept is kept; how much comes over the wire, and in how many requests."""
    answer = running.until_usable(page.person, url)
    if answer.status != 200:
        figure.failed = f"{answer.status} at {url}"
        return
    answer = running.until_usable(page.person, url)
    figure.size, figure.requests = answer.size, answer.requests


def _measure(running, page, url, figure):
    if figure.failed:
        return
    before, number = running.cpu(), 0
    while number < MOST:
        started = time.perf_counter()
        running.until_usable(page.person, url)
        figure.wall.append(time.perf_counter() - started)
        number += 1
        if number % 3 == 0 and running.cpu() - before > WORTH:
            break
    figure.cpu.append((running.cpu() - before) / number)


def _do(running, deed, figure, number):
    """Each form once, one after the other; getting the forms is not counted."""
    try:
        with connected_to(running.database):
            forms, done = list(deed.forms(running, number)), deed.done()
    except LookupError as missing:
        figure.failed = str(missing)
        return
    before = running.cpu()
    for person_, address, fields, headers in forms:
        started = time.perf_counter()
        answer = running.post(person_, address, fields | running.token, **headers)
        figure.wall.append(time.perf_counter() - started)
        if answer.status >= 400:
            figure.failed = f"{answer.status} at {address}"
            return
        figure.size = answer.size
    spent = running.cpu() - before
    with connected_to(running.database):
        done = deed.done() - done
    if not forms or done != len(forms):
        figure.failed = f"{done} of {len(forms)} were done"
        return
    figure.cpu.append(spent / len(forms))


def is_quiet():
    return os.getloadavg()[0] / (os.cpu_count() or 1) < QUIET + 0.5  # the measuring itself keeps half a core busy
