"""The addresses of sign-in. Nobody signs up: those pages do not exist, for anybody."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from people.actions import inviting
from people.models import SignInLink
from tests.routes import Route

CLOSED = ("account_signup", "account_email", "account_set_password")
"""Names that allauth's own pages link to."""


def with_passwords(case):
    for person in case.people.values():
        person.set_password("a long enough password")
        person.save()
    return []


def key(case):
    """The link of a mail; signing in uses it up, which its own page then says."""
    requester = case.people["requester"]
    return [user_pk_to_url_str(requester), default_token_generator.make_token(requester)]


def invitation_link(case):
    """As it stands in the mail of somebody who is invited."""
    return [inviting.invite(email="ada@x.example", by=case.people["admin"]).make_link()]


PASSWORD = {
    "name": "Ada",
    "time_zone": "Europe/Paris",
    "password1": "three quiet herons",
    "password2": "three quiet herons",
}


def sign_in_link(case):
    """As it stands in the requester's mail."""
    return [SignInLink.make(case.people["requester"])]


ROUTES = {
    "account_login": Route(),
    "account_ask_for_link": Route(data=lambda case: {"email": case.people["requester"].email}),
    "account_follow_link": Route(given=sign_in_link),
    "account_accept_invitation": Route(given=invitation_link, data=lambda case: PASSWORD),
    "account_logout": Route(),
    "account_reauthenticate": Route(given=with_passwords),
    "account_inactive": Route(),
    "account_change_password": Route(given=with_passwords),
    "account_reset_password": Route(),
    "account_reset_password_done": Route(),
    "account_reset_password_from_key": Route(
        given=key,
    ),
    "account_reset_password_from_key_done": Route(),
}
ROUTES |= {name: Route() for name in CLOSED}
