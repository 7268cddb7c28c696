"""Asks are kept: they are the joint position, they come back with the reply, nothing is signed while one is unmet."""

import pytest
from django.core.exceptions import ValidationError

from contracts.tasks import read_document
from reviews.approvals import deciding as approval_deciding
from reviews.approvals import overrides
from reviews.approvals import policies as approval_policies
from reviews.closing import actions as closing
from reviews.models import ApprovalRule, Outcome, Purpose, TermDecision, TermType
from reviews.negotiation import actions as negotiation
from reviews.negotiation.asks import asks_in_the_paper
from reviews.pure.stages import Stage
from reviews.rounds import alignment
from reviews.terms import deciding
from reviews.web.pages.joint_position import joint_position_context
from tests.factories import MembershipFactory, UserFactory
from tests.review_fixtures import SIGNATURE, decide_all, finish_all_sides
from tests.reviews.paper_with_terms import IN_30, IN_60, OTHERS, next_paper, paper
from tests.reviews.reading import desk_wait, refused, term

__all__ = ["paper"]
FEES, PRICES = "payment-terms", "price-increases"
UNMET = (
    "“Payment terms, invoicing, late fees” is asked for, and no paper to be signed is known to say so. Ask the vendor "
    "for it; then the owners say of each whether it was met, or accept theirs."
)


@pytest.fixture
def asked(review, paper, desks, buyer, counsel, lead, finance_lead, specialists):
    """Aligned: our position holds on the fees, everything else is settled."""
    deciding.decide_term(term(review, FEES), Outcome.ASK, desk=desks["procurement"], by=buyer)
    finish_all_sides(review)
    review.refresh_from_db()
    assert review.stage == Stage.ALIGNED
    return review


@pytest.fixture
def sent(asked, buyer):
    return negotiation.send_to_vendor(asked, by=buyer)


def reply(review, *, by, changed=(), **more):
    changed = [term(review, slug) for slug in changed]
    return negotiation.record_vendor_reply(review, changed_terms=changed, note="As agreed.", by=by, **more)


def listed(review):
    return {
        row.term_type.slug: row.asked_text for group in joint_position_context(review)["groups"] for row in group.terms
    }


def test_joint_position_lists_asks_and_nothing_that_we_gave_up(asked):
    assert asked.terms.filter(outcome=Outcome.THEIRS).exists()
    assert listed(asked) == {FEES: term(asked, FEES).position}


def test_joint_position_asks_for_the_fallback_unless_the_paper_says_it(review, paper, desks, buyer):
    prices, fees = term(review, PRICES), term(review, FEES)
    deciding.decide_term(prices, Outcome.FALLBACK, rank=2, desk=desks["procurement"], by=buyer)
    deciding.decide_term(
        fees, Outcome.FALLBACK, rank=1, carried=True, reason="Clause 2.", desk=desks["procurement"], by=buyer
    )
    assert listed(review) == {PRICES: prices.term_type.fallbacks[1]}


def test_final_approval_is_not_asked_for_while_we_ask_for_something(asked, buyer):
    with refused(UNMET):
        negotiation.request_approval(asked, by=buyer)


def test_ask_falls_back_to_its_owner_when_the_returned_paper_differs_still(sent, paper, buyer):
    next_paper(sent, paper, IN_30, *OTHERS, by=buyer)
    review = reply(sent, by=buyer, kept_because="Their new layout.")
    assert review.stage == Stage.IN_REVIEW
    fees = term(review, FEES)
    assert (fees.outcome, fees.is_asked) == (Outcome.OPEN, False)
    assert fees.decisions(manager="history").get().superseded_because == (
        "Reopened: the returned paper is not known to say what we ask for"
    )
    assert [wait.needed for wait in review.waits.open()] == ["Decide 1 term."]


def test_ask_that_the_returned_paper_says_is_met_by_its_owners_word_alone(sent, paper, desks, buyer):
    next_paper(sent, paper, IN_60, *OTHERS, by=buyer)
    assert asks_in_the_paper(sent)[term(sent, FEES).pk].is_met
    review = reply(sent, by=buyer, kept_because="Their new layout.")
    fees = term(review, FEES)
    assert fees.outcome == Outcome.OPEN
    assert "seems to say what we ask for" in fees.decisions(manager="history").get().superseded_because

    deciding.decide_term(fees, Outcome.MEETS, desk=desks["procurement"], by=buyer)
    alignment.finish_side(desk_wait(review, desks["procurement"]), by=buyer)
    negotiation.request_approval(review, by=buyer)
    review.refresh_from_db()
    assert review.stage == Stage.FINAL_APPROVAL


def test_ask_falls_back_when_the_vendor_agrees_without_a_paper(sent, buyer):
    review = reply(sent, by=buyer)
    assert review.stage == Stage.IN_REVIEW
    [former] = term(review, FEES).decisions(manager="history").all()
    assert former.superseded_because == "Reopened: the vendor answered without a paper that says what we ask for"


@pytest.fixture
def in_approval(asked, desks, buyer):
    """Theirs was accepted in the end."""
    review = negotiation.send_to_vendor(asked, by=buyer)
    review = reply(review, by=buyer)
    decide_all(review, desks["procurement"], by=buyer)
    alignment.finish_side(desk_wait(review, desks["procurement"]), by=buyer)
    negotiation.request_approval(review, by=buyer)
    review.refresh_from_db()
    assert review.stage == Stage.FINAL_APPROVAL
    return review


@pytest.fixture
def second_leads(desks):
    """Of each function one more, who decides no term: whoever gave our position up never approves it."""
    for function in ("procurement", "legal"):
        user = UserFactory(name=f"Second {function.title()}", email=f"second-{function}@duet.example")
        MembershipFactory(team=desks[function], user=user, is_lead=True)


def approve_everything(review):
    """Each approval by a lead who decided nothing here."""
    while approval := review.approvals.pending().first():
        leads = approval.desk.leads().exclude(pk__in=TermDecision.objects.values("decided_by"))
        approval_deciding.approve(approval, by=leads.filter(name__startswith="Second").first() or leads.first())


def test_nothing_is_approved_or_passed_over_while_an_ask_is_unmet(in_approval, desks, lead, finance_lead, second_leads):
    fees = term(in_approval, FEES)
    deciding.decide_term(fees, Outcome.ASK, desk=desks["procurement"], by=lead)
    approval = in_approval.approvals.pending().first()
    who = approval.desk.leads().exclude(pk=in_approval.requester_id).first()
    with refused(UNMET):
        approval_deciding.approve(approval, by=who)
    finance_lead.memberships.update(may_override=True)
    passing = type(finance_lead).objects.get(pk=finance_lead.pk)
    for pass_over in (overrides.skip_approval, overrides.override_approval):
        with refused(UNMET):
            pass_over(approval, "In a hurry.", by=passing)

    deciding.decide_term(fees, Outcome.THEIRS, reason="They do not move.", desk=desks["procurement"], by=lead)
    approve_everything(in_approval)
    in_approval.refresh_from_db()
    assert in_approval.stage == Stage.SIGNATURE


def test_nothing_is_signed_while_an_ask_is_unmet(asked, desks, lead, buyer, today):
    """Where no rule asks for an approval, the signature is the last gate."""
    ApprovalRule.objects.all().delete()
    review, fees = reply(negotiation.send_to_vendor(asked, by=buyer), by=buyer), term(asked, FEES)
    decide_all(review, desks["procurement"], by=buyer)
    alignment.finish_side(desk_wait(review, desks["procurement"]), by=buyer)
    negotiation.request_approval(review, by=buyer)
    deciding.decide_term(fees, Outcome.ASK, desk=desks["procurement"], by=lead)
    with refused(UNMET):
        closing.record_signature(review, signed_on=today, starts_on=today, **SIGNATURE, by=buyer)

    deciding.decide_term(fees, Outcome.THEIRS, reason="They do not move.", desk=desks["procurement"], by=lead)
    closing.record_signature(review, signed_on=today, starts_on=today, **SIGNATURE, by=buyer)
    review.refresh_from_db()
    assert review.stage == Stage.ACTIVE


def test_file_that_came_late_and_differs_is_not_approved(sent, paper, desks, buyer, lead):
    """It was met in version 2; version 3 is what would be signed."""
    second = next_paper(sent, paper, IN_60, *OTHERS, by=buyer)
    review = reply(sent, by=buyer, kept_because="Their new layout.")
    deciding.decide_term(term(review, FEES), Outcome.MEETS, desk=desks["procurement"], by=buyer)
    assert term(review, FEES).decisions.get().version == second
    alignment.finish_side(desk_wait(review, desks["procurement"]), by=buyer)
    negotiation.request_approval(review, by=buyer)
    next_paper(review, paper, IN_30, *OTHERS, by=buyer)
    approval = review.approvals.pending().first()
    late = (
        "“Payment terms, invoicing, late fees”: decided as we want it or as not applicable, but the newest paper "
        "differs from our position. A lead decides again."
    )
    with pytest.raises(ValidationError) as refusal:
        approval_deciding.approve(approval, by=approval.desk.leads().exclude(pk=review.requester_id).first())
    assert refusal.value.messages == [late]


def test_paper_that_was_read_late_and_differs_is_not_approved(
    review, paper, desks, buyer, counsel, lead, finance_lead, specialists
):
    """Somebody said where it says so while nobody had read it; the reading finds that it does not."""
    newer = next_paper(review, paper, IN_30, *OTHERS, by=buyer, is_read=False)
    fees = term(review, FEES)
    deciding.decide_term(fees, Outcome.MEETS, reason="Page 2.", desk=desks["procurement"], by=buyer)
    assert fees.decisions.get().version == newer
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    assert approval_policies.blockers_from_terms(review) == []
    read_document(newer.pk)
    [sentence] = approval_policies.blockers_from_terms(review)
    assert "Payment terms" in sentence
    deciding.decide_term(fees, Outcome.THEIRS, reason="Small.", desk=desks["procurement"], by=lead)
    assert approval_policies.blockers_from_terms(review) == []


def test_playbook_that_becomes_stricter_holds_up_nothing_that_was_decided(review, paper, desks, buyer):
    deciding.decide_term(term(review, "initial-term"), Outcome.MEETS, desk=desks["procurement"], by=buyer)
    stricter = [{"measure": "initial_term", "comparison": "at_most", "value": "6", "unit": "month"}]
    TermType.objects.filter(slug="initial-term").update(expectations=stricter)
    assert "Initial term" not in " ".join(approval_policies.blockers_from_terms(review))


def test_fallback_that_was_got_ends_as_a_fallback(
    review, paper, desks, buyer, counsel, lead, finance_lead, specialists
):
    prices = term(review, PRICES)
    deciding.decide_term(prices, Outcome.FALLBACK, rank=1, desk=desks["procurement"], by=buyer)
    finish_all_sides(review)
    review = reply(negotiation.send_to_vendor(review, by=buyer), by=buyer)
    deciding.decide_term(
        prices, Outcome.FALLBACK, rank=1, carried=True, reason="New clause 4.", desk=desks["procurement"], by=buyer
    )
    alignment.finish_side(desk_wait(review, desks["procurement"]), by=buyer)
    negotiation.request_approval(review, by=buyer)
    prices.refresh_from_db()
    assert (prices.outcome, prices.is_asked) == (Outcome.FALLBACK, False)
    assert review.waits.open().filter(purpose=Purpose.JOINT_POSITION).count() == 0


def test_position_that_was_written_anew_is_decided_again(review, paper, desks, buyer):
    fees = term(review, FEES)
    deciding.decide_term(fees, Outcome.ASK, desk=desks["procurement"], by=buyer)
    deciding.edit_term(fees, position="45 days.", vendor_wording="", place="", by=buyer)
    decide_all(review, desks["procurement"], by=buyer)
    with refused(
        "Our position on “Payment terms, invoicing, late fees” has other words than when it was decided: "
        "decide it again."
    ):
        alignment.finish_side(desk_wait(review, desks["procurement"]), by=buyer)
    deciding.decide_term(term(review, FEES), Outcome.ASK, desk=desks["procurement"], by=buyer)
    assert listed(review) == {FEES: "45 days."}
