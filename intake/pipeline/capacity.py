"""What each desk can expect in the next weeks, against what it has finished per week: desks, never people."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.utils import timezone

from intake.models import IntakeRequest, RequestType
from people.models import TWO_SIDES, Team
from reviews.models import Purpose, Review, TermDecision, Wait
from reviews.pure.stages import Stage

WEEKS_AHEAD, WEEKS_BACK = 6, 8
BEFORE = timedelta(weeks=4)
"""So long before the day on which it is needed work on a request begins: twenty business days."""


@dataclass(frozen=True)
class Week:
    """What is expected of one desk in the week that begins on `monday`; `is_much` where it is more than it finishes."""

    monday: date
    reviews: int
    terms: int
    is_much: bool


@dataclass(frozen=True)
class DeskCapacity:
    """One desk: the weeks to come, and how many reviews and terms it finished per week."""

    desk: Team
    weeks: list[Week]
    reviews_a_week: float
    terms_a_week: float


def capacity(today: date | None = None) -> list[DeskCapacity]:
    """Every desk that owns terms. Six queries. What is walled is left out; what has no day, too; a shared draft is a
    review for both sides. Indexes: review_coming, intake_request_coming, wait_part_done_of_desk, term_decision_by_desk.
    """
    today = today or timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    desks = list(Team.objects.owning_terms())
    reviews, terms = _expected(desks, monday)
    reviews_done, terms_done = _finished(monday)
    return [
        _of_desk(desk, monday, reviews, terms, reviews_done[desk.pk] / WEEKS_BACK, terms_done[desk.pk] / WEEKS_BACK)
        for desk in desks
    ]


def _of_desk(desk, monday, reviews, terms, reviews_a_week, terms_a_week):
    weeks = []
    for number in range(WEEKS_AHEAD):
        start = monday + timedelta(weeks=number)
        expected = (reviews[(desk.pk, start)], terms[(desk.pk, start)])
        is_much = _exceeds(expected[0], reviews_a_week) or _exceeds(expected[1], terms_a_week)
        weeks.append(Week(start, *expected, is_much))
    return DeskCapacity(desk, weeks, round(reviews_a_week, 1), round(terms_a_week, 1))


def _exceeds(expected, usual):
    """Whether it is more than usual; nothing is said of a desk that has finished nothing lately."""
    return usual > 0 and expected > usual


def _expected(desks, monday):
    """({(desk, monday): reviews}, {(desk, monday): terms})."""
    until = monday + timedelta(weeks=WEEKS_AHEAD) + BEFORE
    terms_of = _terms_by_kind()
    reviews, terms = Counter(), Counter()
    rows = Review.objects.not_walled().filter(stage=Stage.HEADS_UP, needed_by__lt=until)
    for kind, week, number in _by_week(rows, "kind"):
        for desk, count in terms_of.get(kind, {}).items():
            reviews[(desk, _start(week, monday))] += number
            terms[(desk, _start(week, monday))] += number * count
    drafts = IntakeRequest.objects.shared().filter(needed_by__lt=until)
    speaking = [next((desk for desk in desks if desk.speaks_for == side), None) for side in TWO_SIDES]
    for week, number in _by_week(drafts):
        for desk in filter(None, speaking):
            reviews[(desk.pk, _start(week, monday))] += number
    return reviews, terms


def _by_week(rows, *columns):
    weeks = rows.annotate(week=TruncWeek("needed_by")).order_by().values(*columns, "week")
    return weeks.annotate(number=Count("pk")).values_list(*columns, "week", "number")


def _start(week, monday):
    """The Monday on which work begins: never before this week."""
    return max(week - BEFORE, monday)


def _terms_by_kind():
    """{kind of request: {desk: how many terms it decides}}; a shared term counts for both desks."""
    kinds: dict[str, Counter] = {}
    rows = RequestType.objects.filter(term_types__is_active=True).values_list(
        "slug", "term_types__desk", "term_types__second_desk"
    )
    for slug, *desks in rows:
        kinds.setdefault(slug, Counter()).update(desk for desk in desks if desk)
    return kinds


def _finished(monday):
    """({desk: parts done}, {desk: terms decided}) in the last weeks."""
    since = timezone.now() - timedelta(weeks=WEEKS_BACK)
    done = Wait.objects.parts_done().filter(purpose=Purpose.DESK_REVIEW, closed_at__gte=since)
    decided = TermDecision.history.filter(decided_at__gte=since)
    return Counter(dict(_by_desk(done))), Counter(dict(_by_desk(decided)))


def _by_desk(rows):
    return rows.order_by().values("desk").annotate(number=Count("pk")).values_list("desk", "number")
