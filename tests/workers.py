"""Real Celery workers, in processes of their own, on the database and the broker of a test."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import connections

PATIENCE = 60  # seconds to wait for something that a worker does


@contextmanager
def real_worker(folder, *options, name="worker", app="config"):
    """A worker that sweeps every second if it has a beat inside; mails are files in `folder`/mail."""
    database = connections["default"].settings_dict
    environment = os.environ | {
        "DATABASE_URL": "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database),
        "REDIS_URL": settings.REDIS_URL,
        "LADDER_SECONDS": "1",
        "MAIL_SECONDS": "1",
        "READING_SECONDS": "1",
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "EMAIL_URL": f"filemail:///{folder}/mail",
        "PYTHONPATH": str(settings.BASE_DIR),
        "PYTHONWARNINGS": "default",
    }
    command = [sys.executable, "-m", "celery", "--app", app, "worker", "--hostname", f"{name}@%h", "--pool", "prefork"]
    with (folder / f"{name}.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--loglevel", "INFO", *options], cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def eventually(holds, what, patience=PATIENCE):
    """Wait until `holds()` is true; fails with `what` was waited for."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, f"Waited {patience} seconds for {what}."
        time.sleep(0.1)
