"""The shared queue of a person's desks."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from common.counting import capped
from common.keys import pk_or_none
from common.paging import page_by_key
from reviews.models import PAUSED_LAST, SavedView, Wait
from reviews.web.cards.queue import (
    Columns,
    address_of,
    bulk_bar,
    grouped,
    held_by,
    present_view,
    queue_rows,
    row_seen_before,
    view_tabs,
)
from reviews.web.forms.filters import QueueFilter, columns_in
from reviews.web.pages.answers import require_reviewer
from reviews.web.pages.peek import peek_context
from reviews.web.views.work.waits import visible_wait

ROWS = 50


@require_GET
def queue(request):
    """What the person's desks hold: late first, what stands still last. A bare address begins with the person's own
    view, if any.

    Indexes: wait_desk_paused_last, wait_person_paused_last; for a search, those of `filters.waits_about`.
    """
    require_reviewer(request)
    user = request.user
    views = list(SavedView.objects.listed_for(user).select_related("owner", "desk"))
    if not request.GET and (first := next((view for view in views if view.is_default), None)):
        return redirect(address_of(first.filters, first.token))
    parts = Wait.objects.queue_parts(user)
    narrowed = QueueFilter(request.GET, parts, user=user)
    shown = narrowed.narrowed_parts
    waits, ordered = Wait.objects.paused_last().with_names(), [part.paused_last() for part in shown]
    page = page_by_key(waits, request, key=PAUSED_LAST, size=ROWS, parts=ordered)
    rows = grouped(queue_rows(page.rows, user), whole=not (page.newer_url or page.older_url))
    columns = Columns(narrowed.columns_shown)
    chosen, token = narrowed.chosen, request.GET.get("view", "")
    tabs, number = view_tabs(parts, user, views, shown=shown, chosen=chosen, token=token)
    context = {
        "filter": narrowed,
        "page": page,
        "head": columns.head,
        "columns": columns,
        "rows": rows,
        "bulk": bulk_bar(request, rows, user.teams),
        "number": number,
        "count": capped(number),
        "chosen": chosen,
        "narrowing": narrowed.narrowing,
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


@require_GET
def queue_now(request):
    """The rows that have changed hands since a page showed them: `held` names each as “12:5”, the wait and who had it
    (`held_by`). None where all is as it was. What is not the reader's to see any more is left out."""
    require_reviewer(request)
    shown = dict(pair.split(":", 1) for pair in request.GET.get("held", "").split(",")[: 2 * ROWS] if ":" in pair)
    pks = [pk for text in shown if (pk := pk_or_none(text))]
    waits = Wait.objects.visible_to(request.user).with_names().filter(pk__in=pks)
    changed = [wait for wait in waits if held_by(wait) != shown.get(str(wait.pk))]
    rows = [row_seen_before(wait, request.user, stays=wait.person_id == request.user.pk) for wait in changed]
    context = {"rows": rows, "here": "", "columns": Columns(columns_in(request.GET.getlist("columns")))}
    return render(request, "reviews/queue/_queue_rows_now.html", context)


@require_GET
def peek(request, pk):
    """One wait of the queue at a glance, beside the list: can it be left alone?"""
    require_reviewer(request)
    wait = visible_wait(request, pk)
    return render(
        request, "reviews/queue/_peek.html", peek_context(wait, request.user, here=request.GET.get("from", ""))
    )
