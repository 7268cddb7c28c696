"""First looks on the workbench, and what the requester reads of them."""

import pytest
from django.urls import reverse

from intake import actions as intake_actions
from reviews.first_looks import actions
from reviews.models import FirstLook, Purpose
from reviews.waits import claims
from tests.groundwork import groundwork
from tests.reviews.pages import messages_of, page, part_of, signed_in, text_of


@pytest.fixture
@groundwork
def noted(software, requester, buyer, counsel, lead):
    return intake_actions.give_heads_up(
        software, title="Survey tool", vendor_name="Quill", reason="We may ask customers.", by=requester
    ).review


@pytest.fixture
def legal_look(noted, desks):
    return noted.waits.get(purpose=Purpose.FIRST_LOOK, desk=desks["legal"])


def test_workbench_offers_both_buttons_to_those_who_look(client, noted, counsel, buyer):
    response = page(signed_in(client, counsel), noted)
    words = part_of(response, "looks")
    assert "Legal looks now. Rosa Requester reads what you say, in plain words." in words
    assert "No concerns yet Early flags" in words
    assert "Procurement looks now" not in words
    assert "Next: Have a first look" in text_of(response)


def test_no_concerns_is_one_press(client, legal_look, counsel):
    response = signed_in(client, counsel).post(
        reverse("reviews:first_look", args=[legal_look.pk]), {"has_concerns": "no"}
    )
    assert messages_of(response) == [("success", "Legal: No concerns yet. Rosa Requester reads it now.")]
    assert response.url.endswith("#next")


def test_flags_without_a_tick_come_back_with_the_note_kept(client, legal_look, counsel):
    sent = {"has_concerns": "yes", "note": "Where does it learn?"}
    response = signed_in(client, counsel).post(reverse("reviews:first_look", args=[legal_look.pk]), sent)
    assert response.status_code == 422
    assert "Choose what you flag, or say that you have no concerns yet." in text_of(response)
    assert "Where does it learn?" in part_of(response, "looks")


def test_look_of_another_desk_is_refused_in_a_sentence(client, legal_look, buyer):
    response = signed_in(client, buyer).post(
        reverse("reviews:first_look", args=[legal_look.pk]), {"has_concerns": "no"}
    )
    assert response.status_code in {302, 422}
    assert not FirstLook.objects.exists()


def test_look_does_not_exist_for_strangers(client, legal_look, stranger):
    address = reverse("reviews:first_look", args=[legal_look.pk])
    assert signed_in(client, stranger).post(address, {"has_concerns": "no"}).status_code == 404


def test_requester_reads_the_flags_in_plain_words(client, noted, legal_look, counsel, requester):
    actions.look(legal_look, flags=["personal_data"], note="Tell us who answers.", by=counsel)
    response = page(signed_in(client, requester), noted)
    words = part_of(response, "looks")
    assert "Personal data It may use data about people. Then we look at who gets it" in words
    assert "Clara Counsel: Tell us who answers." in words
    assert "A first look is with Procurement since" in part_of(response, "status")


def test_requester_reads_who_has_it_since_when_and_what_is_open_from_the_first_minute(client, noted, requester):
    response = page(signed_in(client, requester), noted)
    assert (
        "Noted. A first look is with Legal and Procurement since 23 November 2026, until 24 November 2026."
        in part_of(response, "status")
    )
    assert "Legal Having a first look" in part_of(response, "people")
    assert "Nothing so far" in part_of(response, "open")


def test_look_is_opened_again_with_a_reason(client, noted, legal_look, counsel):
    look = actions.look(legal_look, flags=["ai"], by=counsel)
    client = signed_in(client, counsel)
    assert "Look again" in part_of(page(client, noted), "looks")
    response = client.post(reverse("reviews:look_again", args=[look.pk]), {"reason": "They sent a data sheet."})
    assert messages_of(response) == [("success", "The first look of Legal is open again.")]
    assert "Legal looks now" in part_of(page(client, noted), "looks")


def test_first_look_stands_in_the_queue_and_in_my_work(client, legal_look, counsel):
    assert "Have a first look" in text_of(signed_in(client, counsel).get(reverse("reviews:queue")))
    claims.claim(legal_look, by=counsel)
    assert "Survey tool" in text_of(client.get(reverse("reviews:my_work")))
