"""Acting in somebody's place: what a delegate may do, only while the other is away, and that both of them count."""

import pytest
from django.core.exceptions import ValidationError
from djmoney.money import Money

from common.models import Event
from intake import actions as intake_actions
from people.models import Membership
from reviews.acting.standing_in import as_delegate
from reviews.approvals import deciding as approval_deciding
from reviews.approvals import overrides
from reviews.approvals import policies as approval_policies
from reviews.closing import actions as closing
from reviews.closing import policies as closing_policies
from reviews.models import Outcome, Purpose, Slot
from reviews.negotiation import actions as negotiation
from reviews.pure.stages import Stage
from reviews.rounds import alignment
from reviews.rules import policies as rule_policies
from reviews.spine import policies
from reviews.terms import deciding
from reviews.waits import claims, hand_overs, questions
from reviews.waits import policies as wait_policies
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.review_fixtures import NOTE, SIGNATURE, decide_all, finish_all_sides
from tests.reviews.reading import answer_anew, denied, desk_wait, open_wait_of, refused, row, term


@pytest.fixture
@groundwork
def second(desks):
    """A member of the legal desk and of procurement's, who leads neither."""
    user = UserFactory(name="Sara Second")
    for function in ("legal", "procurement"):
        MembershipFactory(team=desks[function], user=user)
    return user


def members_only(user, *functions):
    """Let the person lead nothing but these."""
    Membership.objects.filter(user=user).exclude(team__slug__in=functions).update(is_lead=False)
    user.refresh_from_db()


def last_event(verb):
    event = Event.objects.filter(verb=verb).latest("pk")
    return str(event.by), str(event.on_behalf_of)


BOTH = ("Sara Second", "Lena Lead")

# --- what a delegate may do -------------------------------------------------------------------------


def escalated(review, desks, counsel):
    liability = term(review, "liability")
    deciding.decide_term(liability, Outcome.ESCALATED, desk=desks["legal"], reason="Too low.", by=counsel)
    return term(review, "liability")


def test_delegate_claims_what_is_for_leads(review, desks, counsel, lead, second, away):
    escalated(review, desks, counsel)
    wait = open_wait_of(review, Purpose.ESCALATION)
    with denied("Only leads of Legal can take this."):
        claims.claim(wait, by=second)
    away(lead, second)
    claims.claim(wait, by=second)
    assert row(wait, "person__name", "on_behalf_of__name") == BOTH
    assert last_event("wait.claimed") == BOTH


def test_delegate_decides_what_was_escalated(review, desks, counsel, lead, second, away):
    liability = escalated(review, desks, counsel)
    with denied("This term was escalated: a lead of Legal decides it."):
        deciding.decide_term(liability, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=second)
    away(lead, second)
    deciding.decide_term(liability, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=second)
    assert last_event("term.decided") == BOTH
    decision = liability.decisions.get()
    assert (decision.decided_by.name, decision.on_behalf_of.name) == BOTH


def test_delegate_approves(review_at, lead, second, away):
    review = review_at(Stage.FINAL_APPROVAL)
    approval = review.approvals.get()
    with denied("A lead of Procurement decides this."):
        approval_deciding.approve(approval, by=second)
    away(lead, second)
    approval_deciding.approve(approval, by=second)
    assert row(approval, "decided_by__name", "on_behalf_of__name") == BOTH
    assert last_event("approval.given") == BOTH
    assert row(review, "stage") == (Stage.SIGNATURE,)


def test_delegate_talks_to_the_vendor(review_at, buyer, lead, second, away, today, desks):
    review = review_at(Stage.ALIGNED)
    members_only(lead)
    answer_anew(review, Slot.VENDOR_CONTACT, person=lead)
    with denied("Only whoever talks to the vendor can do this."):
        negotiation.send_to_vendor(review, by=second)
    away(lead, second)
    negotiation.send_to_vendor(review, by=second)
    assert last_event("vendor.sent") == BOTH
    negotiation.record_vendor_reply(review, changed_terms=[], note="", by=second)
    assert last_event("vendor.replied") == BOTH


def test_delegate_notes_the_signature(review_at, lead, second, away, today):
    review = review_at(Stage.SIGNATURE)
    members_only(lead)
    answer_anew(review, Slot.VENDOR_CONTACT, person=lead)
    away(lead, second)
    closing.record_signature(review, signed_on=today, starts_on=today, **SIGNATURE, by=second)
    assert last_event("contract.signed") == BOTH


def test_delegate_closes_a_side_that_stayed_with_the_other(review, desks, lead, second, away, counsel):
    wait = claims.claim(desk_wait(review, desks["legal"]), by=lead)
    decide_all(review, desks["legal"], by=counsel)
    with denied("Lena Lead closes this side."):
        alignment.finish_side(wait, by=second)
    away(lead, second)
    alignment.finish_side(wait, by=second)
    assert row(wait, "closed_by__name", "closed_on_behalf_of__name") == BOTH
    assert last_event("side.done") == BOTH


def test_delegate_asks_and_hands_over_in_the_others_place(review, desks, lead, second, away, counsel):
    wait = claims.claim(desk_wait(review, desks["legal"]), by=lead)
    away(lead, second)
    question = questions.ask_requester(wait, "Who?", by=second)
    assert last_event("question.asked") == BOTH
    questions.answer_question(question, "Me.", by=review.requester)
    hand_overs.hand_over(wait, to=counsel, reason="Yours.", by=second)
    assert last_event("wait.handed_over") == BOTH
    assert row(wait, "person__name", "on_behalf_of") == ("Clara Counsel", None)


def test_queue_of_a_delegate_holds_what_is_for_leads(review, desks, counsel, lead, second, away):
    escalated(review, desks, counsel)
    wait = open_wait_of(review, Purpose.ESCALATION)
    assert wait not in type(wait).objects.for_queue(second)
    away(lead, second)
    assert wait in type(wait).objects.for_queue(second)


# --- only then, only there ------------------------------------------------------------------------------


def test_right_ends_with_the_absence(at, review_at, lead, second, away):
    review = review_at(Stage.FINAL_APPROVAL)
    approval = review.approvals.get()
    away(lead, second, days=2)
    assert approval_policies.may_approve(second, approval)
    at("2026-11-25T08:00+00:00")
    second.refresh_from_db()
    assert not approval_policies.may_approve(second, approval)


def test_claimed_for_a_lead_who_is_back_it_is_no_longer_the_delegates(at, review, desks, counsel, lead, second, away):
    escalated(review, desks, counsel)
    away(lead, second, days=2)
    wait = claims.claim(open_wait_of(review, Purpose.ESCALATION), by=second)
    assert wait_policies.may_close(second, wait)
    at("2026-11-25T08:00+00:00")
    second.refresh_from_db()
    assert not wait_policies.may_close(second, wait)


def test_right_holds_at_shared_desks_only(review, desks, counsel, lead, away):
    """Counsel sits on legal alone, so they lead legal and not procurement while the lead of both is away."""
    away(lead, counsel)
    [actor] = as_delegate(counsel)
    assert (actor.for_whom, actor.desks_led) == (lead, {desks["legal"].pk})
    assert wait_policies.may_claim(counsel, desk_wait(review, desks["legal"]))
    assert not wait_policies.may_claim(counsel, desk_wait(review, desks["procurement"]))


def test_nobody_stands_in_on_their_own_request(another_review, desks, lead, second, away):
    own = another_review(by=second)
    away(lead, second)
    for desk in ("legal", "procurement"):
        wait = desk_wait(own, desks[desk])
        assert not any(
            may(second, wait) for may in (wait_policies.may_claim, wait_policies.may_close, wait_policies.may_hand_over)
        )
    assert not policies.may_talk_to_vendor(second, own)
    assert not rule_policies.may_answer_split(second, own)


def test_nobody_stands_in_for_the_requester(another_review, desks, lead, second, away):
    own = another_review(by=lead)
    away(lead, second)
    approval_of_lead = desk_wait(own, desks["legal"])
    approval_of_lead.leads_only = True
    assert not wait_policies.may_claim(second, approval_of_lead)
    assert not wait_policies.may_close(second, approval_of_lead)


def test_requester_is_never_answered_for(review, desks, counsel, requester, second, away):
    """The requester happens to sit on legal, and names a colleague there: questions stay theirs."""
    question = questions.ask_requester(desk_wait(review, desks["legal"]), "Who?", by=counsel)
    MembershipFactory(team=desks["legal"], user=requester)
    away(requester, second)
    with denied("This question is for Rosa Requester."):
        questions.answer_question(question, "Me.", by=second)


# --- separation of duties: both count -----------------------------------------------------------------------


@pytest.fixture
def third(desks):
    """Somebody of both desks, who has nothing to do with the absence."""
    user = UserFactory(name="Theo Third")
    for function in ("legal", "procurement"):
        MembershipFactory(team=desks[function], user=user)
    return user


YOU, THE_OTHER = "You have", "Lena Lead, for whom you would act, has"


@pytest.mark.parametrize(
    ("first", "then", "who"),
    [
        # who closes legal, then procurement: “second for lead” while the lead is away; who of them did it before
        ("second", "third", None),
        ("second", "second", YOU),
        ("lead", "second for lead", THE_OTHER),
        ("second", "second for lead", YOU),
        ("second for lead", "second", YOU),
        ("second for lead", "lead", YOU),
        ("second for lead", "third", None),
        ("third", "second for lead", None),
    ],
)
def test_two_functions_are_closed_by_two_people_who_share_nobody(
    first, then, who, review, desks, counsel, buyer, lead, second, third, away
):
    people = {"lead": lead, "second": second, "third": third}
    decide_all(review, desks["legal"], by=counsel)
    decide_all(review, desks["procurement"], by=buyer)

    def finish(closer, desk):
        """Close a side; in the other's place, it was taken by them before they went."""
        wait = desk_wait(review, desks[desk])
        by, _, for_whom = closer.partition(" for ")
        absence = None
        if for_whom:
            claims.claim(wait, by=people[for_whom])
            absence = away(people[for_whom], people[by])
        try:
            alignment.finish_side(wait, by=people[by])
        finally:
            if absence:
                absence.delete()
            people[by].refresh_from_db()

    finish(first, "legal")
    if who is None:
        finish(then, "procurement")
        assert not review.waits.open().filter(desk=desks["procurement"], purpose=Purpose.DESK_REVIEW).exists()
    else:
        with pytest.raises(ValidationError) as refusal:
            finish(then, "procurement")
        [sentence] = refusal.value.messages
        assert sentence.startswith(f"{who} closed the legal side. A second person closes this one. Ben Buyer")


def test_shared_term_is_not_decided_twice_through_a_delegate(review, desks, lead, second, counsel, buyer, away):
    credits = term(review, "service-credits")
    deciding.decide_term(credits, Outcome.ESCALATED, desk=desks["legal"], reason="Hm.", by=counsel)
    deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=lead)
    away(lead, second)
    said = "Lena Lead, for whom you would act, has decided this shared term for the other desk. "
    with refused(said + "A second person decides for this one."):
        deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=second)


def test_whoever_decided_for_the_other_desk_cannot_decide_as_delegate(review, desks, lead, second, counsel, away):
    credits = term(review, "service-credits")
    deciding.decide_term(credits, Outcome.ESCALATED, desk=desks["legal"], reason="Hm.", by=counsel)
    deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=second)
    away(lead, second)
    with refused("You have decided this shared term for the other desk. A second person decides for this one."):
        deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=second)


def test_note_is_not_co_signed_in_the_drafters_place(review, desks, lead, second, away):
    note = closing.draft_decision_note(review, **NOTE, by=lead)
    away(lead, second)
    wait = claims.claim(note.wait, by=second)
    assert closing_policies.may_co_sign(second, note)  # in their own name
    wait.on_behalf_of = lead
    wait.save(update_fields=["on_behalf_of"])
    note.refresh_from_db()
    assert not closing_policies.may_co_sign(second, note)


@pytest.fixture
def two_approvals(draft, requester, buyer, counsel, lead, finance_lead, specialists):
    """In final approval, with a step for procurement and one for finance."""
    draft.value = Money(60000, "EUR")
    draft.save()
    review = intake_actions.submit(draft, by=requester)
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    assert sorted(review.approvals.values_list("desk__slug", flat=True)) == ["finance", "procurement"]
    return review


def test_approving_for_oneself_does_not_settle_the_step_of_the_one_who_is_away(
    two_approvals, lead, finance_lead, desks, away
):
    MembershipFactory(team=desks["procurement"], user=finance_lead)
    away(lead, finance_lead)
    own = two_approvals.approvals.get(desk=desks["finance"])
    other = two_approvals.approvals.get(desk=desks["procurement"])
    approval_deciding.approve(own, by=finance_lead)
    assert row(other, "decided_at") == (None,)
    with refused(
        "You have approved for Finance. A second person approves for Procurement. Nobody who is asked can: "
        "a lead of another function or an admin names somebody (“Held by nobody”)."
    ):
        approval_deciding.approve(other, by=finance_lead)


@pytest.fixture
def with_right(desks, lead):
    """Lena, who leads procurement, has the right to pass over what others are asked."""
    Membership.objects.filter(user=lead, team=desks["procurement"]).update(may_override=True)
    lead.refresh_from_db()
    return lead


def test_nobody_approves_in_the_name_of_whoever_passed_over_a_step(two_approvals, with_right, second, desks, away):
    overrides.skip_approval(two_approvals.approvals.get(desk=desks["finance"]), "Because.", by=with_right)
    away(with_right, second)
    with refused(
        "Lena Lead, for whom you would act, passed over a step of this review. A second person approves this one. "
        "Nobody who is asked can: a lead of another function or an admin names somebody (“Held by nobody”)."
    ):
        approval_deciding.approve(two_approvals.approvals.get(desk=desks["procurement"]), by=second)


def test_nobody_passes_over_a_step_after_another_was_approved_in_their_name(
    two_approvals, with_right, second, desks, away
):
    absence = away(with_right, second)
    approval_deciding.approve(two_approvals.approvals.get(desk=desks["procurement"]), by=second)
    absence.delete()
    with_right.refresh_from_db()
    with refused("A step of this review was approved in your name. A second person passes over another."):
        overrides.skip_approval(two_approvals.approvals.get(desk=desks["finance"]), "Because.", by=with_right)
