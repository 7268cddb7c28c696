"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedDoorAdapter(DefaultAccountAdapter):
    """Accounts are made in the settings pages; nobody signs up."""

    def is_open_for_signup(self, request):
        return False
