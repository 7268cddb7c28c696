"""`make bench`: measurements against servers of their own, which live in a temporary folder and end with it."""

import subprocess
import sys
import tempfile
from pathlib import Path

from local import servers
from local.lifeline import Lifeline
from local.run import ROOT


def bench(arguments):
    """The exit code of the measurements; `arguments` go to the sweep."""
    with tempfile.TemporaryDirectory(prefix="duet-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # as root, PostgreSQL runs as another account
        with Lifeline(folder / "started") as lifeline:
            environment = servers.start_missing(folder, lifeline, durable=False)
            for command in (
                ["-m", "bench.compare"],
                ["-m", "bench.reading"],
                ["manage.py", "migrate", "--verbosity=0"],
                ["-m", "bench.sweep", *arguments],
            ):
                code = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment).returncode
                if code:
                    return code
    return 0
