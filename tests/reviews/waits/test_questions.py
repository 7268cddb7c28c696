"""Questions to the requester: they stop the asker's clock, and the answer starts it again."""

import pytest

from common.models import Event
from intake import actions as intake_actions
from reviews.approvals import deciding
from reviews.closing import actions as closing
from reviews.models import Outcome, Purpose
from reviews.pure.stages import Stage
from reviews.terms import deciding as term_deciding
from reviews.waits import claims, questions
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import Written, denied, desk_wait, open_wait_of, refused, row, term

MONDAY = "2026-11-23 10:00:00+00:00"
TUESDAY = "2026-11-24 10:00:00+00:00"
THURSDAY = "2026-11-26 10:00:00+00:00"


@pytest.fixture
def wait(at, draft, requester, buyer, counsel, lead, desks):
    """The legal desk's side, opened on Monday at 11:00 in Berlin, due a week later, taken by counsel."""
    at(MONDAY)
    review = intake_actions.submit(draft, by=requester)
    return claims.claim(desk_wait(review, desks["legal"]), by=counsel)


def moments(wait):
    """(due, remind, paused) as texts."""
    return tuple(moment and moment.isoformat() for moment in row(wait, "due_at", "remind_at", "paused_at"))


def test_ask_requester_opens_a_wait_on_them_and_stops_the_clock(at, wait, counsel):
    at(TUESDAY)
    written = Written()

    question = questions.ask_requester(wait, " Who will use it? ", by=counsel)

    columns = ("purpose", "holder", "person__name", "desk", "needed", "question", "asked_by__name", "blocks")
    assert row(question, *columns) == (
        "question",
        "requester",
        "Rosa Requester",
        None,
        "Answer a question from Legal.",
        "Who will use it?",
        "Clara Counsel",
        wait.pk,
    )
    assert moments(question) == ("2026-12-01T10:00:00+00:00", "2026-11-26T10:00:00+00:00", None)
    assert moments(wait) == ("2026-11-30T10:00:00+00:00", None, "2026-11-24T10:00:00+00:00")
    assert written.notices == [("Rosa Requester", "question", "Who will use it?")]
    assert written.events == [
        ("Clara Counsel", "wait.opened", "business", "asked Rosa Requester: Answer a question from Legal."),
        ("Clara Counsel", "question.asked", "business", "asked the requester: Who will use it?"),
        ("Clara Counsel", "wait.paused", "internal", "paused: Decide 4 terms."),
    ]


def test_answer_question_moves_the_due_moment_by_the_business_time_paused(at, wait, counsel, requester):
    at(TUESDAY)
    question = questions.ask_requester(wait, "Who will use it?", by=counsel)
    at(THURSDAY)
    written = Written()

    questions.answer_question(question, " Forty people. ", by=requester)

    assert row(question, "answer", "closed_by__name") == ("Forty people.", "Rosa Requester")
    assert moments(wait) == ("2026-12-02T10:00:00+00:00", "2026-11-27T14:15:00+00:00", None)
    assert written.notices == [
        ("Clara Counsel", "assignment", "The answer is there. You can go on: Decide 4 terms."),
    ]
    assert written.events == [
        ("Rosa Requester", "wait.closed", "internal", "settled: Answer a question from Legal."),
        ("Rosa Requester", "wait.resumed", "internal", "can go on: Decide 4 terms."),
        ("Rosa Requester", "question.answered", "business", "answered: Forty people."),
    ]


def test_answer_over_the_weekend_costs_the_desk_no_time_and_gives_none(at, wait, counsel, requester):
    at("2026-11-27 17:00:00+00:00")  # Friday, 18:00 in Berlin
    question = questions.ask_requester(wait, "Who will use it?", by=counsel)
    at("2026-11-29 12:00:00+00:00")
    questions.answer_question(question, "Forty people.", by=requester)
    assert moments(wait)[0] == "2026-11-30T10:00:00+00:00"


def test_what_was_overdue_by_a_day_is_overdue_by_a_day_when_the_answer_comes(at, wait, counsel, requester):
    at("2026-12-01 10:00:00+00:00")  # a business day after it was due
    question = questions.ask_requester(wait, "Who will use it?", by=counsel)
    at("2026-12-11 10:00:00+00:00")  # eight business days later
    questions.answer_question(question, "Forty people.", by=requester)
    assert moments(wait)[0] == "2026-12-10T10:00:00+00:00"


def test_two_questions_at_once_pause_until_both_are_answered(at, wait, counsel, requester):
    at(TUESDAY)
    first = questions.ask_requester(wait, "Who will use it?", by=counsel)
    at("2026-11-25 10:00:00+00:00")
    second = questions.ask_requester(wait, "Since when?", by=counsel)
    assert moments(wait)[2] == "2026-11-24T10:00:00+00:00"

    questions.answer_question(first, "Forty people.", by=requester)
    assert moments(wait)[2] == "2026-11-24T10:00:00+00:00"
    at(THURSDAY)
    questions.answer_question(second, "Since May.", by=requester)
    assert moments(wait) == ("2026-12-02T10:00:00+00:00", "2026-11-27T14:15:00+00:00", None)


def test_questions_of_two_desks_pause_each_only_its_own(review, desks, buyer, counsel, requester):
    legal, procurement = desk_wait(review, desks["legal"]), desk_wait(review, desks["procurement"])
    questions.ask_requester(legal, "Who will use it?", by=counsel)
    assert desk_wait(review, desks["procurement"]).paused_at is None

    question = questions.ask_requester(procurement, "What is the budget?", by=buyer)
    questions.answer_question(question, "30,000.", by=requester)
    assert desk_wait(review, desks["legal"]).paused_at is not None
    assert procurement.blockers.open().count() == 0


def test_answer_wakes_the_whole_desk_when_nobody_took_it(review, desks, counsel, lead, requester):
    question = questions.ask_requester(desk_wait(review, desks["legal"]), "Who will use it?", by=counsel)
    written = Written()
    questions.answer_question(question, "Forty people.", by=requester)
    assert written.told == ["Clara Counsel", "Lena Lead"]


def test_ask_requester_is_for_whoever_holds_the_wait(wait, buyer, admin, requester, desks, lead):
    second = UserFactory(name="Carl Counsel")
    MembershipFactory(team=desks["legal"], user=second)
    for person in (buyer, admin, requester, second):
        with denied("This is with Clara Counsel: they ask the questions here."):
            questions.ask_requester(wait, "Who?", by=person)
    questions.ask_requester(wait, "Who?", by=lead)


def test_ask_requester_says_what_is_wrong(wait, another_review, counsel, requester):
    with refused("Write the question that you want to ask."):
        questions.ask_requester(wait, "  ", by=counsel)
    foreign = term(another_review(), "liability")
    with refused("This term belongs to another review."):
        questions.ask_requester(wait, "Who?", term=foreign, by=counsel)
    closing.withdraw(wait.review, "No budget.", by=requester)
    with refused("This has been done already, so there is nothing to ask for."):
        questions.ask_requester(wait, "Who?", by=counsel)


def test_ask_requester_belongs_to_reviews_and_approvals(review_at, buyer):
    wait = open_wait_of(review_at(Stage.ALIGNED), Purpose.JOINT_POSITION)
    with refused("Questions belong to a desk's review, an escalated term or an approval."):
        questions.ask_requester(wait, "Who?", by=buyer)


def test_ask_requester_names_the_term_it_is_about(review, desks, counsel):
    liability = term(review, "liability")
    question = questions.ask_requester(desk_wait(review, desks["legal"]), "How much?", term=liability, by=counsel)
    assert question.term == liability


def test_a_question_for_an_approval_pauses_the_approval(review_at, lead, requester):
    review = review_at(Stage.FINAL_APPROVAL)
    approval = review.approvals.get()
    question = questions.ask_requester(approval.wait, "Is the budget there?", by=lead)
    with refused("This is paused until the requester has answered 1 question."):
        deciding.approve(approval, by=lead)
    questions.answer_question(question, "Yes.", by=requester)
    deciding.approve(approval, by=lead)


def test_answer_question_is_for_the_requester_once_and_not_empty(review, desks, counsel, lead, requester):
    wait = desk_wait(review, desks["legal"])
    question = questions.ask_requester(wait, "Who?", by=counsel)
    for person in (counsel, lead):
        with denied("This question is for Rosa Requester."):
            questions.answer_question(question, "Me.", by=person)
    with denied("This question is for Legal."):
        questions.answer_question(wait, "Me.", by=requester)
    with refused("Write your answer first."):
        questions.answer_question(question, "\n", by=requester)
    questions.answer_question(question, "Me.", by=requester)
    with refused("This question has been answered or withdrawn already."):
        questions.answer_question(question, "Me again.", by=requester)


def test_a_very_long_question_and_answer_are_kept_whole_and_logged_short(review, desks, counsel, requester):
    question = questions.ask_requester(desk_wait(review, desks["legal"]), "ü" * 3000, by=counsel)
    questions.answer_question(question, "漢" * 3000, by=requester)
    assert row(question, "question", "answer") == ("ü" * 3000, "漢" * 3000)
    lines = Event.objects.readable().filter(verb__startswith="question.")
    assert {len(line.sentence) for line in lines} == {500}


def test_deciding_an_escalated_term_takes_back_the_question_about_it(review, desks, counsel, lead):
    liability = term(review, "liability")
    term_deciding.decide_term(liability, Outcome.ESCALATED, desk=desks["legal"], reason="Too low.", by=counsel)
    escalation = open_wait_of(review, Purpose.ESCALATION)
    question = questions.ask_requester(escalation, "Can you live with less?", by=lead)

    term_deciding.decide_term(liability, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=lead)

    assert row(question, "closed_by__name", "answer") == ("Lena Lead", "No longer needed")
    assert row(escalation, "closed_by__name", "answer", "paused_at") == ("Lena Lead", "As we want it", None)
