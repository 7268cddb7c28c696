"""`make run`: from nothing to Duet in the browser, until Ctrl-C."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from local import processes, servers
from local.lifeline import Lifeline, is_alive
from local.processes import ROOT
from local.say import CannotGoOn, step

RUN_DIR = ROOT / ".run"


def run():
    port = wanted_port()
    lock = take_lock(f"http://127.0.0.1:{port}")
    with Lifeline(RUN_DIR / "started", keep_open=[lock]) as lifeline:
        must_be_free(port)
        try:
            own_database = not os.environ.get("DATABASE_URL")  # nobody's real database gets demo accounts
            os.environ.setdefault("SHOW_DEMO_ACCOUNTS", str(own_database))
            environment = servers.start_missing(RUN_DIR, lifeline)
            prepare(environment)
            processes.start_all(lifeline, environment, RUN_DIR)
            wait_until_ready(lifeline, port)
            greet(port)
            watch(lifeline)
        except KeyboardInterrupt:
            print()
        with step("Stopping"), deaf_to_signals():
            lifeline.cut()
    print("\nDuet has stopped. Your data is kept for the next `make run`.")


def wanted_port():
    text = os.environ.setdefault("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CannotGoOn(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def must_be_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as problem:
            raise CannotGoOn(f"Port {port} is for administrators only. Try: make run PORT=8000") from problem
        except OSError as problem:
            raise CannotGoOn(
                f"Port {port} is taken by another program. Choose another one: make run PORT={port + 1}"
            ) from problem


@contextmanager
def deaf_to_signals():
    """A second Ctrl-C must not leave half of it running; the guardian's patience bounds the wait."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    yield


# --- one at a time in one folder --------------------------------------------------------------------


def take_lock(address):
    """The lock is held until everything this run started has ended, even if it is killed."""
    lock = open(RUN_DIR / "lock", "a+")
    if not try_lock(lock):
        owner = json.loads(lock.read() or "{}")
        if is_alive(owner.get("pid", 0)):
            lock.close()
            raise CannotGoOn(
                f"Duet is already running from this folder at {owner['address']} (process {owner['pid']}).\n"
                "Stop it with Ctrl-C in its terminal."
            )
        with step("Waiting for the previous run to end"):
            fcntl.flock(lock, fcntl.LOCK_EX)
    lock.seek(0)
    lock.truncate()
    json.dump({"pid": os.getpid(), "address": address}, lock)
    lock.flush()
    return lock


def try_lock(lock):
    lock.seek(0)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


# --- from servers to pages -----------------------------------------------------------------------------


def prepare(environment):
    """Tables, defaults and demo data, in one process because starting Django three times is slow."""
    done = subprocess.run([sys.executable, "-m", "local.prepare"], cwd=ROOT, env=environment)
    if done.returncode:
        raise CannotGoOn("The database could not be prepared; the lines above say why.")


def wait_until_ready(lifeline, port, patience=90):
    give_up_at = time.monotonic() + patience
    with step("Starting web, workers and beat") as line:
        while (waiting_for := missing_parts(port)) and time.monotonic() < give_up_at:
            line.detail = f"· waiting for {waiting_for}"
            must_all_run(lifeline)
            time.sleep(0.2)
        line.detail = ""
        if waiting_for:
            raise CannotGoOn(f"Duet did not become ready: {waiting_for}.")


def missing_parts(port):
    """Which parts do not answer yet, in words; empty when /readyz says that all do."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10):
            return ""
    except urllib.error.HTTPError as answer:
        parts = json.loads(answer.read())
        return ", ".join(name for name, state in parts.items() if state != "ok")
    except (OSError, ValueError):
        return "web"


def watch(lifeline):
    while True:
        must_all_run(lifeline)
        time.sleep(0.5)


def must_all_run(lifeline):
    if ended := lifeline.ended():
        name, code = ended
        how = f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
        raise CannotGoOn(f"{name} {how}, so the rest was stopped too. What it said is in .run/{name.lower()}.log")


DEMO_ACCOUNTS = """\
  requester@duet.example   asks for things
  buyer@duet.example       procurement
  counsel@duet.example     legal
  lead@duet.example        leads both desks
  admin@duet.example       configures Duet
  auditor@duet.example     reads what was decided, changes nothing
  password for all of them: duet-demo
"""
NO_DEMO_ACCOUNTS = """\
  DATABASE_URL is set, so no demo data was loaded. Make a first account: .venv/bin/python manage.py createsuperuser
  Or load the demo data into that database: make run SHOW_DEMO_ACCOUNTS=true
"""


def greet(port):
    has_demo = os.environ["SHOW_DEMO_ACCOUNTS"].lower() in {"true", "1", "yes", "on"}
    print(f"\nDuet is ready:  http://127.0.0.1:{port}\n")
    print(DEMO_ACCOUNTS if has_demo else NO_DEMO_ACCOUNTS)
    print("Press Ctrl-C to stop.\n", flush=True)
