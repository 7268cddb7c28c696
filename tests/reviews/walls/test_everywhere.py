"""Every line of tests/routes/table.txt again, once a wall stands: for whoever is not named there is no such review.

The lead of both functions asks, who sees everything else. A new address is tried here without being named.
"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import Team
from reviews.models import NamedPerson, Review
from tests.factories import MembershipFactory
from tests.reviews.comments.test_privilege import said_by
from tests.routes import NOT_FOUND, SUCCESS, checkins
from tests.test_routes import ANSWERS, ROUTES, in_words, sent_to, url_of_nothing, without_tokens

ABOUT_SOMETHING_ELSE = {
    *checkins.ROUTES,
    *checkins.API_ROUTES,
    "api-unreachable-detail",  # a colleague's address
    "api-unreachable-clear",
    "reviews:desk",  # a desk
    "reviews:calendar",  # a person's own
    "reviews:saved_view",
    "reviews:change_view",
    "reviews:refilter_view",
    "reviews:delete_view",
    "reviews:begin_with_view",
    "absences:absence",  # of a colleague, whom the lead leads
    "absences:change",
    "absences:offer",
    "absences:end",
    "absences:cancel",
}
"""Addresses with an argument that is not about a review, though what they show may be."""

TRIED = [
    name for name in ROUTES if name.startswith(("reviews:", "checkins:", "absences:", "vendors:", "settings:", "api-"))
]


def wall_around(review, *, named):
    """Whatever came before: the review exists for these and its requester. Past every action, which would ask more."""
    Review.objects.update(walled_at=timezone.now())
    NamedPerson.objects.all().delete()
    NamedPerson.objects.bulk_create(NamedPerson(review=review, person=person, added_by=person) for person in named)


def legal():
    return Team.objects.get(slug="legal")


@pytest.fixture
def walk(case):
    """walk(name): (its address, the same of nothing, what is sent), with a wall around the review; a lead is inside,
    so that it is not cut off (tests/reviews/walls/test_letting_in.py)."""

    def go(name):
        route = ROUTES[name]
        given = route.given(case)
        sent = route.data(case)
        wall_around(case.review, named=[case.people["counsel"], MembershipFactory(team=legal(), is_lead=True).user])
        return reverse(name, args=given), url_of_nothing(name, given), sent, given

    return go


@pytest.mark.parametrize("name", TRIED)
def test_nothing_of_what_is_walled_reaches_a_lead_who_is_not_named(name, walk, case):
    url, url_of_none, sent, given = walk(name)
    client = Client()
    client.force_login(case.people["lead"])
    secrets = ("Survey tool", "Quill", f"{case.review.reference}<", f"{case.review.reference} ")

    for method in ("get", "post"):
        if not SUCCESS & {*ANSWERS[name][method].values()}:
            continue
        response = sent_to(client, name, method, url, sent if method == "post" else None)
        text = said_by(response)
        assert [secret for secret in secrets if secret in text] == []
        if (
            given
            and name not in ABOUT_SOMETHING_ELSE
            and ANSWERS[name][method]["stranger"] == NOT_FOUND
            and about_review(name)
        ):
            assert in_words(response) == NOT_FOUND
            nothing = sent_to(client, name, method, url_of_none, sent if method == "post" else None)
            assert without_tokens(response) == without_tokens(nothing)


def about_review(name):
    return name.startswith(("reviews:", "checkins:", "api-")) or name in {"settings:routing", "settings:routing_name"}


def test_walk_finds_the_title_where_no_wall_stands(walk, case):
    """The walk above can fail."""
    url, *_ = walk("reviews:review_list")
    Review.objects.update(walled_at=None)
    client = Client()
    client.force_login(case.people["lead"])
    assert "Survey tool" in said_by(client.get(url))
