"""Routing one review anew: what would change is shown first; then answers, terms and open waits follow."""

import pytest

from intake import actions as intake_actions
from reviews.acting.presence import why_not_present
from reviews.closing import actions as closing
from reviews.models import Outcome, Purpose, Responsibility, Review, Slot, SplitRule, TermRule, TermType
from reviews.pure.stages import Stage
from reviews.rounds import alignment, rerouting
from reviews.rounds.rerouting import plan_by_rules
from reviews.rules.slots import blockers_from_split, unheld_slots
from reviews.terms import deciding
from reviews.waits import claims
from tests.factories import MembershipFactory, UserFactory
from tests.review_fixtures import decide_all
from tests.reviews.reading import Written, answer_anew, denied, desk_wait, open_wait_of, refused, term

NOT_YOURS = "Only leads of procurement or legal can route a review anew, never their own request."


def rerun(review, by):
    return rerouting.rerun_routing(review, seen=plan_by_rules(fresh(review)).fingerprint, by=by)


def fresh(review):
    return Review.objects.select_related("vendor").get(pk=review.pk)


def in_words(plan):
    return [(each.name, str(each.before), str(each.after), each.after.why) for each in plan.slots + plan.terms]


@pytest.fixture
def legal_goes_to_clara(counsel):
    """Since the review opened, the rule for legal names Clara."""
    return lambda: SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(person=counsel)


@pytest.fixture
def price_goes_to_finance(desks):
    return lambda: TermRule.objects.create(
        term_type=TermType.objects.get(slug="price"), position=1, name="Finance does prices", desk=desks["finance"]
    )


def test_plan_is_empty_while_the_rules_are_the_same(review):
    plan = plan_by_rules(fresh(review))
    assert (plan.is_empty, plan.new_facts) == (True, {})


def test_plan_names_what_would_change_and_changes_nothing(review, legal_goes_to_clara, price_goes_to_finance):
    legal_goes_to_clara()
    price_goes_to_finance()
    written = Written()
    assert in_words(plan_by_rules(fresh(review))) == [
        ("Owns legal review", "Legal", "Clara Counsel (Legal)", "Rule 1: Legal owns every legal review"),
        ("Price and rates, discounts", "Procurement", "Finance", "Rule 1: Finance does prices"),
    ]
    assert written.events == []
    assert fresh(review).responsible(Slot.LEGAL_REVIEW).person is None


def test_plan_reads_the_vendors_risk_afresh(review, desks):
    condition = [{"field": "vendor_risk", "comparison": "equals", "value": "high"}]
    SplitRule.objects.create(
        slot=Slot.COMMERCIAL_TERMS, position=0, name="High risk", conditions=condition, desk=desks["security"]
    )
    review.vendor.risk_tier = "high"
    review.vendor.save()
    plan = plan_by_rules(fresh(review))
    assert plan.new_facts == {"vendor_risk": "high"}
    assert in_words(plan) == [("Handles commercial terms", "Procurement", "Security", "Rule 1: High risk")]


def test_rerun_routing_hands_the_unclaimed_wait_to_the_person(review, legal_goes_to_clara, lead, counsel, desks):
    legal_goes_to_clara()
    written = Written()
    rerun(review, lead)

    assert fresh(review).responsible(Slot.LEGAL_REVIEW).person == counsel
    wait = desk_wait(review, desks["legal"])
    assert (wait.person, wait.holder, wait.claimed_at is not None) == (counsel, "person", True)
    assert written.verbs == ["split.rerouted", "wait.handed_over"]
    assert written.events[0][2:] == (
        "business",
        "settled anew who owns legal review: Clara Counsel (Legal), before: Legal "
        "(Rule 1: Legal owns every legal review)",
    )
    assert "Clara Counsel" in written.told


def test_rerun_routing_leaves_a_wait_with_whoever_took_it(review, legal_goes_to_clara, lead, desks):
    other = UserFactory(name="Otto Other")
    MembershipFactory(team=desks["legal"], user=other)
    claims.claim(desk_wait(review, desks["legal"]), by=other)
    legal_goes_to_clara()
    rerun(review, lead)
    assert desk_wait(review, desks["legal"]).person == other


def test_rerun_routing_gives_open_terms_to_their_new_desk(review, price_goes_to_finance, lead, desks, finance_lead):
    price_goes_to_finance()
    before = desk_wait(review, desks["procurement"]).needed
    rerun(review, lead)

    moved = term(review, "price")
    assert (moved.desk, moved.why) == (desks["finance"], "Rule 1: Finance does prices")
    assert desk_wait(review, desks["finance"]).needed == "Decide 1 term."
    after = desk_wait(review, desks["procurement"]).needed
    assert int(before.split()[1]) - int(after.split()[1]) == 1


def test_rerun_routing_leaves_decided_terms_where_they_are(review, price_goes_to_finance, buyer, lead, desks):
    deciding.decide_term(
        term(review, "price"), Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer
    )
    price_goes_to_finance()
    plan = plan_by_rules(fresh(review))
    assert (plan.terms, plan.settled) == ([], 1)


def test_rerun_routing_passes_the_wait_of_a_desk_that_is_out(draft, requester, buyer, counsel, lead, desks):
    """Procurement had no terms, only the slot; when finance gets the slot, finance gets the wait."""
    draft.request_type.term_types.set(TermType.objects.filter(slug="liability"))
    review = intake_actions.submit(draft, by=requester)
    wait = desk_wait(review, desks["procurement"])
    SplitRule.objects.filter(slot=Slot.COMMERCIAL_TERMS).update(desk=desks["finance"])
    rerun(review, lead)

    assert desk_wait(review, desks["finance"]) == wait
    assert not review.waits.open().filter(desk=desks["procurement"]).exists()


def test_rerun_routing_closes_a_wait_that_nobody_needs_and_aligns_when_all_are_done(
    draft, requester, buyer, counsel, lead, desks
):
    draft.request_type.term_types.set(TermType.objects.filter(slug="liability"))
    review = intake_actions.submit(draft, by=requester)
    decide_all(review, desks["legal"], by=counsel)
    alignment.finish_side(desk_wait(review, desks["legal"]), by=counsel)
    SplitRule.objects.filter(slot=Slot.COMMERCIAL_TERMS).update(desk=desks["legal"])
    rerun(review, lead)
    assert fresh(review).stage == Stage.ALIGNED
    assert open_wait_of(review, Purpose.JOINT_POSITION).desk == desks["procurement"]


def test_rerun_routing_moves_what_the_vendors_contact_holds(review_at, lead, counsel, desks):
    review = review_at(Stage.ALIGNED)
    SplitRule.objects.filter(slot=Slot.VENDOR_CONTACT).update(desk=desks["legal"], person=counsel)
    rerun(review, lead)
    wait = open_wait_of(review, Purpose.JOINT_POSITION)
    assert (wait.desk, wait.person) == (desks["legal"], counsel)


def test_rerun_routing_starts_the_desks_once_the_split_is_complete(draft, requester, buyer, counsel, lead):
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(is_active=False)
    review = intake_actions.submit(draft, by=requester)
    assert review.stage == Stage.TRIAGE
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(is_active=True)
    rerun(review, lead)
    assert fresh(review).stage == Stage.IN_REVIEW


def test_rerun_routing_refuses_a_difference_that_nobody_saw(review, legal_goes_to_clara, price_goes_to_finance, lead):
    legal_goes_to_clara()
    seen = plan_by_rules(fresh(review)).fingerprint
    price_goes_to_finance()
    with refused("The rules or the review have changed since you looked. Look at the difference again."):
        rerouting.rerun_routing(review, seen=seen, by=lead)


def test_rerun_routing_is_for_leads_who_do_not_ask_themselves(review, buyer, counsel, requester, finance_lead, admin):
    for person in (buyer, counsel, requester, finance_lead, admin):
        with denied(NOT_YOURS):
            rerun(review, person)


def test_rerun_routing_says_when_it_is_not_the_time(review, review_at, lead, software, requester):
    with refused("The rules say what is in place already: nothing would change."):
        rerun(review, lead)
    heads_up = intake_actions.give_heads_up(
        software, title="Later", vendor_name="Quill Surveys", reason="We may want to ask our customers.", by=requester
    ).review
    with refused("This is a heads-up: the rules look at the full request, when it comes."):
        rerouting.rerun_routing(heads_up, seen="", by=lead)
    closed = review_at(Stage.WITHDRAWN)
    with refused("This review is closed (withdrawn)."):
        rerouting.rerun_routing(closed, seen="", by=lead)


# --- by hand ------------------------------------------------------------------------------------------


def test_name_somebody_answers_a_question_anew(review, lead, counsel, desks):
    rerouting.name_somebody(
        review, Slot.LEGAL_REVIEW, desk=desks["legal"], person=counsel, reason="She knows them.", by=lead
    )
    answer = fresh(review).responsible(Slot.LEGAL_REVIEW)
    assert (answer.person, answer.why) == (counsel, "Chosen by Lena Lead: She knows them.")
    former, _ = Responsibility.history.filter(review=review, slot=Slot.LEGAL_REVIEW).order_by("pk")
    assert (former.person, former.superseded_by, former.superseded_because) == (None, lead, answer.why)
    assert desk_wait(review, desks["legal"]).person == counsel


def test_name_somebody_says_what_is_wrong(review, lead, counsel, buyer, desks):
    def name(**more):
        facts = {"desk": desks["legal"], "person": counsel, "reason": "She knows them."}
        rerouting.name_somebody(review, Slot.LEGAL_REVIEW, **facts | more, by=lead)

    with refused("Say in a few words why somebody else does it."):
        name(reason=" ")
    with refused("Ben Buyer cannot do this: it is for members of Legal, never for the requester."):
        name(person=buyer)
    with refused("A backup stands in for a person, and is somebody else."):
        name(backup=counsel)
    with refused("That is how it is already."):
        name(person=None)


# --- slots that nobody holds --------------------------------------------------------------------------


@pytest.fixture
def gone(desks):
    """Somebody of the legal desk who has left."""
    person = UserFactory(name="Gustav Gone", is_active=False)
    MembershipFactory(team=desks["legal"], user=person)
    return person


LEFT = "Gustav Gone, who owns legal review, has left, and there is no backup."
HOW = "A lead of procurement or legal names somebody on the routing page."


def test_slot_whose_holder_left_blocks_its_stage_and_is_listed(review, gone, counsel, desks):
    answer_anew(review, Slot.LEGAL_REVIEW, person=gone)
    assert blockers_from_split(fresh(review)) == [f"{LEFT} {HOW}"]
    assert [(each.review, each.slot, each.sentence) for each in unheld_slots()] == [(review, Slot.LEGAL_REVIEW, LEFT)]
    decide_all(review, desks["legal"], by=counsel)
    with refused(f"{LEFT} {HOW}"):
        alignment.finish_side(desk_wait(review, desks["legal"]), by=counsel)


def test_slot_is_held_by_a_backup_who_is_there(review, gone, counsel):
    answer_anew(review, Slot.LEGAL_REVIEW, person=gone, backup=counsel)
    assert (blockers_from_split(fresh(review)), unheld_slots()) == ([], [])
    assert fresh(review).responsible(Slot.LEGAL_REVIEW).holder_on(review) == counsel


def test_slot_of_somebody_away_is_held_by_the_backup_or_nobody(review, counsel, lead, away):
    away(counsel)
    assert why_not_present(counsel) == "is away"
    answer_anew(review, Slot.LEGAL_REVIEW, person=counsel)
    [found] = unheld_slots()
    assert found.sentence == "Clara Counsel, who owns legal review, is away, and there is no backup."

    answer_anew(review, Slot.LEGAL_REVIEW, backup=lead)
    assert unheld_slots() == []
    away(lead)
    [found] = unheld_slots()
    assert found.sentence == ("Clara Counsel, who owns legal review, is away, and Lena Lead, the backup, is away.")


def test_slot_that_no_rule_answers_is_listed(draft, requester, lead):
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(is_active=False)
    review = intake_actions.submit(draft, by=requester)
    assert [(each.review, each.sentence) for each in unheld_slots()] == [
        (review, "Nobody has been named who owns legal review.")
    ]


def test_slots_of_closed_reviews_are_nobodys_concern(review, review_at, gone):
    for slot in Slot:
        answer_anew(review, slot, person=gone)
    assert len(unheld_slots()) == 3
    closing.withdraw(review, "Not needed.", by=review.requester)
    assert unheld_slots() == []
