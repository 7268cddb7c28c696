"""Each page tells time in its reader's own zone."""

from zoneinfo import ZoneInfo

from django.utils import timezone


class TimeZoneMiddleware:
    """Activates the signed-in person's zone for the request; others read the site's zone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(ZoneInfo(request.user.time_zone)):
            return self.get_response(request)
