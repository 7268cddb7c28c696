"""The ways on and out of a review: joint position, reply, approvals, signature, decision notes, the split by hand."""

from datetime import timedelta

import pytest

from intake import actions as intake_actions
from reviews.closing import actions as closing
from reviews.models import Outcome, Slot, SplitRule
from reviews.pure.stages import Stage
from reviews.terms import deciding
from tests.review_fixtures import NOTE
from tests.reviews.pages import messages_of, page, part_of, press, signed_in, text_of


def stage_of(review):
    review.refresh_from_db()
    return review.stage


# --- the split by hand ------------------------------------------------------------------------------------


@pytest.fixture
def unsplit(draft, requester, buyer, counsel, lead):
    """A review for which no rule says who talks to the vendor."""
    SplitRule.objects.filter(slot=Slot.VENDOR_CONTACT).update(is_active=False)
    return intake_actions.submit(draft, by=requester)


def test_split_is_answered_by_a_lead(client, lead, unsplit, desks):
    signed_in(client, lead)

    press(client, "answer_split", unsplit.pk, slot="vendor_contact", desk=desks["legal"].pk)

    assert "Talks to the vendor Legal because Chosen by Lena Lead" in part_of(page(client, unsplit), "split")
    assert stage_of(unsplit) == Stage.IN_REVIEW


def test_split_keeps_what_was_chosen_when_it_is_refused(client, lead, unsplit, desks, counsel):
    response = press(
        signed_in(client, lead),
        "answer_split",
        unsplit.pk,
        slot="vendor_contact",
        desk=desks["procurement"].pk,
        person=counsel.pk,
    )

    assert response.status_code == 422
    assert messages_of(response) == [("error", "Clara Counsel is not a member of Procurement.")]
    assert f'<option value="{counsel.pk}" selected>' in response.content.decode()


def test_split_offers_no_form_to_others(client, buyer, unsplit):
    assert "Talks to the vendor not answered yet" in part_of(page(signed_in(client, buyer), unsplit), "split")


# --- negotiation ------------------------------------------------------------------------------------------


def test_joint_position_lists_what_both_sides_have_to_say(client, buyer, counsel, review, desks):
    terms = {term.term_type.slug: term for term in review.terms.select_related("term_type")}
    price, liability = terms["price"], terms["liability"]
    deciding.decide_term(price, Outcome.DEVIATION, desk=desks["procurement"], reason="We get training.", by=buyer)
    deciding.edit_term(liability, position="Twice the fees.", vendor_wording="None.", place="clause 9", by=counsel)

    response = signed_in(client, buyer).get(f"{review.get_absolute_url()}joint-position/")

    assert [(group.label, group.terms) for group in response.context["groups"]] == [
        ("Commercial terms", [price]),
        ("Legal terms", [liability]),
    ]
    assert "Limitation of liability (clause 9) Your paper: None. Our position: Twice the fees." in text_of(response)
    assert "Not final yet" in text_of(response) and "Legal is not done yet." in text_of(response)
    ours = response.content.decode().split('class="only-us"')[-2]
    assert "We get training." in ours


def test_joint_position_says_when_there_is_nothing_to_negotiate(client, buyer, review_at):
    review = review_at(Stage.ALIGNED)

    response = signed_in(client, buyer).get(f"{review.get_absolute_url()}joint-position/")

    assert "Nothing to tell the vendor" in text_of(response)


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


# --- approval and signature -------------------------------------------------------------------------------


def test_approval_says_who_is_asked_and_why(client, buyer, review_at):
    response = page(signed_in(client, buyer), review_at(Stage.FINAL_APPROVAL))

    assert "Procurement Waiting for a lead Every contract that costs money: because request type is not" in text_of(
        response
    )
    assert response.context["approvals"][0].form is None


def approve(client, approval, **more):
    """Press the button as the page draws it: with what it shows of everything the person may decide."""
    shown = page(client, approval.review).context["approvals"]
    form = next(item.form for item in shown if item.approval == approval)
    return press(client, "approve", approval.pk, seen=form["seen"].value(), **more)


def test_approve_leads_to_signature(client, lead, review_at):
    review = review_at(Stage.FINAL_APPROVAL)

    approve(signed_in(client, lead), review.approvals.get(), remark="Well done.")

    assert stage_of(review) == Stage.SIGNATURE
    shown = text_of(page(client, review))
    assert "Approved Lena Lead, just now Every contract that costs money: because request type is not" in shown
    assert "Well done." in shown


def test_approve_without_having_opened_the_page_asks_to_look(client, lead, review_at):
    review = review_at(Stage.FINAL_APPROVAL)

    response = press(signed_in(client, lead), "approve", review.approvals.get().pk, remark="Well done.")

    assert response.status_code == 422
    assert "Open the page again, so that you see what you approve." in text_of(response)
    assert stage_of(review) == Stage.FINAL_APPROVAL


def test_approve_with_a_stale_page_shows_the_difference_and_keeps_the_remark(client, lead, buyer, review_at):
    review = review_at(Stage.FINAL_APPROVAL)
    approval = review.approvals.get()
    signed_in(client, lead)
    stale = page(client, review).context["approvals"][0].form["seen"].value()
    price = review.terms.get(term_type__slug="price")
    deciding.edit_term(price, position="Half of it.", vendor_wording="", place="", by=buyer)

    response = press(client, "approve", approval.pk, seen=stale, remark="Well done.")

    assert response.status_code == 422
    assert "Changed since this was asked" in text_of(response)
    assert "After: Half of it." in text_of(response)
    again = response.context["approvals"][0].form
    assert again["remark"].value() == "Well done."
    press(client, "approve", approval.pk, seen=again["seen"].value(), remark="Well done.")
    assert stage_of(review) == Stage.SIGNATURE


def test_a_reset_approval_shows_the_difference_and_the_earlier_decision(client, lead, buyer, review_at):
    review = review_at(Stage.FINAL_APPROVAL)
    approve(signed_in(client, lead), review.approvals.get(), remark="Well done.")
    price = review.terms.get(term_type__slug="price")
    deciding.edit_term(price, position="Half of it.", vendor_wording="", place="", by=buyer)

    shown = part_of(page(client, review), "approvals")

    assert "Asked again" in shown
    assert f"Changed since Lena Lead decided, just now {price}, our position Before:" in shown
    assert "Earlier decisions 1" in shown
    assert "Approved by Lena Lead, just now . What it covers changed afterwards." in shown


def test_signature_is_kept_with_its_dates(client, buyer, review_at, today):
    review = review_at(Stage.SIGNATURE)

    press(
        signed_in(client, buyer),
        "record_signature",
        review.pk,
        signed_on=today,
        starts_on=today,
        ends_on=today + timedelta(days=365),
        notice_period_days=30,
        renews_automatically="on",
    )

    shown = text_of(page(client, review))
    assert stage_of(review) == Stage.ACTIVE
    assert "then renews by itself" in shown and "(30 days' notice)" in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_on": -1}, "The end is before the start."),
        ({"signed_on": 1}, "This day is still to come. Note the signature once it is there."),
        ({"renews_automatically": "on"}, "A contract that renews by itself has an end: give the first one."),
        ({"notice_period_days": "-3"}, "Ensure this value is greater than or equal to 0."),
        ({"starts_on": "soon"}, "Enter a valid date."),
    ],
)
def test_signature_with_impossible_dates_is_asked_again(client, buyer, review_at, today, changes, sentence):
    review = review_at(Stage.SIGNATURE)
    days = {name: today + timedelta(days=value) if isinstance(value, int) else value for name, value in changes.items()}

    response = press(
        signed_in(client, buyer), "record_signature", review.pk, **{"signed_on": today, "starts_on": today, **days}
    )

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert stage_of(review) == Stage.SIGNATURE


# --- decision notes ---------------------------------------------------------------------------------------


def test_decline_asks_for_all_five_parts_and_keeps_what_was_typed(client, buyer, review):
    response = press(signed_in(client, buyer), "decline", review.pk, what="We will not sign.", why="Too risky.")

    assert response.status_code == 422
    for sentence in ("Say what could have happened.", "Say what would change our mind."):
        assert sentence in text_of(response)
    assert "We will not sign." in text_of(response) and "Too risky." in text_of(response)


def test_decline_waits_for_the_other_function(client, buyer, counsel, requester, review):
    press(signed_in(client, buyer), "decline", review.pk, **NOTE)

    assert "Drafted by Ben Buyer, just now . Legal co-signs it." in part_of(page(client, review), "next")
    assert not page(client, review).context["notes"][0].may_co_sign
    for part in NOTE.values():
        assert part in part_of(page(signed_in(client, counsel), review), "next")
        assert part not in text_of(page(signed_in(client, requester), review))


def test_decline_page_says_when_a_note_is_waiting_already(client, buyer, counsel, review):
    closing.draft_decision_note(review, **NOTE, by=buyer)

    response = signed_in(client, counsel).get(f"{review.get_absolute_url()}decline/")

    assert "A decision note is already waiting for the other function's signature." in text_of(response)


def test_co_sign_ends_the_review_and_the_requester_reads_the_note(client, buyer, counsel, requester, review):
    note = closing.draft_decision_note(review, **NOTE, by=buyer)

    press(signed_in(client, counsel), "co_sign", note.pk)

    shown = text_of(page(signed_in(client, requester), review))
    assert stage_of(review) == Stage.DECLINED
    assert all(part in shown for part in NOTE.values())
    assert "Written by Ben Buyer and co-signed by Clara Counsel, today" in shown


def test_object_needs_a_reason(client, buyer, counsel, review):
    note = closing.draft_decision_note(review, **NOTE, by=buyer)

    response = press(signed_in(client, counsel), "object_to_note", note.pk)

    assert response.status_code == 422
    assert "This field is required." in part_of(response, "next")


def test_object_lets_work_go_on_and_keeps_the_reason(client, buyer, counsel, review):
    note = closing.draft_decision_note(review, **NOTE, by=buyer)

    press(signed_in(client, counsel), "object_to_note", note.pk, objection="They took that back.")

    assert "Clara Counsel: They took that back." in text_of(page(client, review))
    assert stage_of(review) == Stage.IN_REVIEW
