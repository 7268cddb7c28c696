"""The door of allauth that stays closed."""

from people.adapters import ClosedDoorAdapter


def test_nobody_signs_up(rf):
    assert ClosedDoorAdapter().is_open_for_signup(rf.get("/")) is False
