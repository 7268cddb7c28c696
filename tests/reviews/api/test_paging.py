"""A cursor that nobody has got from us leads nowhere, in a sentence."""

from base64 import b64encode

import pytest

pytestmark = pytest.mark.django_db

LISTS = ["reviews", "waits", "terms", "approvals"]


@pytest.mark.parametrize("place", ["p=abc", "p=", "p=-1", "p=1e9", f"p={'9' * 30}", "p=2026-02-30", "o=-5", "r=2&p=x"])
@pytest.mark.parametrize("name", LISTS)
def test_broken_cursor_is_no_fault_of_ours(client, lead, review, name, place):
    client.force_login(lead)
    answer = client.get(f"/api/{name}/?cursor={b64encode(place.encode()).decode()}")
    assert answer.status_code in {200, 404}


@pytest.mark.parametrize("name", LISTS)
def test_cursor_of_abc_is_refused_on_every_list(client, lead, review, name):
    client.force_login(lead)
    answer = client.get(f"/api/{name}/?cursor=cD1hYmM=")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Invalid cursor"})


def test_cursors_of_ours_lead_on(client, lead, review, monkeypatch):
    monkeypatch.setattr("reviews.api.paging.OldestDueFirst.page_size", 1)
    client.force_login(lead)
    address, seen = "/api/waits/", []
    while address:
        page = client.get(address).json()
        seen += [wait["id"] for wait in page["results"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) > 1
