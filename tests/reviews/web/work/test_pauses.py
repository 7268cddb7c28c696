"""Pausing and going on, as the pages show it to each side."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.models import Purpose, Wait
from reviews.pure.stages import Stage
from reviews.waits import pausing
from reviews.waits.status import status_of
from reviews.web.forms.waits import PAUSES, WaitForForm
from tests.reviews.pages import holder, holders_of, messages_of, page, part_of, press, signed_in
from tests.reviews.reading import desk_wait, open_wait_of


def in_days(number):
    return str(timezone.localdate() + timedelta(days=number))


def form_of(item, form_class):
    """The form of one reason to pause, as the workbench offers it."""
    return next(form for form in item.pauses if isinstance(form, form_class))


def test_pause_shows_until_when_and_why_to_both_sides(client, counsel, requester, review, legal_side):
    press(signed_in(client, counsel), "pause", legal_side.pk, until=in_days(8), reason="Their lawyer is away.")

    waits = holders_of(client, review)
    assert "Paused until 1 December 2026 Their lawyer is away." in waits and "Go on now" in waits
    people = part_of(page(signed_in(client, requester), review), "people")
    assert "paused until 1 December 2026: Their lawyer is away." in people


@pytest.mark.parametrize(
    ("until", "sentence"),
    [(0, "Choose a day to come."), (91, "A pause is for 90 days at most: choose an earlier day, then look again.")],
)
def test_pause_on_a_day_that_will_not_do_keeps_the_form_open(client, counsel, legal_side, until, sentence):
    response = press(
        signed_in(client, counsel), "pause", legal_side.pk, until=in_days(until), reason="Because of them."
    )
    assert (response.status_code, messages_of(response)) == (422, [("error", sentence)])
    assert "Because of them." in response.content.decode()


def test_resume_goes_on_early(client, counsel, review, legal_side):
    press(signed_in(client, counsel), "pause", legal_side.pk, until=in_days(8), reason="Away.")
    press(client, "resume", legal_side.pk)
    assert "Paused" not in holders_of(client, review)


def test_workbench_offers_each_reason_to_pause_under_its_heading(client, counsel, review, legal_side):
    content = signed_in(client, counsel).get(reverse("reviews:wait", args=[legal_side.pk])).content.decode()
    for form in PAUSES:
        assert f"<h3>{form.heading}</h3>" in content
        assert f'action="/waits/{legal_side.pk}/{form.kind}/"' in content
        assert f'type="submit">{form.button}</button>' in content


def test_wait_for_offers_what_is_open_and_idle_desks(client, counsel, review, legal_side, desks, finance_lead):
    signed_in(client, counsel)
    item = holder(client, legal_side)
    offered = dict(form_of(item, WaitForForm).fields["what"].choices)
    theirs = desk_wait(review, desks["procurement"])
    assert offered[f"wait-{theirs.pk}"] == f"Procurement: {theirs.needed}"
    assert offered["desk-finance"] == "Finance (has nothing open here)"
    assert f"wait-{legal_side.pk}" not in offered

    press(client, "wait_for", legal_side.pk, what="desk-finance", reason="Is the budget there?")

    assert open_wait_of(review, Purpose.DESK_QUESTION).question == "Is the budget there?"


def test_wait_for_names_who_really_holds_it_up(client, counsel, buyer, review, legal_side, desks):
    theirs = desk_wait(review, desks["procurement"])
    press(signed_in(client, counsel), "wait_for", legal_side.pk, what=f"wait-{theirs.pk}", reason="Price first.")
    assert "Waits for Procurement Price first." in holders_of(client, review)
    sentence = status_of(review, plain=False).sentence
    assert "Clara Counsel" not in sentence and "Procurement" in sentence
    signed_in(client, buyer)
    item = holder(client, theirs)
    assert f"wait-{legal_side.pk}" not in dict(
        form_of(item, WaitForForm).fields["what"].choices
    )  # that would be a circle


def test_status_of_a_review_that_stands_still_says_until_when(review, legal_side, desks, counsel, lead):
    others = review.waits.open().exclude(pk=legal_side.pk)
    pausing.pause(legal_side, until=timezone.localdate() + timedelta(days=8), reason="Away.", by=counsel)
    for wait in others:
        if wait.desk.slug in {"procurement"}:
            pausing.wait_for(wait, legal_side, reason="Law first.", by=lead)
        else:
            Wait.objects.filter(pk=wait.pk).update(closed_at=timezone.now(), remind_at=None)
    assert status_of(review, plain=False).sentence == f"{Stage.IN_REVIEW.label}: paused until 1 December 2026"
