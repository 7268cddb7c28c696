"""What all tests share: servers apart from those of `make run`, the seeded database, no network, the browser.

`make test` starts servers for the tests. A plain `pytest` uses DATABASE_URL and REDIS_URL, or the servers of a
`make run` that is open in another terminal; either way it makes databases of its own, named test_...
"""

import gc
import io
import os
import socket
from unittest.mock import ANY

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate
from playwright.sync_api import sync_playwright
from pytest_django.plugin import blocking_manager_key

from common import stale
from common.guards.away import redis_away
from common.maintenance.state import State, known
from tests import database
from tests.browser import CHROMIUM_FLAGS, HOW_TO_GET_ONE, find_chromium
from tests.groundwork import ground, harmless, steps_of

pytest_plugins = ["tests.people_fixtures", "tests.review_fixtures", "tests.routes.cases"]

REAL_CLOCK = {"journeys", "soak", "standing", "config", "local", "operations", "reading"}
LONG = {"soak", "standing", "test_random_walks.py"}
"""What runs first, as nothing else could be done beside it at the end."""

FIRST_REDIS_DATABASE = 8  # unless REDIS_URL names one; `make run` uses number 0


def pytest_configure(config):
    use_redis_of_our_own()
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for tests only
    django_settings.WHITENOISE_AUTOREFRESH = True  # find a static file when it is asked for, not all at each client
    post_migrate.connect(seed, dispatch_uid="seed_the_test_database")


def use_redis_of_our_own():
    """Parallel processes take a database each: one test's messages must not meet another's."""
    server, _, number = django_settings.REDIS_URL.rpartition("/")
    first = int(number) if "REDIS_URL" in os.environ else FIRST_REDIS_DATABASE
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    url = f"{server}/{first + process}"
    django_settings.REDIS_URL = django_settings.CELERY_BROKER_URL = os.environ["REDIS_URL"] = url
    django_settings.CACHES["default"]["LOCATION"] = url


def seed(sender, **kwargs):
    """Give the new test database its defaults, and give them back after each transactional test has emptied it."""
    if sender.name == "intake":
        call_command("seed_defaults", stdout=io.StringIO())


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """Name the database to copy (tests/database.py), or say in a sentence, and once, that no server answers."""
    server = django_settings.DATABASES["default"]
    try:
        socket.create_connection((server["HOST"], server["PORT"] or 5432), timeout=5).close()
    except OSError:
        pytest.exit("No database answers. Use `make test`, or keep `make run` open in another terminal.", returncode=1)
    with django_db_blocker.unblock():
        server["TEST"]["TEMPLATE"] = connection.settings_dict["TEST"]["TEMPLATE"] = database.template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Before the test database is dropped: a closed connection's process may take a moment longer to go."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        ground.clear()
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Before any fixture of a test that commits: a browser that starts changes which connection Django uses."""
    if commits(item):
        with item.config.stash[blocking_manager_key].unblock():
            ground.clear()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef, request):
    """Lay the groundwork right before pytest-django opens the test's own transaction on it."""
    if fixturedef.argname == "_django_db_helper":
        with request.getfixturevalue("django_db_blocker").unblock():
            try:
                if commits(request.node):
                    ground.clear()
                else:
                    ground.lay([] if keeps_the_real_clock(request.node) else steps_of(request.node))
            except Exception as failure:  # pytest finishes a fixture that has a result: without one, no test after this
                fixturedef.cached_result = (None, fixturedef.cache_key(request), (failure, failure.__traceback__))
                raise
    return (yield)


def commits(test):
    """Whether the test is transactional."""
    marker = test.get_closest_marker("django_db")
    return {"transactional_db", "live_server"} & {*test.fixturenames} or (marker and marker.kwargs.get("transaction"))


def keeps_the_real_clock(test):
    return REAL_CLOCK & set(test.path.parts)


@pytest.fixture
@harmless
def forms_as_they_come():
    """For tests of forms that do not say what was read: those are asked, as on a running product."""


@pytest.fixture(autouse=True)
@harmless
def forms_are_read_just_now(request, monkeypatch):
    """Most tests send a form without opening its page. It counts as read at that moment; what carries `form_read` is
    compared as ever, and tests with `forms_as_they_come` send what they send."""
    if "forms_as_they_come" in request.fixturenames:
        return
    read_by = stale.read_by
    monkeypatch.setattr(stale, "read_by", lambda sent: read_by(sent) if stale.READ in sent.POST else ANY)


@pytest.fixture
@harmless
def database_if_needed(request):
    """Before the clock is set and files are put in place: groundwork decides from when and from what on."""
    if "_django_db_helper" in request.fixturenames or request.node.get_closest_marker("django_db"):
        return request.getfixturevalue("_django_db_helper") or True
    return False


@pytest.fixture(autouse=True)
@harmless
def one_monday_morning(request, database_if_needed):
    """Every test begins on the same Monday, so that none depends on the day on which it is run.

    Tests that start processes of their own keep the real clock, which those have.
    """
    if keeps_the_real_clock(request.node):
        yield
        return
    with time_machine.travel(ground.moment, tick=True):
        yield


@pytest.fixture(autouse=True)
@harmless
def forgetful_cache(database_if_needed):
    """No test remembers which pictures another asked for, or that Redis was away."""
    redis_away.forget()
    if database_if_needed:
        cache.clear()


@pytest.fixture(autouse=True)
@harmless
def nothing_is_announced():
    """Each process looks for announcements once a second; tests count queries, and say what is announced themselves."""
    known.hold(State())


@pytest.fixture(autouse=True)
@harmless
def uploads_in_a_temporary_folder(settings, tmp_path, database_if_needed):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    if database_if_needed:
        ground.give_uploads(settings.MEDIA_ROOT)


@pytest.fixture
@harmless
def silent_server():
    """The address of a Redis that takes every line and never answers."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


# --- the browser ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium():
    """The path of the browser to drive."""
    return find_chromium()


# Playwright runs an event loop in this thread; Django's guard against that is for real async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser(chromium, django_db_blocker):
    """One for all tests of a process: two of them would run two loops, which Playwright refuses.

    Its loop brings another connection to the database: groundwork on the former one would lie there, in an open
    transaction, till the end.
    """
    with django_db_blocker.unblock():
        ground.clear()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not LONG & {*item.path.parts})  # else one process ends with them, alone
    journeys = [item for item in items if "journeys" in item.path.parts]
    for item in journeys:
        item.add_marker(pytest.mark.journey)
        item.add_marker(pytest.mark.timeout(900))  # long stories, with axe on long pages
        if find_chromium() is None:
            item.add_marker(pytest.mark.skip(reason=HOW_TO_GET_ONE))


def pytest_collection_finish():
    """Let the garbage collector look no more at all that is loaded by now: a twentieth of the time went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    if any(HOW_TO_GET_ONE.splitlines()[0] in str(report.longrepr) for report in skipped):
        terminalreporter.section("Browser journeys", yellow=True)
        terminalreporter.write_line(HOW_TO_GET_ONE, yellow=True)
