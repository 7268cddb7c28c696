"""What stands in the pipeline, whatever it comes from, and what it can be narrowed to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from djmoney.money import Money

from people.models import DeskSide, Team, User

SOME_DAY = date.max
"""What nobody has said a day for sorts behind everything else."""


@dataclass(frozen=True)
class Narrowed:
    """What the reader looks for. `desk` and `side` are of whoever looks at it, `month` is its first day."""

    source: str = ""
    desk: Team | None = None
    side: DeskSide | None = None
    vendor: str = ""
    month: date | None = None

    @property
    def is_any(self) -> bool:
        return bool(self.source or self.desk or self.side or self.vendor or self.month)

    @property
    def month_after(self) -> date | None:
        """The first day of the month that follows."""
        if self.month is None:
            return None
        year, month = divmod(self.month.year * 12 + self.month.month, 12)
        return date(year, month + 1, 1)


@dataclass(frozen=True)
class Coming:
    """One thing that is coming. `waits_for` are the desks that have not looked yet; `flags` what others saw."""

    source: str
    title: str
    vendor: str
    size: Money | None
    day: date | None
    url: str = ""
    reference: str = ""
    waits_for: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """Where things come from. To add one, write a module like its neighbours and put its `Source` into
    `intake.pipeline.merged.SOURCES`.

    `rows(user, narrowed)` is what the person may see of it: a queryset with `comes_on` (a day, `SOME_DAY` where there
    is none) that an index has in the order of `comes_on, pk`; `in_words(rows)` puts some of them in words.
    """

    key: str
    label: str
    rows: Callable[[User, Narrowed], QuerySet[Any]]
    in_words: Callable[[list[Any]], list[Coming]]
