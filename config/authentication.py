"""How the API knows who asks. Apart from config/api.py, whose views need this class before they can be made."""

from rest_framework.authentication import SessionAuthentication


class SignedInBrowser(SessionAuthentication):
    """Answers 401, not 403, to somebody who has not signed in."""

    def authenticate_header(self, request):
        return "Session"
