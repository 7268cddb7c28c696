"""What the clock starts. Safe to run twice, by two workers, or after a night off."""

from reviews.tasks import absences, pauses, proposals, reminders

__all__ = ["absences", "pauses", "proposals", "reminders"]  # Celery finds them here
