"""One step for the ticked rows of a list."""

import pytest
from django.urls import reverse

from reviews.models import Purpose, Wait
from reviews.waits import claims
from tests.reviews.pages import messages_of, press, signed_in
from tests.reviews.reading import desk_wait

QUEUE = reverse("reviews:queue")


def procurement_waits(desks):
    return Wait.objects.open().filter(purpose=Purpose.DESK_REVIEW, desk=desks["procurement"]).order_by("pk")


def test_bulk_takes_the_ticked_rows_and_tells_what_came_of_each(client, buyer, lead, many_waits, review, desks):
    many_waits(2)
    first, second, third = procurement_waits(desks)
    claims.claim(second, by=lead)
    here = "/queue/?side=procurement&view=all"

    response = press(
        signed_in(client, buyer), "bulk", do="claim", wait=[first.pk, second.pk, third.pk, 987654], **{"from": here}
    )

    assert response["Location"] == here
    assert messages_of(response) == [
        ("success", "2 items taken."),
        ("error", f"{second.review.reference}: Lena Lead took this first."),
        ("error", "1 item could not be found any more."),
    ]
    assert [wait.person for wait in procurement_waits(desks)] == [buyer, lead, buyer]


def test_bulk_does_not_find_what_the_person_may_not_see(client, buyer, specialists, review, desks):
    """Finance has no part in this review yet; to them its rows are like rows that never were."""
    wait = procurement_waits(desks).get()
    for person, answer in [
        (specialists["finance"], ("error", "1 item could not be found any more.")),
        (buyer, ("success", "1 item taken.")),
    ]:
        assert wait.person is None
        assert messages_of(press(signed_in(client, person), "bulk", do="claim", wait=[wait.pk]))[-1] == answer
        wait.refresh_from_db()
    assert wait.person == buyer


def test_bulk_hands_over_with_one_reason(client, buyer, lead, many_waits, review, desks):
    many_waits(1)
    pks = [wait.pk for wait in procurement_waits(desks)]

    response = press(signed_in(client, lead), "bulk", do="hand_over", wait=pks, to=buyer.pk, reason="You know them.")

    assert (response["Location"], messages_of(response)) == (QUEUE, [("success", "2 items handed over.")])
    assert [wait.person for wait in procurement_waits(desks)] == [buyer, buyer]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"do": "claim"}, "Tick the rows first, then choose what to do with them."),
        ({"do": "abolish", "wait": "1"}, "Tick the rows first, then choose what to do with them."),
        ({"do": "claim", "wait": "one"}, "Tick the rows first, then choose what to do with them."),
    ],
)
def test_bulk_that_makes_no_sense_says_so(client, buyer, review, data, sentence):
    assert messages_of(press(signed_in(client, buyer), "bulk", **data)) == [("error", sentence)]


def test_bulk_hand_over_says_what_is_missing(client, lead, review, desks):
    pk = desk_wait(review, desks["procurement"]).pk
    assert messages_of(press(signed_in(client, lead), "bulk", do="hand_over", wait=pk)) == [
        ("error", "To whom: This field is required."),
        ("error", "Why: This field is required."),
    ]


def test_bulk_finds_no_row_that_the_person_may_not_see(client, finance_lead, review, desks):
    pk = desk_wait(review, desks["procurement"]).pk
    response = press(signed_in(client, finance_lead), "bulk", do="claim", wait=pk)
    assert messages_of(response) == [("error", "1 item could not be found any more.")]


def test_bulk_never_leads_to_another_site(client, buyer, review):
    assert press(signed_in(client, buyer), "bulk", **{"from": "//elsewhere.example"})["Location"] == QUEUE


def test_bulk_leads_back_to_addresses_of_ours_alone(client, buyer, review):
    client.force_login(buyer)
    for here, back in [
        ("foo", "/queue/"),
        ("reviews:queue", "/queue/"),
        ("//elsewhere.example/", "/queue/"),
        ("https://elsewhere.example/", "/queue/"),
        ("/my-work/", "/my-work/"),
    ]:
        assert client.post("/queue/bulk/", {"from": here})["Location"] == back, here
