"""Waits: taking them, giving them back, handing them over, finishing a side. More: questions.py, pauses.py."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from common.keys import path_or
from reviews.models import Wait
from reviews.pure.stages import Stage
from reviews.rounds import alignment
from reviews.waits import claims, hand_overs
from reviews.waits.status import status_of, wait_line
from reviews.web.cards.forms_on_page import Forms
from reviews.web.cards.queue import queue_row
from reviews.web.cards.waits import wait_item
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
    """Answers with the row of the queue where htmx asks for it, else goes back to where the person was."""
    wait = visible_wait(request, pk)
    attempt(request, claims.claim, wait, done=f"{wait.review.reference} is yours now: {wait.needed}")
    from_queue = request.POST.get("from", "")
    if from_queue and request.htmx:
        row = queue_row(wait_line(visible_wait(request, pk), timezone.now()), request.user)
        return render(request, "reviews/queue/_queue_row_answer.html", {"rows": [row], "here": from_queue})
    return redirect(path_or(wait.review.get_absolute_url() + "#waits", from_queue))


@require_POST
def release(request, pk):
    wait = visible_wait(request, pk)
    return pressed(request, wait.review, claims.release, wait, done=f"Given back to {wait.desk}.", part="waits")


@require_POST
def hand_over(request, pk):
    wait = visible_wait(request, pk)
    form = HandOverForm(request.POST, about=wait)
    return sent(request, wait.review, form, hand_overs.hand_over, wait, done="Handed over.", part="waits")


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
