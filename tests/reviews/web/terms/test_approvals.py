"""Final approvals on the review's page: who is asked, one form for one decision, and in whose place it is taken."""

import pytest

from reviews.models import ApprovalRule
from reviews.negotiation import actions as negotiation
from reviews.pure.stages import Stage
from reviews.terms import deciding
from reviews.waits import questions
from tests.factories import MembershipFactory, UserFactory
from tests.review_fixtures import finish_all_sides
from tests.reviews.pages import page, part_of, press, signed_in, text_of
from tests.reviews.reading import row, stage_of


@pytest.fixture
def asked_twice(review, desks, buyer, specialists):
    """A review that the lead of both desks approves for procurement and, as a rule asks for it, for legal."""
    ApprovalRule.objects.create(position=9, name="Always", desk=desks["legal"])
    finish_all_sides(review)
    review.refresh_from_db()
    return negotiation.request_approval(review, by=buyer)


def forms_shown(response):
    """[(desk, whether it has a form, with which desk it is decided)]."""
    return [
        (item.approval.desk.slug, not item.decided_with and item.form is not None, str(item.decided_with or ""))
        for item in response.context["approvals"]
    ]


def approve(client, approval, **more):
    """Press the button as the page draws it: with what it shows of everything the person may decide."""
    shown = page(client, approval.review).context["approvals"]
    form = next(item.form for item in shown if item.approval == approval)
    return press(client, "approve", approval.pk, seen=form["seen"].value(), **more)


def test_the_lead_of_two_desks_is_asked_in_one_form(client, lead, asked_twice):
    response = page(signed_in(client, lead), asked_twice)

    first = response.context["approvals"][0]
    assert forms_shown(response) == [("procurement", True, ""), ("legal", False, str(first.approval))]
    assert "You decide this together with Procurement" in part_of(response, "approvals")
    assert response.content.decode().count(">Approve</button>") == 1

    press(client, "approve", first.approval.pk, seen=first.form["seen"].value())
    assert row(asked_twice, "stage") == (Stage.SIGNATURE,)


def test_a_step_has_its_own_form_while_the_earlier_one_is_paused(client, lead, asked_twice):
    procurement = asked_twice.approvals.get(desk__slug="procurement")
    questions.ask_requester(procurement.wait, "Is there a budget?", by=lead)

    assert forms_shown(page(signed_in(client, lead), asked_twice)) == [("procurement", True, ""), ("legal", True, "")]


def test_who_stands_in_reads_for_whom_they_decide(client, lead, desks, review_at, away):
    review = review_at(Stage.FINAL_APPROVAL)
    second = UserFactory(name="Sara Second")
    MembershipFactory(team=desks["procurement"], user=second)
    away(lead, second)

    assert "You decide for Lena Lead, who is away." in part_of(page(signed_in(client, second), review), "approvals")
    assert "You decide for" not in part_of(page(signed_in(client, lead), review), "approvals")


def test_whoever_may_approve_finds_the_way_to_say_no_beside_it(client, lead, buyer, review_at):
    review = review_at(Stage.FINAL_APPROVAL)

    assert "Approve Decline…" in part_of(page(signed_in(client, lead), review), "approvals")
    assert "Decline…" not in part_of(page(signed_in(client, buyer), review), "approvals")


def test_approval_says_who_is_asked_and_why(client, buyer, review_at):
    response = page(signed_in(client, buyer), review_at(Stage.FINAL_APPROVAL))

    assert "Procurement Waiting for a lead Every contract that costs money: because request type is not" in text_of(
        response
    )
    assert response.context["approvals"][0].form is None


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
