"""Pages of the API's lists, by key."""

from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import Cursor, CursorPagination

from common.keys import pk_or_none
from common.paging import first_of
from reviews.models.review import few_reviews_of


class ByKey(CursorPagination):
    """A cursor that nobody has got from us leads nowhere: 404, as DRF answers one that it cannot take apart."""

    place: serializers.Field
    """What a cursor may hold."""

    def decode_cursor(self, request):
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None:
            try:
                self.place.run_validation(cursor.position)
            except ValidationError as fault:
                raise NotFound(self.invalid_cursor_message) from fault
        return cursor


class NewestFirst(ByKey):
    """Pages by key, newest first."""

    place = serializers.IntegerField(min_value=0, max_value=2**63 - 1)
    ordering = "-pk"
    page_size = 50


class OldestDueFirst(ByKey):
    """Pages by key, in the order of the queue. Of a view that has `parts` no more of each is read than a page."""

    place = serializers.DateTimeField()
    ordering = ("due_at", "pk")
    page_size = 50

    def paginate_queryset(self, queryset, request, view=None):
        if parts := view.parts():
            queryset = queryset.filter(
                pk__in=self._first_of(parts, self.decode_cursor(request) or Cursor(0, False, ""))
            )
        return super().paginate_queryset(queryset, request, view)

    def _first_of(self, parts, cursor):
        """The keys of what the page can show: in the direction of the cursor, beyond its place."""
        order = [f"-{name}" for name in self.ordering] if cursor.reverse else list(self.ordering)
        if cursor.position:
            beyond = {f"{self.ordering[0]}__{'lt' if cursor.reverse else 'gt'}": cursor.position}
            parts = [part.filter(**beyond) for part in parts]
        return first_of(parts, order, (cursor.offset or 0) + self.page_size + 1)


def in_sight(rows, request):
    """The same rows; where the caller sees few reviews, a list of them begins there (`few_reviews_of`)."""
    keys = None if request.query_params.get("review") else few_reviews_of(request.user)
    return rows if keys is None else rows.filter(review__in=keys)


def of_review(rows, request):
    """Those of the review that `?review=R-1042` names; none where that is not a reference."""
    reference = request.query_params.get("review", "").removeprefix("R-")
    if not reference:
        return rows
    pk = pk_or_none(reference)
    return rows.none() if pk is None else rows.filter(review=pk)
