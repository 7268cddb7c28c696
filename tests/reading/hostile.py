"""What to expect of ../shared/data/hostile: an outcome for every file, by the words of its manifest.

The tests read a sample; `python -m scripts.bench_reading` reads all of them.
"""

import csv
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from reading.document import Outcome
from reading.processes.parents import ROOT

FOLDER = Path(ROOT).parent / "shared" / "data" / "hostile"
READ = {Outcome.TEXT, Outcome.NO_TEXT}
NOT_READ = {Outcome.REFUSED, Outcome.UNREADABLE, Outcome.PASSWORD}
NOT_OPENED_BY_US = {"markup", "strings", "zip"}  # no such file is a PDF or Word document
SECONDS, BYTES = 20, 512 * 1024 * 1024  # no file may take longer, or more memory


@dataclass(frozen=True)
class Case:
    path: str
    kind: str
    expected: str
    others: str  # how other programs fared

    @property
    def outcomes(self):
        """The outcomes that the manifest allows."""
        verdict = self.expected.partition(";")[0]
        if verdict.startswith("accept") and " or reject" not in verdict and "flagged, or" not in self.expected:
            return READ
        if verdict.startswith("reject") and " or " not in verdict.replace("password-protected or old .doc", ""):
            return NOT_READ
        if self.kind in NOT_OPENED_BY_US:
            return NOT_READ
        return READ | NOT_READ


def cases():
    with open(FOLDER / "MANIFEST.csv", newline="") as manifest:
        rows = csv.DictReader(manifest)
        return [Case(row["path"], row["kind"], row["expected"], row["parser_outcome_here"]) for row in rows]


def sample(most=15):
    """All of our own and, spread evenly, some of every other kind."""
    every_case = cases()
    chosen = [case for case in every_case if case.kind == "generated"]
    for kind in sorted({case.kind for case in every_case} - {"generated"}):
        of_kind = [case for case in every_case if case.kind == kind]
        chosen += of_kind[:: max(1, len(of_kind) // most)]
    return chosen


STARTER = """
import json, os, sys
pid = os.posix_spawn(sys.executable, sys.argv[1:], os.environ)
_, status, usage = os.wait4(pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024]), file=sys.stderr)
"""
"""Starts a command and says how it ended. It is small itself: the system counts as a process's most memory also that of
whoever started it, and a process that runs tests grows large."""


def measured(case):
    """(exit code, seconds, most memory of the reading processes in bytes, what they printed)."""
    started = time.monotonic()
    command = [sys.executable, "-m", "reading", str(FOLDER / case.path)]
    starter = [sys.executable, "-I", "-S", "-c", STARTER, *command]
    done = subprocess.run(starter, capture_output=True, env=os.environ | {"PYTHONPATH": ROOT}, check=True)
    code, peak = json.loads(done.stderr.splitlines()[-1])
    return code, time.monotonic() - started, peak, done.stdout
