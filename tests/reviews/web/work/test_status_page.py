"""The requester's page: where it is, with whom, what is open, what is needed of them, and the answer at the end."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake import actions as intake_actions
from reviews.findings import issues
from reviews.models import Purpose, Severity
from reviews.pure.stages import Stage
from reviews.waits import claims, questions
from tests.review_fixtures import NOTE
from tests.reviews.pages import page, part_of, press, signed_in, text_of


@pytest.fixture
def question(review, desks, buyer):
    wait = review.waits.get(purpose=Purpose.DESK_REVIEW, desk=desks["procurement"])
    return questions.ask_requester(wait, "How many people?", by=buyer)


def test_top_says_with_whom_and_until_when_and_that_nothing_is_needed(client, requester, review):
    top = part_of(page(signed_in(client, requester), review), "status")

    assert top == (
        "Sent. With 4 teams since 23 November 2026. The aim is an answer by 30 November 2026. Nothing needed from you."
    )


def test_page_says_what_is_open_and_what_we_do_about_it(client, requester, counsel, review):
    plan = "Clara asks for their help with it."
    issues.raise_issue(review, "No exit.", severity=Severity.CONCERN, plan=plan, by=counsel)

    assert part_of(page(signed_in(client, requester), review), "open") == f"What is open No exit. {plan}"


def test_page_shows_a_face_and_a_sentence_for_whoever_took_it(client, requester, counsel, review, desks):
    claims.claim(review.waits.get(purpose=Purpose.DESK_REVIEW, desk=desks["legal"]), by=counsel)

    people = part_of(page(signed_in(client, requester), review), "people")
    assert "CC Clara Counsel Legal Reading what happens if Quill Surveys makes a mistake, and how we leave." in people


def test_question_is_the_whole_top_with_one_field(client, requester, review, question):
    response = page(signed_in(client, requester), review)

    top = part_of(response, "questions")
    assert top.startswith("Waiting for you since 23 November 2026. One answer, then Procurement goes on.")
    assert "Ben Buyer asks" in top and "How many people?" in top and "Send answer" in top
    assert response.content.count(b'name="answer"') == 1
    assert "waits for you" in part_of(response, "people")


def test_several_questions_are_answered_one_after_the_other(client, requester, counsel, review, question, desks):
    legal = review.waits.get(purpose=Purpose.DESK_REVIEW, desk=desks["legal"])
    second = questions.ask_requester(legal, "Who pays?", by=counsel)

    first = page(signed_in(client, requester), review)
    assert "How many people?" in part_of(first, "questions") and "Who pays?" not in text_of(first)

    refused = press(client, "answer", second.pk, answer=" ")  # the one that was sent comes back
    assert refused.status_code == 422 and "Who pays?" in part_of(refused, "questions")

    press(client, "answer", question.pk, answer="Forty.")
    assert "Who pays?" in part_of(page(client, review), "questions")


def test_answer_lets_work_go_on(client, requester, review, question):
    press(signed_in(client, requester), "answer", question.pk, answer="Forty.")

    shown = text_of(page(client, review))
    assert "Questions that you answered (1) How many people? Ben Buyer, just now Forty." in shown
    assert "waits for you" not in shown and "Waiting for you" not in shown


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

    assert "Why We want to ask our customers what they think." in brief
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
    assert part_of(shown, "status") == "Withdrawn on 23 November 2026. Nobody works on it any more."
    assert "I no longer need this" not in text_of(shown)


def test_papers_are_fixed_once_approval_is_asked_for(client, requester, review_at):
    documents = part_of(page(signed_in(client, requester), review_at(Stage.FINAL_APPROVAL)), "documents")

    assert "Approval was asked for the documents as they are: from now on only reviewers can add one." in documents
    assert "Drop files here" not in documents


def test_signed_contract_is_the_answer(client, requester, review_at):
    shown = text_of(page(signed_in(client, requester), review_at(Stage.ACTIVE)))

    assert "Your contract with Quill Surveys is signed. It runs until somebody ends it." in shown
    assert "Whom to ask Procurement" in shown
    assert "Signed on 23 November 2026 Runs from 23 November 2026 Ends when somebody ends it Value EUR 30,000" in shown


def test_refused_request_says_why_and_what_instead(client, requester, review_at):
    shown = text_of(page(signed_in(client, requester), review_at(Stage.DECLINED)))

    assert "This is not going ahead." in shown
    assert NOTE["why"] in shown and NOTE["instead"] in shown


def test_heads_up_leads_to_the_full_request(client, requester, software):
    given = intake_actions.give_heads_up(
        software, title="Survey tool", vendor_name="Quill Surveys", reason="We may need one soon.", by=requester
    )
    response = page(signed_in(client, requester), given.review)

    assert "Noted. A first look is with Legal and Procurement since" in part_of(response, "status")
    assert reverse("intake:draft", args=[given.pk]) in response.content.decode()


@pytest.mark.parametrize("number", [3, 30, 300])
def test_page_asks_the_database_as_often_with_many_rows(client, requester, counsel, review, desks, number):
    legal = claims.claim(review.waits.get(purpose=Purpose.DESK_REVIEW, desk=desks["legal"]), by=counsel)
    for count in range(number):
        issues.raise_issue(review, f"Problem {count}.", severity=Severity.NOTE, by=counsel)
        if count < 30:
            questions.answer_question(questions.ask_requester(legal, "More?", by=counsel), "Yes.", by=requester)
    client.force_login(requester)
    page(client, review)

    with CaptureQueriesContext(connection) as queries:
        page(client, review)

    assert len(queries) == 15  # four of them are the frame's; two because a person holds a part


def test_story_over_the_api_says_the_same_sentences(client, requester, stranger, review, question):
    address = reverse("api-review-story", args=[review.reference])
    assert signed_in(client, stranger).get(address).status_code == 404

    told = signed_in(client, requester).get(address).json()
    top = part_of(page(client, review), "questions")
    assert top.startswith(f"{told['headline']} {told['needed']}")
    people = part_of(page(client, review), "people")
    assert all(row["sentence"] in people and row["when"] in people for row in told["people"])
    [asked] = told["questions"]
    answered = client.post(reverse("api-wait-answer", args=[asked["id"]]), {"answer": "Forty."}, "application/json")
    assert answered.status_code == 200
    assert client.get(address).json()["questions"] == []
