"""Pages of the API's lists, by key."""

from rest_framework.pagination import CursorPagination

from common.keys import pk_or_none


class NewestFirst(CursorPagination):
    """Pages by key, newest first."""

    ordering = "-pk"
    page_size = 50


class OldestDueFirst(CursorPagination):
    """Pages by key, in the order of the queue."""

    ordering = ("due_at", "pk")
    page_size = 50


def of_review(rows, request):
    """Those of the review that `?review=R-1042` names; none where that is not a reference."""
    reference = request.query_params.get("review", "").removeprefix("R-")
    if not reference:
        return rows
    pk = pk_or_none(reference)
    return rows.none() if pk is None else rows.filter(review=pk)
