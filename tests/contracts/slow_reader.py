"""A worker for tests that reads until it is let go: as long as the file READING_GOES_ON names is there."""

import os
import time
from pathlib import Path

import django

from config.celery import app

django.setup()

from contracts import tasks  # noqa: E402
from reading.document import Document  # noqa: E402  (Django is set up first)

__all__ = ["app"]


def read_slowly(row):
    while Path(os.environ["READING_GOES_ON"]).exists():
        time.sleep(0.1)
    return Document(row.version.original_name, text="Fees are due.")


tasks._document_of = read_slowly
