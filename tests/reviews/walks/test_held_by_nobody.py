"""People lose seats and leads, leave, go away, become requesters: at every step what nobody could do is on the list,
and nothing else is. What could be done is tried with the real actions (tests/reviews/walks/closing.py)."""

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from people.models import User
from reviews.acting.presence import Staff
from reviews.approvals import deciding as approval_deciding
from reviews.approvals import separation
from reviews.models import Approval, Outcome, Review
from reviews.negotiation.actions import request_approval
from reviews.pure.stages import Stage
from reviews.terms.deciding import decide_term
from reviews.unheld import finding
from reviews.unheld.actions import let_in
from reviews.unheld.closers import Closers
from reviews.unheld.finding import held_by_nobody
from reviews.unheld.walls import cut_off
from reviews.walls import actions as walls
from tests.review_fixtures import finish_all_sides
from tests.reviews.walks.absences import AbsenceSteps
from tests.reviews.walks.closing import Undo, anybody_could_close, is_cut_off, those_there
from tests.reviews.walks.company import REQUESTERS, found_company
from tests.reviews.walks.ends import EndSteps
from tests.reviews.walks.people import PeopleSteps
from tests.reviews.walks.terms import TermSteps
from tests.reviews.walks.test_random_walks import LONG
from tests.reviews.walks.waits import WaitSteps

WALKS, STEPS = (200, 60) if LONG else (10, 20)

PARTS = (WaitSteps, TermSteps, EndSteps, AbsenceSteps, PeopleSteps)


def approve_as_far_as_possible(review):
    staff = Staff()
    for approval in review.approvals.pending().select_related("review", "desk", "person", "named", "wait"):
        if able := separation.who_could(approval, separation.acts_on(review), staff):
            approval_deciding.approve(approval, by=able[0].user)


def steps_of(part):
    return [take for take in vars(part).values() if hasattr(take, "strategies")]


OFTEN = [*steps_of(PeopleSteps), EndSteps.go_on, EndSteps.approve, AbsenceSteps.end_absence]
SELDOM = ("add_document", "comment", "edit_term", "nudge", "raise_issue", "raise_finding", "withdraw")
OTHERS = [take for part in PARTS for take in steps_of(part) if take.__name__ not in SELDOM]
TAKEN = OTHERS + 4 * OFTEN


class PeopleWalk(*PARTS):
    """As `Walk`, with people who come and go; seats change, so that only what holds of any company is forbidden."""

    compared = 0
    listed = 0
    cut_off = 0

    @initialize(
        who=st.sampled_from(REQUESTERS),
        stage=st.sampled_from([Stage.IN_REVIEW, Stage.FINAL_APPROVAL, Stage.SIGNATURE]),
        decider=st.sampled_from(["counsel", "lead of legal", "lead of both"]),
        is_walled=st.booleans(),
    )
    def hand_in(self, who, stage, decider, is_walled):
        """Begins in one of these stages; on the way a legal term was left to the vendor's words. Half are walled."""
        super().hand_in(who)
        self.go_to(stage, who, decider)
        if is_walled:
            people = self.company.people
            named = {people["second counsel"]} | self.holders()
            walls.wall(self.review, named - {self.review.requester}, by=people["lead of procurement"])

    def holders(self):
        """Whoever holds work or is named in the split: a wall does not lock them out."""
        held = self.review.waits.open().filter(person__isnull=False).select_related("person")
        answers = self.review.responsibilities.filter(person__isnull=False).select_related("person")
        return {wait.person for wait in held} | {answer.person for answer in answers}

    def go_to(self, stage, who, decider):
        people, contact = self.company.people, self.contacts()
        if stage == Stage.IN_REVIEW:
            return
        deviating = self.review.terms.filter(desk__slug="legal", second_desk=None).first()
        by = people[decider if who != decider else "counsel"]
        decide_term(deviating, Outcome.THEIRS, desk=deviating.desk, reason="As agreed.", by=by)
        finish_all_sides(self.review)
        able = next(person for person in contact if person != self.review.requester)
        request_approval(self.review, by=able)
        if stage == Stage.SIGNATURE:
            approve_as_far_as_possible(self.review)

    @rule(data=st.data())
    def take_a_step(self, data):
        take = data.draw(st.sampled_from(TAKEN))
        arguments = {name: data.draw(strategy) for name, strategy in take.strategies.items()}
        note(f"{take.__name__}: {arguments}")
        take(self, **arguments)

    def look_for_what_is_forbidden(self):
        on_the_list = {row.wait.pk for row in held_by_nobody(limit=99)}
        waits = self.review.waits.running().select_related("review", "desk", "person", "term")
        nobody = {wait.pk for wait in waits if not anybody_could_close(wait)}
        PeopleWalk.compared += len(waits)
        PeopleWalk.listed += len(nobody)
        assert on_the_list == nobody, [
            (wait.purpose, str(wait.who)) for wait in waits if wait.pk in on_the_list ^ nobody
        ]
        self.look_behind_the_wall(nobody)
        assert not self.own_deviations_approved()

    def look_behind_the_wall(self, nobody):
        """A wall behind which nobody can go on is on the list of those outside, and nothing else is; and somebody who
        is let in, by an admin, can go on."""
        review = self.review
        row = cut_off(review)
        PeopleWalk.cut_off += row is not None
        assert (row is not None) == is_cut_off(review, nobody)
        if row is None:
            return
        assert {wait.pk for wait in row.waits} == nobody
        admin = User.objects.get(pk=self.company.people["admin"].pk)
        for person in those_there():
            if person.leads_side("commercial") and person.pk not in {review.requester_id, admin.pk}:
                with suppress(Undo), transaction.atomic():
                    let_in(review, person=person, reason="They can.", by=admin)
                    assert cut_off(Review.objects.get(pk=review.pk)) is None
                    raise Undo

    def own_deviations_approved(self):
        acts = separation.acts_on(self.review)
        given = Approval.objects.current().filter(review=self.review).exclude(decided_at=None)
        return [approval for approval in given if separation.judged_their_own(approval, acts)]


@pytest.fixture
def company(defaults):
    PeopleWalk.company = found_company()
    PeopleWalk.done.clear()
    PeopleWalk.refused.clear()
    PeopleWalk.compared = PeopleWalk.listed = PeopleWalk.cut_off = 0


def walk(walks=WALKS):
    run_state_machine_as_test(
        PeopleWalk,
        settings=settings(
            max_examples=walks,
            stateful_step_count=STEPS,
            derandomize=not LONG,
            database=None,
            phases=[Phase.generate],
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.timeout(3600 if LONG else 600)
def test_list_is_what_nobody_could_do_at_every_step(company):
    walk()
    missing = [verb for verb in ("lose_seat", "lose_lead", "leave", "get_seat", "go_away") if not PeopleWalk.done[verb]]
    assert not missing, (PeopleWalk.done, PeopleWalk.refused)
    assert PeopleWalk.listed > 5, (PeopleWalk.done, PeopleWalk.refused)
    assert PeopleWalk.compared > 2 * PeopleWalk.listed
    assert PeopleWalk.cut_off, (PeopleWalk.done, PeopleWalk.refused)


@pytest.mark.timeout(600)
def test_list_would_be_wrong_without_asking_who_is_kept_apart(company, monkeypatch):
    """The control: a list that does not look at the requester is found out."""
    monkeypatch.setattr(Closers, "is_kept_from", lambda self, wait, doer: False)
    with pytest.raises(AssertionError):
        walk()


@pytest.mark.timeout(600)
def test_list_would_be_wrong_without_looking_who_is_there(company, monkeypatch):
    monkeypatch.setattr(finding, "_all_apart", lambda doers: finding.Q(pk=None))
    with pytest.raises(AssertionError):
        walk()
