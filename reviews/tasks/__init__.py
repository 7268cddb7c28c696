"""What the clock starts. Safe to run twice, by two workers, or after a night off."""

from reviews.tasks import absences, pauses, proposals, reminders, unheld

__all__ = ["absences", "pauses", "proposals", "reminders", "unheld"]  # Celery finds them here
