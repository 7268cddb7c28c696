"""The door for a nudge: a button on any page that names a holder (templates/settings/ladders/_nudge.html)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from common.refusals import refusals_as_messages
from reviews.models import Wait
from reviews.waits import nudges


@require_POST
def nudge(request, pk):
    wait = get_object_or_404(Wait.objects.visible_to(request.user).select_related("review"), pk=pk)
    with refusals_as_messages(request):
        nudges.nudge(wait, by=request.user)
        messages.success(request, "They are told that you ask.")
    return redirect(wait.review)
