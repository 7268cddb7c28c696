"""What is owed: noted, changed, ended; each date done, waived, opened again; the dates follow the contract."""

from datetime import date

import pytest
import time_machine

from contracts import tasks
from contracts.actions import contracts, obligations
from contracts.models import Contract, Obligation, ObligationDate
from notices.models import Notice
from reviews.models import Review
from tests.contracts.builders import pdf
from tests.factories import UserFactory
from tests.reviews.reading import Written, denied, refused


def days(obligation, **narrowed):
    return [row.due_on.isoformat() for row in obligation.dates.filter(**narrowed)]


def note(contract, owner, *, by, **more):
    facts = {"title": "Insurance", "owner": owner, "first_due_on": date(2026, 12, 1), **more}
    return obligations.add_obligation(contract, **facts, by=by)


def test_add_puts_down_the_next_date_and_lets_the_owner_read_the_contract(phones, ivo, buyer):
    assert not Contract.objects.visible_to(ivo).exists()
    written = Written()
    report = note(phones, ivo, rhythm="monthly", by=buyer)
    assert days(report) == ["2026-12-01"] and report.next_look_on == date(2026, 12, 2)
    assert Contract.objects.visible_to(ivo).get() == phones
    assert written.verbs == ["contract.obligation_added"]
    assert written.notices == [
        (
            "Ivo Owner",
            "assignment",
            "Ben Buyer made you see to what is owed here: Insurance. It is due on 1 December 2026.",
        )
    ]


def test_add_is_for_the_owner_of_the_contract_and_the_desks(phones, ivo, requester, counsel, buyer, stranger):
    for person in (requester, counsel, buyer):
        note(phones, ivo, by=person)
    with denied("The owner of a contract and the desks keep what is owed under it."):
        note(phones, ivo, by=stranger)


def test_add_refuses_owners_behind_a_wall_and_days_before_the_contract(phones, ivo, buyer, review):
    outside = UserFactory(name="Otto Outside", is_outside=True)
    with refused("Otto Outside has no right to see this contract, so it cannot be theirs."):
        note(phones, outside, by=buyer)
    with refused("It is first due before the contract was signed."):
        note(phones, ivo, first_due_on=date(2025, 12, 14), by=buyer)
    with refused("It is never due: the last day lies before the first."):
        note(phones, ivo, until_on=date(2026, 11, 30), by=buyer)
    Review.objects.filter(pk=review.pk).update(contract=phones, walled_at=review.opened_at)
    with refused("Ivo Owner has no right to see this contract, so it cannot be theirs."):
        note(phones, ivo, by=buyer)


def test_add_asks_for_no_days_before_it_was_put_on_record_unless_it_is_due_once(phones, ivo, buyer):
    often = note(phones, ivo, rhythm="monthly", first_due_on=date(2026, 1, 31), by=buyer)
    once = note(phones, ivo, first_due_on=date(2026, 1, 31), by=buyer)
    assert days(often) == ["2026-11-30"] and days(once) == ["2026-01-31"]


def test_dates_follow_each_other_and_none_is_forgotten(report):
    with time_machine.travel("2027-02-10 12:00:00+00:00", tick=False):
        tasks.remind_of_obligations()
        assert days(report, state="open") == ["2026-12-07", "2027-01-07", "2027-02-07", "2027-03-07"]
        tasks.remind_of_obligations()
        assert ObligationDate.objects.count() == 4


def test_done_takes_evidence_and_ends_the_reminders_of_this_date_alone(report, due, ivo):
    written = Written()
    with time_machine.travel("2026-12-08 12:00:00+00:00", tick=False):
        tasks.remind_of_obligations()
        row = obligations.mark_done(due, done_on=date(2026, 12, 5), note="All green.", file=pdf("r.pdf"), by=ivo)
        assert (row.state, row.note, row.version.original_name) == ("done", "All green.", "r.pdf")
        assert days(report, state="open") == ["2027-01-07"]
        assert not Notice.objects.may_still_be_mailed().filter(topic=f"obligation-{report.pk}-2026-12-07").exists()
        with refused("Ivo Owner has answered for this date already: done."):
            obligations.mark_done(due, done_on=date(2026, 12, 5), by=ivo)
    assert "contract.obligation_done" in written.verbs


def test_done_needs_a_file_where_the_record_says_so(phones, ivo, buyer):
    row = note(phones, ivo, needs_evidence=True, by=buyer).dates.get()
    with refused("This is done only with a file that shows it: attach the evidence."):
        obligations.mark_done(row, done_on=date(2026, 11, 23), by=ivo)
    with refused("This day is still to come. Note it once it is done."):
        obligations.mark_done(row, done_on=date(2026, 11, 24), file=pdf(), by=ivo)
    obligations.mark_done(row, done_on=date(2026, 11, 23), file=pdf(), by=ivo)


def test_waive_takes_a_reason_and_is_not_for_who_only_sees_to_it(report, due, ivo, buyer, stranger):
    with denied("The owner of a contract and the desks keep what is owed under it."):
        obligations.waive(due, why="Not now.", by=ivo)
    with denied("Whoever owns an obligation, or its contract, and the desks say that it is done."):
        obligations.mark_done(due, done_on=date(2026, 11, 23), by=stranger)
    with refused("Say why, in a sentence."):
        obligations.waive(due, why=" ", by=buyer)
    assert obligations.waive(due, why="Service has not begun.", by=buyer).state == "waived"


def test_reopen_arms_the_reminders_again(report, due, buyer, ivo):
    with refused("Nobody has answered for it yet."):
        obligations.reopen(due, why="A mistake.", by=buyer)
    obligations.mark_done(due, done_on=date(2026, 11, 23), by=ivo)
    row = obligations.reopen(due, why="It was another report.", by=buyer)
    assert (row.state, row.by, row.next_reminder_on) == ("open", None, date(2026, 11, 23))


def test_change_moves_the_open_dates_and_leaves_what_was_answered_for(report, due, ivo, buyer, requester):
    obligations.mark_done(due, done_on=date(2026, 11, 23), by=ivo)
    with refused("Say why, in a sentence.", "Nothing differs from what is on record."):
        obligations.change_obligation(report, {"title": report.title}, why="", by=buyer)
    changes = {"first_due_on": date(2026, 12, 15), "owner": requester}
    written = Written()
    obligations.change_obligation(report, changes, why="Agreed anew.", by=buyer)
    assert days(report, state="done") == ["2026-12-07"] and days(report, state="open") == ["2026-12-15"]
    assert not Contract.objects.visible_to(ivo).exists()
    assert "contract.obligation_changed" in written.verbs


def test_end_takes_the_open_dates_away(report, due, ivo, buyer):
    obligations.mark_done(due, done_on=date(2026, 11, 23), by=ivo)
    obligations.end_obligation(report, why="Dropped by the amendment.", by=buyer)
    assert days(report) == ["2026-12-07"]
    with refused("It has ended already."):
        obligations.end_obligation(report, why="Again.", by=buyer)
    with refused("The obligation has ended."):
        obligations.reopen(due, why="Was it?", by=buyer)


@pytest.mark.parametrize(("survives", "left"), [(False, []), (True, ["2027-01-05"])])
def test_contract_that_ends_takes_its_obligations_along_unless_they_survive(phones, ivo, buyer, survives, left):
    Contract.objects.filter(pk=phones.pk).update(renewal="none", renewal_term="", notice="")
    contracts.follow(Contract.objects.worked_out_from().get(pk=phones.pk))
    row = note(phones, ivo, first_due_on=date(2027, 1, 5), survives=survives, by=buyer)
    assert days(row) == ["2027-01-05"]
    with time_machine.travel("2027-01-02 12:00:00+00:00", tick=False):
        tasks.work_out_dates()
        assert days(row) == left


def test_sight_follows_the_contract(report, ivo, buyer, stranger, review):
    assert Obligation.objects.visible_to(ivo).get() == report
    assert not Obligation.objects.visible_to(stranger).exists()
    Review.objects.filter(pk=review.pk).update(contract=report.contract, walled_at=review.opened_at)
    assert not ObligationDate.objects.visible_to(ivo).exists()
    assert not ObligationDate.objects.visible_to(buyer).exists()
