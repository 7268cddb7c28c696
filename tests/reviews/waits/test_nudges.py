"""A nudge: whoever sees the review may ask its holder, once a day."""

import pytest
import time_machine

from notices.models import Notice
from reviews.closing import actions as closing
from reviews.models import Purpose
from reviews.pure.stages import Stage
from reviews.waits import claims, nudges, questions
from tests.groundwork import groundwork
from tests.review_fixtures import NOTE
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import Written, denied, desk_wait, refused


@pytest.fixture
@groundwork
def wait(review, desks, counsel):
    return claims.claim(desk_wait(review, desks["legal"]), by=counsel)


def test_nudge_reminds_the_holder_in_the_name_of_whoever_asks(wait, requester):
    written = Written()
    nudges.nudge(wait, by=requester)
    assert written.notices == [("Clara Counsel", "reminder", f"Rosa Requester asks how it goes: {wait.needed}")]
    assert written.events == [("Rosa Requester", "wait.nudged", "internal", f"nudged Clara Counsel: {wait.needed}")]


def test_nudge_reminds_everybody_who_could_take_it(review, desks, counsel, lead, buyer):
    nudges.nudge(desk_wait(review, desks["legal"]), by=buyer)
    names = Notice.objects.filter(key__contains="-nudge-").values_list("recipient__name", flat=True)
    assert sorted(names) == ["Clara Counsel", "Lena Lead"]


def test_nudge_works_once_a_day_for_each_person(wait, requester, buyer):
    with time_machine.travel("2026-11-23 10:00:00+00:00"):
        nudges.nudge(wait, by=requester)
        nudges.nudge(wait, by=buyer)
        with refused("You have nudged about this today already. Tomorrow you can again."):
            nudges.nudge(wait, by=requester)
    with time_machine.travel("2026-11-24 10:00:00+00:00"):
        nudges.nudge(wait, by=requester)
    assert Notice.objects.filter(key__contains="-nudge-").count() == 3


def test_nudge_is_for_those_who_see_the_review(wait, stranger, admin, counsel):
    sentence = "Whoever sees the review can nudge its holder, but nobody nudges themselves."
    for person in (stranger, admin, counsel):
        with denied(sentence):
            nudges.nudge(wait, by=person)


def test_nudge_tells_the_requester_nothing_of_a_no_that_is_not_signed(review, requester, buyer):
    closing.draft_decision_note(review, **NOTE, by=buyer)
    with denied("Whoever sees the review can nudge its holder, but nobody nudges themselves."):
        nudges.nudge(review.waits.open().get(purpose=Purpose.CO_SIGNATURE), by=requester)


def test_nudge_for_the_vendor_reaches_our_person(review_at, requester, buyer):
    wait = review_at(Stage.NEGOTIATION).waits.open().get()
    nudges.nudge(wait, by=requester)
    names = set(Notice.objects.filter(key__contains="-nudge-").values_list("recipient__name", flat=True))
    assert "Ben Buyer" in names


def test_nudge_about_what_is_done_or_paused_is_refused(wait, counsel, requester):
    question = questions.ask_requester(wait, "How many users?", by=counsel)
    with refused("This is paused until the requester has answered 1 question: there is nobody to nudge."):
        nudges.nudge(wait, by=requester)
    questions.answer_question(question, "Forty.", by=requester)
    with refused("This has been done already: there is nobody to nudge."):
        nudges.nudge(question, by=counsel)
