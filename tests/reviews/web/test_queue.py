"""The shared queue: what it holds, how it narrows, how it pages, and claiming from it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from common import counting
from intake import actions as intake_actions
from reviews.models import Purpose, Wait
from reviews.waits import claims
from tests.groundwork import harmless
from tests.reviews.pages import HTMX, messages_of, part_of, press, signed_in, text_of

QUEUE = reverse("reviews:queue")


@pytest.fixture
@harmless
def many(draft, review, requester):
    """many(n): so many further reviews of the same kind."""

    def submit(number):
        reviews = []
        for count in range(number):
            draft.pk = draft.review = draft.submitted_at = None
            draft.title = f"Tool {count}"
            draft.save()
            reviews.append(intake_actions.submit(draft, by=requester))
        return reviews

    return submit


def desk_wait(review, desk):
    return review.waits.get(purpose=Purpose.DESK_REVIEW, desk=desk)


def titles(response):
    return [row.review.title for row in response.context["rows"]]


def test_queue_shows_what_is_needed_of_the_persons_desks(client, buyer, review, desks):
    response = signed_in(client, buyer).get(QUEUE)

    row = f"Survey tool {review.reference} · Quill Surveys · Rosa Requester"
    assert [row.wait for row in response.context["rows"]] == [desk_wait(review, desks["procurement"])]
    assert row in text_of(response)
    assert "1 item" in part_of(response, "list") and "EUR 30,000" in part_of(response, "list")


def test_queue_puts_what_is_due_first_on_top(client, buyer, many, review, desks):
    [later] = many(1)
    Wait.objects.filter(pk=desk_wait(later, desks["procurement"]).pk).update(due_at="2000-01-01T00:00Z")

    response = signed_in(client, buyer).get(QUEUE)

    assert titles(response) == ["Tool 0", "Survey tool"]
    assert "Overdue was due" in text_of(response)


def test_queue_tells_others_plainly_that_it_is_not_theirs(client, requester):
    response = signed_in(client, requester).get(QUEUE)

    assert response.status_code == 403
    assert "This page is for the people who review requests." in text_of(response)


def test_queue_leaves_out_the_persons_own_request(client, draft, buyer, counsel, lead):
    draft.requester = buyer
    draft.save()
    intake_actions.submit(draft, by=buyer)

    assert titles(signed_in(client, buyer).get(QUEUE)) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "tool 1"}, ["Tool 1"]),
        ({"q": "quill"}, ["Survey tool", "Tool 0", "Tool 1"]),
        ({"q": "nothing of the kind"}, []),
        ({"side": "legal"}, ["Survey tool", "Tool 0", "Tool 1"]),
        ({"side": "procurement", "mine": "on"}, ["Survey tool"]),
        ({"side": "procurement", "unclaimed": "on"}, ["Tool 0", "Tool 1"]),
        ({"side": "procurement", "overdue": "on"}, ["Tool 0"]),
        ({"side": "procurement", "soon": "on"}, ["Tool 1"]),
        ({"side": "procurement", "type": "software"}, ["Survey tool", "Tool 0", "Tool 1"]),
        ({"type": "garbled", "vendor": "garbled", "side": "procurement"}, ["Survey tool", "Tool 0", "Tool 1"]),
    ],
)
def test_queue_narrows_by_what_the_address_says(client, lead, many, review, desks, query, expected):
    overdue, soon = many(2)
    claims.claim(desk_wait(review, desks["procurement"]), by=lead)
    Wait.objects.filter(pk=desk_wait(overdue, desks["procurement"]).pk).update(due_at="2000-01-01T00:00Z")
    Wait.objects.filter(pk=desk_wait(soon, desks["procurement"]).pk).update(warn_at="2000-01-01T00:00Z")

    found = titles(signed_in(client, lead).get(QUEUE, query))

    assert sorted(set(found)) == expected


def test_queue_finds_a_review_by_its_reference(client, buyer, many, review):
    many(1)

    for words in (review.reference, review.reference.lower(), str(review.pk)):
        assert titles(signed_in(client, buyer).get(QUEUE, {"q": words})) == ["Survey tool"]


def test_queue_narrows_to_a_vendor(client, buyer, review):
    signed_in(client, buyer)

    assert titles(client.get(QUEUE, {"vendor": review.vendor_id})) == ["Survey tool"]


@pytest.mark.parametrize(
    ("query", "title"),
    [({}, "Nothing waits for your desks"), ({"q": "zzz"}, "Nothing with these filters")],
)
def test_queue_that_is_empty_says_why(client, buyer, query, title):
    response = signed_in(client, buyer).get(QUEUE, query)

    assert title in text_of(response)
    assert ("Clear the filters" in text_of(response)) == bool(query)


def test_queue_pages_in_order_without_losing_a_row(client, buyer, many, review):
    many(34)
    same_moment = timezone.now()
    Wait.objects.update(due_at=same_moment)  # only the second key tells these rows apart
    first = signed_in(client, buyer).get(QUEUE)
    second = client.get(first.context["page"].older_url)
    again = client.get(second.context["page"].newer_url)

    seen = [row.wait.pk for response in (first, second) for row in response.context["rows"]]
    assert (len(seen), len(set(seen)), seen) == (35, 35, sorted(seen))
    assert [row.wait.pk for row in again.context["rows"]] == seen[:30]


@pytest.mark.parametrize("place", ["garbled", "2026-01-01", "x~y", "2026-01-01T00:00Z~1~2"])
def test_queue_shows_the_first_page_for_a_garbled_address(client, buyer, review, place):
    assert titles(signed_in(client, buyer).get(QUEUE, {"after": place})) == ["Survey tool"]


def test_queue_stops_counting_just_above_what_a_badge_says(client, buyer, many, review, monkeypatch):
    monkeypatch.setattr(counting, "AT_MOST", 2)
    many(3)

    response = signed_in(client, buyer).get(QUEUE)

    assert "2+ items" in part_of(response, "list")
    assert counts(response) == [("All", "2+"), ("Mine", "0"), ("Unclaimed", "2+"), ("Overdue", "0")]


def counts(response):
    return [(tab.label, tab.count) for tab in response.context["tabs"]]


@pytest.mark.parametrize("further", [2, 29])
def test_queue_asks_the_database_as_often_with_three_rows_as_with_thirty(client, buyer, many, review, further):
    many(further)
    signed_in(client, buyer)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(QUEUE)

    assert (len(response.context["rows"]), len(queries)) == (further + 1, 14)


def test_claim_from_the_queue_answers_htmx_with_the_row(client, buyer, review, desks):
    wait = desk_wait(review, desks["procurement"])

    response = press(signed_in(client, buyer), "claim", wait.pk, headers=HTMX, **{"from": "/queue/"})

    assert response.content.decode().lstrip().startswith(f'<tr data-row id="wait-{wait.pk}">')
    assert "You" in text_of(response) and "Claim" not in text_of(response)
    assert f"{review.reference} is yours now" in text_of(response)
    assert response["Vary"] == "HX-Request, Cookie"


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


# --- several at once ------------------------------------------------------------------------------------


def procurement_waits(desks):
    return Wait.objects.open().filter(purpose=Purpose.DESK_REVIEW, desk=desks["procurement"]).order_by("pk")


def test_bulk_takes_the_ticked_rows_and_tells_what_came_of_each(client, buyer, lead, many, review, desks):
    many(2)
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


def test_bulk_hands_over_with_one_reason(client, buyer, lead, many, review, desks):
    many(1)
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


def test_queue_ticks_the_whole_page_without_javascript(client, buyer, many, review):
    many(1)
    signed_in(client, buyer)

    def ticked(query):
        boxes = re.findall(r'<input[^>]* form="bulk"[^>]*>', client.get(QUEUE, query).content.decode())
        return [" checked" in box for box in boxes]

    assert (ticked({}), ticked({"ticked": "all"})) == ([False, False], [True, True])


def test_queue_offers_no_box_for_what_a_colleague_holds(client, buyer, lead, review, desks):
    claims.claim(desk_wait(review, desks["procurement"]), by=lead)
    response = signed_in(client, buyer).get(QUEUE)
    assert [row.may_tick for row in response.context["rows"]] == [False]
    assert response.context["bulk"] is None
