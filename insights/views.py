"""The figures: all on one page, as a file, and the reviews behind one of their lines."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from common.paging import page_by_key
from common.sheets import lines as sheet
from insights.filters import InsightsFilter
from insights.page import Page
from people.models import TWO_SIDES
from reviews.measures import figures, policies
from reviews.measures.catalogue import BY_KEY, FIGURES


def require_reader(user):
    if not policies.may_read_figures(user):
        raise PermissionDenied(policies.WHO)


@require_GET
def insights(request):
    """Counted as the page is opened, over the rows that carry the facts; as many queries whatever there is."""
    require_reader(request.user)
    chosen = InsightsFilter(request.GET, request.user)
    page = Page(chosen.scope, query=_query(request))
    claim, change = page.headline()
    desks = [seat.team_id for seat in request.user.desks_held if seat.is_lead and seat.team.speaks_for in TWO_SIDES]
    context = {
        "filter": chosen,
        "claim": claim,
        "change": change,
        "figures": page.figures(),
        "people": figures.load_of_people(chosen.scope, desks) if desks else [],
    }
    return render(request, "insights/insights.html", context)


@require_GET
def behind(request, figure, line):
    """The reviews that one line of a figure counts, newest first: those among them that the reader may see."""
    require_reader(request.user)
    known = BY_KEY.get(figure)
    if known is None or known.behind is None:
        raise Http404
    chosen = InsightsFilter(request.GET, request.user)
    label = next((counted.label for counted in known.lines(chosen.scope) if counted.key == line), None)
    if label is None:
        raise Http404
    reviews = known.behind(chosen.scope, line).visible_to(request.user).select_related("vendor")
    context = {
        "figure": known,
        "label": label,
        "page": page_by_key(reviews, request, key="-pk"),
    }
    return render(request, "insights/behind.html", context)


@require_GET
def export(request):
    """All figures as one CSV: a line of each figure is a row."""
    require_reader(request.user)
    chosen = InsightsFilter(request.GET, request.user)
    response = HttpResponse("".join(csv_lines(chosen.scope)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="insights-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


def csv_lines(scope):
    yield sheet.first_line(["Figure", "Line", "What", "Value", "From", "To"])
    for figure in FIGURES:
        for row in figure.lines(scope):
            for name, heading in figure.columns:
                value = getattr(row, name)
                value = round(value, 2) if isinstance(value, float) else value
                yield sheet.line([figure.title, row.label, heading, value, scope.period.first, scope.period.last])


def _query(request):
    return {name: request.GET.get(name, "") for name in ("period", "type", "desk", "vendor")}
