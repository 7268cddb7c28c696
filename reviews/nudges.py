"""The door for a nudge: a button on any page that names a holder (templates/ladders/_nudge.html)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from people.refusals import refusals_as_messages
from reviews import actions
from reviews.models import Wait


@require_POST
def nudge(request, pk):
    wait = get_object_or_404(Wait.objects.visible_to(request.user).select_related("review"), pk=pk)
    with refusals_as_messages(request):
        actions.nudge(wait, by=request.user)
        messages.success(request, "They are told that you ask.")
    return redirect(wait.review)
