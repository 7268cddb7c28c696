"""Standing still until a day or until another wait is done, and going on by itself."""

from datetime import date

import pytest

from common.models import Event
from intake import actions as intake_actions
from reviews.closing import actions as closing
from reviews.disagreements import actions as disagreement_actions
from reviews.models import Outcome, Purpose
from reviews.negotiation import actions as negotiation
from reviews.pure.stages import Stage
from reviews.rounds import alignment
from reviews.tasks.pauses import end_pauses
from reviews.terms import deciding
from reviews.waits import claims, pausing, questions
from reviews.waits.opening_and_closing import open_wait
from reviews.web.forms.waits import WaitForForm
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import Written, denied, desk_wait, open_wait_of, refused, row

MONDAY = "2026-11-23 10:00:00+00:00"
THURSDAY_MORNING = "2026-11-26T08:00:00+00:00"


@pytest.fixture
def wait(at, draft, requester, buyer, counsel, lead, desks):
    """The legal desk's side, opened on Monday at 11:00 in Berlin, due a week later, taken by counsel."""
    at(MONDAY)
    review = intake_actions.submit(draft, by=requester)
    return claims.claim(desk_wait(review, desks["legal"]), by=counsel)


@pytest.fixture
def theirs(wait, desks):
    """The side of procurement."""
    return desk_wait(wait.review, desks["procurement"])


def pause(wait, *, by, until=date(2026, 11, 26), reason="The vendor’s lawyer is away."):
    return pausing.pause(wait, until=until, reason=reason, by=by)


# --- until a day ------------------------------------------------------------------------------------


def test_pause_stands_still_until_the_morning_of_the_day(wait, counsel):
    written = Written()

    pause(wait, by=counsel)

    paused_at, resumes_at, reason, remind_at, closed_at = row(
        wait, "paused_at", "resumes_at", "pause_reason", "remind_at", "closed_at"
    )
    assert (paused_at.isoformat(), resumes_at.isoformat()) == ("2026-11-23T10:00:00+00:00", THURSDAY_MORNING)
    assert (reason, remind_at, closed_at) == ("The vendor’s lawyer is away.", None, None)
    assert written.notices == []
    assert written.events == [
        (
            "Clara Counsel",
            "wait.paused",
            "business",
            "paused until 26 November 2026 (The vendor’s lawyer is away.)",
        )
    ]


def test_pause_over_a_weekend_ends_on_the_next_business_morning(wait, counsel):
    pause(wait, until=date(2026, 11, 28), by=counsel)
    assert row(wait, "resumes_at")[0].isoformat() == "2026-11-30T08:00:00+00:00"


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (date(2026, 11, 23), "Choose a day to come."),
        (date(2026, 11, 1), "Choose a day to come."),
        (date(2027, 2, 22), "A pause is for 90 days at most: choose an earlier day, then look again."),
    ],
)
def test_pause_is_for_a_day_to_come_and_not_for_ever(wait, counsel, until, sentence):
    with refused(sentence):
        pause(wait, until=until, by=counsel)


def test_pause_says_why(wait, counsel):
    with refused("Say in a few words why: the requester reads it."):
        pause(wait, reason="  ", by=counsel)
    with refused("Please shorten this to 300 characters; it has 301."):
        pause(wait, reason="x" * 301, by=counsel)


def test_longest_pause_is_taken(wait, counsel):
    pause(wait, until=date(2027, 2, 21), reason="x" * 300, by=counsel)
    assert row(wait, "pause_reason") == ("x" * 300,)


def test_pause_is_for_the_holder_and_leads(wait, buyer, requester, admin, lead):
    for person in (buyer, requester, admin):
        with denied("This is with Clara Counsel: they say whether it can go on."):
            pause(wait, by=person)
    pause(wait, by=lead)


def test_pause_of_what_stands_still_is_refused(wait, counsel):
    pause(wait, by=counsel)
    with refused("This is paused until 26 November 2026 (The vendor’s lawyer is away.)."):
        pause(wait, by=counsel)


def test_pause_is_not_for_questions(wait, counsel, requester):
    question = questions.ask_desk(wait, "Ok?", desk=wait.review.responsible("vendor_contact").desk, by=counsel)
    buyer = question.desk.members().get(name="Ben Buyer")
    with refused("Only a review, a decision or a step with the vendor can be paused."):
        pause(question, by=buyer)


def test_paused_side_is_not_finished_and_its_terms_are_decided_meanwhile(wait, counsel, desks):
    pause(wait, by=counsel)
    for term in wait.review.terms.undecided_by(desks["legal"]):
        deciding.decide_term(term, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=counsel)
    with refused("This is paused until 26 November 2026 (The vendor’s lawyer is away.)."):
        alignment.finish_side(wait, by=counsel)


def test_paused_step_with_the_vendor_is_not_taken_before_it_goes_on(review_at, buyer):
    review = review_at(Stage.ALIGNED)
    wait = pause(open_wait_of(review, Purpose.JOINT_POSITION), by=buyer)
    with refused("This is paused until 26 November 2026 (The vendor’s lawyer is away.)."):
        negotiation.send_to_vendor(review, by=buyer)
    pausing.resume(wait, by=buyer)
    negotiation.send_to_vendor(review, by=buyer)


def test_end_pauses_lets_go_on_that_morning_and_tells_the_holder(at, wait, counsel):
    pause(wait, by=counsel)
    at("2026-11-26T07:59:59+00:00")
    assert end_pauses() == 0
    at(THURSDAY_MORNING)
    written = Written()

    assert end_pauses() == 1

    assert row(wait, "paused_at", "resumes_at", "pause_reason") == (None, None, "")
    assert row(wait, "due_at")[0].isoformat() == "2026-12-02T16:30:00+00:00"
    assert written.events == [(None, "wait.resumed", "internal", "can go on: Decide 4 terms.")]
    body = "The day has come that this was paused until. You can go on: Decide 4 terms."
    assert written.notices == [("Clara Counsel", "assignment", body)]


def test_end_pauses_twice_does_nothing_twice(at, wait, counsel):
    pause(wait, by=counsel)
    at(THURSDAY_MORNING)
    end_pauses()
    before, written = row(wait, "due_at", "paused_time", "remind_at", "warn_at"), Written()
    assert end_pauses() == 0
    assert (row(wait, "due_at", "paused_time", "remind_at", "warn_at"), written.events) == (before, [])


def test_end_pauses_takes_as_many_queries_for_many_as_for_few(at, another_review, wait, counsel, desks):
    counts = []
    for number in (2, 12):
        at(MONDAY)
        for _ in range(number):
            pause(desk_wait(another_review(), desks["legal"]), by=counsel)
        at(THURSDAY_MORNING)
        with _counted() as queries:
            assert end_pauses() == number
        counts.append(len(queries))
    assert counts[0] == counts[1]


def _counted():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


def test_end_pauses_keeps_waiting_for_an_answer(at, wait, counsel, requester):
    pause(wait, by=counsel)
    question = questions.ask_requester(wait, "Who?", by=counsel)
    at(THURSDAY_MORNING)
    end_pauses()
    assert row(wait, "resumes_at", "pause_reason") == (None, "")
    assert row(wait, "paused_at") != (None,)
    questions.answer_question(question, "Me.", by=requester)
    assert row(wait, "paused_at") == (None,)


def test_resume_goes_on_early(at, wait, counsel, lead):
    pause(wait, by=counsel)
    at("2026-11-24T10:00:00+00:00")
    written = Written()

    pausing.resume(wait, by=lead)

    assert row(wait, "paused_at", "resumes_at", "pause_reason") == (None, None, "")
    assert row(wait, "due_at")[0].isoformat() == "2026-12-01T10:00:00+00:00"
    body = "Lena Lead ended the pause. You can go on: Decide 4 terms."
    assert written.notices == [("Clara Counsel", "assignment", body)]
    assert written.events == [
        ("Lena Lead", "pause.ended", "business", "ended the pause"),
        ("Lena Lead", "wait.resumed", "internal", "can go on: Decide 4 terms."),
    ]


def test_resume_says_why_it_cannot(wait, counsel, buyer):
    with refused("This is not paused."):
        pausing.resume(wait, by=counsel)
    with denied("This is with Clara Counsel: they say whether it can go on."):
        pausing.resume(wait, by=buyer)
    questions.ask_requester(wait, "Who?", by=counsel)
    with refused("This waits for an answer. Withdraw the question if it is not needed any more."):
        pausing.resume(wait, by=counsel)


def test_review_that_ends_ends_its_pauses(wait, counsel, requester):
    pause(wait, by=counsel)
    closing.withdraw(wait.review, "No budget.", by=requester)
    assert row(wait, "paused_at", "resumes_at", "pause_reason") == (None, None, "")
    assert end_pauses() == 0


# --- until another wait is done ---------------------------------------------------------------------


def test_wait_for_goes_on_by_itself_when_the_other_is_done(wait, theirs, counsel, buyer, desks):
    pausing.wait_for(wait, theirs, reason="The price decides.", by=counsel)
    assert row(wait, "waits_for", "pause_reason", "closed_at") == (theirs.pk, "The price decides.", None)
    for term in wait.review.terms.undecided_by(desks["procurement"]):
        deciding.decide_term(term, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer)
    written = Written()

    alignment.finish_side(theirs, by=buyer)

    assert row(wait, "waits_for", "pause_reason", "paused_at") == (None, "", None)
    assert ("Clara Counsel", "assignment", f"The side of {theirs.desk} is done. You can go on: Decide 4 terms.") in (
        written.notices
    )


def test_wait_for_each_other_is_refused(wait, theirs, counsel, buyer):
    pausing.wait_for(wait, theirs, reason="Price first.", by=counsel)
    with refused(
        f"That waits for this already: “Decide 4 terms.” cannot go on before “{theirs.needed}” is done.",
    ):
        pausing.wait_for(theirs, wait, reason="Law first.", by=buyer)


def test_wait_for_a_longer_circle_is_refused(wait, theirs, counsel, buyer, desks):
    third = open_wait(wait.review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desks["procurement"])
    pausing.wait_for(wait, theirs, reason="Price first.", by=counsel)
    pausing.wait_for(theirs, third, reason="Approval first.", by=buyer)
    with refused("That waits for this already: “Decide 4 terms.” cannot go on before “Approve.” is done."):
        pausing.wait_for(third, wait, reason="Law first.", by=buyer)


def test_wait_for_needs_something_open_on_this_review(wait, theirs, another_review, counsel, desks):
    with refused("Nothing can wait for itself."):
        pausing.wait_for(wait, wait, reason="Hm.", by=counsel)
    foreign = desk_wait(another_review(), desks["procurement"])
    with refused("Choose something that is open on this review."):
        pausing.wait_for(wait, foreign, reason="Hm.", by=counsel)
    with refused("Say in a few words why: the requester reads it."):
        pausing.wait_for(wait, theirs, reason=" ", by=counsel)


def test_wait_for_desk_waits_for_what_it_has_open_or_asks_it(wait, theirs, counsel, desks, specialists):
    pausing.wait_for_desk(wait, desks["procurement"], reason="Price first.", by=counsel)
    assert row(wait, "waits_for") == (theirs.pk,)
    pausing.resume(wait, by=counsel)

    pausing.wait_for_desk(wait, desks["finance"], reason="Is the budget there?", by=counsel)

    asked = open_wait_of(wait.review, Purpose.DESK_QUESTION)
    assert (asked.desk, asked.question, asked.blocks_id) == (desks["finance"], "Is the budget there?", wait.pk)
    assert row(wait, "waits_for") == (None,)


def test_pauses_leave_their_trace_for_the_requester(wait, counsel):
    pause(wait, by=counsel)
    pausing.resume(wait, by=counsel)
    seen = Event.objects.filter(verb__in=["wait.paused", "pause.ended"]).values_list("audience", flat=True)
    assert list(seen) == ["business", "business"]


# --- what the requester is not told -----------------------------------------------------------------


@pytest.fixture
def dispute(wait, desks, buyer):
    """Procurement disagrees with legal on a term, and it blocks: the wait of the leads of procurement."""
    term = wait.review.terms.filter(desk=desks["legal"], second_desk=None).first()
    disagreement_actions.disagree(term, "Too low.", proposal="Twice.", is_blocking=True, by=buyer)
    return wait.review.waits.open().get(purpose=Purpose.DISAGREEMENT, desk=desks["procurement"])


def test_wait_for_a_disagreement_is_refused_because_the_requester_reads_what_holds_a_wait_up(wait, dispute, counsel):
    with refused("Choose something that is open on this review."):
        pausing.wait_for(wait, dispute, reason="They argue.", by=counsel)
    assert f"wait-{dispute.pk}" not in WaitForForm(about=wait).waits
    assert row(wait, "paused_at") == (None,)


def test_wait_for_a_desk_passes_over_what_it_disagrees_on(wait, theirs, dispute, desks, counsel):
    pausing.wait_for_desk(wait, desks["procurement"], reason="Prices first.", by=counsel)
    assert row(wait, "waits_for") == (theirs.pk,)
