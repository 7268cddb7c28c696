"""The one line: where it is, with whom and since when, and what is open, in two vocabularies."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from intake import actions as intake_actions
from reviews.closing import actions as closing
from reviews.findings import issues
from reviews.models import Review, Severity, Wait
from reviews.pure.stages import Stage
from reviews.waits import claims, questions
from reviews.waits.clocks import Calendars
from reviews.waits.status import REQUESTER_STEPS, status_of, wait_line, with_status
from tests.review_fixtures import ANSWERS, NOTE
from tests.reviews.reading import desk_wait

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
DONE, NOW, TODO = "done", "current", "todo"

EXPECTED = {
    # stage: (requester's words, step, reviewers' words, step, who)
    Stage.IN_REVIEW: ("Being looked at", 1, Stage.IN_REVIEW.label, 2, ["Procurement", "Legal", "Privacy", "Security"]),
    Stage.ALIGNED: ("Being looked at", 1, Stage.ALIGNED.label, 3, ["Procurement"]),
    Stage.NEGOTIATION: ("With the vendor", 2, Stage.NEGOTIATION.label, 4, ["Quill Surveys"]),
    Stage.FINAL_APPROVAL: ("Almost there", 3, Stage.FINAL_APPROVAL.label, 5, ["Procurement"]),
    Stage.SIGNATURE: ("Almost there", 3, Stage.SIGNATURE.label, 6, ["Procurement"]),
}


def states(steps):
    return [step.state for step in steps]


@pytest.mark.parametrize("stage", EXPECTED)
def test_status_tells_both_sides_where_it_is_and_with_whom(stage, review_at):
    review = review_at(stage)
    plain_words, plain_step, words, step, who = EXPECTED[stage]

    plain, full = status_of(review, plain=True), status_of(review, plain=False)

    assert (plain.where, full.where) == (plain_words, words)
    assert sorted(str(line.who) for line in plain.lines) == sorted(who)
    assert states(plain.steps) == [DONE] * plain_step + [NOW] + [TODO] * (4 - plain_step)
    assert states(full.steps) == [DONE] * (step - 1) + [NOW] + [TODO] * (7 - step)
    assert Stage.HEADS_UP.label not in [step.label for step in full.steps]  # there was none
    assert [step.label for step in plain.steps] == list(REQUESTER_STEPS)
    assert plain.sentence.startswith(f"{plain_words}: with ")
    assert full.sentence.startswith(f"{words}: with ")


def test_status_of_a_signed_review_is_done_all_along(review_at):
    review = review_at(Stage.ACTIVE)
    plain, full = status_of(review, plain=True), status_of(review, plain=False)
    assert (plain.sentence, full.sentence) == ("Done", "Active")
    assert set(states(plain.steps)) == set(states(full.steps)) == {DONE}


@pytest.mark.parametrize(("stage", "words"), [(Stage.DECLINED, "Declined"), (Stage.WITHDRAWN, "Withdrawn")])
def test_status_of_an_early_end_shows_how_far_it_came(stage, words, review_at):
    review = review_at(stage)
    plain, full = status_of(review, plain=True), status_of(review, plain=False)
    assert (plain.sentence, full.sentence) == ("Not going ahead", words)
    assert [(step.label, step.state) for step in plain.steps] == [
        ("Noted", DONE),
        ("Being looked at", DONE),
        ("Not going ahead", NOW),
    ]
    assert [(step.label, step.state) for step in full.steps] == [
        (Stage.TRIAGE.label, DONE),
        (Stage.IN_REVIEW.label, DONE),
        (words, NOW),
    ]


def test_status_of_a_heads_up_is_noted_and_with_both_desks_and_the_requester(software, requester):
    draft = intake_actions.give_heads_up(
        software, title="Survey tool", vendor_name="Quill", reason="We may ask customers.", by=requester
    )
    status = status_of(draft.review, plain=True)
    assert status.sentence == "Noted: with Procurement, Legal, Rosa Requester"
    assert states(status.steps) == [NOW, TODO, TODO, TODO, TODO]
    assert len(status.waits_on_requester) == 1


def test_status_shows_a_heads_up_as_done_where_there_was_one(software, requester):
    draft = intake_actions.give_heads_up(
        software, title="Survey tool", vendor_name="Quill", reason="We may ask customers.", by=requester
    )
    fields = {"title": "Survey tool", "vendor_name": "Quill", "reason": "We may ask customers.", "value": None}
    intake_actions.save_draft(draft, fields=fields, answers=ANSWERS, by=requester)
    review = intake_actions.submit(draft, by=requester)
    first = status_of(review, plain=False).steps[0]
    assert (first.label, first.state) == (Stage.HEADS_UP.label, DONE)


def test_status_says_we_need_you_while_a_question_is_open(review, desks, counsel, requester):
    question = questions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)

    plain, full = status_of(review, plain=True), status_of(review, plain=False)
    assert (plain.where, full.where) == ("We need you", Stage.IN_REVIEW.label)
    assert [line.wait for line in plain.waits_on_requester] == [question]
    paused = {str(line.who): line.paused for line in full.lines}
    assert paused == {
        "Legal": True,
        "Procurement": False,
        "Privacy": False,
        "Security": False,
        "Rosa Requester": False,
    }
    assert "Legal" not in full.sentence

    questions.answer_question(question, "Me.", by=requester)
    assert status_of(review, plain=True).where == "Being looked at"


@time_machine.travel("2026-11-23 10:00:00+00:00", tick=False)
def test_line_names_the_person_since_when_and_until_when(draft, requester, counsel, desks):
    review = intake_actions.submit(draft, by=requester)
    with time_machine.travel("2026-11-24 10:00:00+00:00", tick=False):
        claims.claim(desk_wait(review, desks["legal"]), by=counsel)
        line = next(line for line in status_of(review, plain=False).lines if line.who == counsel)
    assert (line.needed, line.since.isoformat(), line.due.isoformat(), line.overdue, line.paused) == (
        "Decide 9 terms.",
        "2026-11-24T10:00:00+00:00",
        "2026-11-30T10:00:00+00:00",
        False,
        False,
    )


def test_line_is_overdue_a_moment_after_it_was_due_and_never_while_paused(review, desks, counsel):
    wait = desk_wait(review, desks["legal"])
    later = wait.due_at + timedelta(microseconds=1)
    assert not wait_line(wait, wait.due_at).overdue
    assert wait_line(wait, later).overdue
    questions.ask_requester(wait, "Who?", by=counsel)
    wait.refresh_from_db()
    assert not wait_line(wait, later).overdue


def test_status_names_nobody_twice(review, desks, lead):
    for function in ("legal", "procurement"):
        claims.claim(desk_wait(review, desks[function]), by=lead)
    assert status_of(review, plain=False).sentence.count("Lena Lead") == 1


def test_status_carries_the_open_issues(review, counsel):
    issue = issues.raise_issue(review, "Dear", severity=Severity.CONCERN, by=counsel)
    settled = issues.raise_issue(review, "Slow", severity=Severity.NOTE, by=counsel)
    issues.resolve_issue(settled, "Faster now.", by=counsel)
    assert status_of(review, plain=True).issues == [issue]


def test_status_hides_a_no_that_is_not_signed_from_the_requester_only(review, buyer, counsel):
    note = closing.draft_decision_note(review, **NOTE, by=buyer)
    for prepared in (review, with_status(Review.objects.all()).get()):
        plain = [line.wait.pk for line in status_of(prepared, plain=True).lines]
        full = [line.wait.pk for line in status_of(prepared, plain=False).lines]
        assert note.wait_id not in plain
        assert note.wait_id in full


def test_with_status_costs_the_same_for_many(review, another_review, counsel, django_assert_num_queries):
    issues.raise_issue(review, "Dear", severity=Severity.CONCERN, by=counsel)
    for number in range(3):
        another_review(title=f"Tool {number}")
    with django_assert_num_queries(3):
        statuses = [status_of(each, plain=True).sentence for each in with_status(Review.objects.all())]
    assert len(statuses) == 4


def test_lines_count_in_business_days(review, counsel, desks, at):
    wait = desk_wait(review, desks["legal"])
    Wait.objects.filter(pk=wait.pk).update(opened_at=MONDAY, due_at=MONDAY + timedelta(days=7))
    wait.refresh_from_db()
    at("2026-11-26 10:00:00+00:00")
    line = wait_line(wait)
    assert (line.held_days, line.days_left) == (3, 2)
    at("2026-12-02 10:00:00+00:00")  # a Wednesday, with a weekend between
    line = wait_line(wait)
    assert (line.held_days, line.days_left) == (7, -2)


def test_lines_outside_the_desks_read_the_companys_calendar_once_a_page(
    review, another_review, counsel, desks, django_assert_num_queries
):
    for each in (review, another_review("Second tool"), another_review("Third tool")):
        questions.ask_requester(desk_wait(each, desks["legal"]), "Who?", by=counsel)
    calendars, reviews = Calendars(), list(with_status(Review.objects.all()))
    lines = [line for each in reviews for line in status_of(each, plain=False, calendars=calendars).lines]
    on_requester = [line for line in lines if line.is_on_requester]

    with django_assert_num_queries(0):
        assert all(line.held_days < 1 for line in lines if line.wait.desk)
    with django_assert_num_queries(1):
        assert [round(line.days_left) for line in on_requester] == [5, 5, 5]


def test_status_reads_the_same_prepared_or_not(review, desks, counsel):
    questions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)
    prepared = with_status(Review.objects.all()).get()
    moment = review.opened_at
    assert status_of(prepared, plain=True, at=moment) == status_of(review, plain=True, at=moment)
