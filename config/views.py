"""The two pages that belong to no app."""

from django.http import Http404
from django.shortcuts import redirect

from people.models import Membership


def home(request):
    """Reviewers start at the shared queue, auditors at the reviews, outside counsel at what they were told, everybody
    else at their own requests. On an installation where nobody sits anywhere yet, its admin begins with setting up."""
    user = request.user
    if user.configures and not user.is_reviewer and not Membership.objects.exists():
        return redirect("settings_set_up")
    if user.is_outside:
        return redirect("notices:notice_list")
    if user.is_auditor:
        return redirect("reviews:review_list")
    return redirect("reviews:queue" if user.is_reviewer else "intake:request_list")


def closed(request):
    """Accounts are made by an administrator: pages to sign up do not exist."""
    raise Http404
