"""One line of the list of reviews."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reviews.models import Review
from reviews.pure.stages import CLOSED, Stage
from reviews.waits.clocks import Calendars
from reviews.waits.status import Status, WaitLine, status_of

TONES: dict[str, str] = {Stage.ACTIVE: "success", Stage.DECLINED: "danger"}


@dataclass(frozen=True)
class ReviewRow:
    """A review with its status; `line` is the wait that is due first."""

    review: Review
    status: Status
    line: WaitLine | None

    @property
    def more(self) -> int:
        """How many others hold something too."""
        return len(self.status.lines) - 1

    @property
    def tone(self) -> str:
        return TONES.get(self.review.stage, "neutral" if self.review.stage in CLOSED else "info")


def review_rows(reviews: Iterable[Review], now: datetime) -> list[ReviewRow]:
    calendars = Calendars()
    return [_review_row(review, now, calendars) for review in reviews]


def _review_row(review, now, calendars):
    status = status_of(review, plain=False, at=now, calendars=calendars)
    running = [line for line in status.lines if not line.paused] or status.lines
    return ReviewRow(review=review, status=status, line=min(running, key=lambda line: line.due, default=None))
