"""A whole Duet of a test's own: database, broker, mail server, worker and beat, real processes to be hurt at will."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psycopg2
import redis
from aiosmtpd.controller import Controller

from local import postgres, servers
from local.lifeline import Lifeline
from local.processes import ROOT

PROGRAMS = Path(sys.executable).parent


class MailServer:
    """Takes mails and remembers (Message-ID, recipient) of each. `at_rcpt` and `at_data` are called on the way."""

    def __init__(self):
        self.port = free_port()
        self.forget()

    def start(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self):
        self.controller.stop()

    def forget(self):
        self.taken = defaultdict(list)
        self.asked = 0
        self.get_well()

    def get_well(self):
        """Take every mail from now on, also one that hangs at this moment."""
        self.drops, self.hanging = False, False
        self.at_rcpt = self.at_data = self.answer = lambda: None

    def hang(self):
        self.hanging = True

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.asked += 1
        self.at_rcpt()
        while self.hanging:
            await asyncio.sleep(0.1)
        if self.drops:
            server.transport.close()
        if refusal := self.answer():
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        headers = envelope.content.decode().split("\r\n\r\n")[0].replace("\r\n ", " ").split("\r\n")
        message_id = next(line.split(" ", 1)[1] for line in headers if line.lower().startswith("message-id:"))
        for address in envelope.rcpt_tos:
            self.taken[address].append(message_id)
        self.at_data()
        return "250 taken"


class Installation:
    """`start` it, write notices, kill what you like, and ask what arrived."""

    def __init__(self, folder, lifeline, mail_server):
        self.folder, self.lifeline, self.mail = folder, lifeline, mail_server
        chosen = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        self.environment = self._with_servers(chosen) | {
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}",
            "MAIL_SECONDS": "1",
            "LADDER_SECONDS": "1",
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
        }
        self.processes = {}
        self.killed = 0
        self.run("manage.py", "migrate", "--verbosity=0")
        self.run("manage.py", "seed_defaults")

    def _with_servers(self, chosen):
        """Servers of our own even where the environment names some: these are going to be hurt."""
        before = {name: os.environ.pop(name, None) for name in ("DATABASE_URL", "REDIS_URL")}
        try:
            return chosen | servers.start_missing(self.folder, self.lifeline, durable=True)
        finally:
            os.environ.update({name: value for name, value in before.items() if value})

    def run(self, *arguments, **more):
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment | more, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, name, *command):
        """A worker, a beat or the web, in a process group of its own."""
        log = (self.folder / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            [PROGRAMS / command[0], *command[1:]],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()

    def start_worker(self, app="config"):
        options = ["--loglevel=WARNING", "--concurrency=2", "--without-mingle"]
        self.start("worker", "celery", "--quiet", "--app", app, "worker", *options)

    def start_beat(self, name="beat"):
        options = ["--loglevel=WARNING", f"--schedule={self.folder / name}-schedule"]
        self.start(name, "celery", "--quiet", "--app", "config", "beat", *options)

    def start_web(self):
        self.web_port = free_port()
        self.start("web", "gunicorn", "config.wsgi", "--workers=1", f"--bind=127.0.0.1:{self.web_port}")

    def page(self, path):
        """The status of a page, asked again until the web has started."""
        give_up_at = time.monotonic() + 60
        while True:
            try:
                with urlopen(f"http://127.0.0.1:{self.web_port}{path}", timeout=30) as answer:
                    return answer.status
            except URLError:
                if time.monotonic() > give_up_at:
                    raise
                time.sleep(0.5)

    def kill(self, name):
        """kill -9 of the whole group: no process of it can tidy up."""
        process = self.processes.pop(name, None)
        if process is not None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            self.killed += 1

    def stop_all(self):
        for name in list(self.processes):
            self.kill(name)

    def begin_anew(self):
        """As after the installation: nobody told anything, nothing running."""
        self.stop_all()
        self.flush_broker()
        self.mail.forget()
        for table in ("notices_unreachable", "notices_notice", "notices_bundle", "people_user"):
            self.ask(f"DELETE FROM {table}")

    def flush_broker(self):
        with redis.Redis.from_url(self.environment["REDIS_URL"]) as client:
            client.flushall()

    @contextmanager
    def mail_server_down(self):
        self.mail.stop()
        try:
            yield
        finally:
            self.mail.start()

    def wait_until_refused(self, patience):
        """Whether a mail was tried and could not be sent."""
        give_up_at = time.monotonic() + patience
        while time.monotonic() < give_up_at:
            if self.ask("SELECT count(*) FROM notices_notice WHERE attempts > 0")[0][0]:
                return True
            time.sleep(0.2)
        return False

    def restart_database(self):
        """An immediate shutdown, as if the power went: no checkpoint, clients cut off."""
        server = self.lifeline.processes["PostgreSQL"]
        server.send_signal(signal.SIGQUIT)
        server.wait()
        postgres.start(self.folder, self.lifeline)

    def ask(self, question):
        """The rows that a question to the database gives."""
        connection = psycopg2.connect(self.environment["DATABASE_URL"])
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(question)
                return cursor.fetchall() if cursor.description else None
        finally:
            connection.close()

    def wait_until_all_is_mailed(self, patience):
        question = "SELECT count(*) FROM notices_notice WHERE mail AND mailed_at IS NULL AND parked_at IS NULL"
        give_up_at = time.monotonic() + patience
        while (left := self.ask(question)[0][0]) and time.monotonic() < give_up_at:
            # what failed while a server was away is due in a minute: do not wait for that here
            self.ask("UPDATE notices_notice SET next_attempt_at = now() WHERE next_attempt_at > now() AND NOT daily")
            time.sleep(0.5)
        return left

    def duplicates(self):
        return sum(len(ids) - 1 for ids in self.mail.taken.values())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def installation(folder):
    folder.chmod(0o755)
    mail_server = MailServer()
    mail_server.start()
    try:
        with Lifeline(folder / "started") as lifeline:
            duet = Installation(folder, lifeline, mail_server)
            try:
                yield duet
            finally:
                duet.stop_all()
    finally:
        mail_server.stop()


def in_background(action, *arguments):
    thread = threading.Thread(target=action, args=arguments)
    thread.start()
    return thread
