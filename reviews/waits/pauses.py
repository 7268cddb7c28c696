"""What a wait that stands still is waiting for, as values that pages and refusals put into words."""

from dataclasses import dataclass
from datetime import datetime

from common.words import day_in_words
from reviews.models import Purpose, Wait

LONGEST_PAUSE_DAYS = 90


@dataclass(frozen=True)
class Pause:
    """One thing that holds a wait up: the wait of somebody else, or a day."""

    behind: Wait | None  # who must act first
    until: datetime | None
    reason: str

    @property
    def is_on_requester(self):
        return self.behind is not None and self.behind.purpose == Purpose.QUESTION

    @property
    def is_on_vendor(self):
        return self.behind is not None and self.behind.purpose == Purpose.VENDOR_QUESTION

    @property
    def who(self):
        """Whoever must act first: a user, a team or a vendor; None where it is a day."""
        if self.behind is None:
            return None
        return self.behind.desk or self.behind.who

    @property
    def words(self):
        """What has to come, as it follows “This is paused until”."""
        if self.behind is None:
            return f"{day_in_words(self.until)} ({self.reason})"
        if self.behind.is_question:
            return f"{_asked(self)} has answered a question"
        return f"{self.behind.who} is done: {self.behind.needed.rstrip('.')}"


def _asked(pause):
    if pause.is_on_requester:
        return "the requester"
    return "the vendor" if pause.is_on_vendor else pause.who


def pauses_of(wait):
    """Everything that holds a wait up, answers first. Reads `open_blockers` where a page has read it before."""
    if wait.paused_at is None:
        return []
    blockers = wait.open_blockers if hasattr(wait, "open_blockers") else wait.blockers.open().with_names()
    pauses = [Pause(question, None, "") for question in blockers]
    if wait.waits_for_id:
        pauses.append(Pause(wait.waits_for, None, wait.pause_reason))
    if wait.resumes_at:
        pauses.append(Pause(None, wait.resumes_at, wait.pause_reason))
    return pauses


def in_words(wait):
    """What a paused wait waits for, in one part of a sentence; questions to the same are counted."""
    pauses = pauses_of(wait)
    answers = [_asked(pause) for pause in pauses if pause.behind and pause.behind.is_question]
    parts = [_counted(who, answers.count(who)) for who in dict.fromkeys(answers)]
    parts += [pause.words for pause in pauses if not (pause.behind and pause.behind.is_question)]
    return " and until ".join(parts)


def _counted(who, number):
    return f"{who} has answered {number} question{'' if number == 1 else 's'}"


def circle(links, start, goal):
    """Whether `goal` is reached from `start` by following `links`, {a: whatever a waits for}."""
    ahead, seen = [start], set()
    while ahead:
        here = ahead.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            ahead += links.get(here, ())
    return False


def links_of(waits):
    """{pk: [pks]} of what each open wait of a review cannot go on before: answers, and another wait."""
    links = {wait.pk: [wait.waits_for_id] if wait.waits_for_id else [] for wait in waits}
    for wait in waits:
        if wait.blocks_id in links:
            links[wait.blocks_id].append(wait.pk)
    return links
