"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedDoorAdapter(DefaultAccountAdapter):
    """Accounts are made in the settings pages; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This address and password do not belong together. Please try again.",
        "too_many_login_attempts": (
            "This account is locked for a quarter of an hour, because of several sign-ins with a wrong password. "
            "You can wait, or set a new password now."
        ),
    }

    def is_open_for_signup(self, request):
        return False
