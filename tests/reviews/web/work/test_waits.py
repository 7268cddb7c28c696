"""Taking a wait, giving it back, handing it over, and being done with one's side."""

import pytest

from reviews.waits import claims
from tests.review_fixtures import decide_all
from tests.reviews.pages import HTMX, holder, messages_of, page, part_of, press, signed_in, text_of
from tests.reviews.reading import desk_wait


def test_finish_side_moves_on_once_everything_is_decided(client, buyer, procurement_side, review):
    decide_all(review, procurement_side.desk, by=buyer)

    response = press(signed_in(client, buyer), "finish_side", procurement_side.pk)

    assert messages_of(response) == [("success", "Procurement is done.")]
    assert response["Location"] == f"{review.get_absolute_url()}#waits"
    assert "Procurement unclaimed" not in part_of(page(client, review), "waits")


def test_release_gives_back_to_the_desk(client, buyer, procurement_side, review):
    claims.claim(procurement_side, by=buyer)

    press(signed_in(client, buyer), "release", procurement_side.pk)

    assert "Procurement unclaimed" in part_of(page(client, review), "waits")


def test_hand_over_keeps_what_was_typed_when_something_is_missing(client, buyer, lead, procurement_side):
    claims.claim(procurement_side, by=buyer)

    response = press(signed_in(client, buyer), "hand_over", procurement_side.pk, reason="I am away.")

    assert response.status_code == 422
    assert "I am away." in response.content.decode() and "To whom" in part_of(response, "waits")


def test_hand_over_offers_the_desks_other_members(client, buyer, lead, procurement_side):
    claims.claim(procurement_side, by=buyer)

    item = holder(signed_in(client, buyer), procurement_side)

    assert list(item.hand_over.fields["to"].queryset) == [lead]


def test_claim_from_the_queue_answers_htmx_with_the_row(client, buyer, review, desks):
    wait = desk_wait(review, desks["procurement"])

    response = press(signed_in(client, buyer), "claim", wait.pk, headers=HTMX, **{"from": "/queue/"})

    assert response.content.decode().lstrip().startswith(f'<tr data-row id="wait-{wait.pk}" ')
    assert "You" in text_of(response) and "Claim" not in text_of(response)
    assert f"{review.reference} is yours now" in text_of(response)
    assert response["Vary"] == "HX-Request, Cookie, Accept-Encoding"


def test_claim_from_the_queue_goes_back_to_the_same_filters(client, buyer, review, desks):
    wait = desk_wait(review, desks["procurement"])

    response = press(signed_in(client, buyer), "claim", wait.pk, **{"from": "/queue/?side=legal"})

    assert response["Location"] == "/queue/?side=legal"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_claim_never_leads_to_another_site(client, buyer, review, desks, elsewhere):
    wait = desk_wait(review, desks["procurement"])

    response = press(signed_in(client, buyer), "claim", wait.pk, **{"from": elsewhere})

    assert response["Location"] == f"{review.get_absolute_url()}#waits"


def test_claim_tells_the_second_person_who_was_first(client, buyer, lead, review, desks):
    wait = desk_wait(review, desks["procurement"])
    claims.claim(wait, by=lead)

    response = press(signed_in(client, buyer), "claim", wait.pk, headers=HTMX, **{"from": "/queue/"})

    assert messages_of(response) == [("error", "Lena Lead took this first.")]
    assert "Lena Lead took this first." in text_of(response)
    wait.refresh_from_db()
    assert wait.person == lead
