"""Comments: internal unless somebody chooses otherwise."""

import pytest

from reviews import actions
from reviews.models import Comment, CommentAudience
from tests.factories import MembershipFactory
from tests.reviews.reading import Written, denied, desk_wait, refused, row, term


def test_comment_is_internal_unless_told_otherwise(review, desks, buyer, counsel, requester):
    actions.claim(desk_wait(review, desks["legal"]), by=counsel)
    written = Written()

    comment = actions.comment(review, " The cap looks low. ", by=buyer)

    assert row(comment, "body", "audience", "author__name", "term") == (
        "The cap looks low.",
        "internal",
        "Ben Buyer",
        None,
    )
    assert written.events == [("Ben Buyer", "comment.written", "internal", "wrote a comment")]
    assert written.notices == [("Clara Counsel", "mention", "Ben Buyer wrote: The cap looks low.")]


def test_comment_for_the_requester_reaches_them(review, buyer):
    written = Written()
    actions.comment(review, "We are on it.", audience=CommentAudience.REQUESTER, by=buyer)
    assert written.events == [("Ben Buyer", "comment.written", "business", "wrote a comment")]
    assert written.notices == [("Rosa Requester", "mention", "Ben Buyer wrote: We are on it.")]


def test_comment_on_a_term_names_it(review, counsel):
    written = Written()
    comment = actions.comment(review, "Too low.", term=term(review, "liability"), by=counsel)
    assert comment.term == term(review, "liability")
    assert written.events == [
        ("Clara Counsel", "comment.written", "internal", "commented on “Limitation of liability”"),
    ]


@pytest.mark.parametrize("on_a_desk", [False, True])
def test_comment_of_the_requester_is_read_by_both_sides_and_is_about_the_whole(on_a_desk, review, desks, requester):
    if on_a_desk:
        MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    comment = actions.comment(
        review, "Any news?", audience=CommentAudience.INTERNAL, term=term(review, "liability"), by=requester
    )
    assert row(comment, "audience", "term") == ("requester", None)


def test_comment_of_the_requester_is_told_to_those_who_hold_something(review, desks, requester, counsel, buyer):
    actions.claim(desk_wait(review, desks["legal"]), by=counsel)
    actions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)
    written = Written()
    actions.comment(review, "Any news?", by=requester)
    assert written.told == ["Clara Counsel"]


def test_internal_comment_is_never_told_to_the_requester_who_holds_a_question(review, desks, requester, counsel, buyer):
    actions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)
    written = Written()
    actions.comment(review, "They never answer.", by=buyer)
    assert "Rosa Requester" not in written.told


def test_comment_is_for_the_requester_and_reviewers(review, stranger, admin):
    for person in (stranger, admin):
        with denied("Only the requester and the reviewers can comment here."):
            actions.comment(review, "Hello.", by=person)


def test_comment_says_what_is_wrong(review, another_review, buyer):
    foreign = term(another_review(), "liability")
    with refused("Write something first."):
        actions.comment(review, " \n ", by=buyer)
    with refused("This term belongs to another review."):
        actions.comment(review, "Too low.", term=foreign, by=buyer)
    with refused("Please shorten this to 5,000 characters; it has 5,001."):
        actions.comment(review, "x" * 5001, by=buyer)
    actions.comment(review, "漢" * 5000, by=buyer)
    assert Comment.objects.get().body == "漢" * 5000


def test_comment_works_on_a_review_that_ended(review, requester, buyer):
    actions.withdraw(review, "No budget.", by=requester)
    assert actions.comment(review, "A pity.", by=buyer).pk
