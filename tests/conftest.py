"""What all tests share: servers apart from those of `make run`, the seeded database, no network, the browser.

`make test` starts servers for the tests. A plain `pytest` uses DATABASE_URL and REDIS_URL, or the servers of a
`make run` that is open in another terminal; either way it makes databases of its own, named test_...
"""

import io
import os
import socket
from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate

from tests.browser import HOW_TO_GET_ONE, find_chromium

pytest_plugins = ["tests.people_fixtures", "tests.review_fixtures"]

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
REAL_CLOCK = {"journeys", "soak", "config", "reading"}
FIRST_REDIS_DATABASE = 8  # unless REDIS_URL names one; `make run` uses number 0


def pytest_configure(config):
    use_redis_of_our_own()
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for tests only
    post_migrate.connect(seed, dispatch_uid="seed_the_test_database")


def use_redis_of_our_own():
    """Parallel processes take a database each: one test's lock-outs and messages must not meet another's."""
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
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Say in a sentence, and once, that there is no database."""
    server = django_settings.DATABASES["default"]
    try:
        socket.create_connection((server["HOST"], server["PORT"] or 5432), timeout=5).close()
    except OSError:
        pytest.exit("No database answers. Use `make test`, or keep `make run` open in another terminal.", returncode=1)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Before the test database is dropped: a closed connection's process may take a moment longer to go."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def one_monday_morning(request):
    """Every test begins on the same Monday, so that none depends on the day on which it is run.

    Tests that start processes of their own keep the real clock, which those have.
    """
    if REAL_CLOCK & set(request.path.parts):
        yield
        return
    with time_machine.travel(MONDAY, tick=True):
        yield


@pytest.fixture(autouse=True)
def forgetful_cache(request):
    """No test remembers another's sign-ins."""
    if "_django_db_helper" in request.fixturenames or request.node.get_closest_marker("django_db"):
        cache.clear()


@pytest.fixture(autouse=True)
def uploads_in_a_temporary_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"


# --- the browser ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium():
    """The path of the browser to drive."""
    return find_chromium()


def pytest_collection_modifyitems(items):
    journeys = [item for item in items if "journeys" in item.path.parts]
    for item in journeys:
        item.add_marker(pytest.mark.journey)
        if find_chromium() is None:
            item.add_marker(pytest.mark.skip(reason=HOW_TO_GET_ONE))


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    if any(HOW_TO_GET_ONE.splitlines()[0] in str(report.longrepr) for report in skipped):
        terminalreporter.section("Browser journeys", yellow=True)
        terminalreporter.write_line(HOW_TO_GET_ONE, yellow=True)
