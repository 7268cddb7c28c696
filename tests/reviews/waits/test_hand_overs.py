"""Handing a wait to another desk: what goes where, and what goes along."""

import pytest

from reviews.models import Outcome, Purpose, Review, Slot, SplitRule
from reviews.pure.stages import Stage
from reviews.rounds import alignment, rerouting
from reviews.rounds.rerouting import plan_by_rules
from reviews.terms import deciding
from reviews.waits import claims, hand_overs, questions
from reviews.waits.opening_and_closing import open_wait
from tests.factories import MembershipFactory, TeamFactory, UserFactory
from tests.groundwork import groundwork
from tests.review_fixtures import decide_all
from tests.reviews.few_terms import software  # noqa: F401  (its reviews have a few terms)
from tests.reviews.reading import Written, denied, desk_wait, open_wait_of, refused, row, term


@pytest.fixture
@groundwork
def wait(review, desks, counsel):
    """The legal desk's side, taken by counsel."""
    return claims.claim(desk_wait(review, desks["legal"]), by=counsel)


@pytest.fixture
def legal_us(desks):
    """A second legal desk with somebody on it."""
    desk = TeamFactory(name="Legal US", slug="legal-us", speaks_for="legal")
    MembershipFactory(team=desk, user=UserFactory(name="Una Us"))
    return desk


def hand_over(wait, desk, *, by, reason="Their law."):
    return hand_overs.hand_over_to_desk(wait, desk=desk, reason=reason, by=by)


def test_hand_over_to_desk_takes_the_open_terms_and_the_side_along(wait, review, desks, legal_us, counsel):
    liability = term(review, "liability")
    deciding.decide_term(liability, Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=counsel)
    left = list(review.terms.undecided_by(desks["legal"]).values_list("pk", flat=True))
    written = Written()

    hand_over(wait, legal_us, by=counsel)

    assert row(wait, "holder", "desk__slug", "person", "claimed_at", "closed_at", "needed") == (
        "desk",
        "legal-us",
        None,
        None,
        None,
        f"Decide {len(left)} terms.",
    )
    assert list(review.terms.undecided_by(legal_us).values_list("pk", flat=True)) == left
    assert not review.terms.undecided_by(desks["legal"]).exists()
    assert row(liability, "desk__slug", "outcome") == ("legal", "meets")  # what is decided stays
    answer = review.responsibilities.get(slot="legal_review")
    assert (answer.desk, answer.why) == (legal_us, "Handed over by Clara Counsel: Their law.")
    assert written.told == ["Una Us"]
    assert written.events[-1][3] == "handed over to Legal US, before: Legal"


def test_requester_reads_who_has_the_side_and_not_why(wait, review, legal_us, counsel, requester):
    written = Written()
    hand_over(wait, legal_us, by=counsel, reason="The requester is difficult.")

    read = [summary for _, _, audience, summary in written.events if audience == "business"]
    assert "settled anew who owns legal review: Legal US, before: Legal" in read
    assert [summary for summary in read if "difficult" in summary] == []
    assert requester.name not in written.told


def test_desk_that_took_it_over_finishes_the_side(wait, review, desks, legal_us, counsel):
    hand_over(wait, legal_us, by=counsel)
    una = legal_us.members().get()
    wait.refresh_from_db()
    for each in review.terms.undecided_by(legal_us):
        deciding.decide_term(each, Outcome.MEETS, reason="Read on paper.", desk=legal_us, by=una)
    alignment.finish_side(wait, by=una)
    assert row(wait, "closed_by__name") == ("Una Us",)


def test_hand_over_to_desk_gives_it_the_time_of_the_desk(wait, legal_us, counsel):
    before = row(wait, "due_at")
    hand_over(wait, legal_us, by=counsel)
    assert row(wait, "due_at") >= before


def test_review_of_one_of_the_two_functions_stays_with_the_function(wait, desks, specialists, counsel):
    with refused("Desk review of Legal cannot be done by Security: ask them a question instead."):
        hand_over(wait, desks["security"], by=counsel)


def test_terms_of_a_specialist_go_to_any_desk_and_join_its_own_review(review, desks, specialists):
    security, privacy = desks["security"], desks["privacy"]
    ours, theirs = desk_wait(review, security), desk_wait(review, privacy)
    both = review.terms.undecided_by(security) & review.terms.undecided_by(privacy)
    assert not both.exists()
    number = review.terms.undecided_by(security).count() + review.terms.undecided_by(privacy).count()
    claims.claim(ours, by=specialists["security"])

    kept = hand_over(ours, privacy, by=specialists["security"])

    assert kept == theirs
    assert row(theirs, "needed", "closed_at") == (f"Decide {number} terms.", None)
    assert row(ours, "answer", "closed_by__name") == ("Handed over to Privacy", "Sam Security")
    assert list(Review.objects.held_by_nobody()) == []


def test_joining_another_review_waits_until_nothing_hangs_on_it(review, desks, specialists, requester):
    ours = claims.claim(desk_wait(review, desks["security"]), by=specialists["security"])
    questions.ask_requester(ours, "Who?", by=specialists["security"])
    with refused("Privacy has a review of its own here. First settle what this waits for, and what waits for it."):
        hand_over(ours, desks["privacy"], by=specialists["security"])


def test_escalated_terms_are_decided_first(wait, review, desks, legal_us, counsel):
    deciding.decide_term(term(review, "liability"), Outcome.ESCALATED, desk=desks["legal"], reason="Low.", by=counsel)
    with refused("Limitation of liability: escalated to the leads of Legal, who decide first."):
        hand_over(wait, legal_us, by=counsel)


def test_what_stays_says_why(review_at, review, desks, lead, legal_us):
    approval = review_at(Stage.FINAL_APPROVAL).approvals.get().wait
    second = TeamFactory(name="Purchasing", speaks_for="commercial")
    with refused("The rules ask Procurement for this approval: nobody else can be chosen for it."):
        hand_over(approval, second, by=lead)
    asked = questions.ask_vendor(approval, "Final?", by=lead)
    with refused("This belongs to whoever talks to the vendor: a lead names somebody else on the routing page."):
        hand_over(asked, second, by=lead)
    with refused("This is with Procurement already."):
        hand_over(approval, desks["procurement"], by=lead)


def test_question_goes_on_to_a_desk_that_knows_but_not_back(wait, desks, counsel, specialists):
    asked = questions.ask_desk(wait, "Certified?", desk=desks["security"], by=counsel)
    claims.claim(asked, by=specialists["security"])
    with refused("Legal asked this question."):
        hand_over(asked, desks["legal"], by=specialists["security"])
    hand_over(asked, desks["privacy"], by=specialists["security"])
    questions.answer_question(asked, "Yes.", by=specialists["privacy"])
    assert row(wait, "paused_at") == (None,)


def test_hand_over_to_desk_is_for_the_holder_and_leads_and_says_why(wait, legal_us, buyer, requester, counsel):
    for person in (buyer, requester):
        with denied("Only Clara Counsel or a lead of the desk can hand this over."):
            hand_over(wait, legal_us, by=person)
    with refused("Say in a few words why you hand this over."):
        hand_over(wait, legal_us, reason=" ", by=counsel)


def test_hand_over_to_a_desk_that_nobody_sits_on_is_refused(wait, requester, counsel):
    empty = TeamFactory(name="Legal Asia", speaks_for="legal")
    MembershipFactory(team=empty, user=requester)
    with refused("Nobody on Legal Asia could take this."):
        hand_over(wait, empty, by=counsel)


def test_question_for_nobody_named_goes_into_the_queue_of_the_desk(wait, counsel):
    asked = questions.ask_vendor(wait, "From when?", by=counsel)
    assert row(asked, "holder", "person") == ("desk", None)
    assert open_wait_of(wait.review, Purpose.VENDOR_QUESTION) == asked


def test_desk_that_handed_its_review_over_is_not_asked_again_for_what_it_decided(
    wait, review, desks, legal_us, counsel, lead, buyer
):
    deciding.decide_term(
        term(review, "liability"), Outcome.MEETS, reason="Read on paper.", desk=desks["legal"], by=counsel
    )
    hand_over(wait, legal_us, by=counsel)
    for each in review.terms.undecided_by(legal_us):
        deciding.decide_term(each, Outcome.MEETS, reason="Read on paper.", desk=legal_us, by=legal_us.members().get())
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(desk=legal_us)
    SplitRule.objects.filter(slot=Slot.COMMERCIAL_TERMS).update(person=buyer)

    rerouting.rerun_routing(review, seen=plan_by_rules(Review.objects.get(pk=review.pk)).fingerprint, by=lead)

    asked = set(review.waits.open().filter(purpose=Purpose.DESK_REVIEW).values_list("desk__slug", flat=True))
    assert asked == {"legal-us", "procurement", "privacy", "security"}


def test_desk_that_handed_its_review_over_is_asked_when_the_side_comes_back(
    wait, review, desks, legal_us, counsel, lead
):
    hand_over(wait, legal_us, by=counsel)

    rerouting.rerun_routing(review, seen=plan_by_rules(Review.objects.get(pk=review.pk)).fingerprint, by=lead)

    asked = set(review.waits.open().filter(purpose=Purpose.DESK_REVIEW).values_list("desk__slug", flat=True))
    assert asked == {"legal", "legal-us", "procurement", "privacy", "security"}  # a shared term is still with both


def test_handing_a_review_over_is_not_closing_the_side(review, desks, legal_us, lead, buyer):
    """Who passed the legal review on may still close the commercial side; who was done with it may not."""
    review.terms.filter(term_type__slug="indemnities").update(desk=legal_us)
    open_wait(review, Purpose.DESK_REVIEW, needed="Decide 1 term.", by=None, desk=legal_us)
    hand_over(desk_wait(review, desks["legal"]), legal_us, by=lead)
    decide_all(review, desks["procurement"], by=buyer)

    alignment.finish_side(desk_wait(review, desks["procurement"]), by=lead)

    assert not review.waits.open().filter(purpose=Purpose.DESK_REVIEW, desk=desks["procurement"]).exists()
    assert row(review.waits.get(desk=desks["legal"]), "answer", "closed_by__name") == (
        "Handed over to Legal US",
        "Lena Lead",
    )
