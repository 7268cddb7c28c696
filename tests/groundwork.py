"""Groundwork: what many tests begin with, built once by the real actions and rolled back to before each of them.

A fixture marked `@groundwork` is a layer. Layers lie on each other in one open transaction, with a savepoint after
each; a test runs on top of them and rolls back what it does. The next test keeps the layers that it begins with too,
takes off the others, and lays what it lacks:

    test 1    desks  requester  draft  review      lays all four
    test 2    desks  requester  draft  review      finds all four
    test 3    desks  requester  counsel            finds two, takes off two, lays one

So a test finds exactly the rows that it would have built alone. The first fixture without a mark ends the groundwork,
as it may patch, travel or write: what follows is built in the test as usual.

A fixture of the groundwork writes rows and uploads and nothing more: it does not yield, patch or travel. Each test
gets a copy of its value. `@harmless` marks one that may as well run after the groundwork: it hands out a function with
which the test does something later, say, or signs somebody in.
"""

import functools
import pickle
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import time_machine
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""When every test begins, so that none depends on the day on which it is run."""


def groundwork(build):
    """Below `@pytest.fixture`: build it once for all tests that begin with it."""

    @functools.wraps(build)
    def fixture(**given):
        return ground.values[build] if build in ground.values else build(**given)

    fixture.step = build
    return fixture


def harmless(make):
    """Below `@pytest.fixture`: it does not end the groundwork."""
    make.step, make.is_harmless = make, True
    return make


# --- what a test begins with --------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Step:
    """A marked fixture, with those that it asks for as this test resolves their names."""

    build: object
    is_harmless: bool
    arguments: tuple

    def value(self, values):
        if self.build in values:
            return values[self.build]
        return self.build(**{name: step.value(values) for name, step in self.arguments})


step_of = functools.cache(Step)  # the same step is the same object, in whichever test
BARE = step_of(lambda: None, True, ())
"""Stands for the fixtures of pytest and of pytest-django, which write nothing by being made."""


class EndOfGroundwork(Exception):
    """Here begins what a test builds for itself."""


def steps_of(item):
    """The steps of the groundwork that the test begins with, in the order in which pytest makes its fixtures."""
    known, steps = {}, []

    def walk(name, asked_by=None):
        fixtures = item._fixtureinfo.name2fixturedefs.get(name, ())
        fixture = fixtures[fixtures.index(asked_by) - 1 if asked_by in fixtures else -1] if fixtures else None
        if fixture is None or fixture.scope != "function" or not fixture.func.__module__.startswith("tests."):
            return BARE
        if fixture not in known:
            known[fixture] = follow(fixture)
        return known[fixture]

    def follow(fixture):
        arguments = tuple((name, walk(name, fixture)) for name in fixture.argnames)
        if not hasattr(fixture.func, "step") or fixture.params:
            raise EndOfGroundwork
        step = step_of(fixture.func.step, hasattr(fixture.func, "is_harmless"), arguments)
        if not step.is_harmless:
            if any(argument is BARE for name, argument in arguments if name != "db"):
                raise EndOfGroundwork
            steps.append(step)
        return step

    try:
        for name in item.fixturenames:
            walk(name)
    except EndOfGroundwork:
        pass
    return steps


# --- the layers -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Layer:
    """The database after a step. `values` holds the values of all steps so far, as they were then."""

    step: Step | None
    savepoint: str
    values: bytes
    done_at: datetime
    on_commit: tuple
    uploads: frozenset


class Ground:
    """The layers that lie in the database of this process, on a first one with nothing in it."""

    def __init__(self):
        self.layers = []
        self.values = {}

    @property
    def moment(self):
        """When a test on this ground begins: nothing that it does may be older than what it finds."""
        return self.layers[-1].done_at if self.layers else MONDAY

    def lay(self, steps):
        """These layers and no others."""
        if not self.is_whole():
            self.clear()
            self.open()
        kept = 0
        for layer, step in zip(self.layers[1:], steps, strict=False):
            if layer.step is not step:
                break
            kept += 1
        self.go_back_to(kept)
        with time_machine.travel(self.moment, tick=True), override_settings(MEDIA_ROOT=self.folder.name):
            for step in steps[kept:]:
                self.values[step.build] = step.value(self.values)
                connection.check_constraints()  # once here, and not after each test
                self.put_on(step)

    def is_whole(self):
        """Not so if a test has closed the connection."""
        return self.layers and connection.connection is self.server and not connection.closed_in_transaction

    def open(self):
        self.folder = tempfile.TemporaryDirectory(prefix="duet-groundwork-")
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.server = connection.connection
        self.put_on(None)

    def put_on(self, step):
        self.layers.append(
            Layer(
                step=step,
                savepoint=connection.savepoint(),
                values=pickle.dumps([*self.values.values()]),
                done_at=timezone.now() if step else MONDAY,
                on_commit=tuple(connection.run_on_commit),
                uploads=frozenset(self.uploads()),
            )
        )

    def go_back_to(self, number):
        """Take off what lies above so many layers."""
        del self.layers[number + 1 :]
        top = self.layers[-1]
        connection.savepoint_rollback(top.savepoint)
        connection.needs_rollback = False  # set where laying a step failed
        connection.run_on_commit = [*top.on_commit]
        builds = [layer.step.build for layer in self.layers[1:]]
        self.values = dict(zip(builds, pickle.loads(top.values), strict=True))
        for path in self.uploads() - top.uploads:
            path.unlink()

    def uploads(self):
        return {path for path in Path(self.folder.name).rglob("*") if path.is_file()}

    def give_uploads(self, folder):
        """Put a test's copy of the uploads into its own folder."""
        if self.layers and self.layers[-1].uploads:
            shutil.copytree(self.folder.name, folder)

    def clear(self):
        """Take everything off: before a test that commits, and at the end."""
        if not self.layers:
            return
        self.layers, self.values = [], {}
        if connection.in_atomic_block:  # not so once a browser's event loop has brought another connection
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)
        self.folder.cleanup()


ground = Ground()
