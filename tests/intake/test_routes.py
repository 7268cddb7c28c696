"""Every address of intake, asked by people it is not for."""

import pytest
from django.urls import reverse

from intake import actions
from intake.urls import urlpatterns
from tests.vendors.builders import pdf

# name: method, and what the address is about
ROUTES = {
    "request_list": ("get", None),
    "new": ("get", None),
    "heads_up": ("get", None),
    "start": ("post", "type"),
    "draft": ("get", "draft"),
    "save": ("post", "draft"),
    "submit": ("post", "draft"),
    "discard": ("post", "draft"),
    "attach": ("post", "draft"),
    "file": ("get", "file"),
    "remove_file": ("post", "file"),
}
OF_A_DRAFT = [name for name, (_, about) in ROUTES.items() if about in {"draft", "file"}]


@pytest.fixture
def address(draft, requester):
    document = actions.attach(draft, pdf(), kind="contract", by=requester)
    arguments = {None: [], "type": ["software"], "draft": [draft.pk], "file": [draft.pk, document.pk]}
    return lambda name: reverse(f"intake:{name}", args=arguments[ROUTES[name][1]])


def test_table_of_routes_is_complete():
    assert {pattern.name for pattern in urlpatterns} == set(ROUTES)


@pytest.mark.parametrize("name", ROUTES)
def test_signed_out_people_are_sent_to_the_sign_in(client, address, name):
    response = getattr(client, ROUTES[name][0])(address(name))
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("name", ROUTES)
def test_wrong_method_is_refused(visit, address, name):
    wrong = {"get": "delete", "post": "get"}[ROUTES[name][0]]
    assert getattr(visit, wrong)(address(name)).status_code == 405


@pytest.mark.parametrize("who", ["stranger", "buyer", "counsel", "lead", "admin"])
@pytest.mark.parametrize("name", OF_A_DRAFT)
def test_drafts_do_not_exist_for_anybody_else(client, address, request, name, who):
    client.force_login(request.getfixturevalue(who))
    assert getattr(client, ROUTES[name][0])(address(name)).status_code == 404


ANSWERS = dict.fromkeys(ROUTES, 200) | {"start": 302, "save": 302, "discard": 302, "remove_file": 302}
ANSWERS |= {"submit": 422, "attach": 422}  # an empty form, no file


@pytest.mark.parametrize("name", ROUTES)
def test_requester_is_let_in(visit, address, name):
    response = getattr(visit, ROUTES[name][0])(address(name))
    response.close()
    assert response.status_code == ANSWERS[name]
