"""The figures over the API: the same functions, the same readers, the same filters as on the page."""

from rest_framework import exceptions, viewsets
from rest_framework.response import Response

from insights.filters import InsightsFilter
from reviews.measures import policies
from reviews.measures.catalogue import BY_KEY, FIGURES

NARROWED = {
    "period": "`quarter`, `last_quarter`, `month` (30 days) or `year` (12 months).",
    "type": "The key of a type of request.",
    "desk": "The number of a desk.",
    "vendor": "The number of a vendor.",
}


class InsightViewSet(viewsets.ViewSet):
    """All figures, or one, for `?period=`, `?type=`, `?desk=` (its id) and `?vendor=` (its id)."""

    filters = {
        "list": NARROWED,
        "retrieve": NARROWED,
    }
    lookup_value_regex = "[a-z-]{1,40}"

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if not policies.may_read_figures(request.user):
            raise exceptions.PermissionDenied(policies.WHO)

    def list(self, request):
        scope = _scope(request)
        return Response({**_about(scope), "figures": [_figure(figure, scope) for figure in FIGURES]})

    def retrieve(self, request, pk):
        if pk not in BY_KEY:
            raise exceptions.NotFound()
        scope = _scope(request)
        return Response({**_about(scope), **_figure(BY_KEY[pk], scope)})


def _scope(request):
    chosen = InsightsFilter(request.query_params, request.user)
    if chosen.errors:
        raise exceptions.ValidationError(chosen.errors)
    return chosen.scope


def _about(scope):
    return {"from": scope.period.first, "to": scope.period.last, "time_zone": scope.period.zone.key}


def _figure(figure, scope):
    return {
        "key": figure.key,
        "title": figure.title,
        "definition": figure.definition,
        "lines": [
            {"key": line.key, "label": line.label, **{name: getattr(line, name) for name, _ in figure.columns}}
            for line in figure.lines(scope)
        ],
    }
