"""Who asks over the API with a token: found out before anything else asks who is there."""

from math import ceil

from django.db.models import Q
from django.http import JsonResponse
from django.utils import timezone

from common.maintenance.state import known
from people import limits
from people.models import AccessToken
from people.models.access_token import USED_TO_THE

OPENS = "/api/"
"""A token opens the API and no page."""

UNKNOWN = "This token is unknown, expired or revoked."
TOO_MANY = "This token has asked too often. Ask again after as many seconds as Retry-After says."


class TokenMiddleware:
    """Stands behind sign-in. `request.token` is the `AccessToken`, `request.user` its person; a session that comes
    along counts for nothing. Each call counts against `limits.API_CALLS`, which every answer tells of."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.token = None
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not request.path_info.startswith(OPENS):
            return self.get_response(request)
        token = AccessToken.objects.of_secret(secret.strip())
        if token is None:
            answer = JsonResponse({"detail": UNKNOWN}, status=401)
            answer["WWW-Authenticate"] = 'Bearer error="invalid_token"'
            return answer
        if wait := limits.API_CALLS.use(token.pk):
            answer = JsonResponse({"detail": TOO_MANY}, status=429)
            answer["Retry-After"] = str(ceil(wait.total_seconds()))
            return _with_limits(answer, token)
        request.token, request.user = token, token.person
        _note_use(token)
        return _with_limits(self.get_response(request), token)


def _with_limits(answer, token):
    left, seconds = limits.API_CALLS.left_of(token.pk)
    answer["RateLimit-Limit"] = str(limits.API_CALLS.at_once)
    answer["RateLimit-Remaining"] = str(left)
    answer["RateLimit-Reset"] = str(seconds)
    return answer


def _note_use(token):
    """One write a minute, however much it asks; none while Duet is read-only."""
    now = timezone.now()
    if (token.last_used_at and token.last_used_at > now - USED_TO_THE) or known.get().read_only:
        return
    rows = AccessToken.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=now - USED_TO_THE), pk=token.pk)
    rows.update(last_used_at=now)
