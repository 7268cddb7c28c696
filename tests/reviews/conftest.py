import pytest
import time_machine

from tests.groundwork import harmless


@pytest.fixture
@harmless
def at():
    """at(moment): stop the clock there until the next call or the end of the test."""
    travellers = []

    def travel(moment):
        while travellers:
            travellers.pop().stop()
        traveller = time_machine.travel(moment, tick=False)
        traveller.start()
        travellers.append(traveller)

    yield travel
    while travellers:
        travellers.pop().stop()
