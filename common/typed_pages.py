"""Where sign-in leads whoever had typed something, and what becomes of a form whose safety token was too old."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import resolve
from django.views.csrf import csrf_failure as token_is_wrong
from django.views.decorators.http import require_GET

from common import typed
from common.form_keys import FIELD, owner_of
from common.models import TypedText, Why
from common.once import difference_context

BACK = "You were signed out while you wrote. What you typed is back in its form: look at it and send it again."
BACK_TO_SEND = (
    "What you typed is back in its form. It can be sent once changes are taken again; it is kept for two days."
)
FILES = "Files could not be kept: please choose them again."
GONE = "The page that you had open is not there for you any more."
NOT_YOURS = "Somebody else typed something here before. It is kept for them."


@require_GET
def typed_page(request, token):
    """Back to the form with the text in it; or the difference, where somebody changed the same meanwhile."""
    kept = TypedText.objects.filter(token=token).first()
    if kept is None or kept.person_id != request.user.pk:
        if kept:
            messages.info(request, NOT_YOURS)
        return redirect("home")
    if kept.why == Why.CHANGED:
        if not _still_opens(request, kept.page):
            messages.info(request, GONE)
            return redirect("home")
        return render(request, "shell/difference.html", difference_context(kept))
    return _back_to_form(request, kept)


def _still_opens(request, page):
    """Whether the person may still open the page: the difference holds what others wrote there."""
    path, _, query = page.partition("?")
    asked = copy(request)
    asked.method, asked.path, asked.path_info, asked.GET = "GET", path, path, QueryDict(query)
    try:
        view, args, kwargs = resolve(path)
        return view(asked, *args, **kwargs).status_code < 400
    except (Http404, PermissionDenied):
        return False


def _back_to_form(request, kept):
    messages.info(request, BACK_TO_SEND if kept.why == Why.READ_ONLY else BACK)
    if kept.had_files:
        messages.warning(request, FILES)
    return redirect(typed.form_of(kept))


def csrf_failure(request, reason=""):
    """Who signed out and in again in another window has an older token here. The key proves that the form was theirs,
    so its text comes back, and must be sent once more."""
    owner = owner_of(request.POST.get(FIELD, ""))
    if owner is None or owner != request.user.pk or "HX-Request" in request.headers:
        return token_is_wrong(request, reason=reason)
    kept = typed.keep(request, Why.SIGNED_OUT)
    return _back_to_form(request, kept) if kept else token_is_wrong(request, reason=reason)
