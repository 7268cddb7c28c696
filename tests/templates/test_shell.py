"""The frame around every page: which links a person gets, the bell, and the style guide."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse

from config.navigation import Navigation
from notices.models import Notice

COMPONENTS = [
    "callout", "chip", "comment", "confirm", "empty_state", "error_summary", "facts", "failed", "file_drop",
    "loading", "pager", "person", "search", "sort_header", "stage_bar", "stale", "tabs", "timeline", "waiting_on",
]  # fmt: skip
FRAME = ["logo", "messages", "shortcuts", "states", "toast", "top_bar"]


def navigation_of(person, path="/"):
    request = RequestFactory().get(path)
    request.user = person
    return Navigation(request)


def labels(navigation):
    return [link.label for link in navigation.links]


def test_requesters_see_their_own_requests(requester):
    assert labels(navigation_of(requester)) == ["My requests"]


def test_reviewers_see_the_shared_work(buyer):
    assert labels(navigation_of(buyer)) == [
        "My requests",
        "My work",
        "Queue",
        "Check-in",
        "Reviews",
        "Contracts",
        "Pipeline",
        "Renewals",
        "Vendors",
        "Value",
        "Playbook",
    ]


def test_admins_see_the_settings_and_no_shared_work(admin):
    assert labels(navigation_of(admin)) == ["My requests", "Settings"]


def test_nobody_signed_in_gets_no_links():
    navigation = navigation_of(AnonymousUser())
    assert (navigation.person, navigation.links, navigation.personal_links) == (None, [], [])


def test_the_page_itself_is_marked_as_current(buyer):
    path = reverse("vendors:vendor_list")
    assert [(link.label, link.current) for link in navigation_of(buyer, path).links if link.current] == [
        ("Vendors", "page")
    ]


def test_a_page_below_marks_its_section(buyer):
    path = reverse("vendors:vendor_list") + "7/"
    assert [(link.label, link.current) for link in navigation_of(buyer, path).links if link.current] == [
        ("Vendors", "true")
    ]


def notices_for(person, count):
    Notice.objects.bulk_create(
        Notice(recipient=person, key=f"key-{number}", kind="news", title="News", url="/") for number in range(count)
    )


@pytest.mark.parametrize(("count", "label"), [(0, "0"), (3, "3"), (99, "99"), (130, "99+")])
def test_bell_counts_unread_notices_up_to_a_limit(requester, stranger, count, label):
    notices_for(requester, count)
    notices_for(stranger, 1)

    assert navigation_of(requester).unread_label == label


def test_navigation_asks_the_database_nothing_until_it_is_drawn(requester, django_assert_num_queries):
    with django_assert_num_queries(0):
        navigation_of(requester)


def test_style_guide_shows_every_component(client, db):
    page = client.get("/styleguide/")

    drawn = {template.name for template in page.templates}
    assert page.status_code == 200
    assert drawn >= {f"components/{name}.html" for name in COMPONENTS} | {f"shell/{name}.html" for name in FRAME}


def test_signed_in_people_can_sign_out_without_javascript(client, requester):
    client.force_login(requester)

    page = client.get("/styleguide/").content.decode()

    assert f'<form method="post" action="{reverse("account_logout")}">' in page
    assert "Rosa Requester" in page
