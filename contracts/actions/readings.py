"""Asking for another reading of a version. Whoever calls has asked whether the person may, and holds the row's lock."""

from django.utils import timezone

from contracts.asking import ask_to_read
from contracts.models import ReadingState


def ask_again(reading, *, recognise):
    """Let a version wait to be read as if for the first time; with `recognise`, letters of scanned pages too."""
    now = timezone.now()
    reading.state, reading.requested_at, reading.queued_at = ReadingState.TO_BE_READ, now, now
    reading.started_at = reading.read_at = None
    reading.outcome = reading.reason = reading.stage = reading.text = reading.language = ""
    reading.notes, reading.pages, reading.clauses, reading.facts = [], [], [], []
    reading.attempts = reading.pages_done = reading.pages_total = 0
    reading.recognise = recognise
    reading.save()
    ask_to_read(reading.version_id)
