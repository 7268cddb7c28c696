"""Questions: asking the requester, a desk or the vendor, answering, and taking one back."""

import pytest
from django.urls import reverse

from reviews.models import Purpose
from reviews.waits import questions
from tests.reviews.pages import holders_of, messages_of, page, part_of, press, signed_in, text_of
from tests.reviews.reading import open_wait_of

CANARY = "Is their certificate a forgery?"


def test_ask_pauses_the_desk_and_shows_the_question(client, buyer, procurement_side, review):
    press(signed_in(client, buyer), "ask", procurement_side.pk, question="How many people?")

    waits = holders_of(client, review)
    assert "Paused until the requester answers" in waits and "How many people?" in waits


def test_ask_keeps_the_question_when_it_is_refused(client, counsel, procurement_side):
    response = press(signed_in(client, counsel), "ask", procurement_side.pk, question="How many people?")

    assert response.status_code == 422
    assert messages_of(response) == [("error", "This is with Procurement: they ask the questions here.")]


def test_ask_needs_a_question(client, buyer, procurement_side):
    response = press(signed_in(client, buyer), "ask", procurement_side.pk, question=" ")

    assert response.status_code == 422
    assert "This field is required." in part_of(response, "waits")


def test_ask_desk_shows_who_is_waited_for_and_offers_the_answer_there(
    client, counsel, review, legal_side, desks, specialists
):
    press(signed_in(client, counsel), "ask", legal_side.pk, whom="desk-security", question=CANARY)

    waits = holders_of(client, review)
    assert "Waits for Security" in waits and CANARY in waits and "Withdraw the question" in waits

    asked = open_wait_of(review, Purpose.DESK_QUESTION)
    signed_in(client, specialists["security"])
    assert "Send the answer" in holders_of(client, review)
    press(client, "answer", asked.pk, answer="No, I called them.")
    assert "No, I called them." in text_of(page(client, review, side="comments"))
    assert "Waits for" not in holders_of(client, review)


def test_ask_vendor_gives_a_text_to_send_and_is_theirs_once_sent(client, counsel, buyer, review, legal_side):
    press(signed_in(client, counsel), "ask", legal_side.pk, whom="vendor", question="Which sub-processors?")
    asked = open_wait_of(review, Purpose.VENDOR_QUESTION)
    assert "have a question" not in holders_of(client, review)

    signed_in(client, buyer)
    waits = holders_of(client, review)
    assert "we are looking at “Survey tool” and have a question: Which sub-processors? Could you answer by" in waits
    assert "I have sent it" in waits
    press(client, "note_sent", asked.pk)
    assert "I have sent it" not in holders_of(client, review)
    press(client, "answer", asked.pk, answer="Two, both in Ireland.")
    assert "by the vendor, written down by Ben Buyer" in text_of(page(client, review, side="comments"))


@pytest.mark.parametrize("whom", ["desk-moon", "desk-legal"])  # none there is, and the desk whose side it is
def test_ask_somebody_unknown_keeps_what_was_typed(client, counsel, legal_side, whom):
    response = press(signed_in(client, counsel), "ask", legal_side.pk, whom=whom, question="Why is it there?")
    assert response.status_code == 422
    assert "Why is it there?" in response.content.decode()


def test_words_between_desks_reach_the_requester_nowhere(
    client, counsel, requester, review, legal_side, desks, specialists
):
    asked = questions.ask_desk(legal_side, CANARY, desk=desks["security"], by=counsel)
    signed_in(client, requester)
    timeline = reverse("reviews:timeline", args=[review.pk])

    before = [page(client, review), client.get(timeline), client.get(f"/api/reviews/{review.reference}/")]
    questions.answer_question(asked, f"{CANARY} No.", by=specialists["security"])
    after = [page(client, review), client.get(timeline), client.get(f"/api/reviews/{review.reference}/")]

    assert all(CANARY not in response.content.decode() for response in before + after)
    assert "waits for Security" in text_of(before[0])


def test_withdrawn_question_is_no_answer(client, counsel, review, legal_side, desks, specialists):
    asked = questions.ask_desk(legal_side, CANARY, desk=desks["security"], by=counsel)
    response = press(signed_in(client, counsel), "withdraw_question", asked.pk)
    assert messages_of(response) == [("success", "The question is withdrawn, and work goes on.")]
    assert "No longer needed" not in text_of(page(client, review, side="comments"))
