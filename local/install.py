"""Makes .venv and installs the pinned requirements, again only when they have changed.

    python3 local/install.py [requirements.txt | requirements-dev.txt]

Run as a script by the system's Python, standard library alone. Debian ships Python without ensurepip, and
perhaps without pip: then pip's wheel is fetched from the package index and checked against the hash below.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

from say import CannotGoOn, readable_endings, step  # beside this file, which a script finds on its path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)
PIP_VERSION = "26.3"
PIP_WHEEL = f"pip-{PIP_VERSION}-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


def main(requirements):
    if sys.version_info < OLDEST_PYTHON:
        raise CannotGoOn(
            f"Duet needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}. "
            "Name another one with: make PYTHON=python3.11 run"
        )
    with only_one_at_a_time():
        if not venv_works():
            make_venv()
        if installed(requirements) != wanted(requirements):
            install(requirements)


def only_one_at_a_time():
    """Hold the lock of the installation; two starts at once wait for each other."""
    folder = ROOT / ".run"
    try:
        folder.mkdir(exist_ok=True)
        lock = open(folder / "install.lock", "w")
    except PermissionError as problem:
        raise CannotGoOn(
            f"You may not write to {folder}. Start Duet as the user who owns it, or in a clone of your own."
        ) from problem
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        with step("Waiting for another installation in this folder"):
            fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


# --- the virtual environment ----------------------------------------------------------------------


def venv_works():
    return VENV_PYTHON.exists() and runs(VENV_PYTHON, "-c", "import pip")


def make_venv():
    with step("Making a virtual environment in .venv") as line:
        shutil.rmtree(VENV, ignore_errors=True)
        if runs(sys.executable, "-c", "import ensurepip") and runs(sys.executable, "-m", "venv", VENV):
            return
        call(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
        line.detail = "(Python came without ensurepip; fetching pip)"
        add_pip()


def add_pip():
    """Put pip into .venv: with the system's own pip, or with pip's wheel, run straight from the file."""
    if runs(sys.executable, "-m", "pip", "--python", VENV_PYTHON, "install", "--quiet", f"pip=={PIP_VERSION}"):
        return
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder) / PIP_WHEEL
        wheel.write_bytes(fetch_pip())
        call(VENV_PYTHON, wheel / "pip", "install", "--quiet", "--no-index", wheel)


def fetch_pip():
    """pip's wheel from the package index that PIP_INDEX_URL names, exactly the file with our hash."""
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
    try:
        page = json.loads(fetch(f"{index}/pip/", accept="application/vnd.pypi.simple.v1+json"))
        address = next(file["url"] for file in page["files"] if file["filename"] == PIP_WHEEL)
        wheel = fetch(urljoin(f"{index}/pip/", address))
    except (OSError, ValueError, StopIteration) as problem:
        raise CannotGoOn(
            f"Python has no pip and it could not be fetched from {index} ({problem}).\n"
            "Install it (on Debian or Ubuntu: apt-get install python3-venv) and run the same command again."
        ) from problem
    if hashlib.sha256(wheel).hexdigest() != PIP_SHA256:
        raise CannotGoOn(f"The pip that {index} sent is not the one Duet pins; nothing was installed.")
    return wheel


def fetch(address, accept="*/*"):
    request = urllib.request.Request(address, headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()
    except urllib.error.URLError as problem:
        if not isinstance(problem.reason, ssl.SSLCertVerificationError):
            raise
    # A bare machine may have no certificates at all; what is fetched is checked against PIP_SHA256 anyway.
    unverified = ssl._create_unverified_context()
    with urllib.request.urlopen(request, timeout=60, context=unverified) as answer:
        return answer.read()


# --- the requirements ---------------------------------------------------------------------------------


def installed(requirements):
    """What .venv remembers of the text that was installed last."""
    stamp = VENV / f".installed-{requirements}"
    return stamp.read_text() if stamp.exists() else ""


def remember(requirements):
    for name in [requirements, *included_in(requirements)]:
        (VENV / f".installed-{name}").write_text(wanted(name))


def wanted(requirements):
    """A hash of the file and of the files it includes."""
    texts = [(ROOT / requirements).read_text(), *map(wanted, included_in(requirements))]
    return hashlib.sha256("".join(texts).encode()).hexdigest()


def included_in(requirements):
    return re.findall(r"^-r (\S+)", (ROOT / requirements).read_text(), flags=re.MULTILINE)


def install(requirements):
    log = ROOT / ".run" / "install.log"
    with step(f"Installing what {requirements} lists") as line, log.open("w") as text:
        command = [
            VENV_PYTHON,
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--no-input",
            "-r",
            requirements,
        ]
        pip = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        packages = 0
        for output in pip.stdout:
            print(output, end="", file=text, flush=True)
            packages += output.startswith("Collecting ")
            line.detail = "· writing files" if output.startswith("Installing ") else f"· {packages} packages"
        if pip.wait():
            raise CannotGoOn(f"pip could not install {requirements}:\n{last_lines(log)}\nMore is in {log}.")
        line.detail = f"· {packages} packages" if packages else ""
    remember(requirements)


def last_lines(log, count=6):
    return "\n".join(f"  {line}" for line in log.read_text().strip().splitlines()[-count:])


def runs(*command):
    """Whether the command ends well."""
    try:
        return subprocess.run([*map(str, command)], capture_output=True, cwd=ROOT).returncode == 0
    except OSError:
        return False


def call(*command):
    result = subprocess.run([*map(str, command)], capture_output=True, text=True, cwd=ROOT)
    if result.returncode:
        raise CannotGoOn(f"{' '.join(map(str, command))} failed:\n{result.stdout}{result.stderr}")


if __name__ == "__main__":
    with readable_endings():
        main(*sys.argv[1:] or ["requirements.txt"])
