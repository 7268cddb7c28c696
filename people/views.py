"""A person's own pages: who they are, and the address of their calendar."""

from copy import copy

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.locks import locked_row
from common.stale import own_window, unless_changed
from people.forms import ProfileForm
from people.models import FeedToken


@require_http_methods(["GET", "POST"])
def profile(request):
    form = ProfileForm(request.POST or None, instance=copy(request.user))  # the top bar keeps the saved name

    def fresh():
        return ProfileForm(instance=locked_row(request.user))

    with unless_changed(request, fresh, last=own_window):
        if form.is_valid():
            form.save()
            messages.success(request, "Your profile is saved.")
            return redirect("people:profile")
    return render(request, "people/profile.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def feed_renew(request):
    """A new secret address for the calendar; the one before stops working. It is shown here, once."""
    token = FeedToken.renew(request.user)
    address = settings.SITE_URL + reverse("reviews:calendar", args=[token])
    return render(request, "people/feed.html", {"address": address})


@require_POST
def feed_revoke(request):
    FeedToken.objects.filter(person=request.user).delete()
    messages.success(request, "Your calendar's address no longer works.")
    return redirect("notices:preferences")
