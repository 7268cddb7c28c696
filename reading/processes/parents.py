"""The caller's side of the parent process (parent.py): start it, ask it for children, replace it in time."""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

ROOT = str(Path(__file__).resolve().parents[2])
START = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from reading.processes.parent import main; main(*sys.argv[1:])"
)
ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "MALLOC_ARENA_MAX": "1",
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",  # Tesseract's threads make it slower where several pages are read at once
    "OPENBLAS_NUM_THREADS": "1",
}
PASSED_ON = ("TESSDATA_PREFIX",)  # where Tesseract finds its languages, if not where it was built for
MOST_CHILDREN = 200  # of one parent, so that its place in memory does not stay the same for long
MOST_SECONDS = 3600  # that one parent serves
SECONDS_TO_START = 60
SECONDS_TO_END = 5


_lock = threading.Lock()
_at_work = None  # the parent that the next child comes from


def child(file, *arguments):
    """A child that does the task that the arguments name with an open file."""
    for attempt in (1, 2):
        parent = _parent()
        try:
            return parent.child(file, arguments)
        except OSError:  # it has died since
            parent.give_back()
            parent.stop()
            if attempt == 2:
                raise
    raise AssertionError


def _parent():
    """One that is fit for another child, which is counted as its own from now on."""
    global _at_work
    with _lock:
        if _at_work is None or _at_work.is_worn:
            stop()
            _at_work = Parent()
        _at_work.active += 1
        _at_work.children += 1
        return _at_work


def stop():
    """Let the parent end as soon as its children have; the next child gets another one."""
    global _at_work
    parent, _at_work = _at_work, None
    if parent is not None:
        parent.retire()


def _forget():
    """In a process that was forked from the caller's: the parent belongs to the caller alone."""
    global _at_work, _lock
    _lock = threading.Lock()
    parent, _at_work = _at_work, None
    if parent is not None:
        parent.control.close()
        parent.process.returncode = 0  # nobody here waits for it


atexit.register(stop)
os.register_at_fork(after_in_child=_forget)


class Parent:
    """The process, from its start to its end."""

    def __init__(self):
        ours, theirs = socket.socketpair()
        self.control, self.started_at = ours, monotonic()
        self.children = self.active = 0
        self.is_retired = False
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-B", "-c", START, ROOT, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=ENVIRONMENT,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._wait_until_ready()

    def _wait_until_ready(self):
        self.control.settimeout(SECONDS_TO_START)
        try:
            is_ready = bool(self.control.recv(1))
        except OSError:
            is_ready = False
        if not is_ready:
            self.stop()
            raise OSError("The process that reads documents did not start.")
        self.control.settimeout(SECONDS_TO_END)

    @property
    def is_worn(self):
        is_old = self.children >= MOST_CHILDREN or monotonic() - self.started_at > MOST_SECONDS
        return is_old or self.process.poll() is not None

    def child(self, file, arguments):
        listen, speak = os.pipe()
        ours, theirs = socket.socketpair()
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        message = json.dumps({"arguments": arguments, "environment": environment}).encode()
        try:
            socket.send_fds(self.control, [message], [file.fileno(), speak, theirs.fileno()])
        except OSError:
            os.close(listen)
            ours.close()
            raise
        finally:
            os.close(speak)
            theirs.close()
        return Child(listen, ours, self)

    def give_back(self):
        """A child of ours has ended."""
        with _lock:
            self.active -= 1
            is_last = self.is_retired and not self.active
        if is_last:
            self.stop()

    def retire(self):
        """End once the last child has. The caller holds the lock, or is the last thread."""
        self.is_retired = True
        if not self.active:
            self.stop()

    def stop(self):
        """End now, children included."""
        self.control.close()
        try:
            self.process.wait(timeout=SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass(frozen=True)
class End:
    code: int | None  # None when the parent died before it could tell
    seconds: float  # of processor time


class Child:
    """A child at work: what it says comes out of `answer` (a descriptor), how it ended over its line."""

    def __init__(self, answer, line, parent):
        self.answer, self.line, self.parent = answer, line, parent

    def end(self, patience):
        """How it ended. One that has said all gets some seconds to end by itself; nothing of it goes on afterwards."""
        os.close(self.answer)
        end = self._heard(patience)
        if end is None:
            with suppress(OSError):
                self.line.shutdown(socket.SHUT_WR)
            end = self._heard(SECONDS_TO_END)
        self.line.close()
        if end is None:
            self.parent.stop()
        self.parent.give_back()
        return End(end["code"], end["seconds"]) if end else End(None, 0.0)

    def _heard(self, patience):
        self.line.settimeout(patience)
        try:
            answer = self.line.recv(4096)
        except OSError:
            return None
        return json.loads(answer) if answer else None
