"""Reading the log, and taking it along as a file."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from common.models import Event
from common.paging import first_of, page_by_key
from common.sheets.lines import first_line, line
from operations.log.forms import LogFilter, verb_in_words
from operations.log.lines import lines_for, may_read_log
from people.models import User

WHO = "The log is for admins and auditors."
MOST_EXPORTED = 10_000
COLLEAGUES_SHOWN = 100
HEAD = ["Number", "When", "Who", "For whom", "What was done", "In words", "About", "Its number"]


def require_reader(user):
    """Admins, operators and auditors; everybody else is refused in a sentence."""
    if not may_read_log(user):
        raise PermissionDenied(WHO)


@require_GET
def log(request):
    """Newest first, thirty a page. Indexes: operations.log.lines."""
    require_reader(request.user)
    form = LogFilter(request.GET, user=request.user)
    narrowed = form.narrowed()
    lines = lines_for(request.user, narrowed)
    parts = [Event.objects.none()] if form.errors else lines.parts
    context = {
        "form": form,
        "page": page_by_key(lines.rows, request, key="-pk", parts=parts),
        "is_narrowed": narrowed.is_narrowed or bool(form.errors),
        "query": request.GET.urlencode(),
        "most": MOST_EXPORTED,
        "colleagues": User.objects.filter(is_active=True).only("email", "name")[:COLLEAGUES_SHOWN],
    }
    return render(request, "operations/log/log.html", context)


@require_GET
def export(request):
    """The same lines as a file for a spreadsheet, the newest ten thousand of them."""
    require_reader(request.user)
    form = LogFilter(request.GET, user=request.user)
    rows = exported(request.user, form.narrowed())
    lines = [first_line(HEAD), *(line(cells_of(row)) for row in rows)]
    answer = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="log-{timezone.localdate():%Y-%m-%d}.csv"'
    return answer


def exported(user, narrowed):
    """The newest lines, at most so many as a file takes."""
    lines = lines_for(user, narrowed)
    return lines.rows.filter(pk__in=first_of(lines.parts, ["-pk"], MOST_EXPORTED)).order_by("-pk")[:MOST_EXPORTED]


def cells_of(row):
    """One line, as a row of a table. The moment is for programs, with its zone."""
    return [
        row.pk,
        timezone.localtime(row.at).isoformat(timespec="seconds"),
        str(row.by or "Duet"),
        str(row.on_behalf_of or ""),
        verb_in_words(row.verb),
        row.sentence,
        row.subject_type.name,
        row.subject_id,
    ]
