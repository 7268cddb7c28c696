"""Disagreeing on a term of another function, and settling it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import Membership
from reviews.closing import actions as closing
from reviews.disagreements import actions as disagreement_actions
from reviews.disagreements import policies as rules
from reviews.models import AgendaMark, Disagreement, Purpose
from reviews.pure.stages import Stage
from reviews.rounds import alignment
from reviews.terms import deciding
from tests.factories import MembershipFactory, UserFactory
from tests.groundwork import groundwork
from tests.review_fixtures import decide_all, finish_all_sides, member_of
from tests.reviews.reading import Written, denied, desk_wait, refused, row, term, waits_of


@pytest.fixture
@groundwork
def liability(review):
    """A term that legal alone owns."""
    return term(review, "liability")


@pytest.fixture
@groundwork
def buying_lead(desks):
    """Leads procurement and nothing else."""
    return _lead("Paul Lead", desks["procurement"])


@pytest.fixture
@groundwork
def legal_lead(desks):
    return _lead("Laura Lead", desks["legal"])


def _lead(name, desk):
    user = UserFactory(name=name, email=f"{name.split()[0].lower()}@duet.example")
    MembershipFactory(team=desk, user=user, is_lead=True)
    return user


@pytest.fixture
def quiet(liability, buyer):
    """One that does not block."""
    return disagreement_actions.disagree(liability, "The cap is too low for us.", by=buyer)


@pytest.fixture
@groundwork
def blocking(liability, buyer, buying_lead, legal_lead):
    return disagreement_actions.disagree(
        liability, "The cap is too low.", proposal="Twice the fees.", is_blocking=True, by=buyer
    )


# --- raising ------------------------------------------------------------------------------------------


def test_disagree_goes_to_the_next_check_in_and_tells_the_owners(liability, buyer, counsel, lead, desks):
    deciding.decide_term(liability, "meets", reason="Read on paper.", desk=desks["legal"], by=counsel)
    written = Written()

    disagreement = disagreement_actions.disagree(liability, " The cap is too low. ", by=buyer)

    assert row(disagreement, "desk__slug", "reason", "is_blocking", "raised_by__name") == (
        "procurement",
        "The cap is too low.",
        False,
        "Ben Buyer",
    )
    assert [mark.disagreement for mark in AgendaMark.objects.open()] == [disagreement]
    assert [(who, verb, audience) for who, verb, audience, _ in written.events] == [
        ("Ben Buyer", "term.disagreed", "internal")
    ]
    said = f"Ben Buyer (Procurement) disagrees on “{liability}”, for the next check-in: The cap is too low."
    assert written.notices == [("Clara Counsel", "news", said)]


def test_disagree_that_blocks_waits_for_the_leads_of_both_sides(blocking, review):
    waiting = [each for each in waits_of(review, "purpose", "desk__slug", "leads_only") if each[0] == "disagreement"]
    assert waiting == [("disagreement", "legal", True), ("disagreement", "procurement", True)]
    assert not AgendaMark.objects.exists()


def test_disagree_is_for_another_function(liability, counsel, requester, stranger, admin):
    for person in (counsel, requester, stranger, admin):
        with denied(f"“{liability}” is decided by Legal. Members of another function can disagree."):
            disagreement_actions.disagree(liability, "No.", by=person)


def test_requester_on_another_desk_does_not_disagree_on_their_own_request(liability, requester, desks):
    MembershipFactory(team=desks["finance"], user=requester)
    with denied(f"“{liability}” is decided by Legal. Members of another function can disagree."):
        disagreement_actions.disagree(liability, "No.", by=requester)


def test_disagree_says_what_is_missing(liability, buyer):
    with refused("Say why you see it differently."):
        disagreement_actions.disagree(liability, " ", by=buyer)
    with refused("Say what you propose: the two leads decide between two proposals."):
        disagreement_actions.disagree(liability, "No.", is_blocking=True, by=buyer)


def test_disagree_is_once_a_desk_until_it_is_settled(quiet, liability, buyer, lead):
    with refused("Procurement disagrees on this term already. Add to that, or withdraw it first."):
        disagreement_actions.disagree(liability, "Again.", by=lead)
    disagreement_actions.withdraw_disagreement(quiet, by=buyer)
    disagreement_actions.disagree(liability, "Again.", by=lead)


def test_disagree_belongs_to_the_review_of_the_terms(review_at, liability, buyer):
    review_at(Stage.ALIGNED)
    with refused(f"This can be done in “{Stage.IN_REVIEW.label}”; the review is in “{Stage.ALIGNED.label}”."):
        disagreement_actions.disagree(liability, "Too late.", by=buyer)


# --- what it holds up -----------------------------------------------------------------------------------


def test_blocking_disagreement_keeps_the_owners_from_being_done(blocking, review, counsel, desks):
    decide_all(review, desks["legal"], by=counsel)
    with refused("Procurement disagrees on “Limitation of liability”: the leads of both sides settle that first."):
        alignment.finish_side(desk_wait(review, desks["legal"]), by=counsel)


def test_disagreement_that_does_not_block_holds_up_nothing(quiet, review, specialists):
    finish_all_sides(review)
    assert row(review, "stage") == (Stage.ALIGNED,)
    assert AgendaMark.objects.open().exists()


@pytest.fixture
def raised_last(review, liability, buyer, counsel, buying_lead, legal_lead, specialists, desks):
    """A blocking disagreement about a side that was done already; then procurement, the last one, is done too."""
    for wait in review.waits.open().filter(purpose=Purpose.DESK_REVIEW).exclude(desk=desks["procurement"]):
        by = member_of(wait.desk, but_not=[review.requester])
        decide_all(review, wait.desk, by=by)
        alignment.finish_side(wait, by=by)
    disagreement = disagreement_actions.disagree(liability, "Too low.", proposal="Twice.", is_blocking=True, by=buyer)
    decide_all(review, desks["procurement"], by=buyer)
    alignment.finish_side(desk_wait(review, desks["procurement"]), by=buyer)
    return disagreement


def test_blocking_disagreement_raised_last_keeps_the_review_from_alignment(
    raised_last, review, buying_lead, legal_lead
):
    assert row(review, "stage") == (Stage.IN_REVIEW,)

    disagreement_actions.propose_outcome(raised_last, "Twice it is.", by=buying_lead)
    disagreement_actions.agree_outcome(raised_last, outcome="Twice it is.", by=legal_lead)

    assert row(review, "stage") == (Stage.ALIGNED,)
    assert not review.waits.open().filter(purpose=Purpose.DISAGREEMENT).exists()


# --- settling -------------------------------------------------------------------------------------------


def test_blocking_disagreement_is_settled_by_both_leads(blocking, review, buyer, buying_lead, legal_lead):
    disagreement_actions.propose_outcome(blocking, "One and a half times.", by=legal_lead)
    written = Written()

    disagreement_actions.agree_outcome(blocking, outcome="One and a half times.", by=buying_lead)

    names = row(blocking, "outcome", "proposed_by__name", "agreed_by__name", "proposed_for_owners")
    assert names == ("One and a half times.", "Laura Lead", "Paul Lead", True)
    assert [each for each in waits_of(review, "purpose") if each == ("disagreement",)] == []
    assert written.told == ["Ben Buyer", "Laura Lead"]


@pytest.fixture
def legal_is_done(review, desks, counsel):
    """Legal has decided its terms and pressed the button; the others are still at work."""
    decide_all(review, desks["legal"], by=counsel)
    alignment.finish_side(desk_wait(review, desks["legal"]), by=counsel)


def test_outcome_that_decides_anew_asks_a_side_that_was_done_again(
    liability, legal_is_done, review, desks, buyer, counsel
):
    quiet = disagreement_actions.disagree(liability, "The cap is too low for us.", by=buyer)
    written = Written()

    disagreement_actions.talk_about(quiet.agenda_mark, "Twice the fees.", reopens=True, by=buyer)

    assert row(liability, "outcome") == ("open",)
    assert not liability.decisions.exists()
    again = desk_wait(review, desks["legal"])
    assert (again.needed, again.is_open, again.due_at > timezone.now()) == ("Decide 1 term.", True, True)
    assert written.verbs == ["agenda.talked", "disagreement.settled", "term.reopened", "wait.opened"]
    assert ("Clara Counsel", "assignment", again.needed) in written.notices
    deciding.decide_term(liability, "meets", reason="Read on paper.", desk=desks["legal"], by=counsel)
    alignment.finish_side(again, by=counsel)
    assert row(review, "stage") == (Stage.IN_REVIEW,)


def test_outcome_of_two_leads_that_decides_anew_keeps_the_review_from_alignment(
    raised_last, review, buying_lead, legal_lead
):
    disagreement_actions.propose_outcome(raised_last, "Twice it is.", reopens=True, by=legal_lead)

    disagreement_actions.agree_outcome(raised_last, outcome="Twice it is.", reopens=True, by=buying_lead)

    assert row(review, "stage") == (Stage.IN_REVIEW,)
    assert waits_of(review, "purpose", "desk__slug", "needed") == [("desk_review", "legal", "Decide 1 term.")]


def test_deciding_anew_says_what_a_desk_at_work_has_left_and_ends_the_escalation(
    liability, review, desks, buyer, counsel
):
    decide_all(review, desks["legal"], by=counsel)
    deciding.decide_term(liability, "escalated", desk=desks["legal"], reason="Low.", by=counsel)
    quiet = disagreement_actions.disagree(liability, "Too low.", by=buyer)

    disagreement_actions.talk_about(quiet.agenda_mark, "Again.", reopens=True, by=buyer)

    assert row(desk_wait(review, desks["legal"]), "needed") == ("Decide 1 term.",)
    assert not review.waits.open().filter(purpose=Purpose.ESCALATION).exists()


def test_lead_confirms_only_the_consequence_that_they_read(blocking, buying_lead, legal_lead):
    disagreement_actions.propose_outcome(blocking, "Twice.", by=legal_lead)
    disagreement_actions.propose_outcome(blocking, "Twice.", reopens=True, by=legal_lead)
    with refused("Another outcome has been proposed meanwhile. Please read it first."):
        disagreement_actions.agree_outcome(blocking, outcome="Twice.", by=buying_lead)


def test_term_is_not_decided_anew_once_the_desks_have_finished(review_at, liability, buyer):
    quiet = disagreement_actions.disagree(liability, "Too low.", by=buyer)
    review_at(Stage.ALIGNED)
    said = "The desks have finished their review: the term cannot be decided anew from here. Note what was agreed."
    with refused(said):
        disagreement_actions.talk_about(quiet.agenda_mark, "Twice.", reopens=True, by=buyer)
    assert row(liability, "outcome") == ("meets",)


def test_lead_does_not_confirm_what_they_proposed(blocking, buying_lead, legal_lead):
    disagreement_actions.propose_outcome(blocking, "Twice.", by=buying_lead)
    with denied("A lead of the other side confirms the outcome, another person than the one who proposed it."):
        disagreement_actions.agree_outcome(blocking, outcome="Twice.", by=buying_lead)


def test_outcome_is_proposed_and_confirmed_by_leads_of_the_sides(blocking, buyer, counsel, finance_lead, legal_lead):
    for person in (buyer, counsel, finance_lead):
        with denied("The leads of the two sides settle this."):
            disagreement_actions.propose_outcome(blocking, "Twice.", by=person)
    disagreement_actions.propose_outcome(blocking, "Twice.", by=legal_lead)
    for person in (buyer, counsel, finance_lead, legal_lead):
        with denied("A lead of the other side confirms the outcome, another person than the one who proposed it."):
            disagreement_actions.agree_outcome(blocking, outcome="Twice.", by=person)


def test_lead_confirms_only_what_they_read(blocking, buying_lead, legal_lead):
    disagreement_actions.propose_outcome(blocking, "Twice.", by=buying_lead)
    disagreement_actions.propose_outcome(blocking, "Three times.", by=buying_lead)
    with refused("Another outcome has been proposed meanwhile. Please read it first."):
        disagreement_actions.agree_outcome(blocking, outcome="Twice.", by=legal_lead)


def test_one_person_who_leads_both_sides_needs_a_second(liability, buyer, lead, counsel):
    disagreement = disagreement_actions.disagree(liability, "No.", proposal="Twice.", is_blocking=True, by=buyer)
    disagreement_actions.propose_outcome(
        disagreement, "Twice.", by=lead
    )  # Lena leads both; members speak for the other side

    with denied("A lead of the other side confirms the outcome, another person than the one who proposed it."):
        disagreement_actions.agree_outcome(disagreement, outcome="Twice.", by=lead)
    disagreement_actions.agree_outcome(disagreement, outcome="Twice.", by=buyer)

    assert row(disagreement, "proposed_by__name", "agreed_by__name") == ("Lena Lead", "Ben Buyer")


def test_side_whose_leads_have_left_is_spoken_for_by_its_members(
    blocking, lead, buying_lead, legal_lead, counsel, review
):
    Membership.objects.filter(user=lead).delete()
    legal_lead.is_active = False
    legal_lead.save()
    assert rules.speakers([blocking.term.desk], review) == {counsel.pk}
    disagreement_actions.propose_outcome(blocking, "Twice.", by=counsel)
    disagreement_actions.agree_outcome(blocking, outcome="Twice.", by=buying_lead)
    assert row(blocking, "settled_at") != (None,)


def test_whoever_stands_in_speaks_for_a_lead_who_is_away(
    blocking, away, lead, buying_lead, legal_lead, counsel, review
):
    Membership.objects.filter(user=lead).delete()
    away(legal_lead, delegate=counsel)
    assert rules.speakers([blocking.term.desk], review) == {counsel.pk}
    disagreement_actions.propose_outcome(blocking, "Twice.", by=counsel)
    disagreement_actions.agree_outcome(blocking, outcome="Twice.", by=buying_lead)
    assert row(blocking, "settled_at") != (None,)


def test_side_whose_lead_is_away_without_a_delegate_is_spoken_for_by_its_members(
    blocking, away, lead, legal_lead, counsel, review
):
    Membership.objects.filter(user=lead).delete()
    away(legal_lead)
    assert rules.speakers([blocking.term.desk], review) == {counsel.pk}


def test_side_without_anybody_is_spoken_for_by_the_leads_of_both_functions(blocking, desks, review, lead, legal_lead):
    Membership.objects.filter(team=desks["procurement"]).delete()
    assert rules.speakers([desks["procurement"]], review) == {lead.pk, legal_lead.pk}


def test_disagreement_is_withdrawn_by_its_author_or_a_lead_of_their_desk(
    blocking, review, buyer, counsel, legal_lead, buying_lead
):
    for person in (counsel, legal_lead):
        with denied("Only Ben Buyer or a lead of Procurement can withdraw this."):
            disagreement_actions.withdraw_disagreement(blocking, by=person)
    buyer.is_active = False
    buyer.save()
    disagreement_actions.withdraw_disagreement(blocking, by=buying_lead)
    assert not review.waits.open().filter(purpose=Purpose.DISAGREEMENT).exists()
    with refused("This disagreement has been withdrawn."):
        disagreement_actions.propose_outcome(blocking, "Twice.", by=legal_lead)


def test_reply_is_for_the_owners_and_tells_the_author(blocking, counsel, buyer, finance_lead):
    for person in (buyer, finance_lead):
        with denied("Legal can answer this."):
            disagreement_actions.reply_to_disagreement(blocking, "No.", by=person)
    written = Written()
    disagreement_actions.reply_to_disagreement(blocking, "One and a half.", by=counsel)
    assert written.told == ["Ben Buyer"]


def test_ended_review_takes_its_disagreement_along(blocking, review, requester, legal_lead):
    closing.withdraw(review, "No budget.", by=requester)
    assert not Disagreement.objects.open().exists()
    with refused("This review is closed (withdrawn)."):
        disagreement_actions.propose_outcome(blocking, "Twice.", by=legal_lead)


# --- the check-in ---------------------------------------------------------------------------------------


def test_talking_about_a_disagreement_settles_it(quiet, counsel, buyer):
    written = Written()

    disagreement_actions.talk_about(quiet.agenda_mark, "Legal keeps its cap.", by=counsel)

    assert row(quiet, "outcome", "proposed_by__name") == ("Legal keeps its cap.", "Clara Counsel")
    assert not AgendaMark.objects.open().exists()
    assert written.verbs == ["agenda.talked", "disagreement.settled"]
    assert written.told == ["Ben Buyer"]


def test_talking_is_noted_once_with_a_line(quiet, counsel, buyer):
    with refused("Say in a line, of at most 300 characters, what came of it."):
        disagreement_actions.talk_about(quiet.agenda_mark, " ", by=counsel)
    disagreement_actions.talk_about(quiet.agenda_mark, "Kept.", by=counsel)
    with refused("Clara Counsel has ticked this off already: Kept."):
        disagreement_actions.talk_about(quiet.agenda_mark, "Dropped.", by=buyer)


def test_talking_is_for_both_functions_and_never_about_ones_own(quiet, finance_lead, requester, desks):
    MembershipFactory(team=desks["legal"], user=requester)
    for person in (finance_lead, requester):
        with denied("Members of procurement and legal talk about this; nobody about their own request."):
            disagreement_actions.talk_about(quiet.agenda_mark, "Kept.", by=person)


# --- the database -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("disagreement_says_why", {"reason": ""}),
        ("disagreement_outcome_names_who_proposed_it", {"outcome": "Twice."}),
        ("disagreement_that_blocks_is_settled_by_two_people", {"settled_at": timezone.now()}),
        ("disagreement_names_who_withdrew_it", {"withdrawn_at": timezone.now()}),
    ],
)
def test_database_refuses_what_must_never_be_true(blocking, constraint, wrong):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Disagreement.objects.update(**wrong)


def test_database_refuses_one_person_for_both_sides(blocking, legal_lead):
    with pytest.raises(IntegrityError, match="settled_by_two_people"), transaction.atomic():
        Disagreement.objects.update(
            outcome="Twice.", proposed_by=legal_lead, agreed_by=legal_lead, settled_at=timezone.now()
        )


def test_database_keeps_agenda_marks_whole(quiet, counsel):
    with pytest.raises(IntegrityError, match="agenda_mark_is_about_one_thing"), transaction.atomic():
        AgendaMark.objects.create()
    with pytest.raises(IntegrityError, match="says_what_came_of_it"), transaction.atomic():
        AgendaMark.objects.update(talked_at=timezone.now())
