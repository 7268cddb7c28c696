"""`make fill`: a database with a named number of terms, on a server of its own whose data is kept in `.run/bench`.

With `--run`, all of Duet starts on a copy of it, to look at the pages.
"""

import fcntl
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from local import postgres
from local.lifeline import Lifeline
from local.processes import ROOT
from local.run import run
from local.say import CannotGoOn, step

FOLDER = ROOT / ".run" / "bench"
SIZES = ("1k", "10k", "100k", "1m")
TO_TRY = "tried_{size}"
"""The name of the copy that `--run` and `--keep` lead to. What is written there stays, until the filled one changes."""


def fill(arguments):
    """The exit code. Arguments: the size; the folder to keep the data in, if another; `--run` or `--keep`."""
    options = {argument for argument in arguments if argument.startswith("--")}
    size, *folder = [argument for argument in arguments if not argument.startswith("--")] or ["10k"]
    if (size := size.lower()) not in SIZES or options - {"--run", "--keep"}:
        raise CannotGoOn(f"Say one of {', '.join(SIZES)}: make fill SIZE=100k")
    with server(*map(Path, folder)) as url:
        environment = os.environ | {"DATABASE_URL": url}
        name = [TO_TRY.format(size=size)] if options else []
        code = subprocess.run([sys.executable, "-m", "bench.fill", size, *name], cwd=ROOT, env=environment).returncode
        if code or not options:
            return code
        os.environ["DATABASE_URL"] = database(url, *name)
        print(f"\nIts address:  DATABASE_URL={os.environ['DATABASE_URL']}\n", flush=True)
        if "--run" in options:
            print(
                "Sign in as buyer@bench.example (lead, counsel, requester, rare, ...); password: duet-demo", flush=True
            )
            run()
        else:
            input("Press Enter to stop the server. ")
    return 0


@contextmanager
def server(folder=FOLDER):
    """The address of a PostgreSQL server with its data in this folder; one process at a time has it."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        with step(f"Waiting for the server of {folder}"):
            fcntl.flock(lock, fcntl.LOCK_EX)
        with Lifeline(folder / "started", keep_open=[lock]) as lifeline:
            with step("Starting PostgreSQL"):
                url = postgres.start(folder, lifeline, durable=False)
            yield url


def database(url, name):
    """The same address with this database at its end."""
    return f"{url.rpartition('/')[0]}/{name}"
