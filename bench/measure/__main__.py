"""`python -m bench.measure SIZE...`: measure every page at these sizes; `--quick`: the most telling ones, twice.

Wants DATABASE_URL (a server on this machine, with the right to make databases) and REDIS_URL, which `make bench`
brings.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.measure.settings"
django.setup()

from django.conf import settings  # noqa: E402  (Django is set up first)

from bench.fill.sizes import SIZES  # noqa: E402
from bench.measure.looks import PEOPLE  # noqa: E402
from bench.measure.measuring import is_quiet, measure  # noqa: E402
from bench.measure.site import site  # noqa: E402
from bench.measure.table import RESULTS, table, write  # noqa: E402


def main(*arguments):
    quick = "--quick" in arguments
    sizes = [argument for argument in arguments if argument in SIZES]
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    began = time.monotonic()

    def say(words):
        print(f"{time.monotonic() - began:6.0f} s · {words}", flush=True)

    with ExitStack() as stack:
        os.environ["BENCH_FOLDER"] = stack.enter_context(tempfile.TemporaryDirectory(prefix="duet-bench-"))
        collect_static()
        sites = []
        for name in sizes:
            say(f"starting Duet on {name}")
            sites.append(stack.enter_context(site(SIZES[name], free_port(), people=PEOPLE)))
        figures = measure(sites, quick=quick, rounds=2 if quick else 5, say=say)
        memory = {running.size: running.memory() for running in sites}
        quiet = is_quiet()
    print()
    print(*table(figures, sizes), sep="\n")
    print(f"\nmemory of master and worker (PSS): {', '.join(f'{b / 1e6:.0f} MB at {s}' for s, b in memory.items())}")
    print("times (p50, p95) are in the file" if quiet else "the machine was busy: read ratios, not times")
    write(figures, sizes, memory_bytes=memory, quiet=quiet, seconds=round(time.monotonic() - began))
    print(f"written to {RESULTS.relative_to(settings.BASE_DIR)} after {time.monotonic() - began:.0f} s")


def collect_static():
    environment = os.environ | {
        "DUET_ENV": "production",
        "STATIC_ROOT": f"{os.environ['BENCH_FOLDER']}/collected",
        "SECRET_KEY": settings.SECRET_KEY,
        "SITE_URL": "http://127.0.0.1",
    }
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main(*sys.argv[1:])
