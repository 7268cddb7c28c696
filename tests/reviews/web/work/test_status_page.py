"""The requester's page: where it is, with whom, what is open, what is needed of them, and the answer at the end."""

import pytest

from reviews.findings import issues
from reviews.models import Purpose, Severity, Wait
from reviews.pure.stages import Stage
from reviews.waits import claims, questions
from tests.reviews.pages import page, part_of, press, signed_in, text_of


@pytest.fixture
def question(review, desks, buyer):
    wait = review.waits.get(purpose=Purpose.DESK_REVIEW, desk=desks["procurement"])
    return questions.ask_requester(wait, "How many people?", by=buyer)


def test_status_says_where_with_whom_and_what_is_open(client, requester, counsel, review):
    issues.raise_issue(review, "No exit.", severity=Severity.CONCERN, by=counsel)

    status = part_of(page(signed_in(client, requester), review), "status")

    assert status.startswith("Being looked at Done: Noted Being looked at With the vendor Almost there Done")
    assert "With whom Procurement for less than half a business day until" in status
    assert "What is open Concern No exit. raised by Clara Counsel" in status


def test_status_names_the_person_who_took_it(client, requester, counsel, review, desks):
    claims.claim(review.waits.get(purpose=Purpose.DESK_REVIEW, desk=desks["legal"]), by=counsel)

    assert "Clara Counsel Legal for less than half a business day" in part_of(
        page(signed_in(client, requester), review), "status"
    )


def test_question_is_the_first_thing_the_requester_sees(client, requester, review, question):
    response = page(signed_in(client, requester), review)

    assert part_of(response, "status").startswith("We need you")
    assert "With whom You for less than half a business day" in part_of(response, "status")
    assert "Paused until you answer" in part_of(response, "status")
    assert "How many people?" in part_of(response, "questions") and "Send answer" in part_of(response, "questions")


def test_status_marks_what_waits_on_the_requester_and_is_due_soon(client, requester, review, question):
    assert "Due soon" not in part_of(page(signed_in(client, requester), review), "status")
    Wait.objects.filter(pk=question.pk).update(warn_at=question.opened_at)
    assert "Due soon until 30 November 2026" in part_of(page(client, review), "status")


def test_answer_lets_work_go_on(client, requester, review, question):
    press(signed_in(client, requester), "answer", question.pk, answer="Forty.")

    shown = text_of(page(client, review))
    assert "Questions and answers 1 How many people? Ben Buyer, just now Forty. answered just now" in shown
    assert "Paused" not in shown and "We need you" not in shown


def test_answer_must_say_something(client, requester, review, question):
    response = press(signed_in(client, requester), "answer", question.pk, answer="  ")

    assert response.status_code == 422
    assert "This field is required." in part_of(response, "questions")


def test_comment_of_a_requester_is_read_by_both_sides(client, requester, counsel, review):
    press(signed_in(client, requester), "comment", review.pk, body="It is urgent.", audience="internal")

    assert "Requester and reviewers Rosa Requester just now It is urgent." in part_of(
        page(signed_in(client, counsel), review, side="comments"), "comments"
    )


def test_requester_sees_the_brief_as_it_was_given(client, requester, review):
    brief = part_of(page(signed_in(client, requester), review), "brief")

    assert "Why it is needed We want to ask our customers what they think." in brief
    assert "How many people will use it? 40" in brief


def test_requester_reads_no_terms(client, requester, review):
    assert "Limitation of liability" not in text_of(page(signed_in(client, requester), review))


def test_withdraw_needs_a_reason(client, requester, review):
    response = press(signed_in(client, requester), "withdraw", review.pk)

    review.refresh_from_db()
    assert (response.status_code, review.stage) == (422, Stage.IN_REVIEW)
    assert '<details class="confirm" open>' in response.content.decode()


def test_withdraw_ends_it(client, requester, review):
    press(signed_in(client, requester), "withdraw", review.pk, reason="We have one already.")

    shown = page(signed_in(client, requester), review)
    assert part_of(shown, "status").startswith("Not going ahead")
    assert "I no longer need this" not in text_of(shown)


def test_papers_are_fixed_once_approval_is_asked_for(client, requester, review_at):
    documents = part_of(page(signed_in(client, requester), review_at(Stage.FINAL_APPROVAL)), "documents")

    assert "Approval was asked for the documents as they are: from now on only reviewers can add one." in documents
    assert "Drop files here" not in documents


def test_signed_contract_is_the_answer(client, requester, review_at):
    shown = text_of(page(signed_in(client, requester), review_at(Stage.ACTIVE)))

    assert "Nobody has to act any more: the contract is signed." in shown
    assert "Signed on 23 November 2026 Runs from 23 November 2026 Ends when somebody ends it Value EUR 30,000" in shown
