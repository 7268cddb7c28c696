"""The way to a contract: five milestones with their days, and whether it ends in time."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from common.business_time import add_business_days
from common.words import business_days_in_words, counted, day_in_words
from reviews.pure.stages import Stage
from reviews.pure.usual import FEWEST
from reviews.story.days import Expected, spare_days
from reviews.story.facts import StoryFacts

READING, WITH_VENDOR, CLOSING = range(1, 4)
PLACE = {
    Stage.HEADS_UP: 0,
    Stage.TRIAGE: READING,
    Stage.IN_REVIEW: READING,
    Stage.ALIGNED: READING,
    Stage.NEGOTIATION: WITH_VENDOR,
    Stage.FINAL_APPROVAL: CLOSING,
    Stage.SIGNATURE: CLOSING,
    Stage.ACTIVE: CLOSING + 1,
}
"""Which milestone is the present one."""


@dataclass(frozen=True)
class Milestone:
    """One step of the way. `when` is its day in words, or nothing where nobody could say one."""

    label: str
    when: str
    day: date | None = None
    is_done: bool = False
    is_now: bool = False
    is_goal: bool = False
    is_end: bool = False


def way_of(facts: StoryFacts, expected: Expected | None) -> list[Milestone]:
    """From asking to the day on which it is needed; of a request that ended early, up to its end."""
    labels = [_first_label(facts), "Being read", f"With {facts.vendor}", "Approved, signed"]
    place = _place(facts)
    ahead = _ahead(facts, expected, place)
    steps = [_step(label, number, place, ahead, facts) for number, label in enumerate(labels)]
    if not facts.review.is_live and facts.stage != Stage.ACTIVE:
        day = facts.day(facts.review.closed_at)
        label = "Withdrawn" if facts.stage == Stage.WITHDRAWN else "Not going ahead"
        return [*(step for step in steps if step.is_done), Milestone(label, day_in_words(day), day, is_end=True)]
    if facts.review.needed_by:
        needed = facts.review.needed_by
        steps.append(Milestone("You need it", day_in_words(needed), needed, is_goal=True))
    return steps


def _first_label(facts):
    return "You told us early" if facts.stage == Stage.HEADS_UP else "You asked"


def _place(facts):
    """What the vendor changed is read again while it is with them: the way does not go back."""
    stage = facts.stage if facts.review.is_live or facts.stage == Stage.ACTIVE else Stage(facts.review.ended_from)
    place = PLACE[stage]
    return WITH_VENDOR if place == READING and Stage.NEGOTIATION in facts.visited else place


def _step(label, number, place, ahead, facts):
    way = facts.way
    ends = [way.asked_at, way.read_at, way.answered_at, way.signed_at]
    if number < place or number == 0:
        day = facts.day(ends[number])
        skipped = number == WITH_VENDOR and Stage.NEGOTIATION not in facts.visited
        return Milestone(label, "not needed" if skipped else day_in_words(day), None if skipped else day, is_done=True)
    day, is_now = ahead.get(number), number == place
    if day is None:
        return Milestone(label, "now" if is_now else "", is_now=is_now)
    return Milestone(label, f"{'until ' if is_now else ''}about {day_in_words(day)}", day, is_now=is_now)


def _ahead(facts, expected, place):
    """{number of a milestone: the day on which it usually ends}, counted on from the present one. Only the present one
    has a day where too few similar requests have finished."""
    if expected is None:
        return {}
    days = {place: max(expected.day, facts.day(facts.at))}
    similar = facts.similar
    usual = {WITH_VENDOR: similar and similar.until_answered, CLOSING: similar and similar.until_signed}
    for number in range(place + 1, CLOSING + 1):
        if usual[number]:
            days[number] = _later(days[number - 1], usual[number].middle, facts)
    return days


def _later(day: date, business_days: float, facts: StoryFacts) -> date:
    """The day that many business days after the end of another."""
    end = datetime.combine(day, time.max, ZoneInfo(facts.calendar.time_zone))
    return facts.day(add_business_days(end, business_days, facts.calendar))


def in_time(facts: StoryFacts, steps: list[Milestone]) -> tuple[str, bool | None]:
    """(whether it ends in time and what such requests usually take, whether it does); ("", None) once it is over.

    A day is only held against the one on which it is needed where enough similar requests have finished.
    """
    similar = facts.similar
    if similar is None:
        return "", None
    if similar.altogether is None:
        finished = "none has so far" if not similar.number else f"{counted(similar.number, 'request')} so far"
        return f"We name a day for the signature once {FEWEST} requests of this kind are signed: {finished}.", None
    usually = (
        f"Nine in ten requests of this kind took {business_days_in_words(similar.altogether.nine_in_ten)} or less."
    )
    signed = next((step.day for step in steps if step.label == "Approved, signed" and step.day), None)
    if signed is None or facts.review.needed_by is None:
        return usually, None
    spare = spare_days(facts, signed)
    if spare >= 0:
        room = f" with {business_days_in_words(spare)} to spare" if spare else ""
        return f"In time,{room}. {usually}" if room else f"Just in time. {usually}", True
    late = business_days_in_words(spare)
    return f"That is {late} after the day on which you need it. Tell us if it cannot wait. {usually}", False
