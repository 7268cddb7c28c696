"""One step for the ticked rows of a list. Goes back to the same list, with its filters and its page."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.keys import path_or, pk_or_none
from common.words import counted, listed
from reviews.models import Wait
from reviews.waits import bulk as wait_bulk
from reviews.web.forms.bulk import HandOverManyForm
from reviews.web.pages.answers import require_reviewer

DONE = {"claim": "taken", "release": "given back", "hand_over": "handed over"}


@require_POST
def bulk(request):
    """`do` says what; a sentence says what came of each row."""
    require_reviewer(request)
    pks = {pk for text in request.POST.getlist("wait") if (pk := pk_or_none(text))}
    waits = list(Wait.objects.visible_to(request.user).with_names().filter(pk__in=pks))
    do = request.POST.get("do")
    if not pks or do not in DONE:
        messages.error(request, "Tick the rows first, then choose what to do with them.")
    else:
        try:
            say(request, DONE[do], STEPS[do](request, waits), missing=len(pks) - len(waits))
        except ValidationError as refusal:
            for sentence in refusal.messages:
                messages.error(request, sentence)
    return back(request)


def _hand_over(request, waits):
    form = HandOverManyForm(request.POST, desks=request.user.teams)
    if not form.is_valid():
        raise ValidationError([f"{form[name].label}: {errors[0]}" for name, errors in form.errors.items()])
    return wait_bulk.hand_over_many(waits, **form.cleaned_data, by=request.user)


STEPS = {
    "claim": lambda request, waits: wait_bulk.claim_many(waits, by=request.user),
    "release": lambda request, waits: wait_bulk.release_many(waits, by=request.user),
    "hand_over": _hand_over,
}


def say(request, done, attempts, *, missing):
    """What came of it: how many were done, and for the others why not, with the rows that a reason is about."""
    refused = defaultdict(list)
    for attempt in attempts:
        if attempt.refusal:
            refused[attempt.refusal].append(attempt.wait.review.reference)
    if succeeded := sum(not attempt.refusal for attempt in attempts):
        messages.success(request, f"{counted(succeeded, 'item')} {done}.")
    for sentence, references in refused.items():
        messages.error(request, f"{listed(references, limit=10)}: {sentence}")
    if missing:
        messages.error(request, f"{counted(missing, 'item')} could not be found any more.")


def back(request):
    return redirect(path_or(reverse("reviews:queue"), request.POST.get("from")))
