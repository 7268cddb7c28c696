"""One Duet as in production on one filled database: a gunicorn with one worker, and what it and its database burn."""

import gzip
import http.client
import os
import subprocess
import sys
import time
import urllib.parse
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import lxml.html
import psutil
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from bench.fill.database import copy
from bench.fill.sql import rows
from bench.kept import connected_to
from people.models import User

TOKEN = "b" * 32  # what protects forms: any that cookie and form agree on
FOLLOWED = 5  # fragments that fetch fragments: how deep


@dataclass
class Answer:
    """What came back: the first body's status, type and text; bytes on the wire; requests that it took."""

    status: int
    body: bytes
    size: int
    location: str = ""
    requests: int = 1


@dataclass
class Site:
    """A running Duet, and the people who are signed in there."""

    size: str
    database: str
    port: int
    process: psutil.Process
    postmaster: psutil.Process
    cookies: dict = field(default_factory=dict)
    wire: http.client.HTTPConnection | None = None

    token = {"csrfmiddlewaretoken": TOKEN}

    # --- requests -------------------------------------------------------------------------------------

    def get(self, person, url, **headers):
        return self._send("GET", person, url, headers=headers)

    def until_usable(self, person, url):
        """The page with all that it fetches by itself as soon as it is there. Sizes and requests are summed up."""
        first = answer = self.get(person, url)
        for _ in range(FOLLOWED):
            fetched = [self.get(person, more, **{"HX-Request": "true"}) for more in fetched_on_load(answer.body)]
            first.requests += len(fetched)
            first.size += sum(one.size for one in fetched)
            if not fetched:
                break
            answer = Answer(200, b"<div>" + b"".join(one.body for one in fetched) + b"</div>", 0)
        return first

    def post(self, person, url, fields, **headers):
        body = urllib.parse.urlencode(fields, doseq=True)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", person, url, body=body, headers=headers | kind)

    def _send(self, method, person, url, *, body=None, headers):
        headers = {"Cookie": self.cookies[person], "Accept-Encoding": "gzip", **headers}
        for attempt in (1, 2):
            self.wire = self.wire or http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            try:
                self.wire.request(method, url, body=body, headers=headers)
                answer = self.wire.getresponse()
                raw = answer.read()
                break
            except (http.client.HTTPException, OSError):
                self.wire = None
                if attempt == 2:
                    raise
        plain = raw
        if answer.headers.get("Content-Encoding") == "gzip":
            plain = gzip.decompress(raw)
        return Answer(answer.status, plain, len(raw), answer.headers.get("Location", ""))

    # --- what it costs --------------------------------------------------------------------------------

    def cpu(self):
        """Seconds of processor time so far: master, worker, and all processes of PostgreSQL for this database."""
        processes = [self.process, *self.process.children(recursive=True), *self._backends()]
        spent = 0.0
        for process in processes:
            try:
                times = process.cpu_times()
                spent += times.user + times.system
            except psutil.NoSuchProcess:
                continue
        ended = self.postmaster.cpu_times()  # parallel workers that have ended
        return spent + ended.children_user + ended.children_system

    def _backends(self):
        query = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        with connection.cursor() as cursor:
            cursor.execute(query, [self.database])
            return [psutil.Process(pid) for (pid,) in cursor.fetchall() if psutil.pid_exists(pid)]

    def memory(self):
        """Bytes of memory that master and worker have to themselves, shared pages by their share (PSS)."""
        return sum(process.memory_full_info().pss for process in [self.process, *self.process.children(recursive=True)])


def fetched_on_load(body):
    """Addresses that htmx fetches without anybody doing anything."""
    if b"hx-get" not in body:
        return []
    page = lxml.html.fromstring(body)
    return [element.get("hx-get") for element in page.xpath("//*[@hx-get and contains(@hx-trigger, 'load')]")]


def form_on(body, action):
    """{field: value} that a browser would send with the first form of this action: hidden fields and what is filled."""
    page = lxml.html.fromstring(body)
    for form in page.forms:
        if (form.get("action") or form.get("hx-post")) == action:
            return dict(form.form_values())
    raise LookupError(f"No form leads to {action}.")


@contextmanager
def site(size, port, *, people, anew=False):
    """A `Site` on a copy of the filled database of this size, with `people` signed in."""
    database = copy(size, f"measured_{size.name}", anew=anew)
    with connected_to(database):
        cookies = {person: f"sessionid={session_of(person)}; csrftoken={TOKEN}" for person in people}
        [(postmaster,)] = rows("SELECT pg_backend_pid()")
        parent = psutil.Process(postmaster).parent()
    url = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{database}"
    environment = os.environ | {
        "DUET_ENV": "production",
        "DJANGO_SETTINGS_MODULE": "bench.measure.settings",
        "DATABASE_URL": url,
        "SECRET_KEY": settings.SECRET_KEY,
        "SITE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "false",
        "STATIC_ROOT": str(Path(os.environ["BENCH_FOLDER"]) / "collected"),
        "MEDIA_ROOT": str(Path(os.environ["BENCH_FOLDER"]) / "uploads"),
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
        "WEB_THREADS": "1",
        "TRUSTED_PROXY_COUNT": "0",
    }
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "--max-requests", "0"]
    process = subprocess.Popen([*gunicorn, "config.wsgi"], env=environment, cwd=settings.BASE_DIR)
    try:
        running = Site(size.name, database, port, psutil.Process(process.pid), parent, cookies)
        wait_for(running, process)
        yield running
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(running, process, patience=60):
    give_up_at = time.monotonic() + patience
    while time.monotonic() < give_up_at and process.poll() is None:
        try:
            if running.get(next(iter(running.cookies)), "/bench/floor/").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"Duet did not start on {running.database}; its lines above say why.")


def session_of(address):
    """The key of a session of this person, as signing in makes it."""
    person = User.objects.get(email=f"{address}@bench.example")
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return session.session_key
