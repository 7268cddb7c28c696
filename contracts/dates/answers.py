"""What the engine answers for one contract and one day."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from contracts.dates.course import Course, first_end, following, walk
from contracts.dates.deadlines import Deadline
from contracts.dates.lengths import CannotWorkOut
from contracts.dates.record import Record


class State(StrEnum):
    """Whether a contract runs."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True)
class Answer:
    """All that follows from a record on one day (6); None where there is nothing of that name."""

    state: State
    current_term_start: date
    current_term_end: date | None
    """None: open-ended. Of the last term when the contract has ended."""
    renewals_done: int
    counted_date: date | None = None
    """The last date by counting alone, before weekends, holidays and the post."""
    last_date_to_act: date | None = None
    decision_by: date | None = None
    next_term_end: date | None = None
    """If nobody acts."""
    first_date_to_act: date | None = None
    earliest_end: date | None = None
    act_by_for_earliest_end: date | None = None
    deadline: Deadline | None = None
    """How the last date to act was counted, step by step."""
    is_open_ended: bool = False

    @property
    def is_missed(self) -> bool:
        """Whether the last date to act has passed while the term still runs: then a later end is the earliest."""
        return self.last_date_to_act is not None and self.act_by_for_earliest_end != self.last_date_to_act


def answer(record: Record, as_of: date) -> Answer:
    """The answer for one day, the same each time. Raises CannotWorkOut where no date follows from the record."""
    course = walk(record, as_of)
    state = _state(record, course, as_of)
    term, end = course.term, course.end
    if state is State.ENDED:
        next_course = following(course)
        # after a term that is over, only a term that both sides agreed on can follow: a gap lies before it
        return Answer(state, term.start, end, course.renewals, next_term_end=next_course.end if next_course else None)

    is_open_ended = term.is_open and not course.is_stopped
    earliest = first_end(course, as_of)
    chance = course.chance()
    if is_open_ended and earliest and course.rules.basis != "term_end":
        chance = earliest[1]
    next_course = following(course)
    return Answer(
        state,
        term.start,
        end,
        course.renewals,
        counted_date=chance.counted if chance and not is_open_ended else None,
        last_date_to_act=chance.last if chance else None,
        decision_by=record.calendar.before(chance.last, record.process_bd) if chance else None,
        next_term_end=next_course.end if next_course else None,
        first_date_to_act=chance.first if chance else None,
        earliest_end=earliest[0] if earliest else None,
        act_by_for_earliest_end=earliest[1].last if earliest and earliest[1] else None,
        deadline=chance,
        is_open_ended=is_open_ended,
    )


def _state(record: Record, course: Course, as_of: date) -> State:
    if as_of < max(record.start, record.signed or record.start):
        return State.NOT_STARTED
    if course.end and course.end < as_of:
        return State.ENDED
    return State.RUNNING


def whose_day(now: datetime, *zones: str) -> date:
    """The day that counts at that moment: the later of today's dates in the company's zone and where notice must arrive
    (4.11). `now` says its own zone; raises ValueError where it does not."""
    if now.tzinfo is None:
        raise ValueError("A moment without a zone has no day of its own.")
    return max(now.astimezone(ZoneInfo(zone)).date() for zone in zones)


__all__ = ["Answer", "CannotWorkOut", "State", "answer", "whose_day"]
