"""What can be written in the log about a check-in."""

from django.db.models import TextChoices


class Verb(TextChoices):
    SERIES_SET_UP = "series.set_up"
    SERIES_CHANGED = "series.changed"
    SERIES_ENDED = "series.ended"
    MEETING_MOVED = "meeting.moved"
    MEETING_CANCELLED = "meeting.cancelled"
    MEETING_BEGAN = "meeting.began"
    MEETING_ENDED = "meeting.ended"
    OUTCOME_NOTED = "meeting.outcome"
    OUTCOME_TAKEN_BACK = "meeting.outcome_taken_back"
    PROPOSAL_CONFIRMED = "meeting.proposal_confirmed"
    ACTION_DONE = "action.done"
    MINUTES_CONFIRMED = "minutes.confirmed"
    CAME_UP = "review.came_up"
