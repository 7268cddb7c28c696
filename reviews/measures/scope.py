"""Which reviews and which days a figure is about."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet

from people.models import Team, WorkingCalendar
from reviews.models import Review
from reviews.models.review import has_part_for
from vendors.models import Vendor

PERIODS = {
    "quarter": "This quarter",
    "last_quarter": "Last quarter",
    "month": "The last 30 days",
    "year": "The last 12 months",
}
"""{value of ?period=: its label}."""
USUAL_PERIOD = "year"


@dataclass(frozen=True)
class Period:
    """From the beginning of `first` to the end of `last`, as the days are where the company works."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.first, time(), tzinfo=self.zone)

    @property
    def ends_at(self) -> datetime:
        """The moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), tzinfo=self.zone)


def period_of(key: str, today: date, zone: ZoneInfo) -> Period:
    """The days that a key of `PERIODS` stands for on this day; an unknown one is the usual one.

    >>> period_of("last_quarter", date(2026, 2, 10), ZoneInfo("UTC")).first
    datetime.date(2025, 10, 1)
    """
    quarter = date(today.year, today.month - (today.month - 1) % 3, 1)
    match key:
        case "quarter":
            first, last = quarter, today
        case "last_quarter":
            last = quarter - timedelta(days=1)
            first = date(last.year, last.month - 2, 1)
        case "month":
            first, last = today - timedelta(days=29), today
        case _:
            first, last = today - timedelta(days=364), today
    return Period(first, last, zone)


def period_before(period: Period) -> Period:
    """As many days, right before it."""
    days = (period.last - period.first).days + 1
    return Period(period.first - timedelta(days=days), period.first - timedelta(days=1), period.zone)


def period_now(key: str, now: datetime) -> Period:
    """The same, for the company's first calendar."""
    calendar = WorkingCalendar.objects.order_by("pk").first()
    zone = ZoneInfo(calendar.time_zone if calendar else "UTC")
    return period_of(key, now.astimezone(zone).date(), zone)


@dataclass(frozen=True)
class Scope:
    """What figures are narrowed to. A desk narrows to the reviews that it has a part in."""

    period: Period
    kind: str = ""
    desk: Team | None = None
    vendor: Vendor | None = None

    def reviews(self) -> QuerySet[Review]:
        """The reviews that count, whenever they were open. None that is walled."""
        reviews = Review.objects.not_walled()
        if self.kind:
            reviews = reviews.filter(kind=self.kind)
        if self.desk:
            reviews = reviews.filter(has_part_for([self.desk]))
        return reviews.filter(vendor=self.vendor) if self.vendor else reviews

    def within(self, rows: QuerySet, *, review: str = "review", **moment: str) -> QuerySet:
        """Those of the rows that belong to such a review and whose `at` column lies in the period.

        `review` is the path to their review; `at` names the column: `within(visits, at="ended_at")`.
        """
        column = moment["at"]
        during = {f"{column}__gte": self.period.starts_at, f"{column}__lt": self.period.ends_at}
        rows = rows.filter(**during)
        return rows.filter(**{f"{review}__in": self.reviews().filter(pk=OuterRef(f"{review}_id"))})
