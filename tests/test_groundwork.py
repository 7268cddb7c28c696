"""Groundwork is found by each test as it would have built it alone (tests/groundwork.py)."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import timezone

from common.models import Event
from people.models import User
from reviews.closing.actions import withdraw
from reviews.papers import documents
from tests import conftest
from tests.contracts.builders import pdf
from tests.groundwork import ground, groundwork, harmless, steps_of

TWICE = pytest.mark.parametrize("time", ["first", "second"])


@pytest.fixture
@groundwork
def paper(review, buyer):
    return documents.add_document(review, pdf("terms.pdf"), by=buyer).latest


@pytest.fixture
@groundwork
def roles(requester, buyer):
    return {"asks": requester, "answers": buyer}


@pytest.fixture
@harmless
def greet(requester):
    return lambda: f"Hello {requester.name}"


@pytest.fixture
def patched(monkeypatch):
    monkeypatch.setenv("PATCHED", "yes")


def names(request):
    return [step.build.__name__ for step in steps_of(request.node)]


@TWICE
def test_what_a_test_does_is_gone_before_the_next(time, review, requester):
    assert (requester.name, User.objects.filter(name="Late").count()) == ("Rosa Requester", 0)
    assert User.objects.get(pk=requester.pk).name == "Rosa Requester"
    requester.name = "Late"
    requester.save()
    withdraw(review, "No longer needed.", by=requester)


def test_people_for_whom_no_test_asked_are_not_there(requester):
    assert list(User.objects.all()) == [requester]


@TWICE
def test_values_know_each_other_as_if_they_had_just_been_made(time, roles, requester, buyer):
    assert (roles["asks"] is requester, roles["answers"] is buyer) == (True, True)


@TWICE
def test_nothing_in_a_test_is_older_than_what_it_finds(time, review):
    assert timezone.now() >= Event.objects.latest("at").at


@TWICE
def test_uploads_are_there_for_each_test(time, paper, settings):
    path = Path(paper.file.path)
    assert path.is_relative_to(settings.MEDIA_ROOT)
    assert path.read_bytes() == pdf().read()
    path.unlink()


def test_test_that_asks_for_less_finds_no_uploads(review, settings):
    assert not settings.MEDIA_ROOT.exists()


def test_what_is_harmless_does_not_end_the_groundwork(request, requester, greet, buyer):
    assert names(request) == ["desks", "requester", "buyer"]
    assert greet() == "Hello Rosa Requester"


def test_what_is_not_marked_ends_it(request, requester, patched, buyer):
    assert names(request) == ["desks", "requester"]


@pytest.mark.parametrize("requester", ["somebody else"])
def test_what_depends_on_a_parameter_is_not_shared(request, counsel, greet):
    assert names(request) == ["desks", "counsel"]


def test_a_layer_that_cannot_be_laid_fails_its_test_and_none_after_it(monkeypatch, request):
    """pytest forgets a fixture between tests only if it has a result: the hook leaves one when laying fails."""
    helper = SimpleNamespace(argname="_django_db_helper", cached_result=None, cache_key=lambda request: "key")
    asked = SimpleNamespace(getfixturevalue=request.getfixturevalue, node=request.node)
    monkeypatch.setattr(ground, "lay", lambda steps: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        next(conftest.pytest_fixture_setup(helper, asked))

    assert (helper.cached_result[:2], helper.cached_result[2][0].args) == ((None, "key"), ("division by zero",))
