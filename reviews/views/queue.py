"""The shared queue of a person's desks."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from people.paging import page_by_key
from reviews.filters import QueueFilter
from reviews.models import Wait
from reviews.pages.waits import queue_row
from reviews.status import wait_line
from reviews.views.answers import require_reviewer

COUNTED = 50
"""Counting stops here: people need to know whether it is many, not how many."""


@require_GET
def queue(request):
    """What the person's desks hold, oldest due first. Indexes: wait_queue_of_desk, wait_queue_of_person."""
    require_reviewer(request)
    waits = Wait.objects.for_queue(request.user)
    narrowed = QueueFilter(request.GET, waits, user=request.user)
    page = page_by_key(narrowed.qs.with_names(), request, key=("due_at", "pk"))
    now = timezone.now()
    context = {
        "filter": narrowed,
        "page": page,
        "rows": [queue_row(wait_line(wait, now), request.user) for wait in page.rows],
        "count": narrowed.qs[: COUNTED + 1].count(),
        "counted": COUNTED,
        "is_narrowed": any(narrowed.form.cleaned_data.values()),
    }
    return render(request, "reviews/queue.html", context)
