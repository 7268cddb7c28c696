"""The processes that are Duet, and how their output reaches one terminal.

docker-compose.yml starts the same commands; tests/config/test_compose.py compares them.
"""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from local.say import print_line

ROOT = Path(__file__).resolve().parents[1]
WORKER = "celery --quiet --app config worker --loglevel WARNING --without-mingle"
COMMANDS = {
    "web": "gunicorn --config config/gunicorn.py config.wsgi",
    "worker": f"{WORKER} --queues celery --concurrency 2 --hostname worker@%h",
    "reader": f"{WORKER} --queues reading --concurrency 2 --hostname reader@%h",
    "poster": f"{WORKER} --queues channels --concurrency 2 --hostname poster@%h",
    "beat": "celery --quiet --app config beat --loglevel WARNING",
}
COLOURS = {"web": 36, "worker": 35, "reader": 32, "poster": 34, "beat": 33}


def start_all(lifeline, environment, folder):
    """Start them all. Each writes a log in `folder`, which the terminal follows.

    A file and not a pipe: who writes to a pipe whose reader was killed fails before it can end in good order.
    """
    environment = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser", **environment}
    for name, command in COMMANDS.items():
        program, *arguments = command.split()
        log = folder / f"{name}.log"
        with log.open("wb") as output:
            lifeline.start(
                name,
                [Path(sys.executable).with_name(program), *arguments],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        threading.Thread(target=follow, args=(name, log), daemon=True).start()


def follow(name, log):
    with log.open(errors="replace") as lines:
        while True:
            for line in lines:
                print_line(f"{label(name)} {line.rstrip()}")
            time.sleep(0.1)


def label(name):
    padded = f"{name:<6} |"
    return f"\033[{COLOURS[name]}m{padded}\033[0m" if sys.stdout.isatty() and "NO_COLOR" not in os.environ else padded
