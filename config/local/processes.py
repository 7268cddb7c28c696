"""The three processes that are Duet, and how their output reaches one terminal.

docker-compose.yml starts the same commands; tests/config/test_compose.py compares them.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path

from config.local.say import print_line

COMMANDS = {
    "web": "gunicorn --config config/gunicorn.py config.wsgi",
    "worker": "celery --quiet --app config worker --loglevel WARNING --concurrency 2 --without-mingle",
    "beat": "celery --quiet --app config beat --loglevel WARNING",
}
COLOURS = {"web": 36, "worker": 35, "beat": 33}


def start_all(lifeline, environment, folder):
    """Start web, worker and beat; what they print appears with their name before it."""
    environment = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser", **environment}
    for name, command in COMMANDS.items():
        program, *arguments = command.split()
        process = lifeline.start(
            name,
            [Path(sys.executable).with_name(program), *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        threading.Thread(target=relay, args=(name, process.stdout), daemon=True).start()


def relay(name, output):
    for line in output:
        print_line(f"{label(name)} {line.rstrip()}")


def label(name):
    padded = f"{name:<6} |"
    return f"\033[{COLOURS[name]}m{padded}\033[0m" if sys.stdout.isatty() and "NO_COLOR" not in os.environ else padded
