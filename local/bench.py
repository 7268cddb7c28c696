"""`make bench`: measurements against servers of their own. Filled databases are kept in `.run/bench`; all else ends."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from local import servers, valkey
from local.fill import server
from local.lifeline import Lifeline
from local.processes import ROOT
from local.say import CannotGoOn, step

SIZES, QUICK_SIZES = ("10k", "100k", "1m"), ("10k", "100k")
PARTS = ("pages", "compare", "reading", "sweep")


def bench(arguments):
    """The exit code. Arguments: parts to measure (all, if none is named); `--quick`: pages alone, two sizes; sizes."""
    quick = "--quick" in arguments
    sizes = [argument for argument in arguments if argument in SIZES] or list(QUICK_SIZES if quick else SIZES)
    numbers = [argument for argument in arguments if argument.isdecimal()]  # how many waits the sweep goes through
    parts = [argument for argument in arguments if argument in PARTS] or (["pages"] if quick else list(PARTS))
    if unknown := {*arguments} - {"--quick", *SIZES, *PARTS, *numbers}:
        raise CannotGoOn(f"Not known: {', '.join(sorted(unknown))}. Parts are {', '.join(PARTS)}.")
    measures = {
        "pages": lambda: pages(sizes, ["--quick"] if quick else []),
        "compare": lambda: python("-m", "bench.compare"),
        "reading": lambda: python("-m", "bench.reading"),
        "sweep": lambda: sweep(numbers),
    }
    return next((code for part in parts if (code := measures[part]())), 0)


def pages(sizes, options):
    with server() as url, tempfile.TemporaryDirectory(prefix="duet-bench-") as name, Lifeline(Path(name) / "on") as on:
        with step("Starting Valkey (it speaks Redis)"):
            redis = valkey.start(Path(name), on)
        environment = os.environ | {"DATABASE_URL": url, "REDIS_URL": redis}
        for size in sizes:
            if code := python("-m", "bench.fill", size, environment=environment):
                return code
        return python("-m", "bench.measure", *sizes, *options, environment=environment)


def sweep(numbers):
    with servers.throw_away() as environment:
        return python("manage.py", "migrate", "--verbosity=0", environment=environment) or python(
            "-m", "bench.sweep", *numbers, environment=environment
        )


def python(*command, environment=None):
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=environment).returncode
