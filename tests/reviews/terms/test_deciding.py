"""Deciding terms: who owns them, who must agree, and what an escalation starts."""

import pytest

from common.models import Event
from reviews.models import Outcome, Purpose, TermDecision
from reviews.pure.stages import Stage
from reviews.rounds import alignment
from reviews.terms import adding, deciding, outcomes
from tests.factories import MembershipFactory
from tests.review_fixtures import decide_all
from tests.reviews.reading import Written, denied, desk_wait, refused, row, term, texts_of, waits_of

PRICE, LIABILITY = "price", "liability"  # procurement's, legal's
CREDITS = "service-credits"  # shared by procurement and legal


def decisions(term):
    return list(term.decisions.order_by("pk").values_list("desk__slug", "outcome", "reason", "decided_by__name"))


@pytest.mark.parametrize("outcome", [Outcome.MEETS, Outcome.NOT_APPLICABLE])
def test_decide_term_settles_what_one_desk_owns(outcome, review, desks, buyer):
    price, written = term(review, PRICE), Written()

    decided = deciding.decide_term(price, outcome, reason="Read on paper.", desk=desks["procurement"], by=buyer)

    assert decided.outcome == outcome
    assert row(price, "outcome") == (outcome,)
    assert decisions(price) == [("procurement", outcome, "Read on paper.", "Ben Buyer")]
    words = f"decided “Price and rates, discounts” for Procurement: {outcome.label.lower()}"
    assert written.events == [("Ben Buyer", "term.decided", "internal", words)]
    assert written.notices == []
    assert Event.objects.order_by("pk").last().data == {
        "term": price.pk,
        "name": "Price and rates, discounts",
        "desk": "procurement",
        "desks": {"of": desks["procurement"].pk},
        "outcome": outcome,
    }
    assert texts_of(Event.objects.order_by("pk").last()) == {"reason": "Read on paper."}


def test_decide_term_with_a_deviation_says_what_was_agreed(review, desks, buyer):
    price = term(review, PRICE)
    with refused("Say what you accept and why: it is what final approval looks at."):
        deciding.decide_term(price, Outcome.THEIRS, desk=desks["procurement"], reason=" ", by=buyer)
    deciding.decide_term(price, Outcome.THEIRS, desk=desks["procurement"], reason=" 5 % more. ", by=buyer)
    assert decisions(price) == [("procurement", "theirs", "5 % more.", "Ben Buyer")]
    assert texts_of(Event.objects.get(verb="term.decided")) == {"reason": "5 % more."}
    assert row(price, "outcome") == ("theirs",)


def test_decide_term_again_supersedes_the_decision_and_keeps_it(review, desks, buyer, lead):
    price = term(review, PRICE)
    deciding.decide_term(price, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer)
    deciding.decide_term(price, Outcome.NOT_APPLICABLE, reason="We have none.", desk=desks["procurement"], by=lead)
    assert decisions(price) == [("procurement", "not_applicable", "We have none.", "Lena Lead")]
    assert Event.objects.filter(verb="term.decided").count() == 2
    names = ("outcome", "decided_by__name", "superseded_by__name", "superseded_because")
    assert list(TermDecision.history.filter(term=price).order_by("pk").values_list(*names)) == [
        ("meets", "Ben Buyer", "Lena Lead", "Decided again"),
        ("not_applicable", "Lena Lead", None, ""),
    ]


def test_decision_that_was_superseded_leaves_the_term_to_be_decided(review, desks, buyer):
    price = term(review, PRICE)
    deciding.decide_term(price, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer)
    deciding.reopen_terms([price], because="vendor", by=buyer)
    assert decisions(price) == []
    assert price in review.terms.undecided_by(desks["procurement"])
    assert TermDecision.history.get(term=price).superseded_because == "Reopened: the vendor changed it"


def test_term_that_was_ever_decided_is_not_taken_away_again(review, desks, buyer):
    price = term(review, PRICE)
    deciding.decide_term(price, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer)
    deciding.reopen_terms([price], by=buyer)
    assert adding.drop_term(price, by=buyer) is False


@pytest.mark.parametrize("outcome", [Outcome.OPEN, "", "maybe"])
def test_decide_term_offers_seven_outcomes(outcome, review, desks, buyer):
    with refused(outcomes.WHICH):
        deciding.decide_term(term(review, PRICE), outcome, desk=desks["procurement"], by=buyer)


def test_decide_term_is_for_members_of_the_owning_desk(review, desks, buyer, counsel, requester, admin, finance_lead):
    liability = term(review, LIABILITY)
    for person in (buyer, admin, finance_lead):
        with denied("“Limitation of liability” is decided by Legal."):
            deciding.decide_term(liability, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=person)
    with denied("“Limitation of liability” is decided by Legal."):
        deciding.decide_term(liability, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer)
    with denied("This is your own request: somebody else must decide."):
        deciding.decide_term(liability, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=requester)


def test_decide_term_refuses_the_requester_who_leads_the_desk(review, desks, requester):
    MembershipFactory(team=desks["legal"], user=requester, is_lead=True)
    with denied("This is your own request: somebody else must decide."):
        deciding.decide_term(
            term(review, LIABILITY), Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=requester
        )


def test_decide_term_of_two_desks_names_both(review, desks, finance_lead):
    credits = "“Service credits, remedies for under-performance” is decided by Procurement and Legal."
    with denied(credits):
        deciding.decide_term(
            term(review, CREDITS), Outcome.MEETS, reason="Read on paper.", desk=desks["finance"], by=finance_lead
        )


# --- shared terms -----------------------------------------------------------------------------------


def test_shared_term_stays_open_until_both_desks_have_decided(review, desks, buyer, counsel):
    credits = term(review, CREDITS)
    deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer)
    assert row(credits, "outcome") == ("open",)
    deciding.decide_term(credits, Outcome.THEIRS, desk=desks["legal"], reason="Only credits.", by=counsel)
    assert row(credits, "outcome") == ("theirs",)
    assert decisions(credits) == [
        ("procurement", "meets", "Read on paper.", "Ben Buyer"),
        ("legal", "theirs", "Only credits.", "Clara Counsel"),
    ]


def test_shared_term_needs_two_people(review, desks, lead, counsel):
    credits = term(review, CREDITS)
    deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=lead)
    with refused("You have decided this shared term for the other desk. A second person decides for this one."):
        deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=lead)
    deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=counsel)
    assert row(credits, "outcome") == ("meets",)


def test_shared_term_lets_the_same_person_change_their_mind(review, desks, lead):
    credits = term(review, CREDITS)
    deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=lead)
    deciding.decide_term(credits, Outcome.NOT_APPLICABLE, reason="We have none.", desk=desks["procurement"], by=lead)
    assert decisions(credits) == [("procurement", "not_applicable", "We have none.", "Lena Lead")]


# --- escalation -------------------------------------------------------------------------------------


def test_escalate_opens_a_wait_on_the_leads(review, desks, counsel, lead):
    liability = term(review, LIABILITY)
    with refused("Say what the lead should decide."):
        deciding.decide_term(liability, Outcome.ESCALATED, desk=desks["legal"], by=counsel)
    written = Written()

    deciding.decide_term(liability, Outcome.ESCALATED, desk=desks["legal"], reason="They cap at fees.", by=counsel)

    assert row(liability, "outcome") == ("escalated",)
    needed = "Decide the escalated term “Limitation of liability”."
    columns = ("desk__slug", "holder", "leads_only", "term", "asked_by__name", "needed", "question")
    assert waits_of(review, "purpose", *columns)[-1] == (
        "escalation",
        "legal",
        "desk",
        True,
        liability.pk,
        "Clara Counsel",
        needed,
        "They cap at fees.",
    )
    assert written.notices == [("Lena Lead", "assignment", "They cap at fees.")]


def test_escalated_term_is_decided_by_a_lead_and_its_wait_closes(review, desks, counsel, lead):
    liability = term(review, LIABILITY)
    deciding.decide_term(liability, Outcome.ESCALATED, desk=desks["legal"], reason="They cap at fees.", by=counsel)
    with denied("This term was escalated: a lead of Legal decides it."):
        deciding.decide_term(liability, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=counsel)

    deciding.decide_term(liability, Outcome.THEIRS, desk=desks["legal"], reason="Accepted once.", by=lead)

    wait = review.waits.get(purpose=Purpose.ESCALATION)
    assert row(wait, "closed_by__name", "answer") == ("Lena Lead", "Theirs accepted")
    assert row(liability, "outcome") == ("theirs",)


def test_escalating_twice_opens_one_wait(review, desks, counsel, lead):
    liability = term(review, LIABILITY)
    deciding.decide_term(liability, Outcome.ESCALATED, desk=desks["legal"], reason="Too low.", by=counsel)
    deciding.decide_term(liability, Outcome.ESCALATED, desk=desks["legal"], reason="Still too low.", by=lead)
    assert review.waits.filter(purpose=Purpose.ESCALATION).count() == 1


def test_escalation_by_one_desk_leaves_the_other_desk_its_decision(review, desks, buyer, counsel):
    """Also the way out when one person leads both desks and has decided for one of them."""
    credits = term(review, CREDITS)
    deciding.decide_term(credits, Outcome.ESCALATED, desk=desks["procurement"], reason="No credits.", by=buyer)
    deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=counsel)
    assert row(credits, "outcome") == ("escalated",)
    with denied("This term was escalated: a lead of Procurement decides it."):
        deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer)


def test_lead_of_both_desks_is_not_locked_out_by_their_own_earlier_decision(review, desks, buyer, counsel, lead):
    credits = term(review, CREDITS)
    deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=lead)
    deciding.decide_term(credits, Outcome.ESCALATED, desk=desks["procurement"], reason="No credits.", by=buyer)

    deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=counsel)
    deciding.decide_term(credits, Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=lead)

    assert row(credits, "outcome") == ("meets",)


def test_escalation_of_a_term_with_the_longest_name_fits(review, desks, counsel, lead):
    liability = term(review, LIABILITY)
    liability.term_type.name = "ß" * 120
    liability.term_type.save()
    deciding.decide_term(liability, Outcome.ESCALATED, desk=desks["legal"], reason="x" * 5000, by=counsel)
    assert review.waits.get(purpose=Purpose.ESCALATION).needed == f"Decide the escalated term “{'ß' * 120}”."


# --- when -------------------------------------------------------------------------------------------


def test_decide_term_waits_for_the_review_to_start_and_ends_with_it(review_at, desks, buyer):
    review = review_at(Stage.ALIGNED)
    with refused(f"This can be done in “{Stage.IN_REVIEW.label}”; the review is in “{Stage.ALIGNED.label}”."):
        deciding.decide_term(
            term(review, PRICE), Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer
        )


def test_decide_term_on_a_closed_review_is_refused(review_at, desks, buyer):
    review = review_at(Stage.WITHDRAWN)
    with refused("This review is closed (withdrawn)."):
        deciding.decide_term(
            term(review, PRICE), Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer
        )


def test_decide_term_after_the_desk_is_done_is_refused(review, desks, specialists):
    member = specialists["privacy"]
    decide_all(review, desks["privacy"], by=member)
    alignment.finish_side(desk_wait(review, desks["privacy"]), by=member)
    with refused("Privacy is done with its side. Nothing is left to decide here."):
        deciding.decide_term(
            term(review, "data-protection"), Outcome.MEETS, reason="Read on paper.", desk=desks["privacy"], by=member
        )


# --- editing ----------------------------------------------------------------------------------------


def edit(term, *, by, **changes):
    texts = {"position": term.position, "vendor_wording": term.vendor_wording, "place": term.place}
    return deciding.edit_term(term, **texts | changes, by=by)


def test_edit_term_writes_both_positions_down(review, counsel):
    liability, written = term(review, LIABILITY), Written()
    former = liability.position

    edit(liability, position=" Twice the fees. ", vendor_wording=" The fees paid.", place="clause 8.2 ", by=counsel)

    assert row(liability, "position", "vendor_wording", "place") == ("Twice the fees.", "The fees paid.", "clause 8.2")
    assert written.events == [("Clara Counsel", "term.edited", "internal", "edited “Limitation of liability”")]
    event = Event.objects.order_by("pk").last()
    assert event.data == {
        "term": liability.pk,
        "name": "Limitation of liability",
        "changed": ["position", "vendor_wording", "place"],
    }
    assert texts_of(event) == {
        "position_before": former,
        "position_after": "Twice the fees.",
        "vendor_wording_after": "The fees paid.",
        "place_after": "clause 8.2",
    }


def test_edit_term_without_a_change_leaves_no_line(review, counsel):
    written = Written()
    edit(term(review, LIABILITY), by=counsel)
    assert written.events == []


def test_edit_term_is_for_its_owners(review, buyer, requester, admin):
    for person in (buyer, requester, admin):
        with denied("“Limitation of liability” belongs to Legal. You can comment on it."):
            edit(term(review, LIABILITY), place="clause 9", by=person)


def test_edit_term_refuses_a_place_that_is_too_long(review, counsel):
    with refused("Please shorten this to 80 characters; it has 81."):
        edit(term(review, LIABILITY), place="x" * 81, by=counsel)


@pytest.mark.parametrize("stage", [Stage.FINAL_APPROVAL, Stage.SIGNATURE])
def test_terms_are_decided_by_leads_alone_once_approval_was_asked_for(stage, review_at, desks, counsel, lead, buyer):
    review, legal = review_at(stage), desks["legal"]
    liability = term(review, LIABILITY)
    with denied("Approval was asked for: a lead of Legal decides this now."):
        deciding.decide_term(liability, Outcome.NOT_APPLICABLE, reason="We have none.", desk=legal, by=counsel)
    with denied("“Limitation of liability” is decided by Legal."):
        deciding.decide_term(liability, Outcome.NOT_APPLICABLE, reason="We have none.", desk=legal, by=buyer)
    with refused("Approval was asked for: a lead decides here, and nothing is escalated any more."):
        deciding.decide_term(liability, Outcome.ESCALATED, desk=legal, reason="Higher up.", by=lead)
    deciding.decide_term(liability, Outcome.NOT_APPLICABLE, reason="We have none.", desk=legal, by=lead)
    assert row(liability, "outcome") == ("not_applicable",)


def test_edit_term_of_a_closed_review_is_refused(review_at, counsel):
    review = review_at(Stage.DECLINED)
    with refused("This review is closed (declined)."):
        edit(term(review, LIABILITY), place="clause 9", by=counsel)


def test_every_decision_has_a_person(review, desks, buyer):
    deciding.decide_term(
        term(review, PRICE), Outcome.MEETS, reason="Read on paper.", desk=desks["procurement"], by=buyer
    )
    assert TermDecision.objects.get().decided_by == buyer
