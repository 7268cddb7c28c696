"""The API as it is described, its filters, its scopes, and the addresses that it had before."""

import json

import pytest

from config.api import router
from config.docs import described
from config.permissions import area_of, scope_for
from config.resources import filters_of
from people.models import AREAS

FOR_BROWSERS_ALONE = {"tokens", "integrations"}
FOR_ANY_TOKEN = {"me"}
READ_WITHOUT_A_SERIALIZER = {
    "contract_amend",
    "desk_retire",
    "notice_read",
    "obligation_create",
    "person_rename",
    "person_take_seat",
}
"""Operations that read a word or two by themselves; a new one reads with a serializer, so that it is described."""


@pytest.fixture(scope="module")
def schema():
    return json.loads(described())


def operations(schema):
    return [
        (method, path, operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        if method in {"get", "post", "put", "patch", "delete"}
    ]


@pytest.mark.parametrize("prefix", [prefix for prefix, _, _ in router.registry])
def test_resource_belongs_to_an_area_and_declares_its_filters(prefix):
    [view] = [view for name, view, _ in router.registry if name == prefix]
    if prefix in FOR_BROWSERS_ALONE:
        assert area_of(view) is None
    elif prefix not in FOR_ANY_TOKEN:
        assert area_of(view) in AREAS
    assert filters_of(view, "list") is not None, f"{view.__name__} does not say which `filters` it takes."


def test_resource_of_an_unknown_app_is_closed_to_tokens():
    other = type("Other", (), {"__module__": "elsewhere.api"})
    assert scope_for(other, "GET") is None


def test_schema_is_openapi_31_and_every_operation_has_its_own_name(schema):
    names = [operation["operationId"] for _, _, operation in operations(schema)]
    assert schema["openapi"].startswith("3.1") and len(names) == len(set(names)) > 100


def test_schema_says_the_scope_and_the_refusals_of_every_operation(schema):
    for method, path, operation in operations(schema):
        assert {"401", "403", "429"} <= set(operation["responses"]), (method, path)
        assert operation["summary"]
        if method != "get":
            assert {"409", "422"} <= set(operation["responses"]), (method, path)
            assert "Idempotency-Key" in [parameter["name"] for parameter in operation["parameters"]]


def test_schema_has_the_fields_of_what_is_read(schema):
    unknown = {
        operation["operationId"]
        for _, _, operation in operations(schema)
        for media in operation.get("requestBody", {}).get("content", {}).values()
        if "$ref" not in media["schema"]
    }
    assert unknown <= READ_WITHOUT_A_SERIALIZER | KNOWN_BY_FINGERPRINT


KNOWN_BY_FINGERPRINT = {
    "approval_approve",
    "approval_override",
    "approval_skip",
    "passage_confirm_listed",
    "passage_set_aside",
    "review_name_outside",
    "review_name_person",
    "review_remove_person",
    "review_wall",
}


def test_schema_has_examples_from_the_words_of_the_code(schema):
    body = schema["paths"]["/api/v1/waits/{id}/pause/"]["post"]["requestBody"]["content"]["application/json"]
    assert body["examples"]["Example1"]["value"] == {"until": "2026-12-01", "reason": ""}


def test_schema_is_read_with_a_session_and_the_page_loads_nothing_from_elsewhere(client, requester):
    client.force_login(requester)
    assert client.get("/api/v1/schema/").json()["info"]["title"] == "Duet"
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200 and "//" not in page.text.replace("http://www.w3.org", "").replace(
        "http://testserver", ""
    )
    assert "unsafe-inline" not in page["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/api/v1/reviews/?satge=triage", "There is no such parameter here."),
        ("/api/v1/terms/?reviw=R-1", "There is no such parameter here. Is “review” meant?"),
        ("/api/v1/waits/?review=R-1", "There is no such parameter here."),
    ],
)
def test_filter_that_nobody_declared_is_refused(client, buyer, address, sentence):
    client.force_login(buyer)
    answer = client.get(address)
    assert answer.status_code == 400 and [sentence] in answer.json().values()


def test_filter_that_is_declared_narrows(client, buyer):
    client.force_login(buyer)
    assert client.get("/api/v1/terms/?review=R-1").status_code == 200
    assert client.get("/api/v1/vendors/?q=a&sort=newest").status_code == 200


def test_old_address_answers_as_the_new_one_and_names_it(client, requester):
    client.force_login(requester)
    old, new = client.get("/api/heads-ups/?cursor="), client.get("/api/v1/heads-ups/?cursor=")
    assert old.json() == new.json() and "Deprecation" not in new
    assert old["Deprecation"].startswith("@")
    assert old["Link"] == '</api/v1/heads-ups/?cursor=>; rel="successor-version"'
