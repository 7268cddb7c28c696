"""Whatever is asked, paused, handed over or taken back: a live review is held, and nothing waits in a circle.

Random steps of the real actions, by whoever they belong to.
"""

import random
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from people.models import Team, User
from reviews.models import Holder, Purpose, Review
from reviews.tasks.pauses import end_pauses
from reviews.waits import claims, hand_overs, pausing, questions
from reviews.waits.pauses import circle, links_of
from tests.factories import MembershipFactory, TeamFactory
from tests.groundwork import groundwork


@pytest.fixture
@groundwork
def crowded(review, desks, specialists, finance_lead):
    """The review, with a second desk for legal and for procurement."""
    for side in ("legal", "commercial"):
        MembershipFactory(team=TeamFactory(name=f"Second {side}", speaks_for=side))
    return review


class Game:
    """Random steps on a review."""

    def __init__(self, review, seed):
        self.review, self.dice, self.done = review, random.Random(seed), set()
        self.people = list(User.objects.filter(is_active=True).order_by("pk"))

    def step(self):
        open_waits = list(self.review.waits.open().order_by("pk"))
        wait, other = self.dice.choice(open_waits), self.dice.choice(open_waits)
        moves = list(self.moves(wait, other).items())
        for name, act in sorted(self.dice.sample(moves, len(moves)), key=lambda move: move[0] in self.done):
            if self.somebody(act):
                self.done.add(name)
                return

    def somebody(self, act):
        """Let one after the other try, until it is done, or cannot be done now whoever tries."""
        for person in self.dice.sample(self.people, len(self.people)):
            try:
                act(User.objects.get(pk=person.pk))
            except PermissionDenied:
                continue
            except ValidationError:
                return False
            return True
        return False

    def moves(self, wait, other):
        desk = other.desk or self.dice.choice(list(Team.objects.order_by("pk")))
        until = timezone.localdate() + timedelta(days=self.dice.randint(1, 90))
        return {
            "claim": lambda by: claims.claim(wait, by=by),
            "release": lambda by: claims.release(wait, by=by),
            "hand_over": lambda by: hand_overs.hand_over(wait, to=self.dice.choice(self.people), reason="So.", by=by),
            "hand_over_to_desk": lambda by: hand_overs.hand_over_to_desk(wait, desk=desk, reason="So.", by=by),
            "ask_requester": lambda by: questions.ask_requester(wait, "Who?", by=by),
            "ask_desk": lambda by: questions.ask_desk(wait, "Who?", desk=desk, by=by),
            "ask_vendor": lambda by: questions.ask_vendor(wait, "Who?", by=by),
            "answer": lambda by: questions.answer_question(wait, "Me.", by=by),
            "withdraw_question": lambda by: questions.withdraw_question(wait, by=by),
            "pause": lambda by: pausing.pause(wait, until=until, reason="So.", by=by),
            "wait_for": lambda by: pausing.wait_for(wait, other, reason="So.", by=by),
            "wait_for_desk": lambda by: pausing.wait_for_desk(wait, desk, reason="So.", by=by),
            "resume": lambda by: pausing.resume(wait, by=by),
        }


def check(review):
    waits = list(review.waits.open())
    assert list(Review.objects.held_by_nobody()) == []
    links = links_of(waits)
    for wait in waits:
        assert wait.who is not None
        assert (wait.holder == Holder.PERSON) >= (wait.claimed_at is not None)
        assert wait.holder == Holder.REQUESTER or wait.person_id != review.requester_id
        assert (wait.paused_at is not None) == bool(links[wait.pk] or wait.resumes_at)
        assert not any(circle(links, each, wait.pk) for each in links[wait.pk])
    assert any(wait.paused_at is None or wait.resumes_at for wait in waits)
    desks = {desk for term in review.terms.select_related("desk", "second_desk") for desk in term.desks}
    undecided = {desk for desk in desks if review.terms.undecided_by(desk).exists()}
    holding = {wait.desk for wait in waits if wait.purpose == Purpose.DESK_REVIEW}
    assert undecided <= holding


@pytest.mark.parametrize("seed", range(3))
def test_no_step_leaves_a_review_without_a_holder(at, crowded, seed):
    game = Game(crowded, seed)
    moment = timezone.now()
    for number in range(30):
        at(moment + timedelta(hours=12 * number))
        if number % 5 == 4:
            end_pauses()
        game.step()
        check(crowded)
    assert len(game.done) >= 10  # of thirteen: the rest was refused to everybody when its turn came
