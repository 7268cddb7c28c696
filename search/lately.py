"""What somebody looked at lately: a cookie with a few numbers, so that looking at a page writes nothing.

The cookie says kinds and keys, never a title, and is read by rights (search/finding.py). It names whose it is: who
signs in after them on the same machine begins with nothing.
"""

from collections.abc import Iterable

from django.conf import settings

from common.keys import pk_or_none

COOKIE = "lately"
REMEMBERED = 8
DAYS = 60

REVIEW, VENDOR = "r", "v"
PAGES = {"reviews:review": REVIEW, "vendors:vendor_detail": VENDOR}
"""The pages that are remembered, {name of the address: kind}; each takes the key as `pk`."""


class LatelyMiddleware:
    """Remembers the review or the vendor whose page was shown."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        place = _place_of(request, response)
        if place is not None:
            places = [place, *(other for other in places_of(request) if other != place)][:REMEMBERED]
            if places != places_of(request):
                _remember(response, request.user, places)
        return response


def places_of(request) -> list[tuple[str, int]]:
    """[(kind, pk)], the latest first; none where the cookie is somebody else's or garbled."""
    whose, _, text = request.COOKIES.get(COOKIE, "").partition("|")
    if whose != str(request.user.pk):
        return []
    places = [(part[:1], pk_or_none(part[1:])) for part in text.split(".")[:REMEMBERED]]
    return [(kind, pk) for kind, pk in places if kind in PAGES.values() and pk is not None]


def _place_of(request, response):
    match = request.resolver_match
    if request.method != "GET" or response.status_code != 200 or match is None or "HX-Request" in request.headers:
        return None
    kind, pk = PAGES.get(match.view_name), match.kwargs.get("pk")
    return (kind, pk) if kind and pk and request.user.is_authenticated else None


def _remember(response, user, places: Iterable[tuple[str, int]]):
    value = f"{user.pk}|" + ".".join(f"{kind}{pk}" for kind, pk in places)
    response.set_cookie(
        COOKIE, value, max_age=DAYS * 86400, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
