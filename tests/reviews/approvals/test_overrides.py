"""Skipping and overriding approvals: a right and a reason, and what even the right does not allow."""

import pytest
from django.core.exceptions import ValidationError

from people.models import Membership
from reviews.approvals import deciding, overrides
from reviews.closing import actions as closing
from reviews.models import ApprovalRule
from reviews.pure.stages import Stage
from reviews.terms import deciding as term_deciding
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.review_fixtures import NOTE
from tests.reviews.reading import Written, denied, refused, row

NO_RIGHT = "Only people with the right to do so can skip or override an approval. Admins give it."


@pytest.fixture
@groundwork
def in_approval(review_at):
    return review_at(Stage.FINAL_APPROVAL)


@pytest.fixture
def approval(in_approval):
    return in_approval.approvals.get()


@pytest.fixture
def head(desks):
    """Of the legal desk, with the right."""
    person = UserFactory(name="Hanna Head")
    MembershipFactory(team=desks["legal"], user=person, may_override=True)
    return person


@pytest.mark.parametrize(
    ("verb", "how", "words"),
    [
        (overrides.skip_approval, "skipped", "skipped the approval of Procurement"),
        (overrides.override_approval, "overridden", "approved in the place of Procurement"),
    ],
)
def test_passing_over_is_written_down_and_told(verb, how, words, in_approval, approval, head):
    written = Written()
    verb(approval, " Canary: the desk is at the fair. ", by=head)
    assert row(approval, "how", "decided_by__name", "remark") == (how, "Hanna Head", "Canary: the desk is at the fair.")
    assert row(in_approval, "stage") == ("signature",)
    assert written.events[1:3] == [
        ("Hanna Head", f"approval.{how}", "business", words),
        ("Hanna Head", f"approval.{how}", "internal", f"{words}, because: Canary: the desk is at the fair."),
    ]
    assert not any("Canary" in summary for _, _, audience, summary in written.events if audience == "business")
    told = f"Hanna Head {words}. Their reason: Canary: the desk is at the fair."
    assert ("Lena Lead", "decision", told) in written.notices


def test_passing_over_needs_a_right_and_a_reason(approval, counsel, buyer, admin, head):
    for person in (counsel, buyer, admin):
        with denied(NO_RIGHT):
            overrides.skip_approval(approval, "Because.", by=person)
    with refused("Say why: everybody who works on this reads it, and so do the people passed over."):
        overrides.skip_approval(approval, "  ", by=head)


def test_whoever_is_asked_decides_and_does_not_override(approval, lead):
    Membership.objects.filter(user=lead).update(may_override=True)
    lead.refresh_from_db()
    with denied("This is asked of you: approve or decline it."):
        overrides.override_approval(approval, "Because.", by=lead)


def test_nobody_passes_over_approvals_of_their_own_request(approval, requester, desks):
    MembershipFactory(team=desks["legal"], user=requester, may_override=True)
    for verb in (overrides.skip_approval, overrides.override_approval):
        with denied("Nobody decides about approvals of their own request."):
            verb(approval, "Because.", by=requester)


def test_a_no_that_waits_to_be_signed_is_not_passed_over(in_approval, approval, buyer, head):
    closing.draft_decision_note(in_approval, **NOTE, by=buyer)
    with refused("A decision note waits to be co-signed: the no is answered first."):
        overrides.override_approval(approval, "Because.", by=head)


def test_whoever_said_no_does_not_pass_over(in_approval, approval, head, buyer):
    note = closing.draft_decision_note(in_approval, **NOTE, by=head)
    closing.object_to_note(note, "It is fine.", by=buyer)
    with refused("You drafted a decision note on this review. Somebody else decides whether a step is passed over."):
        overrides.override_approval(approval, "Because.", by=head)


@pytest.fixture
def two_steps(review, review_at, desks, finance_lead, buyer):
    """Procurement and legal are asked; Hanna leads legal and has the right."""
    ApprovalRule.objects.create(position=9, name="Legal too", desk=desks["legal"])
    hanna = UserFactory(name="Hanna Head")
    MembershipFactory(team=desks["legal"], user=hanna, may_override=True, is_lead=True)
    return review_at(Stage.FINAL_APPROVAL), hanna


def test_one_person_does_not_approve_one_step_and_pass_over_another(two_steps):
    review, hanna = two_steps
    deciding.approve(review.approvals.get(desk__slug="legal"), by=hanna)
    with refused("You have approved a step of this review. A second person passes over another."):
        overrides.skip_approval(review.approvals.get(desk__slug="procurement"), "Because.", by=hanna)


def test_one_person_does_not_pass_over_one_step_and_approve_another(two_steps):
    review, hanna = two_steps
    overrides.skip_approval(review.approvals.get(desk__slug="procurement"), "Because.", by=hanna)
    with refused("You passed over a step of this review. A second person approves this one. Lena Lead can approve it."):
        deciding.approve(review.approvals.get(desk__slug="legal"), by=hanna)


def test_what_was_passed_over_is_asked_again_when_it_changes(in_approval, approval, head, buyer):
    overrides.skip_approval(approval, "Because.", by=head)
    price = in_approval.terms.get(term_type__slug="price")
    term_deciding.edit_term(price, position="Half of it.", vendor_wording="", place="", by=buyer)
    assert row(in_approval, "stage") == ("final_approval",)
    assert row(approval, "ended", "how") == ("reset", "skipped")


def test_passing_over_a_stale_page_is_refused(in_approval, approval, head, buyer):
    shown = {approval.pk: approval.fingerprint}
    price = in_approval.terms.get(term_type__slug="price")
    term_deciding.edit_term(price, position="Half of it.", vendor_wording="", place="", by=buyer)
    with pytest.raises(ValidationError, match="This has changed since you opened the page"):
        overrides.skip_approval(approval, "Because.", seen=shown, by=head)
