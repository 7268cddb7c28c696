"""`make mutants` plants the faults of tests/mutants/planted.py one by one in a throw-away copy.

It runs the tests that must fall for each. A fault that nobody notices fails the command; so does a test that falls
without any.

    make mutants                      all of them
    make mutants ARGS="wall queue"    those with one of these words in their name
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.mutants.planted import FAULTS  # noqa: E402 (the root has to be on the path first)

PASSED, FAILED = 0, 1


def main(words):
    faults = [fault for fault in FAULTS if not words or any(word in fault.name for word in words)]
    with tempfile.TemporaryDirectory(prefix="duet-mutants-") as folder:
        copy = copy_of_the_code(Path(folder) / "duet")
        fell = run_tests(copy, sorted({fault.tests for fault in faults}, key=len)) if faults else []
        if fell:
            sys.exit(f"Without any fault these tests must stand, and do not: {', '.join(fell)}")
        survivors = [fault.name for fault in faults if not is_noticed(fault, copy)]
    print(f"\n{len(faults) - len(survivors)} of {len(faults)} planted faults were noticed.")
    if survivors:
        sys.exit(f"Nobody noticed: {', '.join(survivors)}")


def copy_of_the_code(folder):
    """Everything that git knows or would take, with the environment of this checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        source, target = ROOT / name, folder / name
        if source.is_file() and not source.is_symlink():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    (folder / ".venv").symlink_to((ROOT / ".venv").resolve())
    return folder


def run_tests(copy, several):
    """Those of the calls of the tests that fall."""
    return [tests for tests in several if status_of(copy, tests) != PASSED]


def is_noticed(fault, copy):
    path = copy / fault.file
    text = path.read_text()
    if text.count(fault.before) != 1:
        sys.exit(f"“{fault.name}” does not fit {fault.file} any more.")
    started = time.monotonic()
    path.write_text(text.replace(fault.before, fault.after))
    try:
        noticed = status_of(copy, fault.tests) == FAILED
    finally:
        path.write_text(text)
    print(f"{'noticed ' if noticed else 'SURVIVED'}  {time.monotonic() - started:5.0f} s  {fault.name}", flush=True)
    return noticed


def status_of(copy, tests):
    """What pytest says: 0 when all stand, 1 when some fall; anything else is neither."""
    command = [str(copy / ".venv/bin/python"), "-m", "local", "test", *tests.split(" "), "-q", "-x", "-n0"]
    return subprocess.run(command, cwd=copy, capture_output=True, check=False).returncode


if __name__ == "__main__":
    main(sys.argv[1:])
