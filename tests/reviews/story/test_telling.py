"""The letter in every state that a request can be in: with whom, since when, until when, and what is needed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake import actions as intake_actions
from reviews.closing import actions as closing
from reviews.findings import issues
from reviews.first_looks import actions as first_looks
from reviews.models import Purpose, Severity, TermType
from reviews.pure.stages import Stage
from reviews.rounds import alignment
from reviews.waits import claims, due_days, pausing, questions
from tests.factories import VendorFactory
from tests.groundwork import groundwork
from tests.review_fixtures import NOTE, decide_all
from tests.reviews.promises.finished import finished
from tests.reviews.reading import desk_wait
from tests.reviews.story.reading import people, story, top, way

MONDAY = "2026-11-23 10:00:00+00:00"
TUESDAY = "2026-11-24 10:00:00+00:00"
WEDNESDAY = "2026-11-25 10:00:00+00:00"
NEXT_TUESDAY = "2026-12-01 10:00:00+00:00"


@pytest.fixture
@groundwork
def software(software):
    """With one term for each of the two functions."""
    software.term_types.set(TermType.objects.filter(slug__in=["price", "liability"]))
    return software


@pytest.fixture
def sent(at, draft, requester, buyer, counsel, lead):
    """Handed in on Monday; every desk has until the next."""
    at(MONDAY)
    draft.needed_by = date(2027, 1, 8)
    draft.save()
    return intake_actions.submit(draft, by=requester)


@pytest.fixture
def legal(sent, desks, counsel):
    """Legal's part, in counsel's hands."""
    return claims.claim(desk_wait(sent, desks["legal"]), by=counsel)


# --- just sent, being read ---------------------------------------------------------------------------------


def test_just_sent_says_who_has_it_and_what_they_aim_at(sent):
    assert top(sent) == (
        "Sent. With Procurement and Legal since 23 November 2026. The aim is an answer by 30 November 2026.",
        "Nothing needed from you.",
    )


def test_read_by_somebody_is_not_just_sent(legal, at):
    at(TUESDAY)
    assert top(legal.review) == (
        "With Procurement and Legal since 23 November 2026. The aim is an answer by 30 November 2026.",
        "Nothing needed from you.",
    )


def test_people_have_the_words_of_their_desk_for_what_is_left_to_decide(legal, counsel):
    vendor = legal.review.vendor
    assert people(legal.review) == [
        ("Procurement", f"Looking at the price, how it may rise, and when we pay {vendor}.", "until 30 November 2026"),
        (
            "Clara Counsel",
            f"Reading what happens if {vendor} makes a mistake, and how we leave.",
            "until 30 November 2026",
        ),
    ]


def test_desk_that_is_done_stands_below_with_its_day(legal, counsel, at):
    at(WEDNESDAY)
    decide_all(legal.review, legal.desk, by=counsel)
    alignment.finish_side(legal, by=counsel)
    _, done = people(legal.review)
    assert done == (
        "Clara Counsel",
        f"Done: the contract with {legal.review.vendor} has been read.",
        "25 November 2026",
    )


def test_way_ends_at_the_day_on_which_it_is_needed_and_guesses_no_day(sent):
    assert way(sent) == {
        "*You asked": "23 November 2026",
        ">Being read": "until about 30 November 2026",
        "With Quill Surveys": "",
        "Approved, signed": "",
        "You need it": "8 January 2027",
    }
    assert story(sent).in_time == (
        "We name a day for the signature once 10 requests of this kind are signed: none has so far."
    )


@pytest.mark.parametrize(
    ("stage", "number"),
    [
        (Stage.IN_REVIEW, 3),
        (Stage.ALIGNED, 3),
        (Stage.NEGOTIATION, 3),
        (Stage.FINAL_APPROVAL, 3),
        (Stage.SIGNATURE, 3),
        (Stage.ACTIVE, 0),
        (Stage.DECLINED, 0),
    ],
)
def test_next_lines_are_three_while_it_goes_on(review_at, stage, number):
    assert len(story(review_at(stage)).next_lines) == number


# --- from ten similar requests on ---------------------------------------------------------------------------


@pytest.fixture
def promised(at, draft, requester, buyer, counsel, lead, desks):
    """Ten of before: read in four to eight business days, five with the vendor, three until they were signed."""
    at(MONDAY)
    finished(requester, VendorFactory(), *[(4 + number % 5, 5, 3) for number in range(10)])
    draft.needed_by = date(2027, 1, 8)
    draft.save()
    return intake_actions.submit(draft, by=requester)


def test_day_is_promised_from_ten_similar_requests_on(promised):
    assert (
        top(promised)[0]
        == "Sent. With Procurement and Legal since 23 November 2026. Answer expected by 3 December 2026."
    )
    assert way(promised) == {
        "*You asked": "23 November 2026",
        ">Being read": "until about 3 December 2026",
        "With Quill Surveys": "about 10 December 2026",
        "Approved, signed": "about 15 December 2026",
        "You need it": "8 January 2027",
    }


def test_in_time_is_held_against_the_day_on_which_it_is_needed(promised):
    told = story(promised)
    assert (told.in_time, told.is_in_time) == (
        "In time, with 16 business days to spare. Nine in ten requests of this kind took 16 business days or less.",
        True,
    )
    promised.needed_by = date(2026, 12, 9)
    promised.save()
    told = story(promised)
    assert told.in_time.startswith("That is 4 business days after the day on which you need it. Tell us if it cannot")
    assert told.is_too_late


# --- later than we said -----------------------------------------------------------------------------------


def test_later_than_said_gives_the_reason_of_whoever_moved_the_day(legal, counsel):
    due_days.move_due(legal, day=date(2026, 12, 2), reason="Quill sends the annex on Monday.", by=counsel)
    assert top(legal.review)[0] == (
        "With Procurement and Legal since 23 November 2026. The aim is an answer by 2 December 2026, "
        "2 business days later than we said, because “Quill sends the annex on Monday”, as Clara Counsel writes."
    )


def test_later_than_promised_is_counted_from_the_promise(promised, desks, counsel):
    legal = claims.claim(desk_wait(promised, desks["legal"]), by=counsel)
    due_days.move_due(legal, day=date(2026, 12, 2), reason="The annex is missing.", by=counsel)
    assert top(promised)[0] == "With Procurement and Legal since 23 November 2026. Answer expected by 3 December 2026."

    due_days.move_due(legal, day=date(2026, 12, 7), reason="The annex is long.", by=counsel)
    assert top(promised)[0].endswith(
        "Answer expected by 7 December 2026, 2 business days later than we said, "
        "because “The annex is long”, as Clara Counsel writes."
    )


def test_later_than_said_because_it_waited_for_an_answer(legal, counsel, requester, at):
    question = questions.ask_requester(legal, "How many people?", by=counsel)
    at(WEDNESDAY)
    questions.answer_question(question, "Forty.", by=requester)
    assert top(legal.review)[0] == (
        "With Procurement and Legal since 23 November 2026. The aim is an answer by 2 December 2026, 2 business days "
        "later than we said, because it waited for your answer."
    )


def test_late_says_who_has_it_and_blames_nobody(legal, at):
    at(NEXT_TUESDAY)
    headline, needed = top(legal.review)
    assert headline == (
        "With Procurement and Legal since 23 November 2026. It was expected by 30 November 2026 and is 1 business day "
        "late, because it is still with Procurement."
    )
    assert needed == "Nothing needed from you."
    assert [(row.name, row.when, row.is_late) for row in story(legal.review).people] == [
        ("Procurement", "late: was due on 30 November 2026", True),
        ("Clara Counsel", "late: was due on 30 November 2026", True),
    ]


# --- waiting for the requester, paused ---------------------------------------------------------------------


def test_question_is_the_whole_top(legal, counsel, at):
    questions.ask_requester(legal, "How many people?", by=counsel)
    assert top(legal.review) == ("Waiting for you since 23 November 2026.", "One answer, then Legal goes on.")
    assert story(legal.review).is_asked
    assert people(legal.review)[-1][::2] == ("Clara Counsel", "waits for you")

    at(WEDNESDAY)  # answered today, legal goes on for the five days that it has left
    assert top(legal.review)[0] == "Waiting for you since 23 November 2026."
    assert story(legal.review).expected.day == date(2026, 12, 2)


def test_several_questions_come_one_after_the_other(legal, sent, desks, counsel, buyer):
    questions.ask_requester(legal, "How many people?", by=counsel)
    questions.ask_requester(desk_wait(sent, desks["procurement"]), "Who pays?", by=buyer)
    assert top(sent)[1] == "2 questions, one after the other. The first is from Clara."
    assert [line.wait.question for line in story(sent).facts.questions] == ["How many people?", "Who pays?"]


def test_paused_by_us_says_until_when_and_why(legal, sent, desks, counsel, buyer):
    for wait, by in ((legal, counsel), (desk_wait(sent, desks["procurement"]), buyer)):
        pausing.pause(wait, until=date(2026, 12, 10), reason="Quill is closed until then.", by=by)
    headline, needed = top(sent)
    assert headline.startswith("Standing still since 23 November 2026. The aim is an answer by 16 December 2026")
    assert "because “Quill is closed until then”" in headline
    assert needed == "Nothing needed from you."
    assert people(sent)[0][2] == "paused until 10 December 2026: Quill is closed until then."


# --- further on -----------------------------------------------------------------------------------------


def test_with_the_vendor_says_since_when_and_until_when(review_at):
    review = review_at(Stage.NEGOTIATION)
    headline, needed = top(review)
    assert headline == (
        "With Quill Surveys since 23 November 2026. The aim is an answer of Quill Surveys by 2 December 2026."
    )
    assert needed == "Nothing needed from you."
    assert people(review)[0] == (
        "Quill Surveys",
        "Has what we ask for, and answers it. Procurement talks to them.",
        "until 2 December 2026",
    )
    assert ">With Quill Surveys" in way(review)


@pytest.mark.parametrize(
    ("stage", "beginning"),
    [
        (
            Stage.FINAL_APPROVAL,
            (
                "Almost there: with Procurement for the approval since 23 November 2026. "
                "The aim is the approval by 25 November 2026."
            ),
        ),
        (
            Stage.SIGNATURE,
            "Approved. It is being signed since 23 November 2026. The aim is the signature by 30 November 2026.",
        ),
        (
            Stage.ALIGNED,
            "With Procurement since 23 November 2026. The aim is one list for Quill Surveys by 25 November 2026.",
        ),
    ],
)
def test_later_stages_say_what_is_awaited(review_at, stage, beginning):
    assert top(review_at(stage))[0] == beginning


def test_signed_is_your_contract(review_at):
    review = review_at(Stage.ACTIVE)
    assert top(review) == ("Your contract with Quill Surveys is signed.", "It runs until somebody ends it.")
    assert list(way(review))[:4] == ["*You asked", "*Being read", "*With Quill Surveys", "*Approved, signed"]


def test_refused_leads_to_why_and_what_instead(review_at):
    review = review_at(Stage.DECLINED)
    assert top(review) == ("This is not going ahead.", "Below: why, and what you can do instead.")
    assert way(review) == {"*You asked": "23 November 2026", "Not going ahead": "23 November 2026"}


def test_withdrawn_says_that_nobody_works_on_it(review_at):
    assert top(review_at(Stage.WITHDRAWN)) == (
        "Withdrawn on 23 November 2026.",
        "Nobody works on it any more.",
    )


def test_heads_up_is_noted(software, requester):
    given = intake_actions.give_heads_up(
        software, title="Survey tool", vendor_name="Quill Surveys", reason="We may need one soon.", by=requester
    )
    assert top(given.review) == (
        "Noted. A first look is with Legal and Procurement since 23 November 2026, until 24 November 2026.",
        "Nothing needed from you.",
    )
    assert next(iter(way(given.review))) == "*You told us early"


@pytest.mark.parametrize(
    ("rough_date", "needed"),
    [
        (None, "They start once you complete the request. There is no hurry."),
        (date(2027, 3, 1), "Please complete the request by 1 February 2027."),
    ],
)
def test_heads_up_that_both_have_looked_at_says_by_when_the_request_is_needed(
    software, requester, buyer, counsel, rough_date, needed
):
    given = intake_actions.give_heads_up(
        software,
        title="Survey tool",
        vendor_name="Quill Surveys",
        reason="We may need one soon.",
        needed_by=rough_date,
        by=requester,
    )
    for wait in given.review.waits.filter(purpose=Purpose.FIRST_LOOK):
        first_looks.look(wait, flags=["ip"], by=counsel if wait.desk.slug == "legal" else buyer)
    told = story(given.review)
    headline = "Noted: procurement and legal know that something may come with Quill Surveys."
    assert (told.headline, told.needed) == (headline, needed)
    assert [(row.name, row.sentence) for row in told.people] == [
        ("Ben Buyer", "Early flags: Intellectual property."),
        ("Clara Counsel", "Early flags: Intellectual property."),
    ]
    assert {flag.label for look in told.looks for flag in look.flags} == {"Intellectual property"}


# --- what is open ---------------------------------------------------------------------------------------


def test_open_point_says_what_we_do_about_it_in_the_words_of_whoever_raised_it(sent, counsel):
    plan = "Clara asks for 30 days instead."
    issues.raise_issue(sent, "It would renew for a year.", severity=Severity.CONCERN, plan=plan, by=counsel)
    issues.raise_issue(sent, "No cap on what they owe us.", severity=Severity.BLOCKER, by=counsel)
    assert [(point.summary, point.plan) for point in story(sent).points] == [
        ("No cap on what they owe us.", "Clara looks after it. Nothing is signed before it is settled."),
        ("It would renew for a year.", plan),
    ]


def test_open_point_about_an_ask_says_who_asks_and_not_for_what(review, desks, counsel):
    term = review.terms.filter(desk=desks["legal"]).first()
    decide_all(review, desks["legal"], by=counsel, outcome="ask")
    issues.raise_issue(review, "They owe us too little.", severity=Severity.CONCERN, term=term, by=counsel)
    [point] = story(review).points
    assert point.plan == "We ask Quill Surveys about it, through Procurement."
    assert term.position not in str(point)


def test_no_that_is_not_signed_shows_nowhere_in_the_story(review, buyer):
    before = story(review)
    closing.draft_decision_note(review, **NOTE, by=buyer)
    after = story(review)
    assert (after.headline, [row.name for row in after.people]) == (
        before.headline,
        [row.name for row in before.people],
    )


def test_story_costs_as_much_with_many_waits_and_points(sent, counsel):
    def count():
        with CaptureQueriesContext(connection) as queries:
            story(sent)
        return len(queries)

    few = count()
    for number in range(30):
        issues.raise_issue(sent, f"Problem {number}.", severity=Severity.NOTE, by=counsel)
    assert count() == few
