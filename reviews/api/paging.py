"""Pages of the API's lists, by key."""

from rest_framework.pagination import CursorPagination


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
    return rows.filter(review=int(reference)) if reference.isdecimal() and len(reference) < 13 else rows.none()
