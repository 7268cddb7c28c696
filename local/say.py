"""What the terminal shows while something takes time: one line per step, with the seconds it took.

Standard library only: install.py runs before anything is installed.
"""

import itertools
import shutil
import sys
import threading
import time
from contextlib import contextmanager

CLEAR_LINE = "\r\033[K"


class CannotGoOn(Exception):
    """Something outside Duet is in the way; the text tells a person what and what to do about it."""


class Step:
    """The line of one step. `detail` may change while the step runs, from any thread."""

    def __init__(self, title):
        self.title = title
        self.detail = ""
        self.started = time.monotonic()
        self.over = threading.Event()

    @property
    def seconds(self):
        return time.monotonic() - self.started

    def spin(self):
        for sign in itertools.cycle("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"):
            text = f"  {sign} {self.title} {self.detail} ({self.seconds:.0f} s)"
            print(f"{CLEAR_LINE}{text[: shutil.get_terminal_size().columns - 1]}", end="", flush=True)
            if self.over.wait(0.1):
                return

    def close(self, sign):
        detail = f" {self.detail}" if self.detail else ""
        print_line(f"  {sign} {self.title}{detail} ({self.seconds:.1f} s)")


def print_line(text):
    """A whole line, which takes the place of a step that is still turning there."""
    print(f"{CLEAR_LINE if sys.stdout.isatty() else ''}{text}", flush=True)


@contextmanager
def step(title):
    """Show that `title` is being done, and when it is done how long it took."""
    line = Step(title)
    if sys.stdout.isatty():
        spinner = threading.Thread(target=line.spin, daemon=True)
        spinner.start()
    else:
        print(f"  … {title}", flush=True)
    sign = "✗"
    try:
        yield line
        sign = "✓"
    finally:
        line.over.set()
        if sys.stdout.isatty():
            spinner.join()
        line.close(sign)


def speak_utf8():
    """Let the signs above be printed where the locale says ASCII."""
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.stderr.reconfigure(encoding="utf-8", errors="replace")


@contextmanager
def readable_endings():
    """End the program with a sentence, not a traceback, when something outside is in the way."""
    speak_utf8()
    try:
        yield
    except CannotGoOn as problem:
        sys.exit(f"\n{problem}")
    except KeyboardInterrupt:
        sys.exit(130)
