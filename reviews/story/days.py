"""Until when it takes, whether that is later than was said, and the fact that made it later."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from common.business_time import business_days_between
from common.words import business_days_in_words, day_in_words
from reviews.models import Purpose
from reviews.pure.stages import Stage
from reviews.story.facts import StoryFacts
from reviews.waits import clocks
from reviews.waits.status import WaitLine

READING = (Stage.TRIAGE, Stage.IN_REVIEW)

AWAITED = {
    Stage.ALIGNED: "one list for {vendor}",
    Stage.NEGOTIATION: "an answer of {vendor}",
    Stage.FINAL_APPROVAL: "the approval",
    Stage.SIGNATURE: "the signature",
}
"""What comes at the end of a step; of every other, our answer."""

AT_ONCE = timedelta(minutes=1)
"""What is opened in the transaction that begins a round is no later than the round."""


@dataclass(frozen=True)
class Expected:
    """The day of the next answer: `day` as it stands now, `first` as it was said first, and why they differ."""

    facts: StoryFacts
    last: WaitLine
    """Whoever needs longest."""

    day: date
    first: date
    is_promised: bool

    @cached_property
    def days_later(self) -> float:
        """By how many business days it is later than was said; once the day is over, by how many it is late."""
        end = max(self.day, self.facts.day(self.facts.at)) if self.is_late else self.day
        return _business_days(self.first, end, self.facts.calendar)

    @property
    def is_late(self) -> bool:
        return not self.last.paused and self.facts.at > self.last.due and self.day <= self.facts.day(self.facts.at)

    @property
    def is_later(self) -> bool:
        return self.days_later >= 1

    @property
    def sentence(self) -> str:
        """“Answer expected by 7 December 2026”, and what there is to say about it."""
        if self.is_late:
            by = f"{business_days_in_words(self.days_later)} late" if self.is_later else "late"
            return f"It was expected by {day_in_words(self.first)} and is {by}, because {self.because}."
        awaited = AWAITED.get(self.facts.stage, "an answer").format(vendor=self.facts.vendor)
        words = f"{'Answer expected' if self.is_promised else f'The aim is {awaited}'} by {day_in_words(self.day)}"
        if not self.is_later:
            return f"{words}."
        return f"{words}, {business_days_in_words(self.days_later)} later than we said, because {self.because}."

    @property
    def because(self) -> str:
        return because(self.last, self.facts)


def expected(facts: StoryFacts) -> Expected | None:
    """The day on which the last of those who have it now is done; None where nobody does, or the requester alone, and
    for a heads-up, which nobody has to answer."""
    if not facts.lines or facts.stage == Stage.HEADS_UP:
        return None
    last = max(facts.lines, key=lambda line: due_now(line, facts.at))
    days = [facts.day(due_now(last, facts.at))]
    first = max(facts.day(line.wait.first_due_at or line.due) for line in facts.lines)
    promised = promised_day(facts)
    if promised:
        first = promised
        days.append(promised)
    return Expected(facts, last, max(days), first, is_promised=promised is not None)


def promised_day(facts: StoryFacts) -> date | None:
    """The day that was promised for this round of the desks; None where none was, or it is over."""
    promise = facts.review.story_promise
    if promise is None or facts.stage not in READING or _moment(promise["at"]) < facts.review.stage_since:
        return None
    return date.fromisoformat(promise["day"])


def due_now(line: WaitLine, at: datetime) -> datetime:
    """When a wait is due as things stand: one that stands still, if it went on now, or on the day that is set."""
    if not line.paused:
        return line.due
    until = max([at, *(pause.until for pause in line.pauses if pause.until)])
    return clocks.resumed_due_at(line.wait, until)


def because(line: WaitLine, facts: StoryFacts) -> str:
    """The fact that holds it up, as it follows “because”: a reason that somebody wrote, what it waits for, what it
    waited for, or who has it."""
    return (
        _written(line, facts)
        or _what_it_waits_for(line, facts)
        or _what_it_waited_for(line, facts)
        or _who_came_later(line, facts)
        or f"it is still with {line.names}"
    )


def _written(line, facts):
    moves = [move for move in facts.review.story_moves if move["wait"] == line.wait.pk]
    return f"“{moves[-1]['why'].rstrip('.')}”, as {moves[-1]['by']} writes" if moves else ""


def _what_it_waits_for(line, facts):
    for pause in line.pauses:
        if pause.is_on_requester:
            return "it waits for your answer"
        if pause.is_on_vendor:
            return f"it waits for an answer of {facts.vendor}"
        if pause.reason:
            return f"“{pause.reason.rstrip('.')}”, as {line.who} writes"
        return f"it waits for an answer of {pause.who}"
    return ""


def _what_it_waited_for(line, facts):
    if not line.wait.paused_time:
        return ""
    asked = [wait for wait in facts.ended if wait.blocks_id == line.wait.pk]
    if not asked:
        return "it stood still in between"
    if asked[-1].purpose == Purpose.QUESTION:
        return "it waited for your answer"
    who = facts.vendor if asked[-1].purpose == Purpose.VENDOR_QUESTION else asked[-1].desk
    return f"it waited for an answer of {who}"


def _who_came_later(line, facts):
    is_part = line.wait.desk and line.wait.purpose == Purpose.DESK_REVIEW
    is_later = line.wait.opened_at > facts.review.stage_since + AT_ONCE
    return f"{line.wait.desk} was asked later on" if is_part and is_later else ""


def spare_days(facts: StoryFacts, day: date) -> float:
    """Business days between a day and the one on which the requester needs it; negative where it comes too late."""
    return _business_days(day, facts.review.needed_by, facts.calendar)


def _business_days(first, last, calendar):
    zone = ZoneInfo(calendar.time_zone)
    return business_days_between(*(datetime.combine(day, time.min, zone) for day in (first, last)), calendar)


def _moment(text):
    return datetime.fromisoformat(text)
