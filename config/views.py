"""The two pages that belong to no app."""

from django.http import Http404
from django.shortcuts import redirect


def home(request):
    """Reviewers start at the shared queue, everybody else at their own requests."""
    return redirect("reviews:queue" if request.user.is_reviewer else "intake:request_list")


def closed(request):
    """Accounts are made by an administrator: pages to sign up do not exist."""
    raise Http404
