"""Finds the browser that tests/journeys/ drives, and says how to get one."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

HOW_TO_GET_ONE = """\
The browser journeys (tests/journeys/) were skipped: no Chromium was found.
Install one (Debian: apt-get install chromium libatomic1), or name one: CHROMIUM=/path/to/chromium make test"""

CHROMIUM_FLAGS = [
    "--no-sandbox",  # containers and root cannot have one
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium():
    """The path of a Chromium or Chrome, or None. CHROMIUM wins; a wrong path there is said, not skipped over."""
    if named := os.environ.get("CHROMIUM"):
        if not Path(named).is_file():
            raise FileNotFoundError(f"CHROMIUM names {named}, and there is no such file.")
        return named
    return next(filter(None, map(shutil.which, [*NAMES, ON_A_MAC])), None)
