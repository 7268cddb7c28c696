"""“Our side is done”: what stands in its way, and what follows when the last desk presses it."""

import pytest

from reviews.findings import issues
from reviews.models import Outcome, Purpose, Severity, Slot
from reviews.negotiation import actions as negotiation
from reviews.pure.stages import Stage
from reviews.rounds import alignment
from reviews.terms import deciding
from reviews.waits import claims
from reviews.waits import questions as wait_questions
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.review_fixtures import decide_all, finish_all_sides
from tests.reviews.reading import Written, answer_anew, denied, desk_wait, refused, row, term, waits_of


@pytest.fixture
@groundwork
def only_two_desks(review, specialists, desks):
    """The review when privacy and security are done, and only procurement and legal are left."""
    for function in ("privacy", "security"):
        decide_all(review, desks[function], by=specialists[function])
        alignment.finish_side(desk_wait(review, desks[function]), by=specialists[function])
    return review


@pytest.fixture
@groundwork
def all_decided(only_two_desks, desks, buyer, counsel):
    decide_all(only_two_desks, desks["procurement"], by=buyer)
    decide_all(only_two_desks, desks["legal"], by=counsel)
    return only_two_desks


def test_finish_side_closes_one_desk_and_leaves_the_others_at_work(all_decided, desks, counsel):
    review, written = all_decided, Written()

    alignment.finish_side(desk_wait(review, desks["legal"]), by=counsel)

    review.refresh_from_db()
    assert review.stage == Stage.IN_REVIEW
    assert waits_of(review, "desk__slug", "purpose") == [("procurement", "desk_review")]
    assert written.events == [
        ("Clara Counsel", "wait.closed", "internal", "settled what there was to decide"),
        ("Clara Counsel", "side.done", "business", "closed the side of Legal"),
    ]
    assert written.notices == []


def test_finish_side_by_the_last_desk_aligns_the_review(all_decided, desks, buyer, counsel, lead):
    review = all_decided
    alignment.finish_side(desk_wait(review, desks["legal"]), by=counsel)
    written = Written()

    returned = alignment.finish_side(desk_wait(review, desks["procurement"]), by=buyer)

    assert returned.stage == Stage.ALIGNED
    needed = "Send our joint position to Quill Surveys, or ask for final approval."
    assert waits_of(review, "purpose", "desk__slug", "holder", "needed") == [
        ("joint_position", "procurement", "desk", needed)
    ]
    assert written.events[1:] == [
        ("Ben Buyer", "side.done", "business", "closed the side of Procurement"),
        (None, "review.moved", "internal", f"moved the review to “{Stage.ALIGNED.label}”"),
        (None, "wait.opened", "business", "asked Procurement to send our answer to the vendor"),
    ]
    assert written.notices == [("Lena Lead", "assignment", needed)]


def test_joint_position_goes_to_the_person_who_talks_to_the_vendor(all_decided, desks, buyer, counsel, lead):
    answer_anew(all_decided, Slot.VENDOR_CONTACT, person=lead)
    finish_all_sides(all_decided)
    assert waits_of(all_decided, "purpose", "person__name") == [("joint_position", "Lena Lead")]


def test_finish_side_lists_everything_that_is_missing(only_two_desks, desks, buyer, counsel):
    review = only_two_desks
    issues.raise_issue(review, "They train on our data", severity=Severity.BLOCKER, by=counsel)
    wait = desk_wait(review, desks["legal"])
    with refused(
        "4 terms are not decided yet: Service credits, remedies for under-performance, Limitation of liability, "
        "Indemnities and AI use, training on our data, output ownership.",
        "1 issue blocks the deal: They train on our data.",
    ):
        alignment.finish_side(wait, by=counsel)


def test_finish_side_says_is_of_one_term(all_decided, desks, counsel, buyer):
    review = all_decided
    deciding.decide_term(term(review, "liability"), Outcome.ESCALATED, desk=desks["legal"], reason="Low.", by=counsel)
    with refused("1 term is not decided yet: Limitation of liability."):
        alignment.finish_side(desk_wait(review, desks["legal"]), by=counsel)


def test_finish_side_waits_for_the_answer_to_a_question(all_decided, desks, counsel, requester):
    wait = desk_wait(all_decided, desks["legal"])
    questions = [wait_questions.ask_requester(wait, text, by=counsel) for text in ("Who?", "When?")]
    with refused("This is paused until the requester has answered 2 questions."):
        alignment.finish_side(wait, by=counsel)
    for question in questions:
        wait_questions.answer_question(question, "Soon.", by=requester)
    alignment.finish_side(wait, by=counsel)


def test_an_issue_that_blocks_the_deal_holds_the_desk_that_raised_it_and_no_other(all_decided, desks, buyer, counsel):
    issue = issues.raise_issue(all_decided, "No insurance", severity=Severity.BLOCKER, by=counsel)
    alignment.finish_side(desk_wait(all_decided, desks["procurement"]), by=buyer)
    with refused("1 issue blocks the deal: No insurance."):
        alignment.finish_side(desk_wait(all_decided, desks["legal"]), by=counsel)

    issues.resolve_issue(issue, "They insured it.", by=counsel)
    alignment.finish_side(desk_wait(all_decided, desks["legal"]), by=counsel)


def test_an_issue_that_blocks_the_deal_holds_the_last_desk_whoever_raised_it(
    all_decided, desks, buyer, counsel, finance_lead
):
    issues.raise_issue(all_decided, "No insurance", severity=Severity.BLOCKER, by=finance_lead)
    alignment.finish_side(desk_wait(all_decided, desks["legal"]), by=counsel)
    with refused("1 issue blocks the deal: No insurance."):
        alignment.finish_side(desk_wait(all_decided, desks["procurement"]), by=buyer)


def test_lesser_issues_do_not_stand_in_the_way(all_decided, desks, buyer):
    issues.raise_issue(all_decided, "A bit dear", severity=Severity.CONCERN, by=buyer)
    alignment.finish_side(desk_wait(all_decided, desks["procurement"]), by=buyer)


def test_finish_side_is_for_the_desk(all_decided, desks, buyer, requester, admin, finance_lead):
    for person in (buyer, requester, admin, finance_lead):
        with denied("Legal closes this side."):
            alignment.finish_side(desk_wait(all_decided, desks["legal"]), by=person)


def test_finish_side_of_a_claimed_side_is_for_the_holder_and_leads(all_decided, desks, counsel, lead):
    second = UserFactory(name="Carl Counsel")
    MembershipFactory(team=desks["legal"], user=second)
    wait = claims.claim(desk_wait(all_decided, desks["legal"]), by=counsel)
    with denied("Clara Counsel closes this side."):
        alignment.finish_side(wait, by=second)
    alignment.finish_side(wait, by=lead)


def test_finish_side_refuses_the_requester_who_leads_the_desk(all_decided, desks, requester, counsel):
    MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    wait = desk_wait(all_decided, desks["legal"])
    with denied("Legal closes this side."):
        alignment.finish_side(wait, by=requester)
    claims.claim(wait, by=counsel)
    with denied("Clara Counsel closes this side."):
        alignment.finish_side(wait, by=requester)


def test_finish_side_closes_desk_reviews_only(review, desks, counsel, requester):
    question = wait_questions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)
    with denied("Rosa Requester closes this side."):
        alignment.finish_side(question, by=requester)


def test_finish_side_twice_is_refused(all_decided, desks, counsel):
    wait = desk_wait(all_decided, desks["legal"])
    alignment.finish_side(wait, by=counsel)
    with refused("Legal has already said that its side is done."):
        alignment.finish_side(wait, by=counsel)


def test_finish_side_of_both_functions_takes_two_people(all_decided, desks, lead, buyer):
    review = all_decided
    alignment.finish_side(desk_wait(review, desks["legal"]), by=lead)
    with refused("You have closed the legal side. A second person closes this one. Ben Buyer can close it."):
        alignment.finish_side(desk_wait(review, desks["procurement"]), by=lead)
    alignment.finish_side(desk_wait(review, desks["procurement"]), by=buyer)
    assert row(review, "stage") == ("aligned",)


def test_two_people_rule_counts_in_the_other_direction_too(all_decided, desks, lead, counsel):
    alignment.finish_side(desk_wait(all_decided, desks["procurement"]), by=lead)
    with refused("You have closed the commercial side. A second person closes this one. Clara Counsel can close it."):
        alignment.finish_side(desk_wait(all_decided, desks["legal"]), by=lead)


def test_two_people_rule_does_not_bind_other_desks(review, desks, lead):
    for function in ("privacy", "security"):
        MembershipFactory(team=desks[function], user=lead)
    decide_all(review, desks["privacy"], by=lead)
    alignment.finish_side(desk_wait(review, desks["privacy"]), by=lead)
    decide_all(review, desks["security"], by=lead)
    alignment.finish_side(desk_wait(review, desks["security"]), by=lead)
    assert sorted(waits_of(review, "desk__slug")) == [("legal",), ("procurement",)]


def test_two_people_rule_begins_anew_when_terms_come_back(review_at, desks, buyer, counsel, lead):
    review = review_at(Stage.NEGOTIATION)
    changed = [term(review, "liability"), term(review, "price")]
    negotiation.record_vendor_reply(review, changed_terms=changed, note="Two changes.", by=buyer)
    deciding.decide_term(
        term(review, "price"), Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer
    )
    alignment.finish_side(desk_wait(review, desks["procurement"]), by=buyer)
    deciding.decide_term(
        term(review, "liability"), Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=counsel
    )
    alignment.finish_side(desk_wait(review, desks["legal"]), by=counsel)
    assert waits_of(review, "purpose") == [(Purpose.JOINT_POSITION,)]


def test_finish_side_is_over_when_the_review_is(review_at, desks, counsel):
    review = review_at(Stage.WITHDRAWN)
    wait = review.waits.get(purpose=Purpose.DESK_REVIEW, desk=desks["legal"])
    with refused("This review is closed (withdrawn)."):
        alignment.finish_side(wait, by=counsel)
