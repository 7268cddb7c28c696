"""Undoing one's own last step within half a minute: the wait is where it was, the log has both, nobody is mailed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from common.models import Audience
from notices.models import Notice
from notices.tasks import deliver_notices
from reviews.facts import differences
from reviews.pure.verbs import Verb
from reviews.waits import claims, hand_overs, pausing, undoing
from tests.groundwork import groundwork
from tests.reviews.pages import messages_of, press, signed_in
from tests.reviews.reading import Written, denied, desk_wait, refused


@pytest.fixture
@groundwork
def wait(review, desks):
    return desk_wait(review, desks["procurement"])


def held_by(wait):
    wait.refresh_from_db()
    return wait.person


def later(at, **more):
    at((timezone.now() + timedelta(**more)).isoformat())


def test_undo_of_a_claim_gives_it_back_to_the_desk(wait, buyer):
    claims.claim(wait, by=buyer)
    undoing.undo(wait, by=buyer)
    assert held_by(wait) is None


def test_undo_of_giving_back_lets_the_person_hold_it_again(wait, buyer):
    claims.claim(wait, by=buyer)
    claims.release(wait, by=buyer)
    undoing.undo(wait, by=buyer)
    assert held_by(wait) == buyer


def test_undo_of_a_hand_over_lets_the_one_before_hold_it_again(wait, buyer, lead):
    claims.claim(wait, by=buyer)
    hand_overs.hand_over(wait, to=lead, reason="I am full.", by=buyer)
    undoing.undo(wait, by=buyer)
    assert held_by(wait) == buyer


def test_undo_writes_a_line_and_leaves_the_step_in_the_log(wait, buyer):
    claims.claim(wait, by=buyer)
    written = Written()
    undoing.undo(wait, by=buyer)
    sentence = "undid that, so it is with Procurement as before"
    assert written.events == [("Ben Buyer", Verb.UNDONE, Audience.BUSINESS, sentence)]
    assert not list(differences(wait.review))


@pytest.mark.parametrize(("seconds", "is_in_time"), [(29, True), (60, False)])
def test_undo_is_for_half_a_minute(at, wait, buyer, seconds, is_in_time):
    claims.claim(wait, by=buyer)
    later(at, seconds=seconds)
    if is_in_time:
        undoing.undo(wait, by=buyer)
    else:
        with refused(undoing.TOO_LATE):
            undoing.undo(wait, by=buyer)
    assert held_by(wait) == (None if is_in_time else buyer)


def test_undo_is_only_for_whoever_did_it(wait, buyer, lead):
    claims.claim(wait, by=buyer)
    with denied(undoing.NOT_YOURS):
        undoing.undo(wait, by=lead)


def test_undo_is_refused_once_something_else_has_happened(wait, buyer, lead):
    claims.claim(wait, by=buyer)
    claims.release(wait, by=lead)
    with denied(undoing.NOT_YOURS):
        undoing.undo(wait, by=buyer)


def test_undo_is_not_for_steps_of_other_kinds(wait, buyer):
    claims.claim(wait, by=buyer)
    pausing.pause(wait, until=timezone.localdate() + timedelta(days=3), reason="They are shut.", by=buyer)
    with denied(undoing.NOT_YOURS):
        undoing.undo(wait, by=buyer)


def test_undo_cannot_be_undone(wait, buyer):
    claims.claim(wait, by=buyer)
    undoing.undo(wait, by=buyer)
    with denied(undoing.NOT_YOURS):
        undoing.undo(wait, by=buyer)


# --- mails ---------------------------------------------------------------------------------------------


def given_to(person):
    return Notice.objects.filter(recipient=person, body__contains="handed this to")


def test_mail_of_a_hand_over_rests_while_it_can_be_undone(at, wait, buyer, lead, mailoutbox):
    claims.claim(wait, by=buyer)
    deliver_notices()
    mail.outbox.clear()
    hand_overs.hand_over(wait, to=lead, reason="I am full.", by=buyer)

    deliver_notices()
    at_once = len(mail.outbox)
    later(at, seconds=31)
    deliver_notices()

    assert (at_once, len(mail.outbox)) == (0, 1)


def test_undo_takes_the_mail_and_the_notice_back(at, wait, buyer, lead):
    claims.claim(wait, by=buyer)
    deliver_notices()
    mail.outbox.clear()
    hand_overs.hand_over(wait, to=lead, reason="I am full.", by=buyer)
    assert given_to(lead).unread().count() == 1

    undoing.undo(wait, by=buyer)
    later(at, minutes=5)
    deliver_notices()

    assert (given_to(lead).unread().count(), mail.outbox) == (0, [])


# --- the button ----------------------------------------------------------------------------------------


def test_message_of_a_claim_offers_to_undo_it(client, wait, buyer):
    response = press(signed_in(client, buyer), "claim", wait.pk)
    page = client.get(response.url).content.decode()
    assert f'action="{reverse("reviews:undo", args=[wait.pk])}"' in page and "Undo" in page


def test_undo_goes_back_to_the_page_it_was_pressed_on(client, wait, buyer):
    claims.claim(wait, by=buyer)
    headers = {"Referer": "http://testserver/queue/?mine=on&view=all"}
    response = press(signed_in(client, buyer), "undo", wait.pk, headers=headers)
    assert response.url == "/queue/?mine=on&view=all"
    assert messages_of(response) == [("success", "Undone: it is as it was before.")]


def test_undo_never_leads_to_another_site(client, wait, buyer):
    claims.claim(wait, by=buyer)
    headers = {"Referer": "https://elsewhere.example//evil.example/"}
    response = press(signed_in(client, buyer), "undo", wait.pk, headers=headers)
    assert response.url == wait.review.get_absolute_url() + "#waits"


def test_undo_over_the_api(client, wait, buyer):
    claims.claim(wait, by=buyer)
    response = signed_in(client, buyer).post(reverse("api-wait-undo", args=[wait.pk]))
    assert (response.status_code, held_by(wait)) == (200, None)
