"""The shared queue: what it holds, how it narrows and how it pages."""

import gzip
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from common import counting
from intake import actions as intake_actions
from reviews.findings import issues
from reviews.models import Severity, Wait
from reviews.waits import claims
from tests.reviews.pages import HTMX, page, part_of, press, signed_in, text_of
from tests.reviews.reading import desk_wait

QUEUE = reverse("reviews:queue")
PAUSED = {"paused_at": "2026-11-23T09:00Z", "remind_at": None}


def titles(response):
    return [row.review.title for row in response.context["rows"]]


def counts(response):
    return [(tab.label, tab.count) for tab in response.context["tabs"]]


def test_queue_shows_what_is_needed_of_the_persons_desks(client, buyer, review, desks):
    response = signed_in(client, buyer).get(QUEUE)

    row = f"Survey tool {review.reference} · Quill Surveys · Rosa Requester"
    assert [row.wait for row in response.context["rows"]] == [desk_wait(review, desks["procurement"])]
    assert row in text_of(response)
    assert "1 item" in part_of(response, "list") and "EUR 30,000" in part_of(response, "list")


def test_queue_puts_what_is_due_first_on_top(client, buyer, many_waits, review, desks):
    [later] = many_waits(1)
    Wait.objects.filter(pk=desk_wait(later, desks["procurement"]).pk).update(due_at="2000-01-01T00:00Z")

    response = signed_in(client, buyer).get(QUEUE)

    assert titles(response) == ["Tool 0", "Survey tool"]
    assert "Overdue 1" in text_of(response) and "days late" in text_of(response)


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
        ({"side": "commercial", "mine": "on"}, ["Survey tool"]),
        ({"side": "commercial", "unclaimed": "on"}, ["Tool 0", "Tool 1"]),
        ({"side": "commercial", "overdue": "on"}, ["Tool 0"]),
        ({"side": "commercial", "soon": "on"}, ["Tool 1"]),
        ({"side": "commercial", "type": "software"}, ["Survey tool", "Tool 0", "Tool 1"]),
        ({"type": "garbled", "vendor": "garbled", "side": "commercial"}, ["Survey tool", "Tool 0", "Tool 1"]),
    ],
)
def test_queue_narrows_by_what_the_address_says(client, lead, many_waits, review, desks, query, expected):
    overdue, soon = many_waits(2)
    claims.claim(desk_wait(review, desks["procurement"]), by=lead)
    Wait.objects.filter(pk=desk_wait(overdue, desks["procurement"]).pk).update(due_at="2000-01-01T00:00Z")
    Wait.objects.filter(pk=desk_wait(soon, desks["procurement"]).pk).update(warn_at="2000-01-01T00:00Z")

    shown = titles(signed_in(client, lead).get(QUEUE, query))

    assert sorted(set(shown)) == expected


def test_queue_finds_a_review_by_its_reference(client, buyer, many_waits, review):
    many_waits(1)

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


def test_queue_pages_in_order_without_losing_a_row(client, buyer, many_waits, review):
    many_waits(54)
    same_moment = timezone.now()
    Wait.objects.update(due_at=same_moment)  # only the second key tells these rows apart
    first = signed_in(client, buyer).get(QUEUE)
    second = client.get(first.context["page"].older_url)
    again = client.get(second.context["page"].newer_url)

    seen = [row.wait.pk for response in (first, second) for row in response.context["rows"]]
    assert (len(seen), len(set(seen)), seen) == (55, 55, sorted(seen))
    assert [row.wait.pk for row in again.context["rows"]] == seen[:50]


@pytest.mark.parametrize("place", ["garbled", "2026-01-01", "x~y", "2026-01-01T00:00Z~1~2"])
def test_queue_shows_the_first_page_for_a_garbled_address(client, buyer, review, place):
    assert titles(signed_in(client, buyer).get(QUEUE, {"after": place})) == ["Survey tool"]


def test_queue_stops_counting_just_above_what_a_badge_says(client, buyer, many_waits, review, monkeypatch):
    monkeypatch.setattr(counting, "AT_MOST", 2)
    many_waits(3)

    response = signed_in(client, buyer).get(QUEUE)

    assert "2+ items" in part_of(response, "list")
    assert counts(response) == [("All", "2+"), ("Mine", "0"), ("Unclaimed", "2+"), ("Overdue", "0")]


@pytest.mark.parametrize("further", [2, 29])
def test_queue_asks_the_database_as_often_with_three_rows_as_with_thirty(client, buyer, many_waits, review, further):
    many_waits(further)
    signed_in(client, buyer)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(QUEUE)

    assert (len(response.context["rows"]), len(queries)) == (further + 1, 14)


# --- its rows -------------------------------------------------------------------------------------


def test_queue_ticks_the_whole_page_without_javascript(client, buyer, many_waits, review):
    many_waits(1)
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


@pytest.mark.parametrize(("moment", "is_soon"), [("2026-11-26T16:00Z", False), ("2026-11-26T16:25Z", True)])
def test_wait_is_shown_as_due_soon_at_three_quarters(client, at, legal_side, review, counsel, moment, is_soon):
    """Opened on Monday at eleven in Berlin, due a week later: three quarters are gone on Thursday, after five."""
    at(moment)
    signed_in(client, counsel)
    lists = [client.get(reverse(f"reviews:{name}")) for name in ("queue", "review_list")]
    for response in [page(client, review), *lists]:  # the mark; the queue's filter has the same words
        assert bool(re.search(r"</svg>\s*(<[^>]*>)?Due soon", response.content.decode())) == is_soon


# --- its order and its columns ---------------------------------------------------------------------


def groups(response):
    return [(row.begins.label, row.begins.number) for row in response.context["rows"] if row.begins]


def test_queue_puts_what_stands_still_last_whenever_it_is_due(client, at, buyer, many_waits, review, desks):
    late, later = many_waits(2)
    Wait.objects.filter(pk=desk_wait(later, desks["procurement"]).pk).update(due_at="2027-01-01T00:00Z")
    Wait.objects.filter(pk=desk_wait(late, desks["procurement"]).pk).update(due_at="2000-01-01T00:00Z")
    paused = desk_wait(review, desks["procurement"])
    Wait.objects.filter(pk=paused.pk).update(due_at="1999-01-01T00:00Z", **PAUSED)

    response = signed_in(client, buyer).get(QUEUE)

    assert titles(response) == ["Tool 0", "Tool 1", "Survey tool"]
    assert groups(response) == [("Overdue", 1), ("Later", 1), ("Paused", 1)]


def test_queue_pages_over_what_stands_still_without_losing_a_row(client, buyer, many_waits, review, desks):
    many_waits(60)
    newest = Wait.objects.filter(desk=desks["procurement"]).order_by("-pk")
    Wait.objects.filter(pk__in=newest.values("pk")[:30]).update(**PAUSED)
    first = signed_in(client, buyer).get(QUEUE)
    second = client.get(first.context["page"].older_url)

    rows = [row for response in (first, second) for row in response.context["rows"]]
    assert len({row.wait.pk for row in rows}) == len(rows) == 61
    assert [row.line.paused for row in rows] == sorted(row.line.paused for row in rows)
    assert groups(first)[-1][1] is None, "more may follow on the next page, so nothing is counted"


@pytest.mark.parametrize(("due_at", "words"), [("2026-11-23T15:00Z", "today"), ("2026-11-24T15:00Z", "tomorrow")])
def test_queue_says_what_is_due_today_and_tomorrow(client, buyer, review, desks, due_at, words):
    Wait.objects.filter(pk=desk_wait(review, desks["procurement"]).pk).update(due_at=due_at)

    response = signed_in(client, buyer).get(QUEUE)

    assert groups(response) == [("Due today and tomorrow", 1)]
    assert f"{words} Survey tool" in text_of(response)


def test_queue_shows_the_columns_that_the_address_names(client, buyer, review):
    signed_in(client, buyer)

    usual, chosen = client.get(QUEUE), client.get(QUEUE, {"columns": ["stage,type", "unheard-of"]})

    assert review.get_stage_display() not in part_of(usual, "list")
    assert f"{review.get_stage_display()} {review.kind_label}" in part_of(chosen, "list")
    assert chosen.context["chosen"] == {"columns": "stage,type"} and chosen.context["narrowing"] == {}


def test_queue_of_fifty_rows_is_light(client, buyer, many_waits, review):
    many_waits(49)
    html = signed_in(client, buyer).get(QUEUE).content
    assert len(gzip.compress(html)) < 11_000


# --- the peek, and what changes meanwhile -----------------------------------------------------------


def peek(client, wait):
    return client.get(reverse("reviews:peek", args=[wait.pk]))


def test_peek_says_what_is_needed_who_has_it_and_what_happened_last(client, buyer, lead, review, desks):
    wait = desk_wait(review, desks["procurement"])
    claims.claim(desk_wait(review, desks["legal"]), by=lead)

    text = text_of(peek(signed_in(client, buyer), wait))

    assert "Survey tool" in text and wait.needed in text and "Nobody has taken it up" in text
    assert "Legal LL Lena Lead" in text and "Lena Lead took" in text
    assert "Claim c" in text


def test_peek_says_who_was_first_where_it_cannot_be_claimed(client, buyer, lead, review, desks):
    wait = desk_wait(review, desks["procurement"])
    claims.claim(wait, by=lead)

    text = text_of(peek(signed_in(client, buyer), wait))

    assert "Lena Lead took this first." in text and "Claim c" not in text


def test_peek_is_hidden_from_who_may_not_see_the_review(client, finance_lead, stranger, review, desks):
    wait = desk_wait(review, desks["procurement"])
    assert peek(signed_in(client, finance_lead), wait).status_code == 404
    assert peek(signed_in(client, stranger), wait).status_code == 403


@pytest.mark.parametrize("others", [1, 12])
def test_peek_asks_the_database_as_often_however_much_there_is(
    client, buyer, review, desks, others, django_assert_num_queries
):
    for number in range(others):
        issues.raise_issue(review, summary=f"Problem {number}", severity=Severity.NOTE, by=buyer)
    wait = desk_wait(review, desks["procurement"])
    peek(signed_in(client, buyer), wait)

    with django_assert_num_queries(10):
        peek(client, wait)


def now(client, *shown):
    return client.get(reverse("reviews:queue_now"), {"held": ",".join(shown)})


def test_queue_now_is_silent_while_nothing_changes_hands(client, buyer, review, desks):
    wait = desk_wait(review, desks["procurement"])
    assert text_of(now(signed_in(client, buyer), f"{wait.pk}:0")) == ""
    assert text_of(now(client, "garbled", "x:y", "")) == ""


def test_queue_now_turns_the_row_grey_that_somebody_took_meanwhile(client, buyer, lead, review, desks):
    wait = desk_wait(review, desks["procurement"])
    claims.claim(wait, by=lead)

    response = now(signed_in(client, buyer), f"{wait.pk}:0")

    assert f'id="wait-{wait.pk}" class="is-gone"' in response.content.decode()
    assert "Lena Lead has it" in text_of(response)


def test_queue_now_says_what_was_done_meanwhile(client, buyer, review, desks):
    wait = desk_wait(review, desks["procurement"])
    Wait.objects.filter(pk=wait.pk).update(closed_at=timezone.now(), closed_by=buyer, remind_at=None)

    assert "Done meanwhile" in text_of(now(signed_in(client, buyer), f"{wait.pk}:0"))


def test_queue_now_tells_nothing_of_what_the_person_may_not_see(client, finance_lead, lead, review, desks):
    wait = desk_wait(review, desks["procurement"])
    claims.claim(wait, by=lead)
    assert text_of(now(signed_in(client, finance_lead), f"{wait.pk}:0")) == ""


def test_claim_that_comes_too_late_turns_the_row_grey_in_its_place(client, buyer, lead, review, desks):
    wait = desk_wait(review, desks["procurement"])
    claims.claim(wait, by=lead)

    response = press(signed_in(client, buyer), "claim", wait.pk, headers=HTMX, **{"from": QUEUE})

    assert "Lena Lead has it" in text_of(response) and "is-gone" in response.content.decode()
    assert "Lena Lead took this first." in text_of(response)
