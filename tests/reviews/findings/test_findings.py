"""Risk findings: who notes and closes them, that nobody closes their own, and what the requester learns."""

import pytest

from reviews.findings import findings as risk_findings
from reviews.models import RiskFinding
from reviews.pure.stages import Stage
from reviews.rules.routing import approval_facts
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.reviews.reading import Written, denied, refused, row

NOT_YOURS = "Desks that note risk findings do this, never the requester."
SECOND = "You noted this: a second person closes it."


@pytest.fixture
@groundwork
def finding(review, counsel):
    return risk_findings.raise_finding(
        review, " Canary: they were breached. ", level="high", meaning="Data may leak.", by=counsel
    )


@pytest.fixture
def second_buyer(desks):
    person = UserFactory(name="Bea Buyer")
    MembershipFactory(team=desks["procurement"], user=person)
    return person


def test_raise_finding_is_told_to_those_who_answer_for_the_sides_and_to_no_requester(review, counsel, lead):
    written = Written()
    risk_findings.raise_finding(review, "They were breached.", level="high", meaning="Data may leak.", by=counsel)
    assert written.events == [
        ("Clara Counsel", "finding.raised", "internal", "noted a risk (high): They were breached.")
    ]
    assert written.notices == [("Lena Lead", "news", "Clara Counsel noted a risk (high): They were breached.")]


def test_findings_are_noted_by_the_desks_that_look_for_them(review, specialists, requester, stranger, admin):
    for person in (requester, stranger, admin, specialists["finance"]):
        with denied(NOT_YOURS):
            risk_findings.raise_finding(review, "Dear.", level="low", meaning="Much.", by=person)
    for function in ("privacy", "security"):
        risk_findings.raise_finding(review, "Dear.", level="low", meaning="Much.", by=specialists[function])
    assert review.findings.count() == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"level": "terrible"}, "Choose how severe it is."),
        ({"text": " "}, "Say what was found."),
        ({"meaning": " "}, "Say what it means for us."),
        ({"text": "x" * 301}, "Please shorten this to 300 characters; it has 301."),
    ],
)
def test_raise_finding_says_what_is_missing(review, buyer, given, sentence):
    with refused(sentence):
        risk_findings.raise_finding(review, **{"text": "A", "level": "low", "meaning": "B"} | given, by=buyer)


def test_raise_finding_on_a_closed_review_is_refused(review_at, buyer):
    review = review_at(Stage.WITHDRAWN)
    with refused("This review is closed (withdrawn)."):
        risk_findings.raise_finding(review, "A", level="low", meaning="B", by=buyer)


def test_waive_finding_is_for_procurement_and_tells_the_requester_the_outcome_alone(finding, buyer):
    written = Written()
    risk_findings.waive_finding(finding, "We hold no data there.", by=buyer)
    assert row(finding, "outcome", "closed_by__name", "reason") == ("waived", "Ben Buyer", "We hold no data there.")
    assert written.events == [
        ("Ben Buyer", "finding.closed", "business", "accepted a risk of this vendor"),
        (
            "Ben Buyer",
            "finding.closed",
            "internal",
            "accepted a risk, “Canary: they were breached.”: We hold no data there.",
        ),
    ]


def test_nobody_closes_their_own_finding(review, buyer, finding, counsel):
    own = risk_findings.raise_finding(review, "Dear.", level="low", meaning="Much.", by=buyer)
    with denied(SECOND):
        risk_findings.waive_finding(own, "Fine.", by=buyer)
    with denied(SECOND):
        risk_findings.resolve_finding(finding, "Fine.", by=counsel)


def test_who_closes_a_finding(finding, specialists, requester, second_buyer):
    with denied("Procurement accepts a risk."):
        risk_findings.waive_finding(finding, "Fine.", by=specialists["security"])
    for person in (requester, specialists["finance"]):
        with denied("Procurement, legal, privacy and security resolve findings."):
            risk_findings.resolve_finding(finding, "Fine.", by=person)
    risk_findings.resolve_finding(finding, "They have a certificate now.", by=specialists["security"])
    with refused("Sam Security has closed this already (resolved)."):
        risk_findings.waive_finding(finding, "Fine.", by=second_buyer)


def test_closing_a_finding_needs_a_reason(finding, buyer):
    with refused("Say in a sentence why."):
        risk_findings.resolve_finding(finding, "  ", by=buyer)


def test_facts_count_open_findings_and_name_the_worst(review, finding, buyer, counsel):
    risk_findings.raise_finding(review, "Small.", level="medium", meaning="Little.", by=counsel)
    facts = approval_facts(review)
    assert (facts["open_findings"], facts["worst_finding"]) == (2, "high")
    risk_findings.waive_finding(finding, "Fine.", by=buyer)
    facts = approval_facts(review)
    assert (facts["open_findings"], facts["worst_finding"]) == (1, "medium")


def test_findings_are_seen_by_reviewers_of_the_review_alone(finding, buyer, counsel, requester, stranger, admin):
    seen = {each.name for each in (buyer, counsel, requester, stranger, admin) if RiskFinding.objects.visible_to(each)}
    assert seen == {"Ben Buyer", "Clara Counsel"}
