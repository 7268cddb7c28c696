"""Answering the three questions by hand, where no rule did."""

from django.http import Http404
from django.views.decorators.http import require_POST

from reviews.models import Slot
from reviews.rounds import opening
from reviews.web.forms.review import SplitForm
from reviews.web.pages.answers import sent, workable_review


@require_POST
def answer_split(request, pk):
    review = workable_review(request, pk)
    if request.POST.get("slot") not in Slot.values:
        raise Http404
    slot = Slot(request.POST["slot"])
    form = SplitForm(request.POST, about=review, slot=slot)
    return sent(request, review, form, opening.answer_split, review, done=f"{slot.label}: noted.", part="split")
