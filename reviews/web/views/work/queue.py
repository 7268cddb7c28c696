"""The shared queue of a person's desks."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from common.counting import capped
from common.paging import page_by_key
from reviews.models import SavedView, Wait
from reviews.web.cards.queue import HEAD, address_of, bulk_bar, present_view, queue_rows, view_tabs
from reviews.web.forms.filters import QueueFilter
from reviews.web.pages.answers import require_reviewer


@require_GET
def queue(request):
    """What the person's desks hold, oldest due first; a bare address begins with the person's own view, if any.

    Indexes: wait_queue_of_desk, wait_queue_of_person; for a search, those of `filters.waits_about`.
    """
    require_reviewer(request)
    user = request.user
    views = list(SavedView.objects.listed_for(user).select_related("owner", "desk"))
    if not request.GET and (first := next((view for view in views if view.is_default), None)):
        return redirect(address_of(first.filters, first.token))
    parts = Wait.objects.queue_parts(user)
    narrowed = QueueFilter(request.GET, parts, user=user)
    shown = narrowed.narrowed_parts
    page = page_by_key(Wait.objects.with_names(), request, key=("due_at", "pk"), parts=shown)
    rows = queue_rows(page.rows, user)
    chosen, token = narrowed.chosen, request.GET.get("view", "")
    tabs, number = view_tabs(parts, user, views, shown=shown, chosen=chosen, token=token)
    context = {
        "filter": narrowed,
        "page": page,
        "head": HEAD,
        "rows": rows,
        "bulk": bulk_bar(request, rows, user.teams),
        "number": number,
        "count": capped(number),
        "chosen": chosen,
        "kept": f"?{urlencode(chosen)}",
        "tabs": tabs,
        "present": present_view(_named(views, token, user), chosen, user),
        "desks_led": user.teams_led,
    }
    return render(request, "reviews/queue/queue.html", context)


def _named(views, token, user):
    """The view of the address: one of the tabs, or one that somebody shared by link."""
    listed = next((view for view in views if view.token == token), None)
    if listed or len(token) < len("twelve chars"):
        return listed
    return SavedView.objects.visible_to(user).select_related("owner", "desk").filter(token=token).first()
