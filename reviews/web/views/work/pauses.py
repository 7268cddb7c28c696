"""Standing still and going on."""

from django.views.decorators.http import require_POST

from reviews.waits import pausing
from reviews.web.pages.answers import attempt, back_to, pressed, review_page
from reviews.web.views.work.waits import visible_wait


@require_POST
def stand_still(request, pk, form_class):
    """For one of the reasons of `PAUSES`: each has an address."""
    wait = visible_wait(request, pk)
    form = form_class(request.POST, about=wait)
    if form.is_valid() and attempt(request, form.verb, wait, **form.cleaned_data, done=form.done):
        return back_to(wait.review, "waits")
    return review_page(request, wait.review_id, sent=form, status=422)


@require_POST
def resume(request, pk):
    wait = visible_wait(request, pk)
    return pressed(request, wait.review, pausing.resume, wait, done="It goes on.", part="waits")
