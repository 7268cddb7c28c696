"""Related rows that a page names, fetched by key after the rows of the page: one query for each model.

A join costs the planner more than the database, and doubles with each further table; `prefetch_related` asks once for
each relation, though five of them lead to people. Here the keys of all relations to one model are asked for together.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self

from django.db import models


class FilledQuerySet(models.QuerySet):
    """Rows that come with what a function adds to all of them at once, when they are read."""

    _fill: Callable[[list], None] | None = None

    def filled_by(self, fill: Callable[[list], None]) -> Self:
        """The same rows; `fill(rows)` is called once with all that were read, before anybody sees one."""
        filled = self._chain()
        filled._fill = fill
        return filled

    def _clone(self) -> Self:
        clone = super()._clone()
        clone._fill = self._fill
        return clone

    def _fetch_all(self) -> None:
        is_new = self._result_cache is None
        super()._fetch_all()
        if is_new and self._fill and self._result_cache:
            self._fill(self._result_cache)


def fetch(*groups: tuple[Iterable[models.Model], Iterable[str]], using: Mapping | None = None) -> None:
    """Fill relations of rows: each group is (rows of one model, names of their relations to one row).

    One query for each model to which any of them leads; none where no key is set. `using` is {model: queryset}, for
    models whose rows come with more.
    """
    places: dict[type, list[tuple[models.Model, Any]]] = {}
    for rows, names in groups:
        for row in rows:
            for field in map(row._meta.get_field, names):
                if getattr(row, field.attname) is not None and not field.is_cached(row):
                    places.setdefault(field.related_model, []).append((row, field))
    for model, empty in places.items():
        queryset = (using or {}).get(model, model._base_manager.all())
        related = queryset.in_bulk({getattr(row, field.attname) for row, field in empty})
        for row, field in empty:
            field.set_cached_value(row, related[getattr(row, field.attname)])
