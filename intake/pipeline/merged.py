"""All sources as one list, by day: a page reads no more of each source than a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice

from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import TupleGreaterThan

from common.keys import pk_or_none
from intake.pipeline.coming import Coming, Narrowed, Source
from intake.pipeline.heads_ups import HEADS_UPS
from intake.pipeline.shared_drafts import SHARED_DRAFTS
from people.models import User

SOURCES: tuple[Source, ...] = (HEADS_UPS, SHARED_DRAFTS)
"""Where things come from, in the order in which they stand on one day."""

KEYS = [source.key for source in SOURCES]

PAGE_SIZE = 30


@dataclass(frozen=True)
class Place:
    """Behind which thing a page begins: its day, its source, its key. In an address: “2027-03-01~draft~12”."""

    day: date
    source: str
    pk: int

    def __str__(self) -> str:
        return f"{self.day.isoformat()}~{self.source}~{self.pk}"


def place_in(text: str) -> Place | None:
    """The place that an address names; None where it names none."""
    day, _, rest = text.partition("~")
    source, _, key = rest.partition("~")
    pk = pk_or_none(key)
    try:
        known = date.fromisoformat(day)
    except ValueError:
        return None
    return Place(known, source, pk) if pk is not None and source in KEYS else None


def coming(user: User, narrowed: Narrowed, *, after: Place | None = None, size: int = PAGE_SIZE):
    """([Coming], the place behind them or None where nothing follows): what the person may see, soonest first."""
    sources = [source for source in SOURCES if narrowed.source in {"", source.key}]
    parts = [_part(place, source, user, narrowed, after, size + 1) for place, source in enumerate(sources)]
    rows = list(islice(merge(*parts, key=lambda entry: entry[:3]), size + 1))
    more, rows = len(rows) > size, rows[:size]
    last = Place(rows[-1][0], sources[rows[-1][1]].key, rows[-1][2]) if more else None
    return _in_words(sources, rows), last


def _part(place, source, user, narrowed, after, size):
    """[(day, place of the source, key, row)] of one source, in order."""
    rows = source.rows(user, narrowed)
    if narrowed.month:
        rows = rows.filter(comes_on__gte=narrowed.month, comes_on__lt=narrowed.month_after)
    if after:
        rows = rows.filter(_beyond(after, source))
    return [(row.comes_on, place, row.pk, row) for row in rows.order_by("comes_on", "pk")[:size]]


def _beyond(after, source):
    if source.key == after.source:
        return TupleGreaterThan((F("comes_on"), F("pk")), (after.day, after.pk))
    later = KEYS.index(source.key) > KEYS.index(after.source)
    return Q(comes_on__gte=after.day) if later else Q(comes_on__gt=after.day)


def _in_words(sources: list[Source], rows: Iterable[tuple]) -> list[Coming]:
    """In words, source by source, back in the order of the rows."""
    rows = list(rows)
    words = {}
    for place, source in enumerate(sources):
        own = [row for _, of, _, row in rows if of == place]
        for row, entry in zip(own, source.in_words(own), strict=True) if own else ():
            words[(place, row.pk)] = entry
    return [words[(place, pk)] for _, place, pk, _ in rows]
