"""Where a review is, with whom and since when, and what is open: read from waits and issues, never typed by anyone."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from common.business_time import business_days_between
from common.models.related import fetch
from common.words import day_in_words
from people.absences import away_until, note_who_is_away
from reviews.models import Holder, Issue, Review, Wait
from reviews.models.wait import HOLDING
from reviews.pure.stages import CLOSED, PATH, PLAIN_WORDS, Stage
from reviews.waits.clocks import Calendars
from reviews.waits.pauses import Pause, pauses_of

NOTED = "Noted"
"""Every review is, from its first minute."""

REQUESTER_STEPS = (NOTED, "Being looked at", "With the vendor", "Almost there", "Done")
"""The stage bar in the requester's words; several stages share one."""


@dataclass(frozen=True)
class WaitLine:
    """One answer to “with whom?”. `who` is a user, a team or a vendor; `pauses` say what a paused wait waits for.

    `on_behalf_of` is the one who is away and for whom `who` holds it; `away_until` is the last day on which `who`
    themselves are away.
    """

    wait: Wait
    who: object
    needed: str
    since: datetime
    due: datetime
    overdue: bool
    due_soon: bool
    pauses: list[Pause]
    on_behalf_of: object
    away_until: date | None
    at: datetime
    calendars: Calendars = field(compare=False, repr=False)

    @property
    def held_days(self):
        """For how many business days the holder has had it."""
        return self._days(self.since, self.at)

    @property
    def days_left(self):
        """Business days until it is due; negative once it is late."""
        return self._days(self.at, self.due)

    def _days(self, start, end):
        return business_days_between(start, end, self.calendars.of(self.wait))

    @property
    def paused(self):
        return self.wait.paused_at is not None

    @property
    def names(self):
        """“Ben Buyer for Lena Lead”, “Lena Lead (away until 4 December)”, or just the name."""
        if self.away_until:
            return f"{self.who} (away until {day_in_words(self.away_until)})"
        return f"{self.who} for {self.on_behalf_of}" if self.on_behalf_of else str(self.who)

    @property
    def is_on_requester(self):
        return self.wait.holder == Holder.REQUESTER


@dataclass(frozen=True)
class Step:
    """One step of a stage bar; `state` is done, current or todo."""

    label: str
    state: str

    @property
    def is_done(self):
        return self.state == "done"

    @property
    def is_current(self):
        return self.state == "current"


@dataclass(frozen=True)
class Status:
    """The whole status of a review at one moment; `plain` is for its requester."""

    where: str
    lines: list[WaitLine]
    issues: list[Issue]
    review: Review
    plain: bool

    @property
    def steps(self):
        """The stage bar. One query, unless the review came `with_stages_visited`."""
        return _steps(self.review, plain=self.plain)

    @property
    def sentence(self):
        """The one line: where it is, with whom."""
        if not self.lines:
            return self.where
        names = list(dict.fromkeys(line.names for line in self.lines if not line.paused))
        if names:
            return f"{self.where}: with {', '.join(names)}"
        until = min((pause.until for line in self.lines for pause in line.pauses if pause.until), default=None)
        return f"{self.where}: paused until {day_in_words(until)}" if until else self.where

    @property
    def waits_on_requester(self):
        return [line for line in self.lines if line.is_on_requester]


def with_status(reviews):
    """The reviews with everything that `status_of` reads, in a fixed number of queries."""
    return reviews.select_related("vendor", "requester").filled_by(_fill_status)


def _fill_status(reviews):
    """What is open, and who and what is named, by key: one query for each model, none for what is not there."""
    pks = [review.pk for review in reviews]
    waits = list(Wait.objects.open().filter(review__in=pks).select_related("desk__calendar"))
    issues = list(Issue.objects.open().filter(review__in=pks).select_related("owner"))
    for review in reviews:
        review.open_waits = _belonging(waits, review)
        review.open_issues = _belonging(issues, review)
    fetch((reviews, ["contract"]), (waits, HOLDING))
    note_who_is_away([wait.person for wait in waits if wait.person])


def _belonging(rows, review):
    """Those of the rows that are of this review, which they know then."""
    own = [row for row in rows if row.review_id == review.pk]
    for row in own:
        row.review = review
    return own


def status_of(review, *, plain, at=None, calendars=None):
    """The `Status` of a review; `plain` chooses the requester's words over the reviewers' stages.

    Whoever shows many reviews at once gives them the same `calendars`.
    """
    at, calendars = at or timezone.now(), calendars or Calendars()
    waits = review.open_waits if hasattr(review, "open_waits") else list(review.waits.open().with_names())
    issues = review.open_issues if hasattr(review, "open_issues") else list(review.issues.open())
    link(waits)
    lines = [wait_line(wait, at, calendars) for wait in waits if not (plain and wait.is_among_reviewers)]
    if plain and any(line.is_on_requester and review.stage != Stage.HEADS_UP for line in lines):
        where = "We need you"
    else:
        where = review.plain_stage if plain else review.get_stage_display()
    return Status(where=where, lines=lines, issues=issues, review=review, plain=plain)


def wait_line(wait, at=None, calendars=None):
    """How one open wait reads."""
    at = at or timezone.now()
    return WaitLine(
        wait=wait,
        who=wait.who,
        needed=wait.needed,
        since=wait.held_since,
        due=wait.due_at,
        overdue=wait.is_overdue(at),
        due_soon=wait.is_due_soon(at),
        pauses=pauses_of(wait),
        on_behalf_of=wait.on_behalf_of,
        away_until=away_until(wait.person, at) if wait.person else None,
        at=at,
        calendars=calendars or Calendars(),
    )


def link(waits):
    """Let the open waits of one review know each other, so that naming what holds one up costs no query."""
    by_pk = {wait.pk: wait for wait in waits}
    for wait in waits:
        wait.open_blockers = [blocker for blocker in waits if blocker.blocks_id == wait.pk]
        if wait.waits_for_id in by_pk:
            wait.waits_for = by_pk[wait.waits_for_id]


def _steps(review, *, plain):
    """What was done, where it is, what is still to come. A stage that was passed over is not shown as done.

    A review that ended early shows how far it came, then its end.
    """
    stage, visited = Stage(review.stage), review.visited_stages()
    if plain:
        done = [step for step in REQUESTER_STEPS if step in {PLAIN_WORDS[Stage(one)] for one in visited} | {NOTED}]
        labels, here = REQUESTER_STEPS, PLAIN_WORDS[stage]
    else:
        done = [one.label for one in PATH if one in visited]
        labels, here = [one.label for one in PATH], stage.label
    if stage == Stage.ACTIVE:
        return [Step(label, "done") for label in labels if label in done or label == here]
    if stage in CLOSED:
        return [*(Step(label, "done") for label in done), Step(here, "current")]
    place = labels.index(here)
    return [
        *(Step(label, "done") for label in labels[:place] if label in done),
        Step(here, "current"),
        *(Step(label, "todo") for label in labels[place + 1 :]),
    ]
