"""Standing still and going on."""

from django.views.decorators.http import require_POST

from reviews.waits import pausing
from reviews.web.forms.waits import PauseForm, WaitForForm
from reviews.web.pages.answers import attempt, back_to, pressed, review_page, sent
from reviews.web.views.work.waits import visible_wait


@require_POST
def pause(request, pk):
    wait = visible_wait(request, pk)
    form = PauseForm(request.POST, about=wait)
    done = "Paused. It goes on by itself on the day you chose."
    return sent(request, wait.review, form, pausing.pause, wait, done=done, part="waits")


@require_POST
def wait_for(request, pk):
    """Until something that is open on the review is done, or until a desk with nothing open there has answered."""
    wait = visible_wait(request, pk)
    form = WaitForForm(request.POST, about=wait)
    if form.is_valid():
        action = pausing.wait_for if form.other else pausing.wait_for_desk
        done = "Paused. It goes on by itself once that is done."
        if attempt(request, action, wait, form.other or form.desk, reason=form.cleaned_data["reason"], done=done):
            return back_to(wait.review, "waits")
    return review_page(request, wait.review_id, sent=form, status=422)


@require_POST
def resume(request, pk):
    wait = visible_wait(request, pk)
    return pressed(request, wait.review, pausing.resume, wait, done="It goes on.", part="waits")
