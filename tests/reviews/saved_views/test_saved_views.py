"""Saved views of the queue: naming, sharing, the link, what a reader sees through it, and where a queue begins."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import DefaultView, SavedView, Sharing
from reviews.saved_views import actions as view_actions
from reviews.waits import claims
from tests.factories import MembershipFactory, UserFactory, VendorFactory
from tests.groundwork import groundwork
from tests.reviews.pages import messages_of, signed_in, text_of
from tests.reviews.reading import denied, refused, row

QUEUE = reverse("reviews:queue")
VIEWS = reverse("reviews:saved_views")
OVERDUE = {"overdue": "on"}


@pytest.fixture
@groundwork
def view(buyer):
    return view_actions.save_view("Late ones", filters=OVERDUE, by=buyer)


def desk_view(desks, lead, name="What is late"):
    return view_actions.save_view(name, filters=OVERDUE, sharing=Sharing.DESK, desk=desks["procurement"], by=lead)


def tabs(response):
    return [(tab.label, tab.active) for tab in response.context["tabs"]]


def where(response):
    """The address that an answer leads to: (path, {name: value})."""
    parts = urlsplit(response["Location"])
    return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}


# --- the actions --------------------------------------------------------------------------------------


def test_save_view_keeps_filters_under_a_name(buyer):
    view = view_actions.save_view("  Late ones ", filters=OVERDUE, by=buyer)

    assert row(view, "owner__name", "name", "filters", "sharing", "desk") == (
        "Ben Buyer",
        "Late ones",
        OVERDUE,
        "private",
        None,
    )


def test_save_view_is_for_reviewers(requester, admin):
    for person in (requester, admin):
        with denied("Views are for the people who review requests."):
            view_actions.save_view("Late", filters=OVERDUE, by=person)


def test_save_view_says_what_is_missing(buyer, view):
    with refused("Give the view a name."):
        view_actions.save_view(" ", filters=OVERDUE, by=buyer)
    with refused("Choose at least one filter first: the whole queue is there already, under “All”."):
        view_actions.save_view("All", filters={}, by=buyer)
    with refused("There is a view “LATE ONES” already."):
        view_actions.save_view("LATE ONES", filters=OVERDUE, by=buyer)
    with refused("Please shorten the name to 60 characters; it has 61."):
        view_actions.save_view("x" * 61, filters=OVERDUE, by=buyer)
    with refused("Choose the desk."):
        view_actions.save_view("Ours", filters=OVERDUE, sharing=Sharing.DESK, by=buyer)


def test_save_view_stops_at_thirty_a_person(buyer, counsel, monkeypatch):
    monkeypatch.setattr("reviews.saved_views.policies.VIEWS_A_PERSON", 1)
    view_actions.save_view("One", filters=OVERDUE, by=buyer)
    with refused("There are 1 views already. Delete one that is no longer used."):
        view_actions.save_view("Two", filters=OVERDUE, by=buyer)
    view_actions.save_view("One", filters=OVERDUE, by=counsel)


def test_sharing_with_a_desk_is_for_its_leads(buyer, lead, desks):
    with denied("Only leads of Procurement share a view with the desk."):
        desk_view(desks, buyer)
    assert desk_view(desks, lead).desk == desks["procurement"]
    with denied("Only leads of Finance share a view with the desk."):
        view_actions.save_view("Money", filters=OVERDUE, sharing=Sharing.DESK, desk=desks["finance"], by=lead)


def test_change_view_is_for_its_owner(view, counsel, lead):
    for person in (counsel, lead):
        with denied("Only Ben Buyer can change this view."):
            view_actions.change_view(view, name="Mine", sharing=Sharing.PRIVATE, by=person)
        with denied("Only Ben Buyer can change this view."):
            view_actions.delete_view(view, by=person)


def test_view_of_a_desk_is_kept_by_its_leads_when_its_owner_leaves(desks, lead):
    view = desk_view(desks, lead)
    lead.is_active = False
    lead.save()
    second = UserFactory(name="Lea Lead", email="lea@duet.example")
    MembershipFactory(team=desks["procurement"], user=second, is_lead=True)

    view_actions.change_view(view, name="Late", sharing=Sharing.DESK, desk=desks["procurement"], by=second)
    view_actions.refilter_view(view, filters={"unclaimed": "on"}, by=second)

    assert row(view, "name", "filters", "owner__name") == ("Late", {"unclaimed": "on"}, "Lena Lead")
    view_actions.delete_view(view, by=second)
    assert not SavedView.objects.exists()


def test_change_view_takes_it_back_from_the_desk(desks, lead, buyer):
    view = desk_view(desks, lead)
    view_actions.change_view(view, name="Mine", sharing=Sharing.PRIVATE, desk=desks["procurement"], by=lead)
    assert row(view, "sharing", "desk") == ("private", None)
    assert not SavedView.objects.visible_to(buyer).exists()


def test_change_of_a_view_that_was_deleted_meanwhile_is_refused(view, buyer):
    SavedView.objects.all().delete()
    with refused("This view has been deleted meanwhile."):
        view_actions.refilter_view(view, filters=OVERDUE, by=buyer)


def test_deleting_a_view_lets_queues_begin_with_everything_again(view, buyer):
    view_actions.begin_with(view, by=buyer)
    view_actions.delete_view(view, by=buyer)
    assert not DefaultView.objects.exists()


# --- who finds it ---------------------------------------------------------------------------------------


def test_view_is_found_by_those_it_is_shared_with(desks, buyer, counsel, lead, finance_lead, requester, admin, view):
    ours = desk_view(desks, lead)
    linked = view_actions.save_view("For all", filters=OVERDUE, sharing=Sharing.LINK, by=counsel)
    seen = {
        person.name: set(SavedView.objects.visible_to(person))
        for person in (buyer, counsel, lead, finance_lead, requester, admin)
    }
    assert seen == {
        "Ben Buyer": {view, ours, linked},
        "Clara Counsel": {linked},
        "Lena Lead": {ours, linked},
        "Felix Finance": {linked},
        "Rosa Requester": set(),
        "Ada Admin": set(),
    }
    assert list(SavedView.objects.listed_for(finance_lead)) == []


def test_link_of_a_private_view_does_not_exist_for_others(client, view, counsel):
    assert signed_in(client, counsel).get(view.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["change_view", "refilter_view", "delete_view", "begin_with_view"])
def test_view_shared_by_link_is_not_found_by_guessing_its_number(name, client, buyer, counsel):
    view = view_actions.save_view("For a few", filters={"overdue": "on"}, sharing=Sharing.LINK, by=buyer)
    address = reverse(f"reviews:{name}", args=[view.pk])
    assert signed_in(client, counsel).post(address, {"name": "Mine", "sharing": "private"}).status_code == 404
    assert client.get(view.get_absolute_url()).status_code == 302
    assert row(view, "name", "owner__name") == ("For a few", "Ben Buyer")
    assert not DefaultView.objects.exists()


def test_link_opens_the_queue_with_the_views_filters(client, buyer, view):
    answer = signed_in(client, buyer).get(view.get_absolute_url())
    assert where(answer) == (QUEUE, {"overdue": "on", "view": view.token})


def test_link_shows_each_reader_only_what_they_may_see(client, review, buyer, counsel, finance_lead):
    view = view_actions.save_view("Survey", filters={"q": "Survey"}, sharing=Sharing.LINK, by=buyer)

    seen = {
        person.name: {row.wait.desk.slug for row in signed_in(client, person).get(url, follow=True).context["rows"]}
        for url in [view.get_absolute_url()]
        for person in (buyer, counsel, finance_lead)
    }

    assert seen == {"Ben Buyer": {"procurement"}, "Clara Counsel": {"legal"}, "Felix Finance": set()}


def test_mine_means_the_reader(client, review, buyer, lead, desks):
    view = view_actions.save_view("Mine", filters={"mine": "on"}, sharing=Sharing.LINK, by=buyer)
    claims.claim(review.waits.get(desk=desks["procurement"]), by=buyer)

    assert len(signed_in(client, buyer).get(view.get_absolute_url(), follow=True).context["rows"]) == 1
    assert signed_in(client, lead).get(view.get_absolute_url(), follow=True).context["rows"] == []


# --- the queue under a view -----------------------------------------------------------------------------


def test_queue_shows_views_as_tabs_with_their_counts(client, review, buyer, view, desks, lead):
    desk_view(desks, lead, name="Later")
    response = signed_in(client, buyer).get(QUEUE, {"overdue": "on", "view": view.token})

    assert tabs(response) == [
        ("All", False),
        ("Mine", False),
        ("Unclaimed", False),
        ("Overdue", False),
        ("Late ones", True),
        ("Later", False),
    ]
    assert [tab.count for tab in response.context["tabs"]] == ["1", "0", "1", "0", "0", "0"]
    assert not response.context["present"].is_changed
    assert "Late ones only you find it" in text_of(response)


def test_queue_says_when_the_filters_are_no_longer_the_views(client, review, buyer, view):
    response = signed_in(client, buyer).get(QUEUE, {"mine": "on", "view": view.token})

    assert response.context["present"].is_changed
    assert "with other filters now" in text_of(response) and "Keep these filters in it" in text_of(response)


def test_queue_begins_with_the_chosen_view(client, buyer, view):
    signed_in(client, buyer)
    client.post(reverse("reviews:begin_with_view", args=[view.pk]))
    assert where(client.get(QUEUE)) == (QUEUE, {"overdue": "on", "view": view.token})
    assert client.get(QUEUE, {"view": "all"}).status_code == 200

    client.post(reverse("reviews:begin_with_view", args=[view.pk]), {"stop": "1"})
    assert client.get(QUEUE).status_code == 200


def test_queue_forgets_a_beginning_that_is_no_longer_shared(client, buyer, desks, lead):
    view = desk_view(desks, lead)
    view_actions.begin_with(view, by=buyer)
    view_actions.change_view(view, name="Mine", sharing=Sharing.PRIVATE, by=lead)

    assert signed_in(client, buyer).get(QUEUE).status_code == 200


def test_queue_says_which_old_filter_it_left_out(client, review, buyer):
    response = signed_in(client, buyer).get(QUEUE, {"vendor": "987654", "type": "abolished", "mine": "on"})

    assert response.context["filter"].left_out == [
        "“abolished” is not known as a choice of “Request type” (any more), so the list is shown without it.",
        "“987654” is not known as a choice of “Vendor” (any more), so the list is shown without it.",
    ]
    assert response.context["chosen"] == {"mine": "on"}
    assert "“abolished” is not known" in text_of(response)


def test_queue_knows_a_vendor_of_whom_nothing_waits_just_now(client, review, buyer):
    quiet = VendorFactory(name="Quiet Ltd")
    response = signed_in(client, buyer).get(QUEUE, {"vendor": quiet.pk})

    assert (response.context["rows"], response.context["filter"].left_out) == ([], [])
    assert "Nothing with these filters" in text_of(response)


def test_view_with_filters_of_another_time_still_opens(client, review, buyer, view):
    SavedView.objects.update(filters={"vendor": "gone", "colour": "red", "mine": "on"})

    response = signed_in(client, buyer).get(view.get_absolute_url(), follow=True)

    assert response.status_code == 200
    assert response.context["filter"].left_out == [
        "“gone” is not known as a choice of “Vendor” (any more), so the list is shown without it."
    ]


@pytest.mark.parametrize("number", [3, 30])
def test_views_cost_the_queue_the_same_queries_however_many(client, review, buyer, number):
    for count in range(number):
        view_actions.save_view(f"View {count}", filters={"q": str(count)}, by=buyer)
    signed_in(client, buyer)

    with CaptureQueriesContext(connection) as queries:
        client.get(QUEUE, {"view": "all"})
    with CaptureQueriesContext(connection) as listing:
        response = client.get(VIEWS)

    assert (len(queries), len(listing), len(response.context["rows"])) == (14, 6, number)


# --- the pages -----------------------------------------------------------------------------------------


def test_save_view_page_keeps_the_filters_of_the_address(client, review, buyer):
    address = f"{reverse('reviews:save_view')}?overdue=on&vendor={review.vendor_id}"
    signed_in(client, buyer)
    assert "Vendor Quill Surveys" in text_of(client.get(address))

    answer = client.post(address, {"name": "Quill", "sharing": "link"})

    view = SavedView.objects.get()
    assert (view.name, view.sharing, view.filters) == (
        "Quill",
        "link",
        {"vendor": str(review.vendor_id), "overdue": "on"},
    )
    assert where(answer) == (QUEUE, {**view.filters, "view": view.token})


def test_save_view_page_offers_a_desk_to_its_leads_only(client, buyer, lead):
    address = f"{reverse('reviews:save_view')}?overdue=on"
    assert "Everybody on a desk" not in text_of(signed_in(client, buyer).get(address))
    assert "Everybody on a desk" in text_of(signed_in(client, lead).get(address))


def test_save_view_page_keeps_what_was_typed(client, buyer, view):
    answer = signed_in(client, buyer).post(
        f"{reverse('reviews:save_view')}?overdue=on", {"name": "late ones", "sharing": "link"}
    )
    assert (answer.status_code, messages_of(answer)) == (422, [("error", "There is a view “late ones” already.")])
    assert 'value="late ones"' in answer.content.decode()


def test_saved_views_page_shows_links_and_what_can_be_done(client, buyer, desks, lead, view):
    desk_view(desks, lead)
    response = signed_in(client, buyer).get(VIEWS)

    assert [(row["view"].name, row["may_change"]) for row in response.context["rows"]] == [
        ("Late ones", True),
        ("What is late", False),
    ]
    assert "not shared" in text_of(response)


def test_saved_views_page_that_is_empty_says_how_to_begin(client, buyer):
    assert "No saved views yet" in text_of(signed_in(client, buyer).get(VIEWS))


def test_delete_view_takes_it_off_the_queue(client, buyer, view):
    signed_in(client, buyer).post(reverse("reviews:delete_view", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_keeping_the_present_filters_changes_the_view(client, review, buyer, view):
    answer = signed_in(client, buyer).post(reverse("reviews:refilter_view", args=[view.pk]), {"mine": "on"})
    assert row(view, "filters") == ({"mine": "on"},)
    assert where(answer) == (QUEUE, {"mine": "on", "view": view.token})
