"""Asking for a version to be read."""

from datetime import timedelta

from common.later import later

PATIENCE = timedelta(minutes=2)
"""A message that no worker took by then is dropped, and the sweep sends another."""


def ask_to_read(version_pk):
    """Send a worker the hint that a version waits, once this transaction is committed.

    When the broker is away nothing is lost: the row waits, and the sweep asks again.
    """
    later("contracts.tasks.read_document", version_pk, expires=PATIENCE.total_seconds())
