"""A decision is opened in time by itself, follows the dates, and is closed when the term is over."""

from datetime import date

from contracts import tasks
from contracts.actions import contracts
from contracts.models import Contract, RenewalDecision
from intake.models import IntakeRequest
from tests.factories import ContractFactory
from tests.reviews.reading import row


def test_decision_is_opened_sixty_days_before_and_once(hosting, on):
    for day, number in (("2026-10-17", 0), ("2026-10-18", 1), ("2026-10-19", 1)):
        on(day)
        Contract.objects.update(next_look_at="2026-01-01T00:00Z")
        tasks.work_out_dates()
        assert RenewalDecision.objects.count() == number
    assert row(RenewalDecision.objects.get(), "term_ends_on", "due_on", "answer") == (
        date(2027, 3, 31),
        date(2026, 12, 17),
        "",
    )


def test_decision_begins_a_request_of_the_owner(hosting, decision, requester):
    draft = IntakeRequest.objects.get(pk=decision.draft_key)
    assert row(draft, "requester", "request_type__slug", "vendor_name", "review") == (
        requester.pk,
        "renewal",
        "Helio",
        None,
    )
    assert draft.answers == {"contract": f"{hosting.number} Hosting", "ends_on": "2027-03-31"}
    assert "renews by itself for 12 months at a time" in draft.reason


def test_contract_that_ends_by_itself_is_opened_by_its_day_to_prepare(db, on):
    contract = ContractFactory(renewal="none", renewal_term="", first_term="to:2027-06-30")
    on("2027-02-06")
    contracts.follow(contract)
    decision = RenewalDecision.objects.get(contract=contract)
    assert decision.due_on == contract.prepare_by == date(2027, 4, 7)


def test_decision_follows_a_corrected_date_and_is_armed_again(hosting, decision, buyer, on):
    decision.next_reminder_on = date(2026, 12, 10)
    decision.save()
    on("2026-11-24")
    contracts.correct(hosting, {"notice": "60d"}, why="So it says.", by=buyer)
    decision.refresh_from_db()
    assert (decision.due_on, decision.next_reminder_on) == (date(2027, 1, 15), date(2026, 11, 24))
    assert RenewalDecision.objects.count() == 1


def test_decision_is_closed_when_its_term_is_over_and_never_decided_by_software(hosting, decision, on):
    on("2027-04-01")
    tasks.work_out_dates()
    decision.refresh_from_db()
    assert decision.closed_at and decision.answer == "" and decision.settled_at is None
    hosting.refresh_from_db()
    assert hosting.term_ends_on == date(2028, 3, 31)
    assert not RenewalDecision.objects.filter(closed_at=None).exists()
