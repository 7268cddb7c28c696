"""Addresses that no page could look up are answered first; who is not signed in is asked to, and loses nothing that
they typed; each page tells time in its reader's own zone."""

from codecs import lookup
from zoneinfo import ZoneInfo

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone

from common import typed
from common.guards import garbage
from common.models import Why
from common.words import OURS, written_as

SAVES_ITSELF = "Duet-Saves-Itself"
"""A header of pages that save while somebody writes: they keep the text themselves and try again."""


class GarbageMiddleware:
    """What is sent is UTF-8, as all pages are: no other charset is believed.

    The database keeps no NUL character: an address with one names nothing; searches, forms and cookies go without
    it. (What is pasted from a PDF may well hold some.)"""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info:
            return HttpResponseBadRequest("This address does not exist.", content_type="text/plain")
        if request.encoding and lookup(request.encoding).name != "utf-8":
            return HttpResponse("Please send this as UTF-8.", status=415, content_type="text/plain")
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        for name in [name for name, value in request.COOKIES.items() if "\x00" in value]:
            del request.COOKIES[name]
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method == "POST":
            request.POST = garbage.without_nul(request.POST)


class SignInMiddleware(LoginRequiredMiddleware):
    """Closes the site to whoever is not signed in. What somebody typed before their session ended is kept for them, and
    sign-in leads back to it; never to an address that only takes what a form sends."""

    def handle_no_permission(self, request, view_func):
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        if SAVES_ITSELF in request.headers:
            return redirect_to_login(typed.page_of(request))
        kept = typed.keep(request, Why.SIGNED_OUT)
        answer = redirect_to_login(typed.address_of(kept) if kept else typed.page_of(request))
        if "HX-Request" not in request.headers:
            return answer
        leave = HttpResponse(status=401)
        leave["HX-Redirect"] = answer["Location"]
        return leave


ONLY_FORMS = "This address only takes what a form sends. Nothing was changed by opening it."
TAKES_NOTHING = "Nothing can be sent to this address in this way. Nothing was changed."


class NoBlankPageMiddleware:
    """Whoever opens an address that only takes what a form sends, or sends something to one that takes nothing, reads
    that, and finds a way on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        if answer.status_code != 405 or request.method == "HEAD" or answer.content:
            return answer
        sentence = ONLY_FORMS if request.method == "GET" else TAKES_NOTHING
        page = render(request, "405.html", {"sentence": sentence}, status=405)
        page["Allow"] = answer["Allow"]
        return page


class TimeZoneMiddleware:
    """Activates the signed-in person's zone, and the forms in which they read days and numbers; others read the site's.

    What a request writes down others may read: where something can be changed, days and numbers are written in the form
    of the site (common/words.py)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        form = request.user.form if request.method in {"GET", "HEAD"} else OURS
        with timezone.override(ZoneInfo(request.user.time_zone)), written_as(form):
            return self.get_response(request)
