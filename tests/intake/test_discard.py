"""Throwing a draft away."""

from django.urls import reverse

from common.models import Event
from intake import actions
from intake.models import IntakeRequest
from tests.intake.conftest import TYPED
from tests.intake.pages import messages_of, save


def test_discard_deletes_the_draft(visit, draft):
    response = visit.post(reverse("intake:discard", args=[draft.pk]))
    assert (response.url, messages_of(response)) == ("/requests/", ["The draft is discarded."])
    assert not IntakeRequest.objects.exists()


def test_discard_is_refused_once_others_know(visit, software, requester, buyer, counsel):
    heads_up = actions.give_heads_up(
        software, title="Agency", vendor_name="Bright", reason=TYPED["reason"], by=requester
    )
    response = visit.post(reverse("intake:discard", args=[heads_up.pk]))
    assert messages_of(response) == ["Others know of this heads-up. Withdraw it instead, so that they know that too."]
    assert IntakeRequest.objects.exists()


def test_private_work_on_a_draft_leaves_no_event(visit, blank):
    save(visit, blank, **TYPED)
    visit.post(reverse("intake:discard", args=[blank.pk]))
    assert list(Event.objects.all()) == []
