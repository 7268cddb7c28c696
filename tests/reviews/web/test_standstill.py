"""Asking desks and the vendor, pausing and going on, as the pages show it to each side."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.models import Purpose, Wait
from reviews.pure.stages import Stage
from reviews.waits import claims, pausing, questions
from reviews.waits.status import status_of
from reviews.web.forms.waits import PAUSES, WaitForForm
from tests.groundwork import groundwork
from tests.reviews.pages import messages_of, page, part_of, press, signed_in, text_of
from tests.reviews.reading import desk_wait, open_wait_of

CANARY = "Is their certificate a forgery?"


@pytest.fixture
@groundwork
def side(review, desks, counsel):
    """The legal desk's side, taken by counsel."""
    return claims.claim(desk_wait(review, desks["legal"]), by=counsel)


def in_days(number):
    return str(timezone.localdate() + timedelta(days=number))


def form_of(item, form_class):
    """The form of one reason to pause, as the workbench offers it."""
    return next(form for form in item.pauses if isinstance(form, form_class))


# --- asking -----------------------------------------------------------------------------------------


def test_ask_desk_shows_who_is_waited_for_and_offers_the_answer_there(
    client, counsel, review, side, desks, specialists
):
    press(signed_in(client, counsel), "ask", side.pk, whom="desk-security", question=CANARY)

    waits = part_of(page(client, review), "waits")
    assert "Waits for Security" in waits and CANARY in waits and "Withdraw the question" in waits

    asked = open_wait_of(review, Purpose.DESK_QUESTION)
    signed_in(client, specialists["security"])
    assert "Send the answer" in part_of(page(client, review), "waits")
    press(client, "answer", asked.pk, answer="No, I called them.")
    assert "No, I called them." in text_of(page(client, review))
    assert "Waits for" not in part_of(page(client, review), "waits")


def test_words_between_desks_reach_the_requester_nowhere(client, counsel, requester, review, side, desks, specialists):
    asked = questions.ask_desk(side, CANARY, desk=desks["security"], by=counsel)
    signed_in(client, requester)
    timeline = reverse("reviews:timeline", args=[review.pk])

    before = [page(client, review), client.get(timeline), client.get(f"/api/reviews/{review.reference}/")]
    questions.answer_question(asked, f"{CANARY} No.", by=specialists["security"])
    after = [page(client, review), client.get(timeline), client.get(f"/api/reviews/{review.reference}/")]

    assert all(CANARY not in response.content.decode() for response in before + after)
    assert "Waits for Security" in text_of(before[0])


def test_ask_vendor_gives_a_text_to_send_and_is_theirs_once_sent(client, counsel, buyer, review, side):
    press(signed_in(client, counsel), "ask", side.pk, whom="vendor", question="Which sub-processors?")
    asked = open_wait_of(review, Purpose.VENDOR_QUESTION)
    assert "have a question" not in part_of(page(client, review), "waits")

    signed_in(client, buyer)
    waits = part_of(page(client, review), "waits")
    assert "we are looking at “Survey tool” and have a question: Which sub-processors? Could you answer by" in waits
    assert "I have sent it" in waits
    press(client, "note_sent", asked.pk)
    assert "I have sent it" not in part_of(page(client, review), "waits")
    press(client, "answer", asked.pk, answer="Two, both in Ireland.")
    assert "by the vendor, written down by Ben Buyer" in text_of(page(client, review))


@pytest.mark.parametrize("whom", ["desk-moon", "desk-legal"])  # none there is, and the desk whose side it is
def test_ask_somebody_unknown_keeps_what_was_typed(client, counsel, side, whom):
    response = press(signed_in(client, counsel), "ask", side.pk, whom=whom, question="Why is it there?")
    assert response.status_code == 422
    assert "Why is it there?" in response.content.decode()


def test_withdrawn_question_is_no_answer(client, counsel, review, side, desks, specialists):
    asked = questions.ask_desk(side, CANARY, desk=desks["security"], by=counsel)
    response = press(signed_in(client, counsel), "withdraw_question", asked.pk)
    assert messages_of(response) == [("success", "The question is withdrawn, and work goes on.")]
    assert "No longer needed" not in text_of(page(client, review))


# --- standing still ---------------------------------------------------------------------------------


def test_pause_shows_until_when_and_why_to_both_sides(client, counsel, requester, review, side):
    press(signed_in(client, counsel), "pause", side.pk, until=in_days(8), reason="Their lawyer is away.")

    waits = part_of(page(client, review), "waits")
    assert "Paused until 1 Dec 2026 Their lawyer is away." in waits and "Go on now" in waits
    status = part_of(page(signed_in(client, requester), review), "status")
    assert "Paused until 1 Dec 2026 Their lawyer is away." in status


@pytest.mark.parametrize(
    ("until", "sentence"),
    [(0, "Choose a day to come."), (91, "A pause is for 90 days at most: choose an earlier day, then look again.")],
)
def test_pause_on_a_day_that_will_not_do_keeps_the_form_open(client, counsel, side, until, sentence):
    response = press(signed_in(client, counsel), "pause", side.pk, until=in_days(until), reason="Because of them.")
    assert (response.status_code, messages_of(response)) == (422, [("error", sentence)])
    assert "Because of them." in response.content.decode()


def test_resume_goes_on_early(client, counsel, review, side):
    press(signed_in(client, counsel), "pause", side.pk, until=in_days(8), reason="Away.")
    press(client, "resume", side.pk)
    assert "Paused" not in part_of(page(client, review), "waits")


def test_workbench_offers_each_reason_to_pause_under_its_heading(client, counsel, review, side):
    content = page(signed_in(client, counsel), review).content.decode()
    for form in PAUSES:
        assert f"<h3>{form.heading}</h3>" in content
        assert f'action="/waits/{side.pk}/{form.kind}/"' in content
        assert f'type="submit">{form.button}</button>' in content


def test_wait_for_offers_what_is_open_and_idle_desks(client, counsel, review, side, desks, finance_lead):
    signed_in(client, counsel)
    item = next(item for item in page(client, review).context["waits"] if item.wait == side)
    offered = dict(form_of(item, WaitForForm).fields["what"].choices)
    theirs = desk_wait(review, desks["procurement"])
    assert offered[f"wait-{theirs.pk}"] == f"Procurement: {theirs.needed}"
    assert offered["desk-finance"] == "Finance (has nothing open here)"
    assert f"wait-{side.pk}" not in offered

    press(client, "wait_for", side.pk, what="desk-finance", reason="Is the budget there?")

    assert open_wait_of(review, Purpose.DESK_QUESTION).question == "Is the budget there?"


def test_wait_for_names_who_really_holds_it_up(client, counsel, buyer, review, side, desks):
    theirs = desk_wait(review, desks["procurement"])
    press(signed_in(client, counsel), "wait_for", side.pk, what=f"wait-{theirs.pk}", reason="Price first.")
    assert "Waits for Procurement Price first." in part_of(page(client, review), "waits")
    sentence = status_of(review, plain=False).sentence
    assert "Clara Counsel" not in sentence and "Procurement" in sentence
    signed_in(client, buyer)
    item = next(item for item in page(client, review).context["waits"] if item.wait == theirs)
    assert f"wait-{side.pk}" not in dict(form_of(item, WaitForForm).fields["what"].choices)  # that would be a circle


def test_status_of_a_review_that_stands_still_says_until_when(review, side, desks, counsel, lead):
    others = review.waits.open().exclude(pk=side.pk)
    pausing.pause(side, until=timezone.localdate() + timedelta(days=8), reason="Away.", by=counsel)
    for wait in others:
        if wait.desk.function in {"procurement"}:
            pausing.wait_for(wait, side, reason="Law first.", by=lead)
        else:
            Wait.objects.filter(pk=wait.pk).update(closed_at=timezone.now(), remind_at=None)
    assert status_of(review, plain=False).sentence == f"{Stage.IN_REVIEW.label}: paused until 1 December 2026"


# --- due soon, nudges -------------------------------------------------------------------------------


@pytest.mark.parametrize(("moment", "is_soon"), [("2026-11-26T16:00Z", False), ("2026-11-26T16:25Z", True)])
def test_wait_is_shown_as_due_soon_at_three_quarters(client, at, side, review, counsel, moment, is_soon):
    """Opened on Monday at eleven in Berlin, due a week later: three quarters are gone on Thursday, after five."""
    at(moment)
    signed_in(client, counsel)
    lists = [client.get(reverse(f"reviews:{name}")) for name in ("queue", "review_list")]
    for response in [page(client, review), *lists]:  # the mark; the queue's filter has the same words
        assert bool(re.search(r"</svg>\s*Due soon", response.content.decode())) == is_soon


def test_late_is_not_soon(client, at, side, review, counsel):
    at("2026-12-02T14:00Z")
    assert "Due soon" not in text_of(page(signed_in(client, counsel), review))


def test_nudge_is_offered_where_somebody_can_be_hurried(client, requester, counsel, review, side, desks):
    signed_in(client, requester)
    waits = {wait.pk for wait in review.waits.open()}
    assert set(page(client, review).context["nudgeable"]) == waits
    question = questions.ask_requester(side, "Who?", by=counsel)
    assert set(page(client, review).context["nudgeable"]) == waits - {side.pk}
    assert question.pk not in page(client, review).context["nudgeable"]


# --- where the time went ----------------------------------------------------------------------------


def test_time_spent_is_shown_in_business_days(client, at, review, side, desks, counsel, requester):
    at("2026-11-25T10:00Z")
    question = questions.ask_requester(side, "Who?", by=counsel)
    at("2026-11-26T10:00Z")
    questions.answer_question(question, "Me.", by=requester)
    at("2026-11-27T10:00Z")

    response = page(signed_in(client, counsel), review)

    rows = {row.name: (round(row.days, 1), row.is_running) for row in response.context["times"].rows}
    assert (rows["Legal"], rows["Procurement"], rows["Rosa Requester (requester)"]) == (
        (3.0, True),
        (4.0, True),
        (1.0, False),
    )
    steps = [(needed, row.name, round(row.days, 1)) for needed, row in response.context["times"].steps]
    assert (side.needed, "Legal", 3.0) in steps
    assert ("Answer a question from Legal.", "Rosa Requester (requester)", 1.0) in steps
    panel = part_of(response, "time-spent")
    assert "Legal still running 3 business days of it less than half a business day until somebody picked" in panel


@pytest.mark.parametrize("pairs", [1, 10])
def test_time_spent_costs_as_many_queries_for_a_long_story_as_for_a_short_one(
    review, side, counsel, requester, pairs, django_assert_num_queries
):
    from reviews.web.cards.time_spent import time_spent

    for _ in range(pairs):
        questions.answer_question(questions.ask_requester(side, "Who?", by=counsel), "Me.", by=requester)
    review.refresh_from_db()
    assert review.vendor and review.requester
    time_spent(review)
    with django_assert_num_queries(3):
        time_spent(review)
