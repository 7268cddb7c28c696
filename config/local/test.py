"""`make test`: pytest against servers of its own, which live in a temporary folder and end with it."""

import subprocess
import sys
import tempfile
from pathlib import Path

from config.local import servers
from config.local.lifeline import Lifeline
from config.local.run import ROOT


def test(arguments):
    """The exit code of pytest."""
    with tempfile.TemporaryDirectory(prefix="duet-test-") as folder, Lifeline() as lifeline:
        Path(folder).chmod(0o755)  # as root, PostgreSQL runs as another account
        environment = servers.start_missing(Path(folder), lifeline, durable=False)
        pytest = [sys.executable, "-m", "pytest", "--numprocesses=logical", "--dist=worksteal"]
        return subprocess.run([*pytest, *arguments], cwd=ROOT, env=environment).returncode
