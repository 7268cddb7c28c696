"""`make check`, the part before the tests: every check runs; those that fail are shown in full at the end."""

import os
import subprocess
import sys
from pathlib import Path

from local.run import ROOT
from local.say import CannotGoOn, readable_endings, step

PRODUCTION = {
    "DUET_ENV": "production",
    "SECRET_KEY": "used-by-make-check-only-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SITE_URL": "https://duet.example",
    "ALLOWED_HOSTS": "duet.example",
    "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",  # these checks ask no server
    "REDIS_URL": "redis://127.0.0.1:9/0",
    "EMAIL_URL": "smtp://127.0.0.1:9",
}
TEMPLATES = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "templates").rglob("*.html"))]
CHECKS = {
    "Style of Python (ruff)": ["ruff", "check", "."],
    "Format of Python (ruff)": ["ruff", "format", "--check", "."],
    "Who may import whom (import-linter)": ["lint-imports", "--no-cache"],
    "Types (mypy)": ["mypy"],
    "Lint of templates (djlint)": ["djlint", "--lint", "--quiet", "templates"],
    "Format of templates (djade)": ["djade", "--check", "--target-version", "5.2", *TEMPLATES],
    "Missing migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "Production settings (check --deploy)": [
        "python",
        "manage.py",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
    ],
}


def check():
    failures = [failure for name, command in CHECKS.items() if (failure := failure_of(name, command))]
    if failures:
        raise CannotGoOn("\n\n".join(failures))


def failure_of(name, command):
    """What the command said if it failed."""
    program, *arguments = command
    try:
        with step(name):
            result = subprocess.run(
                [Path(sys.executable).with_name(program), *arguments],
                cwd=ROOT,
                env=os.environ | PRODUCTION,
                capture_output=True,
                text=True,
            )
            if result.returncode:
                raise CannotGoOn(f"{name}: {' '.join(command[:4])}\n{result.stdout}{result.stderr}".rstrip())
    except CannotGoOn as failure:
        return str(failure)


if __name__ == "__main__":
    with readable_endings():
        check()
