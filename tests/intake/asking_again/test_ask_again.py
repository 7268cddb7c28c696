"""Asking again for what was turned down or withdrawn."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from djmoney.money import Money

from intake import actions
from intake.models import IntakeRequest
from reviews.closing import actions as closing
from tests.intake.conftest import TYPED
from tests.intake.pages import messages_of
from tests.intake.test_api import api


@pytest.fixture
def given(software, requester, buyer, counsel):
    """A heads-up with an answer to a question that is gone by now, one to a question that is asked, and a size."""
    given = actions.give_heads_up(
        software,
        title="Agency",
        vendor_name="Bright",
        reason=TYPED["reason"],
        value=Money(48000, "EUR"),
        needed_by=timezone.localdate() + timedelta(days=60),
        by=requester,
    )
    IntakeRequest.objects.filter(pk=given.pk).update(answers={"uses_ai": "Yes", "gone": "Old", "as typed": {}})
    return IntakeRequest.objects.get(pk=given.pk)


@pytest.fixture
def withdrawn(given, requester):
    closing.withdraw(given.review, "Not needed after all.", by=requester)
    return given


def address_of(request):
    return reverse("intake:ask_again", args=[request.pk])


def test_ask_again_begins_with_what_was_asked_and_once(visit, withdrawn):
    assert address_of(withdrawn) in visit.get(withdrawn.review.get_absolute_url()).content.decode()
    first, second = visit.post(address_of(withdrawn)), visit.post(address_of(withdrawn))
    assert first.url == second.url
    draft = IntakeRequest.objects.get(submitted_at=None, review=None)
    columns = ("title", "vendor_name", "reason", "value", "needed_by", "request_type")
    assert [getattr(draft, name) for name in columns] == [getattr(withdrawn, name) for name in columns]
    assert draft.answers == {"uses_ai": "Yes"}
    assert first.url == draft.get_absolute_url()


def test_ask_again_leaves_out_a_day_that_is_past(visit, withdrawn):
    IntakeRequest.objects.filter(pk=withdrawn.pk).update(needed_by=date(2020, 1, 1))
    visit.post(address_of(withdrawn))
    assert IntakeRequest.objects.get(submitted_at=None, review=None).needed_by is None


def test_ask_again_makes_another_once_the_first_came_to_nothing_too(visit, withdrawn, requester):
    """The first draft has a review by now: it is no draft to go on with, and its key is taken."""
    visit.post(address_of(withdrawn))
    first = IntakeRequest.objects.get(submitted_at=None, review=None)
    other = actions.give_heads_up(
        first.request_type, title="Another", vendor_name="Bright", reason=TYPED["reason"], by=requester
    )
    review = other.review
    other.delete()
    IntakeRequest.objects.filter(pk=first.pk).update(review=review)
    assert visit.post(address_of(withdrawn)).url != first.get_absolute_url()
    assert IntakeRequest.objects.filter(begun_in__startswith=f"again {withdrawn.pk} ").count() == 2


def test_ask_again_is_refused_while_the_request_is_under_way(visit, given):
    assert "Ask again" not in visit.get(given.review.get_absolute_url()).content.decode()
    response = visit.post(address_of(given))
    assert messages_of(response) == ["Only what was turned down or withdrawn can be asked for again."]
    assert IntakeRequest.objects.count() == 1


def test_ask_again_is_refused_where_the_kind_is_switched_off(visit, withdrawn, software):
    type(software).objects.filter(pk=software.pk).update(is_active=False)
    assert messages_of(visit.post(address_of(withdrawn))) == ["Requests of this kind are switched off."]


def test_ask_again_is_for_its_requester(client, withdrawn, buyer):
    client.force_login(buyer)
    assert client.post(address_of(withdrawn)).status_code == 404


def test_ask_again_over_the_api(withdrawn, requester, buyer):
    address = reverse("api-request-ask-again", args=[withdrawn.review.reference])
    assert api(buyer).post(address).status_code == 404
    answer = api(requester).post(address)
    draft = IntakeRequest.objects.get(submitted_at=None, review=None)
    assert (answer.status_code, answer.json()) == (
        201,
        {"id": draft.pk, "title": "Agency", "page": draft.get_absolute_url()},
    )
