"""The addresses of sign-in. Nobody signs up: those pages do not exist, for anybody."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str

from tests.routes import DONE, NO_METHOD, NOT_FOUND, PAGE, ROLES, Route, cells

EVERYBODY = "requester stranger buyer counsel lead admin"
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


ANYBODY, NOWHERE = dict.fromkeys(ROLES, PAGE), dict.fromkeys(ROLES, NOT_FOUND)
ROUTES = {
    "account_login": Route(
        get=cells(done=EVERYBODY) | {"anonymous": PAGE}, post=cells(done=EVERYBODY) | {"anonymous": PAGE}
    ),
    "account_logout": Route(
        get=cells(page=EVERYBODY) | {"anonymous": DONE}, post=cells(done=EVERYBODY) | {"anonymous": DONE}
    ),
    "account_reauthenticate": Route(given=with_passwords, get=cells(page=EVERYBODY), post=cells(page=EVERYBODY)),
    "account_inactive": Route(get=ANYBODY, post=dict.fromkeys(ROLES, NO_METHOD)),
    "account_change_password": Route(given=with_passwords, get=cells(page=EVERYBODY), post=cells(page=EVERYBODY)),
    "account_reset_password": Route(get=ANYBODY, post=ANYBODY),
    "account_reset_password_done": Route(get=ANYBODY, post=dict.fromkeys(ROLES, NO_METHOD)),
    "account_reset_password_from_key": Route(
        given=key,
        get=dict.fromkeys(ROLES, DONE) | {"requester": PAGE},
        post=dict.fromkeys(ROLES, DONE) | {"requester": PAGE},
    ),
    "account_reset_password_from_key_done": Route(get=ANYBODY, post=dict.fromkeys(ROLES, NO_METHOD)),
}
ROUTES |= {name: Route(get=NOWHERE, post=NOWHERE) for name in CLOSED}
