"""The addresses that the API had before it had a version: /api/reviews/ for /api/v1/reviews/.

They answer as those of version 1 do, which every answer names; see docs/decisions/0034-the-api-has-a-version.md.
"""

from functools import wraps

from django.urls import URLPattern

from config.api import router

SINCE = "@1796083200"  # 1 December 2026, as RFC 9745 writes it


def old(view):
    """The view, and in its answer where it is asked for today."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        answer = view(request, *args, **kwargs)
        successor = request.get_full_path().replace("/api/", "/api/v1/", 1)
        answer["Deprecation"] = SINCE
        answer["Link"] = f'<{successor}>; rel="successor-version"'
        return answer

    return answered


urlpatterns = [
    URLPattern(pattern.pattern, old(pattern.callback), pattern.default_args, pattern.name) for pattern in router.urls
]
