"""The story as a whole: the large sentence, whether anything is needed, and the parts below."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from common.words import counted, day_in_words, listed
from reviews.models import Purpose, Review
from reviews.pure.stages import Stage
from reviews.story.days import Expected, expected
from reviews.story.facts import StoryFacts, facts_of
from reviews.story.first_looks import LookSeen, looks_told
from reviews.story.people import PersonRow, people_on
from reviews.story.points import OpenPoint, next_lines, open_points
from reviews.story.way import Milestone, in_time, way_of

NOTHING_NEEDED = "Nothing needed from you."
NAMED = 3
"""More are counted; each has a line of their own below."""

JUST_SENT = timedelta(hours=24)


@dataclass(frozen=True)
class Story:
    """One request as its requester reads it. `headline` says with whom, since when and until when; `needed` whether
    anything is needed of them."""

    facts: StoryFacts
    headline: str
    needed: str
    expected: Expected | None
    way: list[Milestone]
    in_time: str
    is_in_time: bool | None
    people: list[PersonRow]
    points: list[OpenPoint]
    looks: list[LookSeen]
    next_lines: list[str]

    @property
    def review(self) -> Review:
        return self.facts.review

    @property
    def is_asked(self) -> bool:
        """Whether it waits for the requester's answer: then that is the whole top of the page."""
        return bool(self.facts.questions)

    @property
    def is_late(self) -> bool:
        return self.expected is not None and self.expected.is_late

    @property
    def is_too_late(self) -> bool:
        """Whether it is expected to end after the day on which it is needed."""
        return self.is_in_time is False

    @property
    def is_heads_up(self) -> bool:
        return self.facts.stage == Stage.HEADS_UP

    @property
    def is_signed(self) -> bool:
        return self.facts.stage == Stage.ACTIVE

    @property
    def is_refused(self) -> bool:
        return self.facts.stage == Stage.DECLINED


def story_of(review: Review, *, at: datetime | None = None) -> Story:
    """The `Story` of a review that came `with_status`, `with_story_facts` and with the answers of its split."""
    facts = facts_of(review, at=at)
    answer = expected(facts)
    way = way_of(facts, answer)
    words, is_in_time = in_time(facts, way)
    headline, needed = _top(facts, answer)
    return Story(
        facts=facts,
        headline=headline,
        needed=needed,
        expected=answer,
        way=way,
        in_time=words,
        is_in_time=is_in_time,
        people=people_on(facts),
        points=open_points(facts) if review.is_live else [],
        looks=[look for look in looks_told(review.story_looks) if look.flags or facts.stage == Stage.HEADS_UP],
        next_lines=next_lines(facts),
    )


def _top(facts, answer):
    """(the large sentence, the one below it)."""
    if facts.stage in ENDS:
        return ENDS[facts.stage](facts)
    if facts.stage == Stage.HEADS_UP:
        return _noted(facts)
    if facts.questions:
        return _asked(facts)
    if answer is None:
        return f"With nobody since {_since(facts)}.", "That should not be: it is on the list of what nobody holds."
    return f"{_with_whom(facts)}. {answer.sentence}", NOTHING_NEEDED


def _noted(facts):
    """Of a heads-up: who has the first look, since when and until when; then by when the request is needed."""
    lines = [line for line in facts.lines if line.wait.purpose == Purpose.FIRST_LOOK]
    if lines:
        due = day_in_words(facts.day(max(line.due for line in lines)))
        desks = listed(sorted(str(line.wait.desk) for line in lines))
        since = day_in_words(facts.day(min(line.wait.opened_at for line in lines)))
        return f"Noted. A first look is with {desks} since {since}, until {due}.", NOTHING_NEEDED
    headline = f"Noted: procurement and legal know that something may come with {facts.vendor}."
    own = next((line for line in facts.status.lines if line.wait.purpose == Purpose.FULL_REQUEST), None)
    if own is None or facts.review.needed_by is None or not facts.looks_given:
        return headline, "They start once you complete the request. There is no hurry."
    return headline, f"Please complete the request by {day_in_words(facts.day(own.due))}."


def _asked(facts):
    first, number = facts.questions[0], len(facts.questions)
    headline = f"Waiting for you since {day_in_words(facts.day(first.wait.opened_at))}."
    asker = first.wait.asked_by.first_name if first.wait.asked_by else "we"
    if number == 1:
        return headline, f"One answer, then {_who_goes_on(first, facts)}."
    return headline, f"{counted(number, 'question')}, one after the other. The first is from {asker}."


def _who_goes_on(line, facts):
    paused = next((other.wait.desk for other in facts.lines if other.wait.pk == line.wait.blocks_id), None)
    return f"{paused} goes on" if paused else "we go on"


def _with_whom(facts):
    running = [line for line in facts.lines if not line.paused] or facts.lines
    if all(line.paused for line in facts.lines):
        return f"Standing still since {day_in_words(facts.day(min(line.wait.paused_at for line in facts.lines)))}"
    names = list(dict.fromkeys(str(line.wait.desk or line.who) for line in running))
    holders = listed(names) if len(names) <= NAMED else counted(len(names), "team")
    since = _since(facts)
    if facts.stage == Stage.FINAL_APPROVAL:
        return f"Almost there: with {holders} for the approval since {since}"
    if facts.stage == Stage.SIGNATURE:
        return f"Approved. It is being signed since {since}"
    sent = "Sent. " if facts.stage in {Stage.TRIAGE, Stage.IN_REVIEW} and _is_just_sent(facts, running) else ""
    return f"{sent}With {holders} since {since}"


def _is_just_sent(facts, lines):
    untouched = not facts.ended and all(line.wait.person is None for line in lines)
    return untouched and facts.at - facts.way.asked_at < JUST_SENT


def _since(facts):
    return day_in_words(facts.day(facts.review.stage_since))


# --- how it ended ---------------------------------------------------------------------------------------


def _signed(facts):
    contract = facts.review.contract
    headline = f"Your contract with {facts.vendor} is signed."
    if contract is None:
        return headline, ""
    result = contract.answer
    if result is None or result.current_term_end is None:
        return headline, "It runs until somebody ends it."
    renews = ", then renews by itself" if result.next_term_end else ""
    return headline, f"It runs until {day_in_words(result.current_term_end)}{renews}."


def _refused(facts):
    return "This is not going ahead.", "Below: why, and what you can do instead."


def _withdrawn(facts):
    return f"Withdrawn on {day_in_words(facts.day(facts.review.closed_at))}.", "Nobody works on it any more."


def _superseded(facts):
    return "Another request has taken its place.", "Nobody works on this one any more."


ENDS = {
    Stage.ACTIVE: _signed,
    Stage.DECLINED: _refused,
    Stage.WITHDRAWN: _withdrawn,
    Stage.SUPERSEDED: _superseded,
}
