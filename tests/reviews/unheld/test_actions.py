"""Ways out of what nobody can do: a named approver, the backup of a rule, another desk."""

import pytest

from people.models import Membership, Team
from reviews.approvals import deciding
from reviews.models import Approval, ApprovalRule, Outcome
from reviews.negotiation import actions as negotiation
from reviews.rules.books import live_rules, write_live_rules
from reviews.tasks.unheld import look_for_unheld
from reviews.terms import deciding as term_deciding
from reviews.unheld.actions import hand_on, name_approver
from reviews.unheld.finding import held_by_nobody
from tests.factories import MembershipFactory, TeamFactory, UserFactory
from tests.groundwork import groundwork
from tests.review_fixtures import finish_all_sides
from tests.reviews.reading import Written, denied, desk_wait, refused, row, stage_of, term

WHY = "Nobody of procurement can."
WHO = "A lead of another function or an admin names an approver, never the requester."


@pytest.fixture
@groundwork
def legal_lead(desks):
    user = UserFactory(name="Lars Legal", email="lars@duet.example")
    MembershipFactory(team=desks["legal"], user=user, is_lead=True)
    return user


@pytest.fixture
@groundwork
def stuck(review, requester, buyer, counsel, lead, legal_lead, finance_lead, specialists, desks):
    """The approval of procurement, which has no lead any more."""
    Membership.objects.filter(user=lead, team=desks["procurement"]).update(is_lead=False)
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    return Approval.objects.get(review=review)


def test_name_approver_lets_the_named_one_approve(stuck, legal_lead, lead):
    written = Written()
    name_approver(stuck, person=lead, reason=f" {WHY} ", by=legal_lead)
    assert written.events == [
        (
            "Lars Legal",
            "approval.named",
            "internal",
            f"named Lena Lead to approve for Procurement, where nobody else could: {WHY}",
        ),
        (
            "Lars Legal",
            "wait.handed_over",
            "business",
            "handed over to Lena Lead",
        ),
    ]
    assert written.notices == [
        (
            "Lena Lead",
            "assignment",
            f"You are asked to approve or decline for Procurement: nobody of the desk can. {WHY}",
        )
    ]
    assert held_by_nobody(limit=9) == []
    deciding.approve(stuck, by=lead)
    assert stage_of(stuck.review) == "signature"


def test_name_approver_by_an_admin_who_sees_no_content(stuck, admin, legal_lead):
    name_approver(stuck, person=legal_lead, reason=WHY, by=admin)
    assert row(stuck, "named__name", "named_by__name") == ("Lars Legal", "Ada Admin")


def test_name_approver_is_for_leads_of_another_function_and_admins(
    stuck, buyer, counsel, finance_lead, requester, stranger, desks, legal_lead
):
    of_procurement = MembershipFactory(team=TeamFactory(slug="p2", speaks_for="commercial"), is_lead=True).user
    for person in (buyer, counsel, finance_lead, requester, stranger, of_procurement):
        with denied(WHO):
            name_approver(stuck, person=legal_lead, reason=WHY, by=person)


def test_name_approver_is_refused_while_somebody_can(stuck, legal_lead, lead, desks):
    Membership.objects.filter(user=lead, team=desks["procurement"]).update(is_lead=True)
    with refused("Lena Lead can approve it. Nobody needs to be named."):
        name_approver(stuck, person=legal_lead, reason=WHY, by=legal_lead)


def test_name_approver_says_what_is_missing(stuck, legal_lead, lead, requester, stranger, specialists, away, buyer):
    with refused("Say in a few words why they approve: everybody who works on this reads it."):
        name_approver(stuck, person=lead, reason=" ", by=legal_lead)
    with refused("Name somebody else than yourself."):
        name_approver(stuck, person=legal_lead, reason=WHY, by=legal_lead)
    for person in (requester, stranger):
        with refused(f"{person} cannot approve this: choose somebody of a desk who did not ask for it."):
            name_approver(stuck, person=person, reason=WHY, by=legal_lead)
    outside = specialists["finance"]
    with refused(f"{outside} has no part in this review: choose somebody of procurement or legal, or of Procurement."):
        name_approver(stuck, person=outside, reason=WHY, by=legal_lead)
    away(buyer)
    with refused("Ben Buyer is away until 27 November 2026. Choose somebody who is there."):
        name_approver(stuck, person=buyer, reason=WHY, by=legal_lead)


def test_name_approver_keeps_the_duties_apart(
    review, buyer, counsel, lead, legal_lead, finance_lead, specialists, desks
):
    """Counsel decided the deviation, as the only other lead did; neither can be named for it."""
    procurement_lead = MembershipFactory(team=desks["procurement"], is_lead=True).user
    liability = term(review, "liability")
    term_deciding.decide_term(liability, Outcome.THEIRS, desk=desks["legal"], reason="As agreed.", by=counsel)
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    Membership.objects.filter(team=desks["legal"]).update(is_lead=False)
    approval = Approval.objects.get(review=review, desk=desks["legal"])
    with refused("Clara Counsel did something on this review that a second person must look at. Choose somebody else."):
        name_approver(approval, person=counsel, reason=WHY, by=procurement_lead)
    name_approver(approval, person=legal_lead, reason=WHY, by=procurement_lead)
    deciding.approve(approval, by=legal_lead)


def test_named_approver_who_leaves_lists_the_approval_again(stuck, legal_lead, lead, admin):
    name_approver(stuck, person=lead, reason=WHY, by=legal_lead)
    lead.is_active = False
    lead.save()
    assert [line.wait for line in held_by_nobody(limit=9)] == [stuck.wait]
    assert row(stuck.wait, "person") == (None,)
    name_approver(stuck, person=legal_lead, reason=WHY, by=admin)
    assert held_by_nobody(limit=9) == []


# --- by rule ----------------------------------------------------------------------------------------


def test_backup_of_the_rule_approves_where_nobody_else_can(
    review, buyer, counsel, lead, legal_lead, specialists, desks
):
    ApprovalRule.objects.filter(desk=desks["procurement"]).update(backup=legal_lead)
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    approval = Approval.objects.get(review=review)
    assert look_for_unheld() == 0
    assert row(approval, "named") == (None,)  # Lena is there
    Membership.objects.filter(user=lead, team=desks["procurement"]).update(is_lead=False)
    written = Written()
    assert look_for_unheld() == 0
    look_for_unheld()
    assert row(approval, "named__name", "named_by") == ("Lars Legal", None)
    assert [event for event in written.events if event[1] == "approval.named"] == [
        (
            None,
            "approval.named",
            "internal",
            "named Lars Legal to approve for Procurement, where nobody else could: the rule names them as backup",
        )
    ]
    deciding.approve(approval, by=legal_lead)
    assert stage_of(review) == "signature"


def test_backup_who_is_kept_apart_is_not_named(review, buyer, counsel, lead, legal_lead, specialists, desks):
    ApprovalRule.objects.filter(desk=desks["legal"]).update(backup=counsel)
    liability = term(review, "liability")
    term_deciding.decide_term(liability, Outcome.THEIRS, desk=desks["legal"], reason="As agreed.", by=counsel)
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    Membership.objects.filter(team=desks["legal"]).update(is_lead=False)
    assert look_for_unheld() == 1
    assert row(Approval.objects.get(review=review, desk=desks["legal"]), "named") == (None,)


def test_backup_is_kept_when_rules_are_saved(defaults, desks, legal_lead):
    ApprovalRule.objects.filter(desk=desks["procurement"]).update(backup=legal_lead)
    write_live_rules(live_rules("approvals"), "approvals")
    assert ApprovalRule.objects.get(desk=desks["procurement"]).backup == legal_lead


# --- another desk -----------------------------------------------------------------------------------


def test_hand_on_gives_to_another_desk_what_nobody_could_do(review, desks, lead, specialists, buyer, counsel):
    Membership.objects.filter(team=desks["privacy"]).delete()
    wait = desk_wait(review, desks["privacy"])
    hand_on(wait, desk=desks["security"], reason="Privacy has nobody.", by=lead)
    assert not review.waits.open().filter(desk=desks["privacy"]).exists()
    assert held_by_nobody(limit=9) == []


def test_hand_on_is_for_leads_of_both_functions_and_for_what_nobody_can_do(
    review, desks, lead, buyer, counsel, specialists, requester
):
    wait = desk_wait(review, desks["privacy"])
    with refused("This is with Privacy, who can do it: a lead of the desk hands it over."):
        hand_on(wait, desk=desks["security"], reason=WHY, by=lead)
    for person in (buyer, counsel, requester, specialists["security"]):
        with denied("A lead of procurement or legal gives this to another desk, never their own request."):
            hand_on(wait, desk=desks["security"], reason=WHY, by=person)
    assert Team.objects.filter(slug="privacy").exists()
