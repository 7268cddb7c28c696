"""The list of reviews, those that nobody holds, the timeline, and which page of a review a person gets."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake import actions as intake_actions
from reviews.closing import actions as closing
from reviews.comments import actions as comment_actions
from reviews.models import Wait
from reviews.pure.stages import Stage
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import harmless
from tests.reviews.pages import page, signed_in, text_of

REVIEWS = reverse("reviews:review_list")


NOBODY = reverse("reviews:held_by_nobody")


@pytest.fixture
@harmless
def many(draft, review, requester):
    def submit(number):
        for count in range(number):
            draft.pk = draft.review = draft.submitted_at = None
            draft.title, draft.vendor_name = f"Tool {count}", "Other Vendor"
            draft.save()
            intake_actions.submit(draft, by=requester)

    return submit


def titles(response):
    return [row.review.title for row in response.context["rows"]]


def test_list_shows_where_each_review_is_and_with_whom(client, counsel, review):
    response = signed_in(client, counsel).get(REVIEWS)

    [row] = response.context["rows"]
    assert (row.review, row.status.where, str(row.line.who), row.more) == (
        review,
        Stage.IN_REVIEW.label,
        "Procurement",
        3,
    )
    assert f"{review.reference} · New software vendor · Rosa Requester" in text_of(response)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Tool 0", "Survey tool"]),
        ({"q": "survey"}, ["Survey tool"]),
        ({"q": "quill"}, ["Survey tool"]),
        ({"stage": "in_review"}, ["Tool 0"]),
        ({"stage": "withdrawn"}, ["Survey tool"]),
        ({"type": "nda"}, ["Tool 0", "Survey tool"]),
        ({"type": "software"}, ["Tool 0", "Survey tool"]),
        ({"stage": "garbled", "vendor": "garbled"}, ["Tool 0", "Survey tool"]),
    ],
)
def test_list_narrows_by_what_the_address_says(client, buyer, many, review, requester, query, expected):
    many(1)
    closing.withdraw(review, "No longer needed.", by=requester)

    assert titles(signed_in(client, buyer).get(REVIEWS, query)) == expected


def test_list_narrows_to_a_vendor_and_says_so(client, buyer, many, review):
    many(1)

    response = signed_in(client, buyer).get(REVIEWS, {"vendor": review.vendor_id})

    assert titles(response) == ["Survey tool"]
    assert "All vendors" in text_of(response)


def test_list_shows_a_desk_only_what_it_has_a_part_in(client, draft, desks, counsel, lead, buyer, requester, software):
    software.term_types.set(software.term_types.exclude(desk=desks["security"]).exclude(second_desk=desks["security"]))
    intake_actions.submit(draft, by=requester)
    guard = UserFactory()
    MembershipFactory(team=desks["security"], user=guard)

    response = signed_in(client, guard).get(REVIEWS)

    assert titles(response) == []
    assert "No reviews yet" in text_of(response)


@pytest.mark.parametrize("further", [2, 29])
def test_list_asks_the_database_as_often_with_three_rows_as_with_thirty(client, buyer, many, further):
    many(further)
    signed_in(client, buyer)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(REVIEWS)

    assert (len(response.context["rows"]), len(queries)) == (further + 1, 9)


def test_nobody_page_is_normally_empty_and_says_why_that_is_good(client, lead, review):
    response = signed_in(client, lead).get(NOBODY)

    assert "Every review is with somebody" in text_of(response)


def test_nobody_page_names_a_lost_review_and_nothing_of_its_content(client, admin, review):
    Wait.objects.all().delete()

    response = signed_in(client, admin).get(NOBODY)

    assert f"{review.reference} Survey tool" in text_of(response)
    assert "Quill" not in text_of(response)


def test_review_is_a_workbench_for_reviewers_and_a_status_page_for_its_requester(client, review, buyer, requester):
    def templates(person):
        return {template.name for template in page(signed_in(client, person), review).templates}

    assert "reviews/review.html" in templates(buyer)
    assert "reviews/status/status_page.html" in templates(requester)


def test_reviewer_gets_the_requesters_page_of_their_own_review(client, draft, buyer, counsel, lead):
    draft.requester = buyer
    draft.save()
    own = intake_actions.submit(draft, by=buyer)
    comment_actions.comment(own, "Between us: be careful.", by=counsel)

    response = page(signed_in(client, buyer), own)

    assert "reviews/status/status_page.html" in {template.name for template in response.templates}
    assert "Between us" not in text_of(response)
    assert client.get(reverse("reviews:term", args=[own.terms.first().pk])).status_code == 404
    assert client.get(reverse("reviews:joint_position", args=[own.pk])).status_code == 404


def test_timeline_tells_the_requester_only_what_is_for_them(client, review, requester, buyer):
    comment_actions.comment(review, "Between us.", by=buyer)
    timeline = reverse("reviews:timeline", args=[review.pk])

    for_buyer = text_of(signed_in(client, buyer).get(timeline))
    for_requester = text_of(signed_in(client, requester).get(timeline))

    assert "Ben Buyer wrote a comment Reviewers only" in for_buyer
    assert "submitted the request" in for_requester and "wrote a comment" not in for_requester


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in {"heads_up", "triage", "superseded"}])
@pytest.mark.parametrize("who", ["requester", "buyer", "counsel", "lead"])
def test_review_opens_in_every_stage_for_everybody_with_a_part(client, request, review_at, stage, who):
    review = review_at(stage)

    response = page(signed_in(client, request.getfixturevalue(who)), review)

    assert response.status_code == 200
    assert "Survey tool" in text_of(response)


@pytest.mark.parametrize("who", ["requester", "buyer"])
def test_review_opens_as_a_heads_up(client, request, software, requester, buyer, counsel, lead, who):
    given = intake_actions.give_heads_up(
        software,
        title="Chat bot",
        vendor_name="Talky",
        reason="We may want to answer our customers at night.",
        by=requester,
    )

    response = page(signed_in(client, request.getfixturevalue(who)), given.review)

    expected = {"requester": "Complete the full request", "buyer": "The list of terms appears when"}
    assert expected[who] in text_of(response)
