"""Final approval: who is asked, by which rule, for which papers; one person decides once, nobody their own."""

from decimal import Decimal

import pytest
from djmoney.money import Money

from intake import actions as intake_actions
from people.models import Membership
from reviews.approvals import deciding
from reviews.closing import actions as closing
from reviews.models import Approval, ApprovalRule, Outcome, Purpose, Slot
from reviews.negotiation import actions as negotiation
from reviews.pure.stages import Stage
from reviews.terms import deciding as term_deciding
from reviews.waits import claims, questions
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import harmless
from tests.review_fixtures import decide_all, finish_all_sides
from tests.reviews.reading import Written, answer_anew, denied, refused, row, term, waits_of


@pytest.fixture
@harmless
def aligned_with(draft, requester, buyer, counsel, lead, finance_lead, specialists):
    """aligned_with(value=..., deviations=[...]): an aligned review of that value with those terms deviating."""

    def walk(*, value=Decimal(30000), deviations=()):
        draft.value = value and Money(value, "EUR")
        draft.save()
        review = intake_actions.submit(draft, by=requester)
        members = {"procurement": buyer, "legal": counsel}
        for slug in deviations:
            deviating = term(review, slug)
            by = members[deviating.desk.slug]
            term_deciding.decide_term(deviating, Outcome.THEIRS, desk=deviating.desk, reason="As agreed.", by=by)
        finish_all_sides(review)
        return review

    return walk


def asked(review):
    """[(desk, why)] of the approvals that were asked for."""
    return list(review.approvals.values_list("desk__slug", "why"))


EVERY = ("procurement", "Every contract that costs money")
HIGH = ("finance", "Value is 50,000 or more")
LEGAL = ("legal", "Legal terms deviate from our position")


# --- who is asked -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (None, [EVERY]),
        (Decimal("0"), [EVERY]),
        (Decimal("49999.99"), [EVERY]),
        (Decimal("50000.00"), [EVERY, HIGH]),
        (Decimal("50000.01"), [EVERY, HIGH]),
        (Decimal("999999999999.99"), [EVERY, HIGH]),
    ],
    ids=str,
)
def test_value_decides_at_the_cent_whether_finance_is_asked(value, wanted, aligned_with, buyer):
    review = aligned_with(value=value)
    negotiation.request_approval(review, by=buyer)
    assert asked(review) == wanted


@pytest.mark.parametrize(
    ("deviations", "wanted"),
    [([], [EVERY]), (["price"], [EVERY]), (["liability"], [EVERY, LEGAL]), (["service-credits"], [EVERY, LEGAL])],
    ids=str,
)
def test_deviations_of_legal_and_shared_terms_ask_legal(deviations, wanted, aligned_with, buyer):
    review = aligned_with(deviations=deviations)
    negotiation.request_approval(review, by=buyer)
    assert asked(review) == wanted


def test_two_rules_for_one_desk_ask_its_lead_once(aligned_with, buyer, desks):
    ApprovalRule.objects.create(position=9, name="Every software vendor", desk=desks["procurement"])
    review = aligned_with()
    negotiation.request_approval(review, by=buyer)
    assert asked(review) == [("procurement", "Every contract that costs money; Every software vendor")]


def test_request_approval_opens_a_wait_for_the_leads_and_logs_why(aligned_with, buyer, lead, requester):
    review = aligned_with(value=Decimal(60000))
    written = Written()

    negotiation.request_approval(review, by=buyer)

    columns = ("purpose", "desk__slug", "holder", "leads_only", "needed", "question")
    assert waits_of(review, *columns) == [
        (
            "approval",
            "procurement",
            "desk",
            True,
            "Approve or decline for Procurement.",
            "Asked because: Every contract that costs money.",
        ),
        (
            "approval",
            "finance",
            "desk",
            True,
            "Approve or decline for Finance.",
            "Asked because: Value is 50,000 or more.",
        ),
    ]
    assert written.notices == [
        ("Felix Finance", "assignment", "Asked because: Value is 50,000 or more."),
        ("Lena Lead", "assignment", "Asked because: Every contract that costs money."),
    ]
    assert written.events[-1] == (
        "Ben Buyer",
        "approval.asked",
        "business",
        "asked for the approval of Finance: Value is 50,000 or more",
    )
    assert list(review.approvals.values_list("requester", "decided_by")) == [(requester.pk, None)] * 2


def test_request_approval_without_any_rule_goes_on_to_signature(aligned_with, buyer, requester):
    ApprovalRule.objects.update(is_active=False)
    review = aligned_with()
    written = Written()

    negotiation.request_approval(review, by=buyer)

    assert row(review, "stage") == ("signature",)
    assert waits_of(review, "purpose", "desk__slug") == [("signature", "procurement")]
    told = ("Rosa Requester", "decision", "Approved. The contract is on its way to signature.")
    assert told in written.notices


def test_many_long_rules_fit(aligned_with, buyer, desks):
    for position in range(10, 20):
        ApprovalRule.objects.create(position=position, name="ß" * 120, desk=desks["procurement"])
    review = aligned_with()
    negotiation.request_approval(review, by=buyer)
    assert len(review.approvals.get().why) == 300


# --- approving --------------------------------------------------------------------------------------


@pytest.fixture
@harmless
def in_approval(aligned_with, buyer):
    """in_approval(...): as `aligned_with`, with approval asked for."""

    def walk(**facts):
        return negotiation.request_approval(aligned_with(**facts), by=buyer)

    return walk


def approval_of(review, desk):
    return review.approvals.get(desk__slug=desk)


def test_approve_by_the_last_lead_sends_the_review_to_signature(in_approval, lead, finance_lead, requester, buyer):
    review = in_approval(value=Decimal(60000))
    returned = deciding.approve(approval_of(review, "finance"), remark=" Budget is there. ", by=finance_lead)
    assert returned.stage == Stage.FINAL_APPROVAL
    written = Written()

    returned = deciding.approve(approval_of(review, "procurement"), by=lead)

    assert returned.stage == Stage.SIGNATURE
    assert list(review.approvals.values_list("desk__slug", "decided_by__name", "remark")) == [
        ("procurement", "Lena Lead", ""),
        ("finance", "Felix Finance", "Budget is there."),
    ]
    needed = "Have the contract signed and note its dates."
    assert waits_of(review, "purpose", "desk__slug", "needed") == [("signature", "procurement", needed)]
    assert written.events == [
        ("Lena Lead", "wait.closed", "internal", "settled: Approve or decline for Procurement."),
        ("Lena Lead", "approval.given", "business", "approved for Procurement"),
        (None, "review.moved", "internal", f"moved the review to “{Stage.SIGNATURE.label}”"),
        (None, "wait.opened", "business", "asked Procurement to have the contract signed"),
    ]
    assert written.notices == [
        ("Ben Buyer", "assignment", needed),
        ("Rosa Requester", "decision", "Approved. The contract is on its way to signature."),
    ]


def test_approve_with_a_remark_is_read_by_the_requester_too(in_approval, finance_lead, lead):
    review = in_approval(value=Decimal(60000))
    written = Written()
    deciding.approve(approval_of(review, "finance"), remark="Budget is there.", by=finance_lead)
    assert written.events[-1] == (
        "Felix Finance",
        "approval.given",
        "business",
        "approved for Finance: Budget is there.",
    )


def test_approval_keeps_what_it_was_given_for(in_approval, finance_lead):
    approval = approval_of(in_approval(value=Decimal(60000)), "finance")
    deciding.approve(approval, by=finance_lead)
    covered, given_for = row(approval, "covered", "given_for")
    assert given_for == covered != []


def test_approve_in_several_steps_decides_once(in_approval, lead, desks):
    ApprovalRule.objects.create(position=9, name="Always", desk=desks["legal"])
    review = in_approval()
    deciding.approve(approval_of(review, "legal"), remark="Fine by me.", by=lead)
    assert set(review.approvals.values_list("decided_by__name", "remark")) == {("Lena Lead", "Fine by me.")}
    assert row(review, "stage") == ("signature",)


def test_approve_in_several_steps_leaves_what_a_question_has_paused(in_approval, lead, requester, desks):
    ApprovalRule.objects.create(position=9, name="Always", desk=desks["legal"])
    review = in_approval()
    question = questions.ask_requester(approval_of(review, "procurement").wait, "Is there a budget?", by=lead)
    deciding.approve(approval_of(review, "legal"), by=lead)
    assert row(review, "stage") == ("final_approval",)
    questions.answer_question(question, "Yes.", by=requester)
    deciding.approve(approval_of(review, "procurement"), by=lead)
    assert row(review, "stage") == ("signature",)


def test_approve_is_for_leads_of_the_desk(in_approval, buyer, counsel, requester, admin, finance_lead):
    approval = approval_of(in_approval(), "procurement")
    for person in (buyer, counsel, admin, finance_lead):
        with denied("A lead of Procurement decides this."):
            deciding.approve(approval, by=person)
    with denied("Nobody approves their own request."):
        deciding.approve(approval, by=requester)


def test_nobody_approves_their_own_request_whatever_they_lead(in_approval, requester, desks):
    approval = approval_of(in_approval(), "procurement")
    MembershipFactory(team=desks["procurement"], user=requester, is_lead=True)
    with denied("Nobody approves their own request."):
        deciding.approve(approval, by=requester)


def test_approving_several_steps_leaves_out_nothing_for_others(in_approval, lead, finance_lead, desks):
    review = in_approval(value=Decimal(60000), deviations=["liability"])
    Membership.objects.filter(user=lead, team=desks["legal"]).delete()
    lead.refresh_from_db()
    deciding.approve(approval_of(review, "procurement"), by=lead)
    pending = review.approvals.pending().values_list("desk__slug", flat=True)
    assert list(pending) == ["finance", "legal"]


def test_approve_twice_is_refused(in_approval, lead, finance_lead):
    review = in_approval(value=Decimal(60000))
    deciding.approve(approval_of(review, "procurement"), by=lead)
    with refused("This approval has been given already."):
        deciding.approve(approval_of(review, "procurement"), by=lead)


def test_approve_after_the_review_ended_is_refused(in_approval, lead, requester):
    review = in_approval()
    closing.withdraw(review, "No budget.", by=requester)
    with refused("This review is closed (withdrawn)."):
        deciding.approve(approval_of(review, "procurement"), by=lead)


def test_approve_refuses_a_remark_that_is_too_long(in_approval, lead):
    with_words = approval_of(in_approval(), "procurement")
    with refused("Please shorten this to 300 characters; it has 1,000."):
        deciding.approve(with_words, remark="x" * 1000, by=lead)


def test_signature_goes_to_the_person_who_talks_to_the_vendor(in_approval, lead):
    review = in_approval()
    answer_anew(review, Slot.VENDOR_CONTACT, person=lead)
    deciding.approve(approval_of(review, "procurement"), by=lead)
    assert waits_of(review, "purpose", "person__name") == [("signature", "Lena Lead")]


def test_a_desk_without_a_lead_is_held_by_nobody_who_can_approve(in_approval, desks, lead, finance_lead, buyer):
    """Nothing opens by itself: the review waits until the desk has a lead, or is declined."""
    Membership.objects.filter(team=desks["finance"]).update(is_lead=False)
    review = in_approval(value=Decimal(60000))
    deciding.approve(approval_of(review, "procurement"), by=lead)
    with denied("A lead of Finance decides this."):
        deciding.approve(approval_of(review, "finance"), by=lead)

    new_lead = UserFactory(name="Nina New")
    MembershipFactory(team=desks["finance"], user=new_lead, is_lead=True)
    deciding.approve(approval_of(review, "finance"), by=new_lead)
    assert row(review, "stage") == ("signature",)


def test_claiming_an_approval_keeps_other_leads_able_to_decide(in_approval, lead, desks):
    review = in_approval()
    second = UserFactory(name="Lars Lead")
    MembershipFactory(team=desks["procurement"], user=second, is_lead=True)
    approval = approval_of(review, "procurement")
    claims.claim(approval.wait, by=lead)
    deciding.approve(approval, by=second)
    assert row(approval, "decided_by__name") == ("Lars Lead",)


def test_pending_are_those_without_a_decision(in_approval, lead, finance_lead):
    review = in_approval(value=Decimal(60000))
    deciding.approve(approval_of(review, "procurement"), by=lead)
    assert list(Approval.objects.pending()) == [approval_of(review, "finance")]
    assert review.waits.open().get().purpose == Purpose.APPROVAL


def test_decide_all_is_walked_by_the_desks_themselves(aligned_with, desks):
    review = aligned_with()
    decide_all(review, desks["legal"], by=None)  # nothing is left to decide
    assert not review.terms.filter(outcome="open").exists()
