"""A walk: one review, and people who do things at random. Each step is one verb; most tries are refused."""

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.reviews.walks.absences import AbsenceSteps
from tests.reviews.walks.ends import EndSteps
from tests.reviews.walks.terms import TermSteps
from tests.reviews.walks.waits import WaitSteps

PARTS = (WaitSteps, TermSteps, EndSteps, AbsenceSteps)
STEPS = [take for part in PARTS for take in vars(part).values() if hasattr(take, "strategies")]


class Walk(*PARTS):
    """Everything that anybody can do, each as likely as the next: rules of their own would come in heaps."""

    @rule(data=st.data())
    def take_a_step(self, data):
        take = data.draw(st.sampled_from(STEPS))
        arguments = {name: data.draw(strategy) for name, strategy in take.strategies.items()}
        note(f"{take.__name__}: {arguments}")
        take(self, **arguments)
