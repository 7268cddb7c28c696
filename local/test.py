"""`make test`: pytest against servers of its own, which end with it."""

import subprocess
import sys

from local import servers
from local.run import ROOT


def test(arguments):
    """The exit code of pytest."""
    with servers.throw_away() as environment:
        pytest = [sys.executable, "-m", "pytest", "--numprocesses=logical", "--dist=worksteal"]
        return subprocess.run([*pytest, *arguments], cwd=ROOT, env=environment).returncode
