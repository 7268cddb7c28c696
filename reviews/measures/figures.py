"""The figures. Each is one function from a `Scope` to its lines, over the rows that carry the facts.

Times are days as on a calendar. Of fewer than ten nothing is said but the numbers themselves: the middle of few is no
middle. Medians are never added up, and an average stands nowhere: one request that slept for a year would be in all.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Extract, Greatest, Least
from django.utils import timezone

from contracts.models import DocumentVersion, RenewalDecision
from reviews.measures.percentiles import DAY, Middle, NineInTen, days_between
from reviews.measures.scope import Scope
from reviews.models import (
    DEVIATIONS,
    Approval,
    Ended,
    Holder,
    Holding,
    Outcome,
    Purpose,
    Review,
    StageVisit,
    TermDecision,
    Turn,
    Wait,
)
from reviews.pure.stages import Stage
from reviews.pure.usual import FEWEST

AT_ONCE = timedelta(minutes=1)


@dataclass(frozen=True)
class Spread:
    """How long something took, in days: of many the middle and what nine in ten keep to, of few each."""

    key: str
    label: str
    number: int
    middle: float | None = None
    nine_in_ten: float | None = None
    dots: list[float] = field(default_factory=list)

    @property
    def is_few(self) -> bool:
        return self.number < FEWEST


@dataclass(frozen=True)
class Share:
    """A part of a whole: `part` of `whole`, both counts or both days."""

    key: str
    label: str
    part: float
    whole: float

    @property
    def percent(self) -> int | None:
        return round(100 * self.part / self.whole) if self.whole else None


class Departures(NamedTuple):
    """How often a kind of term was settled other than by our position."""

    key: str
    label: str
    decided: int
    fallbacks: int
    deviations: int


def _spreads(rows: QuerySet, *, by: str, days: str, labels: Callable[[str], str]) -> list[Spread]:
    """One spread for each value of `by`, from an annotated column of days. Two queries where some are few."""
    counted = list(
        rows.order_by(by).values_list(by).annotate(number=Count("pk"), middle=Middle(days), nine_in_ten=NineInTen(days))
    )
    few = [key for key, number, *_ in counted if number < FEWEST]
    dots = defaultdict(list)
    for key, took in rows.filter(**{f"{by}__in": few}).order_by(days).values_list(by, days) if few else ():
        dots[key].append(took)
    return [
        Spread(str(key), labels(key), number, dots=dots[key])
        if number < FEWEST
        else Spread(str(key), labels(key), number, middle, nine_in_ten)
        for key, number, middle, nine_in_ten in counted
    ]


# --- how long things take ----------------------------------------------------------------------------------


def signed(scope: Scope) -> QuerySet[Review]:
    """The reviews that ended with a contract in the period."""
    reviews = scope.reviews().filter(stage=Stage.ACTIVE)
    return reviews.filter(closed_at__gte=scope.period.starts_at, closed_at__lt=scope.period.ends_at)


def altogether(scope: Scope) -> list[Spread]:
    """From the day that a request was first seen until its contract was signed. By type of request."""
    labels = dict(Review.objects.values_list("kind", "kind_label").order_by("kind").distinct("kind"))
    rows = signed(scope).annotate(days=days_between("opened_at", "closed_at"))
    return _spreads(rows, by="kind", days="days", labels=lambda kind: labels.get(kind) or "Other")


def in_all(scope: Scope) -> Spread | None:
    """The same for all types together; None where nothing was signed."""
    rows = signed(scope).annotate(days=days_between("opened_at", "closed_at"), whole=Value("all"))
    spreads = _spreads(rows, by="whole", days="days", labels=lambda _: "All types")
    return next((spread for spread in spreads if spread.number), None)  # of nothing, the database counts one nothing


def visits(scope: Scope) -> QuerySet[StageVisit]:
    """Stays in a stage that ended in the period."""
    return scope.within(StageVisit.objects.all(), at="ended_at")


def by_stage(scope: Scope) -> list[Spread]:
    """How long reviews stayed in each stage, for the stays that ended in the period. In the order of the stages."""
    rows = visits(scope).annotate(days=days_between("began_at", "ended_at"))
    spreads = _spreads(rows, by="stage", days="days", labels=lambda stage: Stage(stage).label)
    return sorted(spreads, key=lambda spread: Stage.values.index(spread.key))


def pick_ups(scope: Scope) -> QuerySet[Wait]:
    """Reviews of desks that somebody first took in the period, with `taken_at`."""
    taken = Holding.objects.filter(wait=OuterRef("pk"), holder=Holder.PERSON).order_by()
    first = taken.values("wait").annotate(first=Min("began_at")).values("first")
    waits = Wait.objects.filter(purpose=Purpose.DESK_REVIEW).annotate(taken_at=Subquery(first))
    return scope.within(waits, at="taken_at")


def pick_up(scope: Scope) -> list[Spread]:
    """How long a request lay in the queue of a desk before somebody took it. What came with a name took no time."""
    rows = pick_ups(scope).annotate(days=days_between("opened_at", "taken_at"))
    return _spreads(rows, by="desk__name", days="days", labels=str)


# --- who had it --------------------------------------------------------------------------------------------


def time_by_holder(scope: Scope) -> list[Share]:
    """The days during which somebody had something to do, by who that was; the part of each in the sum of all.

    A stretch counts as far as it lies in the period. What stands still counts for whoever it waits for. A question
    that was sent to the vendor is on the vendor's time from then on; what lies in a queue is in nobody's hands yet.
    """
    starts, ends = scope.period.starts_at, min(scope.period.ends_at, timezone.now())
    began = Greatest("began_at", Value(starts))
    ended = Least(Coalesce("ended_at", Value(ends)), Value(ends))
    rows = (
        Holding.objects.filter(paused=False, began_at__lt=ends)
        .filter(Q(ended_at=None) | Q(ended_at__gt=starts))
        .filter(wait__review__in=scope.reviews().filter(pk=OuterRef("wait__review_id")))
        .annotate(
            began=began,
            ended=ended,
            handed=Least(Greatest(Coalesce("wait__sent_at", Value(ends)), F("began")), F("ended")),
        )
        .order_by()
        .values_list("holder", "desk__name")
        .annotate(
            own=Sum(Extract(F("handed") - F("began"), "epoch")),
            of_vendor=Sum(Extract(F("ended") - F("handed"), "epoch")),
        )
    )
    days = defaultdict(float)
    for holder, desk, own, of_vendor in rows:
        days[_holder(holder, desk)] += float(own or 0) / DAY
        days["The vendor"] += float(of_vendor or 0) / DAY
    whole = sum(days.values())
    return [Share(name, name, part, whole) for name, part in sorted(days.items(), key=lambda item: -item[1]) if part]


def _holder(holder, desk):
    if holder == Holder.DESK:
        return "Nobody yet (in a queue)"
    if holder == Holder.REQUESTER:
        return "The requester"
    return "The vendor" if holder == Holder.VENDOR else desk or "Somebody who was named"


# --- whether promises were kept ------------------------------------------------------------------------------


def closed_parts(scope: Scope) -> QuerySet[Wait]:
    """Reviews of desks that were done in the period."""
    return scope.within(Wait.objects.filter(purpose=Purpose.DESK_REVIEW), at="closed_at")


def within_target(scope: Scope) -> list[Share]:
    """How many reviews of a desk were done before they were due. A pause moves the day on which one is due."""
    in_time = Count("pk", filter=Q(closed_at__lte=F("due_at")))
    rows = (
        closed_parts(scope).order_by("desk__name").values_list("desk__name").annotate(part=in_time, whole=Count("pk"))
    )
    return [Share(desk, desk, part, whole) for desk, part, whole in rows]


# --- what came of it -----------------------------------------------------------------------------------------


def turns(scope: Scope) -> list[Share]:
    """How often our position went to the vendor before a contract was signed."""
    sent = (
        Turn.objects.filter(review=OuterRef("pk")).order_by().values("review").annotate(sent=Count("pk")).values("sent")
    )
    number = Coalesce(Subquery(sent), 0)
    group = Case(When(sent__gte=3, then=Value(3)), default=F("sent"))
    rows = signed(scope).annotate(sent=number).annotate(group=group).order_by("group").values_list("group")
    counted = dict(rows.annotate(number=Count("pk")))
    whole = sum(counted.values())
    labels = {0: "Not at all", 1: "Once", 2: "Twice", 3: "Three times or more"}
    return [Share(str(key), label, counted.get(key, 0), whole) for key, label in labels.items() if whole]


def decisions(scope: Scope) -> QuerySet[TermDecision]:
    """What stands of what was decided about terms in the period; a term of two desks counts for each."""
    return scope.within(TermDecision.objects.all(), review="term__review", at="decided_at")


def departures(scope: Scope) -> list[Departures]:
    """By kind of term: how often a fallback was taken, and how often our position was given up. Most often first."""
    rows = (
        decisions(scope)
        .order_by()
        .values_list("term__term_type", "term__term_type__name")
        .annotate(
            decided=Count("pk"),
            fallbacks=Count("pk", filter=Q(outcome=Outcome.FALLBACK)),
            deviations=Count("pk", filter=Q(outcome__in=DEVIATIONS)),
        )
    )
    lines = [Departures(str(key), *rest) for key, *rest in rows]
    return sorted(
        (line for line in lines if line.fallbacks or line.deviations),
        key=lambda line: (-line.deviations, -line.fallbacks, line.label),
    )


def approvals(scope: Scope) -> QuerySet[Approval]:
    """What was decided about approvals in the period."""
    return scope.within(Approval.objects.all(), at="decided_at")


def asked_again(scope: Scope) -> list[Share]:
    """Of the reviews that somebody approved in the period, those of which an approval was asked again later."""
    again = Count("review", distinct=True, filter=Q(ended=Ended.RESET))
    part, whole = approvals(scope).order_by().aggregate(part=again, whole=Count("review", distinct=True)).values()
    return [Share("again", "Approved, then asked again", part, whole)] if whole else []


# --- how early, and whether in time ----------------------------------------------------------------------------


def opened(scope: Scope) -> QuerySet[Review]:
    """The reviews that both functions first saw in the period."""
    reviews = scope.reviews()
    return reviews.filter(opened_at__gte=scope.period.starts_at, opened_at__lt=scope.period.ends_at)


def with_paper_at_first(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Those that came with a paper. Files of a request are filed right after it, in the same step."""
    papers = DocumentVersion.objects.filter(document__reviews=OuterRef("pk"))
    return reviews.filter(Exists(papers.filter(uploaded_at__lte=OuterRef("opened_at") + AT_ONCE)))


def seen_early(scope: Scope) -> list[Share]:
    """How many requests both functions saw before there was a paper of the vendor."""
    whole = opened(scope).count()
    late = with_paper_at_first(opened(scope)).count()
    return [Share("early", "Seen before the vendor's paper", whole - late, whole)] if whole else []


def due_decisions(scope: Scope) -> QuerySet[RenewalDecision]:
    """Renewals and ends of contracts that had to be decided on by a day in the period, of contracts behind no wall."""
    last = min(scope.period.last, timezone.localdate(timezone=scope.period.zone))
    due = RenewalDecision.objects.filter(due_on__gte=scope.period.first, due_on__lte=last)
    due = due.exclude(contract__in=Review.objects.exclude(walled_at=None).exclude(contract=None).values("contract"))
    if scope.kind:
        due = due.filter(contract__review__kind=scope.kind)
    if scope.desk:
        due = due.filter(contract__desk=scope.desk)
    return due.filter(contract__vendor=scope.vendor) if scope.vendor else due


def renewals(scope: Scope) -> list[Share]:
    """How many of them were decided before that day was over, later, or by nobody."""
    decided = Q(decided_at__isnull=False)
    in_time = decided & Q(decided_at__date__lte=F("due_on"))
    counted = (
        due_decisions(scope)
        .order_by()
        .aggregate(
            whole=Count("pk"),
            in_time=Count("pk", filter=in_time),
            late=Count("pk", filter=decided & ~in_time),
        )
    )
    whole, in_time_number, late = counted["whole"], counted["in_time"], counted["late"]
    parts = {
        "in-time": ("Decided in time", in_time_number),
        "late": ("Decided after that day", late),
        "nobody": ("Nobody decided", whole - in_time_number - late),
    }
    return [Share(key, label, part, whole) for key, (label, part) in parts.items()] if whole else []


# --- what there is to do now ---------------------------------------------------------------------------------


class Load(NamedTuple):
    """What a desk or a person has open now, and how much of it is late."""

    key: str
    label: str
    open: int
    late: int


def load(scope: Scope) -> list[Load]:
    """What each desk has open now, whatever the period. Pauses do not count."""
    return _loads(scope, "desk__name", Wait.objects.filter(desk__isnull=False))


def load_of_people(scope: Scope, desks: Iterable[int]) -> list[Load]:
    """The same by person, at these desks alone: for their leads."""
    return _loads(scope, "person__name", Wait.objects.filter(desk__in=desks, person__isnull=False))


def _loads(scope, by, waits):
    waits = waits.running().filter(review__in=scope.reviews().filter(pk=OuterRef("review_id")))
    late = Count("pk", filter=Q(due_at__lt=timezone.now()))
    rows = waits.order_by(by).values_list(by).annotate(number=Count("pk"), late=late)
    return [Load(label, label, number, late) for label, number, late in rows]
