"""What a role closes on every page: auditors change nothing, outside counsel has no business but their review."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse

READING = {"GET", "HEAD", "OPTIONS"}

OWN_AFFAIRS = ("account_", "notices:", "people:")
"""What everybody may change, as it is about nobody but themselves: the beginnings of names of addresses."""

CLOSED_TO_OUTSIDE = ("intake:", "vendors:", "absences:", "checkins:", "insights:", "settings", "ladders:", "admin:")

AUDITORS_READ = "Auditors read, and change nothing."


class RoleMiddleware:
    """Stands behind sign-in. The rights to rows are asked as of everybody, by `visible_to` and the policies."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user, name = request.user, request.resolver_match.view_name
        if not user.is_authenticated or name.startswith(OWN_AFFAIRS):
            return None
        if user.is_auditor and request.method not in READING:
            return _refused(request)
        if user.is_outside and name.startswith(CLOSED_TO_OUTSIDE):
            raise Http404
        return None


def _refused(request):
    if request.resolver_match.view_name.startswith("api-"):
        return JsonResponse({"refused": [AUDITORS_READ]}, status=403)
    raise PermissionDenied(AUDITORS_READ)
