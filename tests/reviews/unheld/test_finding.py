"""What nobody can do: whoever could is away, has left, asked for it, or did what a second person must look at."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake import actions as intake_actions
from notices.models import Notice
from people.models import Membership
from reviews.models import Outcome, Purpose
from reviews.negotiation import actions as negotiation
from reviews.tasks.unheld import look_for_unheld
from reviews.terms import deciding
from reviews.unheld.closers import ASKED
from reviews.unheld.finding import held_by_nobody, is_held_by_nobody
from reviews.waits import claims, questions
from tests.factories import MembershipFactory
from tests.groundwork import harmless
from tests.review_fixtures import finish_all_sides
from tests.reviews.reading import Written, desk_wait, term


def listed():
    """{(purpose, desk): sentence} of what is on the list, and nothing that the single question says otherwise of."""
    rows = held_by_nobody(limit=99)
    assert all(is_held_by_nobody(row.wait) for row in rows)
    return {(row.wait.purpose, row.wait.desk and row.wait.desk.slug): row.sentence for row in rows}


def test_every_purpose_says_whose_work_it_is():
    assert set(ASKED) == set(Purpose)


def test_nothing_is_listed_while_everybody_is_there(review_at):
    review_at("final_approval")
    assert listed() == {}


# --- the only lead ----------------------------------------------------------------------------------


@pytest.fixture
@harmless
def own_request(draft, requester, buyer, counsel, lead, finance_lead, specialists, desks):
    """In final approval, asked for by the only lead of procurement."""

    def walk():
        MembershipFactory(team=desks["procurement"], user=requester, is_lead=True)
        Membership.objects.filter(user=lead, team=desks["procurement"]).delete()
        for person in (requester, lead):
            person.refresh_from_db()
        review = intake_actions.submit(draft, by=requester)
        finish_all_sides(review)
        return negotiation.request_approval(review, by=buyer)

    return walk


def test_approval_whose_only_lead_asked_for_it_is_listed(own_request):
    own_request()
    assert listed() == {("approval", "procurement"): "lies with Procurement: Rosa Requester could, and asked for it."}


def test_approval_whose_only_lead_decided_the_deviation_is_listed(review, lead, counsel, buyer, specialists):
    deciding.decide_term(
        term(review, "liability"), Outcome.THEIRS, desk=term(review, "liability").desk, reason="As agreed.", by=lead
    )
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    sentence = "lies with Legal: Lena Lead could, and did what a second person must look at."
    assert listed() == {("approval", "legal"): sentence}


def test_deviation_decided_in_final_approval_by_the_only_lead_lists_the_approval(review_at, lead, desks):
    review = review_at("final_approval")
    liability = term(review, "liability")
    deciding.decide_term(liability, Outcome.THEIRS, desk=desks["legal"], reason="As agreed.", by=lead)
    assert ("approval", "legal") in listed()
    assert ("approval", "procurement") not in listed()


# --- nobody is there --------------------------------------------------------------------------------


def test_desk_without_members_is_listed(review, desks, specialists):
    Membership.objects.filter(team=desks["privacy"]).delete()
    assert listed() == {("desk_review", "privacy"): "lies with Privacy, where nobody is there."}


def test_desk_whose_only_member_is_away_is_listed_until_somebody_stands_in(review, desks, specialists, away):
    absence = away(specialists["security"])
    assert listed() == {("desk_review", "security"): "lies with Security, where nobody is there."}
    colleague = MembershipFactory(team=desks["security"]).user
    assert ("desk_review", "security") not in listed()
    away(colleague)
    absence.delegate = colleague
    absence.save()
    assert ("desk_review", "security") in listed()  # the delegate is away too


def test_escalation_without_a_lead_is_listed(review, desks, counsel, lead, buyer, specialists):
    liability = term(review, "liability")
    deciding.decide_term(liability, Outcome.ESCALATED, desk=desks["legal"], reason="Please.", by=counsel)
    assert listed() == {}
    Membership.objects.filter(team=desks["legal"], user=lead).update(is_lead=False)
    assert listed() == {("escalation", "legal"): "lies with Legal, where no lead is there."}


def test_taken_by_somebody_away_is_listed_unless_a_lead_is_there(review, desks, counsel, lead, away, specialists):
    claims.claim(desk_wait(review, desks["legal"]), by=counsel)
    away(counsel)
    assert listed() == {}
    Membership.objects.filter(team=desks["legal"], user=lead).update(is_lead=False)
    assert listed() == {
        ("desk_review", "legal"): "is with Clara Counsel, away until 27 November 2026, and nobody stands in."
    }


def test_shared_term_that_one_person_would_decide_twice_is_listed(review, desks, lead, counsel, buyer, specialists):
    """Procurement's part was decided by the only one who is left at legal."""
    shared = term(review, "service-credits")
    deciding.decide_term(shared, Outcome.MEETS, desk=desks["procurement"], reason="Read on paper.", by=lead)
    assert listed() == {}
    Membership.objects.filter(team=desks["legal"], user=counsel).delete()
    assert ("desk_review", "legal") in listed()


# --- the requester ----------------------------------------------------------------------------------


def test_question_to_a_requester_who_has_left_is_listed(review, desks, buyer, requester, specialists):
    questions.ask_requester(desk_wait(review, desks["procurement"]), "How many people?", by=buyer)
    assert listed() == {}
    requester.is_active = False
    requester.save()
    assert listed() == {("question", None): "is with Rosa Requester, who has left."}


def test_question_to_a_requester_who_is_away_is_listed(review, desks, buyer, requester, away, specialists):
    questions.ask_requester(desk_wait(review, desks["procurement"]), "How many people?", by=buyer)
    away(requester)
    assert listed() == {
        ("question", None): "is with Rosa Requester, away until 27 November 2026, and nobody stands in."
    }


def test_vendors_reply_that_nobody_of_ours_could_note_is_listed(review_at, desks, buyer, lead, away):
    review_at("negotiation")
    away(buyer)
    away(lead)
    assert listed() == {("vendor_reply", None): "lies with whoever talks to the vendor, where nobody is there."}


def test_what_is_paused_is_not_listed(review, desks, buyer, lead, away, requester, specialists):
    questions.ask_requester(desk_wait(review, desks["procurement"]), "How many people?", by=buyer)
    away(buyer)
    away(lead)
    assert ("desk_review", "procurement") not in listed()


# --- told, once -------------------------------------------------------------------------------------


def test_sweep_tells_the_coordinator_and_the_admins_once(review, desks, specialists, lead, admin, counsel, buyer):
    Membership.objects.filter(team=desks["privacy"]).delete()
    written = Written()
    assert look_for_unheld() == 1
    assert look_for_unheld() == 1
    way = "A lead of procurement or legal gives it to another desk, with a reason."
    assert written.notices == [
        ("Ada Admin", "escalation", f"Desk review lies with Privacy, where nobody is there.\n{way}"),
        (
            "Lena Lead",
            "escalation",
            f"{desk_wait(review, desks['privacy']).needed} It lies with Privacy, where nobody is there.\n{way}",
        ),
    ]
    assert list(Notice.objects.filter(recipient=admin).values_list("title", flat=True)) == [
        f"Held by nobody: {review.reference}"
    ]


@pytest.mark.parametrize("count", [2, 12])
def test_list_costs_the_same_queries_whatever_is_on_it(count, desks, another_review, buyer, counsel, lead):
    for number in range(count):
        another_review(title=f"Tool {number}")
    Membership.objects.filter(team=desks["privacy"]).delete()
    with CaptureQueriesContext(connection) as queries:
        rows = held_by_nobody(limit=50)
    assert len(rows) >= count
    assert len(queries) == 8
