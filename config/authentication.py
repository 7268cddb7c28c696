"""How the API knows who asks. Apart from config/api.py, whose views need these classes before they can be made."""

from rest_framework.authentication import BaseAuthentication, SessionAuthentication


class TokenBearer(BaseAuthentication):
    """A program with a token, as people.tokens.middleware has found out. The first of all: its words stand in a 401."""

    def authenticate(self, request):
        token = getattr(request._request, "token", None)
        return (token.person, token) if token else None

    def authenticate_header(self, request):
        return "Bearer"


class SignedInBrowser(SessionAuthentication):
    """Answers 401, not 403, to somebody who has not signed in."""

    def authenticate_header(self, request):
        return "Session"
