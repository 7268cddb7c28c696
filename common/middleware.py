"""Addresses that no page could look up are answered first; who is not signed in is asked to, and loses nothing that
they typed; each page tells time in its reader's own zone."""

from zoneinfo import ZoneInfo

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone

from common import typed
from common.models import Why

SAVES_ITSELF = "Duet-Saves-Itself"
"""A header of pages that save while somebody writes: they keep the text themselves and try again."""


class NoNullMiddleware:
    """The database keeps no NUL character: an address with one names nothing, and a search goes without it. Forms
    refuse it themselves."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info:
            return HttpResponseBadRequest("This address does not exist.", content_type="text/plain")
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return self.get_response(request)


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


class NoBlankPageMiddleware:
    """Whoever opens an address that only takes what a form sends reads that, and finds a way on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        if answer.status_code != 405 or request.method != "GET" or answer.content:
            return answer
        page = render(request, "405.html", status=405)
        page["Allow"] = answer["Allow"]
        return page


class TimeZoneMiddleware:
    """Activates the signed-in person's zone for the request; others read the site's zone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(ZoneInfo(request.user.time_zone)):
            return self.get_response(request)
