"""Tokens and integrations: everybody's own, and what admins look after. And the API's description."""

from people.actions import tokens
from tests.routes import Route

OF_FORM = {"name": "Help desk", "reads": ["contracts:read"], "days": "90"}
OF_API = {"name": "Help desk", "scopes": ["contracts:read"], "days": 90}


def token(case):
    """The requester's."""
    requester = case.people["requester"]
    return [tokens.add_token(requester, **OF_API, by=requester)[0].pk]


def integration(case):
    return [tokens.add_integration(name="Payroll", by=case.people["admin"]).pk]


ROUTES = {
    "people:token_list": Route(),
    "people:token_add": Route(data=lambda case: OF_FORM),
    "people:token_revoke": Route(given=token),
    "settings_people:integration_list": Route(),
    "settings_people:integration_add": Route(data=lambda case: {"name": "Help desk"}),
    "settings_people:integration": Route(given=integration),
    "settings_people:integration_token": Route(given=integration, data=lambda case: OF_FORM),
    "settings_people:token_revoke": Route(given=token),
    "api-me-list": Route(),
    "api-token-list": Route(data=lambda case: OF_API),
    "api-token-revoke": Route(given=token),
    "api-integration-list": Route(data=lambda case: {"name": "Help desk"}),
    "api-integration-tokens": Route(given=integration, data=lambda case: OF_API),
    "api-schema": Route(),
    "api-docs": Route(),
}
