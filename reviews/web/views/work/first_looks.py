"""First looks: given with one of two buttons, opened again with a reason."""

from django.views.decorators.http import require_POST

from reviews.first_looks import actions
from reviews.models import FirstLook
from reviews.pure.flags import in_words
from reviews.web.forms.first_looks import LookAgainForm, LookForm
from reviews.web.pages.answers import sent, visible
from reviews.web.views.work.waits import visible_wait


@require_POST
def look(request, pk):
    wait = visible_wait(request, pk)
    form = LookForm(request.POST, about=wait)
    says = in_words(form.cleaned_data["flags"] if form.is_valid() and form.cleaned_data["has_concerns"] else [])
    done = f"{wait.desk}: {says}. {wait.review.requester} reads it now."
    return sent(request, wait.review, form, actions.look, wait, done=done, part="next")


@require_POST
def look_again(request, pk):
    given = visible(request, FirstLook.objects.select_related(*FirstLook.READ_WITH, "review__requester"), pk)
    form = LookAgainForm(request.POST, about=given)
    done = f"The first look of {given.desk} is open again."
    return sent(request, given.review, form, actions.reopen, given, done=done, part="next")
