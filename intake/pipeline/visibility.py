"""How early others learn of a project: how long it took from the first word to the first look of others, and how often
legal knew before the vendor's paper came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import Min

from common.business_time import business_days_between
from people.models import WorkingCalendar
from reviews.models import Review

LOOKED_AT = 200
"""The newest say how it is now; and it costs the same however many there are."""


@dataclass(frozen=True)
class Project:
    """When first written down, when both desks could see it, and when the vendor's first paper came, if it has."""

    begun_at: datetime
    seen_at: datetime
    paper_at: datetime | None


@dataclass(frozen=True)
class Visibility:
    """`lag`: the median of business days until others could see it. `seen_before`: of how many of `with_paper` legal
    knew before their first paper came."""

    number: int
    lag: float
    with_paper: int
    seen_before: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.seen_before / self.with_paper) if self.with_paper else None


def first_visibility(projects: Iterable[Project], calendar: WorkingCalendar) -> Visibility | None:
    """The figures of these projects; None where there are none."""
    projects = list(projects)
    if not projects:
        return None
    lags = [business_days_between(project.begun_at, project.seen_at, calendar) for project in projects]
    with_paper = [project for project in projects if project.paper_at]
    return Visibility(
        number=len(projects),
        lag=round(median(lags), 1),
        with_paper=len(with_paper),
        seen_before=sum(project.seen_at < project.paper_at for project in with_paper),
    )


def newest_projects() -> list[Project]:
    """The newest that others know of, without what is walled. Two queries."""
    rows = Review.objects.not_walled().filter(intake_request__isnull=False).order_by("-pk")
    rows = list(
        rows.values_list("pk", "opened_at", "intake_request__created_at", "intake_request__first_shared_at")[:LOOKED_AT]
    )
    papers = dict(
        Review.documents.through.objects.filter(review__in=[pk for pk, *_ in rows])
        .order_by()
        .values("review")
        .annotate(first=Min("document__created_at"))
        .values_list("review", "first")
    )
    return [
        Project(begun_at, min(opened_at, shared_at or opened_at), papers.get(pk))
        for pk, opened_at, begun_at, shared_at in rows
    ]
