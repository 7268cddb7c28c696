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
    with tempfile.TemporaryDirectory(prefix="duet-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # as root, PostgreSQL runs as another account
        with Lifeline(folder / "started") as lifeline:
            environment = servers.start_missing(folder, lifeline, durable=False)
            pytest = [sys.executable, "-m", "pytest", "--numprocesses=logical", "--dist=worksteal"]
            return subprocess.run([*pytest, *arguments], cwd=ROOT, env=environment).returncode
