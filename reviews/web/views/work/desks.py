"""The lead's view of a desk."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from common.paging import page_by_key
from people.models import Team
from reviews.web.cards.desks import NOBODY, loads_of, narrowed_to, waits_of
from reviews.web.cards.queue import HEAD, bulk_bar, queue_rows


@require_GET
def desk(request, slug):
    """Load per person, and the desk's open work, due first, to hand to somebody else. For its leads.

    Indexes: wait_load_of_desk, wait_queue_of_desk.
    """
    user = request.user
    desk = get_object_or_404(Team.objects.select_related("calendar"), slug=slug)
    if not user.leads(desk):
        raise PermissionDenied(f"This page is for the leads of {desk}.")
    who = request.GET.get("who", "")
    waits = narrowed_to(waits_of(desk, user), who)
    page = page_by_key(waits.with_names(), request, key=("due_at", "pk"))
    rows = queue_rows(page.rows, user)
    loads = loads_of(desk, user)
    context = {
        "desk": desk,
        "desks": user.teams_led,
        "loads": loads,
        "head": HEAD,
        "page": page,
        "rows": rows,
        "bulk": bulk_bar(request, rows, [desk]),
        "who": who,
        "chosen": next((load for load in loads if _is(load, who)), None),
    }
    return render(request, "reviews/queue/desk.html", context)


def _is(load, who):
    return who == (str(load.person.pk) if load.person else NOBODY)
