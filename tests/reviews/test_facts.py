"""Rows and log tell the same story, and where they do not, somebody hears of it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from reviews.absences import actions as absence_actions
from reviews.absences import delegation
from reviews.approvals import figures
from reviews.facts import differences
from reviews.findings import findings, issues
from reviews.models import Holding, Nudge, Outcome, StageVisit, Turn
from reviews.negotiation import actions as negotiation
from reviews.pure.stages import Stage
from reviews.rounds import rerouting
from reviews.terms import deciding
from reviews.waits import claims, hand_overs, nudges, pausing, questions
from tests.factories import MembershipFactory, UserFactory
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import desk_wait, term


@pytest.mark.parametrize("stage", [Stage.ACTIVE, Stage.DECLINED, Stage.WITHDRAWN])
def test_rows_agree_with_the_log_the_whole_way(review_at, stage):
    review = review_at(stage)
    assert differences(review) == []
    assert not review.stage_visits.open().exists()
    assert not Holding.objects.open().exists()


def test_rows_agree_with_the_log_whatever_happens_to_a_wait(review, desks, buyer, counsel, lead, requester, today):
    colleague = UserFactory(name="Carl Colleague")
    MembershipFactory(team=desks["legal"], user=colleague)
    wait = desk_wait(review, desks["legal"])
    claims.claim(wait, by=counsel)
    pausing.pause(wait, until=today.replace(day=today.day + 2), reason="Holidays.", by=counsel)
    hand_overs.hand_over(wait, to=lead, reason="I am away.", by=counsel)
    pausing.resume(wait, by=lead)
    claims.release(wait, by=lead)
    claims.claim(wait, by=counsel)
    question = questions.ask_requester(wait, "How many users?", by=counsel)
    nudges.nudge(question, by=buyer)
    questions.answer_question(question, "Forty.", by=requester)
    absence = absence_actions.plan_absence(counsel, starts_on=today, ends_on=today, delegate=colleague, by=counsel)
    wait.refresh_from_db()
    absence_actions.offer_waits(absence, now=[wait], by=counsel)
    delegation.take_back(wait, by=counsel)

    assert differences(review) == []
    states = wait.holdings.order_by("pk").values_list("holder", "person__name", "on_behalf_of__name", "paused")
    assert list(states) == [
        ("desk", None, None, False),
        ("person", "Clara Counsel", None, False),
        ("person", "Clara Counsel", None, True),
        ("person", "Lena Lead", None, True),
        ("person", "Lena Lead", None, False),
        ("desk", None, None, False),
        ("person", "Clara Counsel", None, False),
        ("person", "Clara Counsel", None, True),
        ("person", "Clara Counsel", None, False),
        ("person", "Carl Colleague", "Clara Counsel", False),
        ("person", "Clara Counsel", None, False),
    ]


def test_rows_agree_with_the_log_when_a_desk_goes_on_with_its_own_wait(review, desks, specialists):
    wait = desk_wait(review, desks["privacy"])
    theirs = desk_wait(review, desks["security"])
    claims.claim(wait, by=specialists["privacy"])
    hand_overs.hand_over_to_desk(wait, desk=desks["security"], reason="Yours.", by=specialists["privacy"])

    assert differences(review) == []
    assert list(wait.holdings.values_list("desk__slug", flat=True)) == ["privacy", "privacy"]
    assert list(theirs.holdings.values_list("desk__slug", flat=True)) == ["security"]


def test_rows_agree_with_the_log_when_the_split_and_the_figures_change(review, desks, buyer, counsel, lead):
    name = {"desk": desks["legal"], "person": counsel, "reason": "She knows them."}
    rerouting.name_somebody(review, "legal_review", **name, by=lead)
    figures.change_figures(review, value=40_000, currency="EUR", needed_by=None, reason="A better price.", by=buyer)
    finding = findings.raise_finding(review, "Dear.", level="high", meaning="Much.", by=buyer)
    findings.resolve_finding(finding, "Dealt with.", by=counsel)
    issues.resolve_issue(issues.raise_issue(review, "Dear.", severity="note", by=buyer), "Settled.", by=buyer)

    assert differences(review) == []
    [change] = review.figure_changes.all()
    assert (change.value_before.amount, change.value_after.amount, change.why) == (30_000, 40_000, "A better price.")


def test_every_round_with_the_vendor_is_a_turn(review_at, buyer, desks):
    review = review_at(Stage.NEGOTIATION)
    price = term(review, "price")
    review = negotiation.record_vendor_reply(review, changed_terms=[price], note="They want 5 % more.", by=buyer)
    deciding.decide_term(price, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer)

    assert differences(review) == []
    assert list(review.turns.values_list("number", "sent_by__name", "recorded_by__name", "note")) == [
        (1, "Ben Buyer", "Ben Buyer", "They want 5 % more.")
    ]


# --- what does not agree ----------------------------------------------------------------------------


def hold_another_way(review):
    Holding.objects.open().filter(wait__review=review).update(paused=True)


def forget_a_stage(review):
    review.stage_visits.first().delete()


def stay_elsewhere(review):
    review.stage_visits.open().update(stage=Stage.ALIGNED)


def leave_a_gap(review):
    review.stage_visits.filter(stage=Stage.TRIAGE).update(ended_at=timezone.now())


def nudge_without_a_line(review):
    Nudge.objects.create(wait=review.waits.first(), by=review.requester, day=timezone.localdate())


def send_without_a_line(review):
    Turn.objects.create(review=review, number=1, sent_at=timezone.now(), sent_by=review.requester)


def decide_without_a_line(review):
    price = review.terms.get(term_type__slug="price")
    price.decisions.create(desk=price.desk, outcome=Outcome.MEETS, decided_by=review.requester)


def answer_without_a_line(review):
    review.responsibilities.filter(slot="legal_review").supersede(because="For a test", by=None)
    review.responsibilities.create(slot="legal_review", desk_id=review.terms.first().desk_id, why="For a test")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (hold_another_way, "Holder of wait"),
        (forget_a_stage, "Stages: the rows say"),
        (stay_elsewhere, "Where it is"),
        (leave_a_gap, "Stages: nothing follows"),
        (nudge_without_a_line, "Nudges"),
        (send_without_a_line, "Turns"),
        (decide_without_a_line, "Decisions that count"),
        (answer_without_a_line, "Answers of the split"),
    ],
)
def test_what_the_log_does_not_know_is_found(change, what, review):
    change(review)
    found = differences(review)
    assert any(sentence.startswith(f"{review.reference}: {what}") for sentence in found), found


def test_check_facts_says_that_all_is_well(review):
    told = StringIO()
    call_command("check_facts", stdout=told)
    assert told.getvalue() == "Rows and log agree on 1 review.\n"


def test_check_facts_fails_and_names_what_differs(review):
    forget_a_stage(review)
    told = StringIO()
    with pytest.raises(CommandError, match="Rows and log differ in"):
        call_command("check_facts", str(review.pk), stderr=told)
    assert told.getvalue().startswith(f"{review.reference}: Stages: the rows say")


def test_stage_visits_follow_each_other_without_a_gap(review_at):
    review = review_at(Stage.SIGNATURE)
    visits = list(review.stage_visits.order_by("pk"))
    assert [visit.stage for visit in visits] == [
        Stage.TRIAGE,
        Stage.IN_REVIEW,
        Stage.ALIGNED,
        Stage.NEGOTIATION,
        Stage.FINAL_APPROVAL,
        Stage.SIGNATURE,
    ]
    assert [visit.ended_at for visit in visits] == [*(visit.began_at for visit in visits[1:]), None]
    assert StageVisit.objects.open().get().began_at == review.stage_since
