"""What is coming: heads-ups and shared drafts as one list, by rights, by day, page by page."""

from datetime import date

import pytest
from django.urls import reverse
from djmoney.money import Money

from intake import actions
from intake.pipeline.coming import Narrowed
from intake.pipeline.merged import coming, place_in
from people.models import DeskSide
from reviews.first_looks import actions as first_looks
from reviews.models import Purpose, Review
from reviews.walls import actions as walls
from tests.reviews.pages import signed_in, text_of
from tests.reviews.reading import refused

PAGE = reverse("pipeline:pipeline")


@pytest.fixture
def heads_up(software, requester, buyer, counsel, lead):
    """heads_up(title, day): a heads-up by the requester."""

    def give(title, day=None, vendor="Quill"):
        return actions.give_heads_up(
            software,
            title=title,
            vendor_name=vendor,
            reason="We may need it.",
            needed_by=day,
            is_another_vendor=True,
            by=requester,
        )

    return give


@pytest.fixture
def drafted(software, requester):
    """drafted(title, day): a private draft with everything that must not be told."""

    def write(title, day=None):
        draft = actions.start_draft(software, by=requester)
        fields = {
            "title": title,
            "vendor_name": "Silent Systems",
            "reason": "The board wants to keep this quiet.",
            "value": Money(90000, "EUR"),
            "needed_by": day,
        }
        return actions.save_draft(draft, fields=fields, answers={"users": "4711"}, by=requester)

    return write


def titles(user, **narrowed):
    return [row.title for row in coming(user, Narrowed(**narrowed))[0]]


def test_what_is_coming_stands_by_day_whatever_it_comes_from(heads_up, drafted, buyer, requester):
    heads_up("Undated")
    heads_up("Late", date(2027, 6, 1))
    actions.share(drafted("Draft", date(2027, 4, 1)), by=requester)
    heads_up("Soon", date(2027, 3, 1))
    assert titles(buyer) == ["Soon", "Draft", "Late", "Undated"]


def test_draft_that_is_not_shared_is_seen_by_nobody(drafted, buyer, lead, counsel, requester):
    drafted("Draft")
    for person in (buyer, lead, counsel, requester):
        assert titles(person) == []


def test_shared_draft_tells_title_vendor_size_and_day_and_nothing_else(client, drafted, buyer, requester):
    actions.share(drafted("Quiet tool", date(2027, 3, 1)), by=requester)
    for view in ("list", "board"):
        page = signed_in(client, buyer).get(PAGE, {"as": view}).content.decode()
        for words in ("Quiet tool", "Silent Systems", "90,000", "1 March 2027"):
            assert words in page
        for canary in ("Rosa", "keep this quiet", "4711", "New software vendor"):
            assert canary not in page
    [row] = client.get("/api/pipeline/").json()["results"]
    assert row == {
        "source": "Shared draft",
        "title": "Quiet tool",
        "vendor": "Silent Systems",
        "value": "90000.00",
        "currency": "EUR",
        "day": "2027-03-01",
        "review": "",
        "waits_for": [],
        "flags": [],
    }


def test_shared_draft_is_for_the_two_sides_alone(drafted, requester, specialists, stranger, buyer, counsel):
    actions.share(drafted("Draft"), by=requester)
    assert titles(buyer) == titles(counsel) == ["Draft"]
    assert [titles(person) for person in specialists.values()] == [[], [], []]


def test_shared_draft_that_is_taken_back_is_gone(drafted, requester, buyer):
    draft = actions.share(drafted("Draft"), by=requester)
    first = draft.first_shared_at
    actions.stop_sharing(draft, by=requester)
    assert titles(buyer) == []
    assert actions.share(draft, by=requester).first_shared_at == first


def test_share_asks_for_a_title(software, requester):
    draft = actions.start_draft(software, by=requester)
    with refused("Give the request a short title first: it is what others read."):
        actions.share(draft, by=requester)


def test_share_is_offered_on_the_draft_and_taken_back_there(client, drafted, requester):
    draft = drafted("Draft")
    client = signed_in(client, requester)
    assert "Share with both desks" in text_of(client.get(draft.get_absolute_url()))
    client.post(reverse("intake:share", args=[draft.pk]))
    assert "Take it back" in text_of(client.get(draft.get_absolute_url()))
    client.post(reverse("intake:stop_sharing", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.shared_at is None


def test_walled_heads_up_is_coming_for_those_who_are_named_alone(heads_up, buyer, counsel, lead):
    given = heads_up("Secret")
    walls.wall(Review.objects.get(pk=given.review.pk), [counsel], by=lead)
    assert (titles(buyer), titles(counsel)) == ([], ["Secret"])


def test_list_is_narrowed_by_side_desk_vendor_month_and_source(heads_up, drafted, buyer, desks, requester):
    heads_up("March", date(2027, 3, 31), vendor="Alpha")
    heads_up("April", date(2027, 4, 1), vendor="Beta")
    actions.share(drafted("Draft", date(2027, 4, 2)), by=requester)
    assert titles(buyer, month=date(2027, 3, 1)) == ["March"]
    assert titles(buyer, month=date(2027, 4, 1)) == ["April", "Draft"]
    assert titles(buyer, vendor="alph") == ["March"]
    assert titles(buyer, source="draft") == ["Draft"]
    assert titles(buyer, side=DeskSide.LEGAL, source="heads-up") == ["March", "April"]
    assert titles(buyer, desk=desks["privacy"]) == []


def test_flags_and_open_looks_are_shown(client, heads_up, buyer, counsel, desks):
    given = heads_up("Tool", date(2027, 3, 1))
    first_looks.look(given.review.waits.get(purpose=Purpose.FIRST_LOOK, desk=desks["legal"]), flags=["ip"], by=counsel)
    [row] = coming(buyer, Narrowed())[0]
    assert (row.waits_for, row.flags) == (["Procurement"], ["Intellectual property"])
    assert "Intellectual property waits for Procurement" in text_of(signed_in(client, buyer).get(PAGE))


def test_pages_follow_each_other_without_a_gap_or_a_double(heads_up, drafted, buyer, requester):
    for count in range(4):
        heads_up(f"Heads-up {count}", date(2027, 3, 1) if count % 2 else None, vendor=f"Vendor {count}")
    actions.share(drafted("Draft one", date(2027, 3, 1)), by=requester)
    actions.share(drafted("Draft two"), by=requester)
    seen, after = [], None
    while True:
        rows, last = coming(buyer, Narrowed(), after=after, size=2)
        seen += [row.title for row in rows]
        if last is None:
            break
        after = place_in(str(last))
    assert sorted(seen) == sorted(set(seen)) == sorted([*(f"Heads-up {n}" for n in range(4)), "Draft one", "Draft two"])
    assert seen == titles(buyer)


@pytest.mark.parametrize("text", ["", "x", "2027-03-01", "2027-03-01~nothing~1", "2027-03-01~draft~x", "~draft~1"])
def test_place_that_somebody_garbled_is_the_start(text):
    assert place_in(text) is None


@pytest.mark.parametrize("view", ["list", "board", "capacity"])
def test_page_explains_itself_when_it_is_empty(client, defaults, buyer, view):
    response = signed_in(client, buyer).get(PAGE, {"as": view, "month": "nonsense", "desk": "nobody"})
    assert response.status_code == 200
    assert "Pipeline" in text_of(response)


def test_page_is_for_reviewers_alone(client, requester, admin):
    for person in (requester, admin):
        assert signed_in(client, person).get(PAGE).status_code == 403


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize(("view", "queries"), [("list", 11), ("board", 11)])
def test_page_asks_as_often_with_many_rows(client, heads_up, buyer, number, view, queries, django_assert_num_queries):
    for count in range(number):
        heads_up(f"Tool {count}", date(2027, 3, 1), vendor=f"Vendor number {count}")
    client = signed_in(client, buyer)
    client.get(PAGE)
    with django_assert_num_queries(queries):
        client.get(PAGE, {"as": view})
