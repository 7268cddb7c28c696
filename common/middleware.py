"""Addresses that no page could look up are answered first; each page tells time in its reader's own zone."""

from zoneinfo import ZoneInfo

from django.http import HttpResponseBadRequest
from django.utils import timezone


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


class TimeZoneMiddleware:
    """Activates the signed-in person's zone for the request; others read the site's zone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(ZoneInfo(request.user.time_zone)):
            return self.get_response(request)
