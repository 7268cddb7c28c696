"""Disagreements: on the card of the term, and their one-page summary."""

import pytest
from django.urls import reverse

from reviews.disagreements import actions as disagreement_actions
from reviews.models import Outcome, Purpose, Wait
from reviews.terms import deciding
from tests.groundwork import groundwork
from tests.reviews.pages import HTMX, messages_of, page, press, signed_in, text_of
from tests.reviews.reading import term


@pytest.fixture
@groundwork
def liability(review):
    return term(review, "liability")


@pytest.fixture
def blocking(liability, buyer):
    return disagreement_actions.disagree(
        liability, "The cap is too low.", proposal="Twice.", is_blocking=True, by=buyer
    )


def test_card_offers_to_disagree_to_another_function_only(client, liability, buyer, counsel):
    address = reverse("reviews:term", args=[liability.pk])
    assert "See it differently…" in text_of(signed_in(client, buyer).get(address))
    assert "See it differently…" not in text_of(signed_in(client, counsel).get(address))


def test_disagree_shows_on_the_card_and_on_the_workbench(client, liability, buyer, counsel, review):
    response = press(signed_in(client, buyer), "disagree", liability.pk, headers=HTMX, reason="Too low.")

    assert "Procurement disagrees" in text_of(response) and "for the next check-in" in text_of(response)
    assert f"Procurement disagrees on {liability}" in text_of(page(signed_in(client, counsel), review))


def test_disagree_keeps_what_was_typed(client, liability, buyer):
    response = press(signed_in(client, buyer), "disagree", liability.pk, reason="Too low.", is_blocking="on")

    assert response.status_code == 422
    assert "Too low." in text_of(response) and "Say what you propose" in text_of(response)


def test_requester_learns_nothing_of_a_disagreement(client, blocking, review, requester):
    for text in (
        text_of(page(signed_in(client, requester), review)),
        text_of(client.get(reverse("reviews:timeline", args=[review.pk]))),
    ):
        assert "disagree" not in text.lower() and "cap is too low" not in text
    assert client.get(blocking.get_absolute_url()).status_code == 404
    assert not [notice for notice in requester.notices.all() if "disagree" in notice.body]


def test_summary_has_both_positions_the_playbook_and_the_history(client, blocking, liability, counsel, lead, desks):
    position, wording = "One year of fees.", "Six months of fees."
    deciding.edit_term(liability, position=position, vendor_wording=wording, place="clause 5", by=counsel)
    deciding.decide_term(liability, Outcome.THEIRS, desk=desks["legal"], reason="It is usual.", by=counsel)
    disagreement_actions.reply_to_disagreement(blocking, "One and a half.", by=counsel)

    text = text_of(signed_in(client, lead).get(blocking.get_absolute_url()))

    for part in (position, wording, "clause 5", "It is usual.", "The cap is too low.", "Twice.", "One and a half."):
        assert part in text
    assert "Our playbook" in text and "disagreed on" in text and "Print" in text


def test_summary_settles_in_two_steps(client, blocking, lead, buyer):
    address = blocking.get_absolute_url()
    press(signed_in(client, lead), "propose_outcome", blocking.pk, outcome="Twice it is.\r\nFrom May.")
    assert "Confirm this outcome" not in text_of(client.get(address))
    waiting = signed_in(client, buyer).get(address)
    assert "Confirm this outcome" in text_of(waiting)

    answer = press(client, "agree_outcome", blocking.pk, outcome="Twice it is.\r\nFrom May.")

    assert messages_of(answer) == [("success", "Settled. Everybody concerned is told.")]
    assert "Lena Lead and Ben Buyer, together." in text_of(client.get(address))


def test_summary_settles_so_that_the_term_is_decided_anew(client, blocking, lead, buyer, counsel, desks):
    deciding.decide_term(blocking.term, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=counsel)
    press(signed_in(client, lead), "propose_outcome", blocking.pk, outcome="Twice it is.", reopens="on")
    waiting = signed_in(client, buyer).get(blocking.get_absolute_url())
    assert "The term is decided anew by its owners." in text_of(waiting)

    press(client, "agree_outcome", blocking.pk, outcome="Twice it is.", reopens="on")

    blocking.term.refresh_from_db()
    assert blocking.term.outcome == Outcome.OPEN


def test_summary_keeps_an_outcome_that_needs_another_look(client, blocking, lead):
    assert press(signed_in(client, lead), "propose_outcome", blocking.pk, outcome="").status_code == 422


def test_waits_on_leads_stand_in_their_queue(client, blocking, lead):
    held = Wait.objects.for_queue(lead).filter(purpose=Purpose.DISAGREEMENT)
    assert {wait.desk.slug for wait in held} == {"legal", "procurement"}
