"""One box to go anywhere: a page of its own, and what the palette on every page shows (static/js/palette.js)."""

from django.shortcuts import render
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from search.finding import LONGEST, Group, found_for, looked_at
from search.lately import places_of


@require_GET
@vary_on_headers("HX-Request")
def go(request):
    """`?q=` is what to look for; without it, what the person looked at lately. htmx gets the entries alone.

    `here` is the page that the palette was opened on. Indexes: those of the lists (search/finding.py).
    """
    text = request.GET.get("q", "").strip()[:LONGEST]
    here = request.GET.get("here", "")
    groups = found_for(request.user, text, here=here) if text else _lately(request, here)
    template = "search/_entries.html" if request.htmx else "search/go.html"
    return render(request, template, {"query": text, "groups": groups})


def _lately(request, here):
    entries = [entry for entry in looked_at(request.user, places_of(request)) if entry.url != here]
    return [Group("lately", "Lately", entries)] if entries else []
