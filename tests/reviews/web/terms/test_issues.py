"""Issues: raising and settling them."""

from reviews.findings import issues
from reviews.models import Severity
from tests.reviews.pages import dock_of, page, part_of, press, signed_in, text_of


def test_issue_is_raised_in_words_the_requester_reads(client, counsel, requester, review):
    press(signed_in(client, counsel), "raise_issue", review.pk, summary="No exit.", severity=Severity.BLOCKER)

    assert "Blocks the deal No exit." in part_of(page(client, review, side="issues"), "issues")
    assert "No exit." in part_of(page(signed_in(client, requester), review), "open")


def test_issue_that_blocks_is_named_where_a_side_cannot_be_done(client, buyer, review, procurement_side):
    issues.raise_issue(review, "No exit.", severity=Severity.BLOCKER, by=buyer)

    foot = dock_of(page(signed_in(client, buyer), review))

    assert "1 issue blocks the deal: No exit." in foot


def test_issue_is_settled_with_a_resolution(client, buyer, review):
    issue = issues.raise_issue(review, "No exit.", severity=Severity.CONCERN, by=buyer)

    press(signed_in(client, buyer), "resolve_issue", issue.pk, resolution="There is one.")

    assert "1 settled No exit. There is one. (Ben Buyer, just now" in part_of(
        page(client, review, side="issues"), "issues"
    )


def test_issue_keeps_what_was_typed_when_something_is_missing(client, buyer, review):
    response = press(signed_in(client, buyer), "raise_issue", review.pk, summary="No exit.", severity="enormous")

    assert response.status_code == 422
    assert "No exit." in part_of(response, "issues") and "enormous is not one of the available" in text_of(response)
