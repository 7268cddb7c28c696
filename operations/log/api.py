"""The log over the API: the same lines and the same narrowing as on its page."""

from rest_framework import viewsets
from rest_framework.response import Response

from common.paging import page_by_key
from operations.log.forms import LogFilter
from operations.log.lines import lines_for
from operations.log.views import require_reader


class LogViewSet(viewsets.ViewSet):
    """Newest first; `?by=` (an address), `?kind=`, `?about=`, `?verb=`, `?first=`, `?last=`."""

    filters = {
        "list": {
            "by": "The address of whoever did it.",
            "kind": "About what kind of thing.",
            "about": "The number of the thing.",
            "verb": "What was done: people.seat_given.",
            "first": "The first day.",
            "last": "The last day.",
        }
    }

    def list(self, request):
        require_reader(request.user)
        form = LogFilter(request.query_params, user=request.user)
        lines = lines_for(request.user, form.narrowed())
        if form.errors:
            return Response({name: list(errors) for name, errors in form.errors.items()}, status=400)
        page = page_by_key(lines.rows, request, key="-pk", parts=lines.parts)
        rows = [_facts(row) for row in page.rows]
        return Response({"results": rows, "next": page.older_url, "previous": page.newer_url})


def _facts(row):
    return {
        "id": row.pk,
        "at": row.at,
        "by": row.by and row.by.email,
        "on_behalf_of": row.on_behalf_of and row.on_behalf_of.email,
        "verb": row.verb,
        "sentence": f"{row.by or 'Duet'} {row.sentence}",
        "about": {"kind": row.subject_type.model, "id": row.subject_id},
    }
