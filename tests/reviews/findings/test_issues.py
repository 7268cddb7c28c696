"""Issues: open problems in words that the requester can read."""

import pytest

from people.models import Membership
from reviews.closing import actions as closing
from reviews.findings import issues
from reviews.models import Issue, Severity
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.reading import Written, denied, refused, row, term


def test_raise_issue_tells_the_requester_at_once(review, counsel):
    written = Written()

    issue = issues.raise_issue(
        review, " They train on our data. ", severity=Severity.BLOCKER, term=term(review, "ai-use"), by=counsel
    )

    assert row(issue, "summary", "severity", "owner__name", "term__term_type__slug", "resolved_at") == (
        "They train on our data.",
        "blocker",
        "Clara Counsel",
        "ai-use",
        None,
    )
    assert written.events == [
        ("Clara Counsel", "issue.raised", "business", "raised an issue: They train on our data."),
    ]
    assert written.notices == [
        ("Rosa Requester", "news", "Clara Counsel raised an issue: They train on our data."),
    ]


def test_raise_issue_is_for_reviewers(review, requester, stranger, admin):
    for person in (requester, stranger, admin):
        with denied("Reviewers raise issues; write a comment instead."):
            issues.raise_issue(review, "Slow.", severity=Severity.NOTE, by=person)


def test_raise_issue_refuses_the_requester_who_sits_on_a_desk(review, requester, desks):
    MembershipFactory(team=desks["legal"], user=requester)
    with denied("Reviewers raise issues; write a comment instead."):
        issues.raise_issue(review, "Slow.", severity=Severity.NOTE, by=requester)


def test_raise_issue_says_what_is_wrong(review, another_review, counsel, requester):
    foreign = term(another_review(), "liability")
    with refused("Say in plain words what is wrong."):
        issues.raise_issue(review, " ", severity=Severity.NOTE, by=counsel)
    with refused("Please shorten this to 300 characters; it has 301."):
        issues.raise_issue(review, "x" * 301, severity=Severity.NOTE, by=counsel)
    with refused("This term belongs to another review."):
        issues.raise_issue(review, "Low.", severity=Severity.NOTE, term=foreign, by=counsel)
    closing.withdraw(review, "No budget.", by=requester)
    with refused("This review is closed (withdrawn)."):
        issues.raise_issue(review, "Low.", severity=Severity.NOTE, by=counsel)


@pytest.fixture
@groundwork
def issue(review, counsel):
    return issues.raise_issue(review, "The cap is low", severity=Severity.CONCERN, by=counsel)


def test_resolve_issue_says_how_and_tells_the_requester(issue, counsel):
    written = Written()

    issues.resolve_issue(issue, " They doubled it. ", by=counsel)

    assert row(issue, "resolution", "resolved_by__name") == ("They doubled it.", "Clara Counsel")
    assert issue not in Issue.objects.open()
    assert written.events == [
        ("Clara Counsel", "issue.resolved", "business", "resolved the issue “The cap is low”: They doubled it."),
    ]
    assert written.notices == [("Rosa Requester", "news", "Settled: The cap is low (They doubled it.)")]


def test_resolve_issue_is_for_the_owner_a_colleague_or_a_lead(
    issue, review, buyer, requester, admin, finance_lead, desks
):
    for person in (buyer, requester, admin, finance_lead):
        with denied("Clara Counsel, a colleague from the same desk or a lead resolves this."):
            issues.resolve_issue(issue, "Fine.", by=person)
    colleague = UserFactory(name="Carl Counsel")
    MembershipFactory(team=desks["legal"], user=colleague)
    issues.resolve_issue(issue, "Fine.", by=colleague)


def test_issue_of_somebody_who_left_every_desk_can_be_resolved_by_a_lead(issue, counsel, lead):
    Membership.objects.filter(user=counsel).delete()
    issues.resolve_issue(issue, "Fine.", by=lead)
    assert row(issue, "resolved_by__name") == ("Lena Lead",)


def test_requester_on_the_owners_desk_does_not_resolve(issue, requester, desks):
    MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    with denied("Clara Counsel, a colleague from the same desk or a lead resolves this."):
        issues.resolve_issue(issue, "Fine.", by=requester)


def test_resolve_issue_says_what_is_wrong(issue, counsel, lead, requester, review):
    with refused("Say in a few words how it was settled."):
        issues.resolve_issue(issue, " ", by=counsel)
    with refused("Please shorten this to 300 characters; it has 301."):
        issues.resolve_issue(issue, "x" * 301, by=counsel)
    issues.resolve_issue(issue, "ß" * 300, by=counsel)
    with refused("Clara Counsel has resolved this already."):
        issues.resolve_issue(issue, "Fine.", by=lead)


def test_resolve_issue_of_a_review_that_ended_is_refused(issue, review, requester, counsel):
    closing.withdraw(review, "No budget.", by=requester)
    with refused("This review is closed (withdrawn)."):
        issues.resolve_issue(issue, "Fine.", by=counsel)
