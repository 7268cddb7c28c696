"""Talking to the vendor: the joint position, sending it, and what comes back."""

import pytest

from reviews.models import Outcome
from reviews.pure.stages import Stage
from reviews.terms import deciding
from tests.reviews.pages import page, press, signed_in, text_of
from tests.reviews.reading import stage_of


def test_joint_position_lists_what_we_ask_for_and_not_what_we_gave_up(client, buyer, counsel, review, desks):
    terms = {term.term_type.slug: term for term in review.terms.select_related("term_type")}
    price, fees, liability = terms["price"], terms["payment-terms"], terms["liability"]
    deciding.decide_term(price, Outcome.THEIRS, desk=desks["procurement"], reason="We get training.", by=buyer)
    deciding.decide_term(fees, Outcome.FALLBACK, rank=1, desk=desks["procurement"], reason="Others do.", by=buyer)
    deciding.edit_term(liability, position="Twice the fees.", vendor_wording="None.", place="clause 9", by=counsel)
    deciding.decide_term(liability, Outcome.ASK, desk=desks["legal"], reason="It holds our data.", by=counsel)

    response = signed_in(client, buyer).get(f"{review.get_absolute_url()}joint-position/")

    assert [(group.label, group.terms) for group in response.context["groups"]] == [
        ("Commercial terms", [fees]),
        ("Legal terms", [liability]),
    ]
    assert "Limitation of liability (clause 9) Your paper: None. We ask for: Twice the fees." in text_of(response)
    assert "Not final yet" in text_of(response) and "Legal is not done yet." in text_of(response)
    assert f"We ask for: {fees.term_type.fallbacks[0]}" in text_of(response)
    assert "We get training." not in text_of(response)
    *_, ours = response.content.decode().split('class="only-us"')
    assert "It holds our data." in ours


def test_joint_position_says_when_there_is_nothing_to_negotiate(client, buyer, review_at):
    review = review_at(Stage.ALIGNED)

    response = signed_in(client, buyer).get(f"{review.get_absolute_url()}joint-position/")

    assert "Nothing to ask the vendor for" in text_of(response)


@pytest.mark.parametrize(
    ("button", "stage"), [("send_to_vendor", Stage.NEGOTIATION), ("request_approval", Stage.FINAL_APPROVAL)]
)
def test_aligned_review_goes_on_at_the_press_of_a_button(client, buyer, review_at, button, stage):
    review = review_at(Stage.ALIGNED)

    press(signed_in(client, buyer), button, review.pk)

    assert stage_of(review) == stage


def test_aligned_review_tells_others_who_takes_it_from_here(client, counsel, review_at):
    response = page(signed_in(client, counsel), review_at(Stage.ALIGNED))

    assert "Procurement talks to the vendor and takes it from here." in text_of(response)
    assert "Sent to the vendor" not in text_of(response)


def test_reply_sends_only_the_changed_terms_back(client, buyer, review_at):
    review = review_at(Stage.NEGOTIATION)
    changed = review.terms.first()

    press(
        signed_in(client, buyer),
        "record_reply",
        review.pk,
        reply="changed",
        changed_terms=[changed.pk],
        note="They want two years.",
    )

    assert stage_of(review) == Stage.IN_REVIEW
    assert list(review.terms.filter(outcome=Outcome.OPEN)) == [changed]


@pytest.mark.parametrize(
    ("data", "sentences"),
    [
        (
            {"reply": "changed"},
            ["Tick the terms that the vendor changed.", "Say in a sentence what the vendor changed."],
        ),
        ({}, ["This field is required."]),
    ],
)
def test_reply_that_is_incomplete_says_what_is_missing(client, buyer, review_at, data, sentences):
    review = review_at(Stage.NEGOTIATION)

    response = press(signed_in(client, buyer), "record_reply", review.pk, **data)

    assert response.status_code == 422
    assert all(sentence in text_of(response) for sentence in sentences)


def test_reply_that_contradicts_itself_is_asked_again(client, buyer, review_at):
    review = review_at(Stage.NEGOTIATION)

    response = press(
        signed_in(client, buyer), "record_reply", review.pk, reply="accepted", changed_terms=[review.terms.first().pk]
    )

    assert response.status_code == 422
    assert "Tick no terms when the vendor accepts everything." in text_of(response)
