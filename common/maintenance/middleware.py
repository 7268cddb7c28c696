"""Refuses every write while Duet is read-only, in a sentence, with what was typed kept; tells programs in headers."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from common import typed
from common.maintenance.state import known
from common.middleware import SAVES_ITSELF
from common.models import Why
from common.words import moment_in_words

READING = {"GET", "HEAD", "OPTIONS"}
GO_ON = ("account_", "settings_maintenance", "api-maintenance", "admin:login", "admin:logout", "notices:notice_open")
"""The beginnings of names of addresses that work all the same: signing in and out, ending it again, and following a
notice, which is not marked as read then."""

TAKES_JSON = {"notices:bounces"}


def sentence(read_only) -> str:
    """What whoever wants to change something is told."""
    until = f" until about {moment_in_words(read_only.until)}" if read_only.until else " for a while"
    return f"Duet is being looked after{until}: everything can be read, and nothing can be changed."


class ReadOnlyMiddleware:
    """Stands behind sign-in and roles, before anything is written."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        state, now = known.get(), timezone.now()
        shown = state.shown(now)
        if shown:
            answer["Duet-Announcement"] = quote("; ".join(row.text for row in shown), safe=" ,.:;!?()'/-")
        if state.read_only:
            answer["Duet-Read-Only"] = f"since={state.read_only.began_at.isoformat(timespec='seconds')}"
            if state.read_only.until:
                answer["Duet-Read-Only"] += f"; until={state.read_only.until.isoformat(timespec='seconds')}"
        return answer

    def process_view(self, request, view, args, kwargs):
        name, state = request.resolver_match.view_name, known.get()
        if request.method in READING or state.read_only is None or name.startswith(GO_ON):
            return None
        answer = _refusal(request, name, sentence(state.read_only))
        answer._has_been_logged = True  # meant, and as often as people try
        answer["Retry-After"] = str(state.retry_after(timezone.now()))
        return answer


def _refusal(request, name, words):
    if name.startswith("api-") or name in TAKES_JSON:
        return JsonResponse({"refused": [words]}, status=503)
    if SAVES_ITSELF in request.headers:  # the page keeps the text itself, and tries again
        return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    kept = typed.keep(request, Why.READ_ONLY)
    if "HX-Request" not in request.headers:
        context = {"sentence": words, "typed": kept, "form_url": typed.form_of(kept) if kept else ""}
        return render(request, "shell/read_only.html", context, status=503)
    leave = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    if kept:
        leave["HX-Redirect"] = typed.address_of(kept)
    else:
        messages.error(request, words)
        leave["HX-Refresh"] = "true"
    return leave
