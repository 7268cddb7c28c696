"""First looks over the API: the same action and sentences as on the page."""

import pytest
from rest_framework.test import APIClient

from intake import actions as intake_actions
from reviews.first_looks import actions
from reviews.models import Purpose
from tests.groundwork import groundwork


def api(user):
    client = APIClient()
    client.force_login(user)
    return client


@pytest.fixture
@groundwork
def legal_look(software, requester, buyer, counsel, lead, desks):
    """The open first look of legal."""
    draft = intake_actions.give_heads_up(
        software, title="Survey tool", vendor_name="Quill", reason="We may ask customers.", by=requester
    )
    return draft.review.waits.get(purpose=Purpose.FIRST_LOOK, desk=desks["legal"])


def test_look_over_the_api_says_what_the_desk_saw(legal_look, counsel, requester):
    sent = {"wait": legal_look.pk, "flags": ["ai"], "note": "Ask where it learns."}
    answer = api(counsel).post("/api/first-looks/", sent, format="json")
    said = answer.json()
    assert (answer.status_code, said["says"], said["desk"], said["by"]) == (
        201,
        "Early flags: Artificial intelligence",
        "legal",
        "Clara Counsel",
    )
    [row] = api(requester).get("/api/first-looks/", {"review": said["review"]}).json()["results"]
    assert (row["flags"], row["note"]) == (["ai"], "Ask where it learns.")


def test_look_over_the_api_is_refused_like_on_the_page(legal_look, buyer, counsel, stranger):
    sent = {"wait": legal_look.pk}
    assert api(stranger).post("/api/first-looks/", sent, format="json").status_code == 404
    answer = api(buyer).post("/api/first-looks/", sent, format="json")
    assert (answer.status_code, answer.json()) == (403, {"refused": ["This is with Legal: they have the first look."]})
    api(counsel).post("/api/first-looks/", sent, format="json")
    answer = api(counsel).post("/api/first-looks/", sent, format="json")
    assert (answer.status_code, answer.json()) == (409, {"refused": ["This has been done already."]})


def test_looks_of_others_do_not_exist_for_strangers(legal_look, counsel, stranger):
    look = actions.look(legal_look, flags=["ip"], by=counsel)
    assert api(stranger).get("/api/first-looks/").json()["results"] == []
    assert api(stranger).get(f"/api/first-looks/{look.pk}/").status_code == 404
    assert api(counsel).get(f"/api/first-looks/{look.pk}/").json()["flags"] == ["ip"]


def test_look_is_opened_again_over_the_api(legal_look, counsel, buyer):
    look = actions.look(legal_look, flags=["ip"], by=counsel)
    assert api(buyer).post(f"/api/first-looks/{look.pk}/again/", {"reason": "More."}, format="json").status_code == 403
    answer = api(counsel).post(f"/api/first-looks/{look.pk}/again/", {"reason": "More."}, format="json")
    assert (answer.status_code, answer.json()["desk"]) == (200, "legal")
    assert api(counsel).get("/api/first-looks/").json()["results"] == []


@pytest.mark.parametrize("number", [1, 5])
def test_list_of_looks_asks_as_often_with_many_rows(
    software, requester, buyer, counsel, number, django_assert_num_queries
):
    for count in range(number):
        draft = intake_actions.give_heads_up(
            software, title=f"Tool {count}", vendor_name=f"Vendor {count}", reason="We may need it.", by=requester
        )
        for wait in draft.review.waits.filter(purpose=Purpose.FIRST_LOOK):
            actions.look(wait, by=counsel if wait.desk.slug == "legal" else buyer)
    client = api(counsel)
    with django_assert_num_queries(4):
        assert len(client.get("/api/first-looks/").json()["results"]) == 2 * number
