"""The cache while Redis is away."""

import time

import pytest

from common.guards.away import redis_away
from common.guards.forgetful_cache import ForgetfulCache


@pytest.fixture
def cache(silent_server):
    redis_away.forget()
    yield ForgetfulCache(silent_server, {})
    redis_away.forget()


def test_cache_without_redis_forgets_and_nobody_waits(cache):
    began = time.monotonic()
    answers = [
        cache.add("asked", True, 60),
        cache.get("asked"),
        cache.get("asked", "nothing"),
        cache.set("asked", True),
        cache.delete("asked"),
        cache.has_key("asked"),
        cache.clear(),
    ]
    assert answers == [True, None, "nothing", None, False, False, False]
    assert time.monotonic() - began < 1


def test_cache_asks_redis_again_after_a_while(cache, settings, monkeypatch):
    assert cache.get("kept") is None
    monkeypatch.setattr("common.guards.away.time.monotonic", lambda later=time.monotonic() + 6: later)
    there = ForgetfulCache(settings.REDIS_URL, {})
    there.set("kept", 7)
    assert there.get("kept") == 7
