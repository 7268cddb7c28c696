"""Waits: taking them, giving them back, handing them over, finishing a side. More: questions.py, pauses.py."""

from urllib.parse import urlsplit

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from common.keys import path_or
from reviews.models import Wait
from reviews.pure.stages import Stage
from reviews.rounds import alignment
from reviews.waits import claims, hand_overs, undoing
from reviews.waits.status import status_of
from reviews.web.cards.forms_on_page import Forms
from reviews.web.cards.queue import Columns, row_seen_before
from reviews.web.cards.waits import wait_item
from reviews.web.forms.filters import columns_in
from reviews.web.forms.review import HandOverForm
from reviews.web.forms.waits import HandToDeskForm
from reviews.web.pages.answers import attempt, back_to, pressed, readable_review, sent, visible


def visible_wait(request, pk):
    return visible(request, Wait.objects.with_names(), pk)


@require_GET
@vary_on_headers("HX-Request")
def wait(request, pk):
    """What the holder of a wait, or somebody who waits for it, can do about it: what its chip opens, and a page."""
    wait = visible_wait(request, pk)
    review = readable_review(request, wait.review_id)
    line = next((line for line in status_of(review, plain=False).lines if line.wait.pk == pk), None)
    if line is None:
        return back_to(review, "waits")
    template = "reviews/waits/_wait.html" if request.htmx else "reviews/waits/wait.html"
    return render(request, template, {"review": review, "item": wait_item(line, request.user, Forms())})


@require_POST
@vary_on_headers("HX-Request")
def claim(request, pk):
    """Answers with the row of the queue where htmx asks for it, else goes back to where the person was.

    The row of somebody who comes too late turns grey in its place, with the name of whoever was first.
    """
    wait = visible_wait(request, pk)
    done = f"{wait.review.reference} is yours now: {wait.needed}"
    attempt(request, claims.claim, wait, done=done, undo=_undoing(wait))
    from_queue = request.POST.get("from", "")
    if from_queue and request.htmx:
        wait = visible_wait(request, pk)
        others = not wait.is_open or wait.person_id not in {None, request.user.pk}
        row = row_seen_before(wait, request.user, stays=not others)
        columns = Columns(columns_in(request.POST.getlist("columns")))
        context = {"rows": [row], "here": from_queue, "columns": columns}
        return render(request, "reviews/queue/_queue_row_answer.html", context)
    return redirect(path_or(wait.review.get_absolute_url() + "#waits", from_queue))


@require_POST
def release(request, pk):
    wait = visible_wait(request, pk)
    return pressed(
        request,
        wait.review,
        claims.release,
        wait,
        done=f"Given back to {wait.desk}.",
        part="waits",
        undo=_undoing(wait),
    )


@require_POST
def hand_over(request, pk):
    wait = visible_wait(request, pk)
    form = HandOverForm(request.POST, about=wait)
    undoes = _undoing(wait)
    return sent(request, wait.review, form, hand_overs.hand_over, wait, done="Handed over.", part="waits", undo=undoes)


@require_POST
def undo(request, pk):
    """Undo one's own last step, and go back to the page on which it was pressed."""
    wait = visible_wait(request, pk)
    attempt(request, undoing.undo, wait, done="Undone: it is as it was before.")
    page = urlsplit(request.headers.get("Referer", ""))
    here = page.path + (f"?{page.query}" if page.query else "")
    return redirect(path_or(wait.review.get_absolute_url() + "#waits", here))


def _undoing(wait):
    return reverse("reviews:undo", args=[wait.pk])


@require_POST
def finish_side(request, pk):
    wait = visible_wait(request, pk)
    if attempt(request, alignment.finish_side, wait, done=f"{wait.desk} is done."):
        wait.review.refresh_from_db()
    part = "next" if wait.review.stage == Stage.ALIGNED else "waits"
    return back_to(wait.review, part)


@require_POST
def hand_over_to_desk(request, pk):
    wait = visible_wait(request, pk)
    form = HandToDeskForm(request.POST, about=wait)
    return sent(request, wait.review, form, hand_overs.hand_over_to_desk, wait, done="Handed over.", part="waits")
