"""The record of a contract: put down, corrected, amended, with dates that follow from it as time passes."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from djmoney.money import Money

from common.log import events_of
from common.models import Audience, Heartbeat
from contracts import tasks
from contracts.actions import contracts
from contracts.models import Contract, Reader, State
from contracts.words import headline, how_counted
from tests.factories import (
    ContractFactory,
    DocumentVersionFactory,
    UserFactory,
    VendorFactory,
    WorkingCalendarFactory,
)
from tests.reviews.reading import denied, refused

DAY = date(2026, 11, 23)


@pytest.fixture
def calendar(db):
    return WorkingCalendarFactory()


def on(day):
    return time_machine.travel(f"{day} 10:00:00+00:00", tick=False)


def log_of(subject):
    return [str(event) for event in events_of(subject, audiences=Audience.values)]


def dates_of(contract):
    contract = Contract.objects.get(pk=contract.pk)
    contract.work_out()
    return contract.state, contract.term_ends_on, contract.act_by


# --- dates that are right ------------------------------------------------------------------------------------


def test_a_contract_that_has_renewed_shows_its_next_dates(db):
    """Looked at a month after its first end, it does not end in the past, and is not gone."""
    contract = ContractFactory(
        signed_on=date(2024, 10, 20),
        starts_on=date(2024, 11, 1),
        first_term="24m",
        renewal="auto",
        renewal_term="12m",
        notice="90d",
        notice_weekend="none",
    )
    with on("2026-11-30"):
        assert dates_of(contract) == (State.RUNNING, date(2027, 10, 31), date(2027, 8, 2))


@pytest.mark.parametrize(
    ("notice", "weekend", "act_by"),
    [
        ("3m", "previous", date(2027, 2, 26)),  # 28 February is a Sunday
        ("3m", "none", date(2027, 2, 28)),
        ("90d", "none", date(2027, 3, 2)),
    ],
)
def test_months_of_notice_are_months(db, notice, weekend, act_by):
    contract = ContractFactory(
        starts_on=date(2026, 6, 1), first_term="12m", notice=notice, notice_weekend=weekend, signed_on=date(2026, 5, 1)
    )
    with on("2026-12-01"):
        assert dates_of(contract) == (State.RUNNING, date(2027, 5, 31), act_by)


def test_how_the_last_date_was_counted_is_said(db):
    contract = ContractFactory(
        starts_on=date(2026, 6, 1), first_term="12m", notice="3m", process_days=5, signed_on=date(2026, 5, 1)
    )
    with on("2026-12-01"):
        assert how_counted(contract, contract.answer) == [
            "The term ends on 31 May 2027, its last day included.",
            "3 months before that, counted back from the end (the earlier day): Sunday 28 February 2027.",
            "That is no business day; it moves to Friday 26 February 2027.",
            "5 business days for our own decision: decide by Friday 19 February 2027.",
        ]


def test_the_holidays_of_the_calendar_count(db, calendar):
    """1 January is a holiday where the contract is looked after: the last date moves back before it."""
    terms = {"starts_on": date(2026, 4, 1), "first_term": "12m", "notice": "90d", "signed_on": date(2026, 3, 1)}
    plain, ours = ContractFactory(**terms), ContractFactory(**terms, calendar=calendar)
    calendar.own_days = {"2026-12-31": {"name": "Closed"}}
    calendar.save()
    with on("2026-12-01"):
        assert [dates_of(row)[2] for row in (plain, ours)] == [date(2026, 12, 31), date(2026, 12, 30)]


@pytest.mark.parametrize(
    ("moment", "zone", "today"),
    [
        ("2026-12-30 23:30", "", date(2026, 12, 31)),
        ("2026-12-31 11:30", "Pacific/Auckland", date(2027, 1, 1)),
        ("2026-12-31 07:30", "America/Los_Angeles", date(2026, 12, 31)),
    ],
)
def test_the_day_is_the_later_of_ours_and_where_notice_arrives(db, calendar, moment, zone, today):
    contract = ContractFactory(calendar=calendar, notice_zone=zone)
    with time_machine.travel(f"{moment}:00+00:00", tick=False):
        assert contract.today() == today


def test_the_headline_says_what_happens_if_nobody_decides(db):
    contract = ContractFactory(value=Money(180_000, "EUR"), value_per="year")
    with on("2026-09-30"):
        line = headline(Contract.objects.get(pk=contract.pk))
    assert line.in_full == (
        "Act by Friday 2 October 2026. In 2 days. It renews by itself to 31 December 2027, at EUR 180,000 a year."
    )
    assert line.tone == "danger"


def test_a_missed_date_stays_visible_until_the_term_is_over(db):
    contract = ContractFactory()
    with on("2026-12-01"):
        fresh = Contract.objects.get(pk=contract.pk)
        assert headline(fresh).in_full.startswith("The last date to act was Friday 2 October 2026. Missed.")
        fresh.work_out()
        assert fresh.is_missed
    with on("2027-01-01"):
        assert headline(Contract.objects.get(pk=contract.pk)).text == "Act by Friday 1 October 2027."


def test_what_ends_by_itself_is_prepared_and_never_acted_on(db):
    contract = ContractFactory(renewal="none", renewal_term="", notice="90d")
    with on("2026-09-01"):
        fresh = Contract.objects.get(pk=contract.pk)
        fresh.work_out()
        assert (fresh.act_by, fresh.prepare_by) == (None, date(2026, 10, 8))
        assert headline(fresh).in_full == (
            "Prepare by Thursday 8 October 2026. In 37 days. It ends by itself on 31 December 2026."
        )


def test_a_record_from_which_nothing_follows_blocks_no_page_and_no_sweep(db):
    """However it came there: a renewal of no length never ends while it is worked out."""
    bad, good = ContractFactory(), ContractFactory()
    Contract.objects.filter(pk=bad.pk).update(renewal_term="0m", next_look_at=timezone.now())
    with on("2027-02-01"):
        assert tasks.work_out_dates() == 2
        fresh = Contract.objects.get(pk=bad.pk)
        assert (fresh.state, fresh.act_by) == (State.UNCLEAR, None)
        assert headline(fresh).detail == "The length of a renewal (renewal_length) is 0m: a term lasts a day at least."
        assert dates_of(good)[0] == State.RUNNING


def test_the_sweep_follows_the_day_and_does_nothing_twice(db):
    contract = ContractFactory()
    ended = ContractFactory(renewal="none", renewal_term="", first_term="to:2026-01-31")
    with on("2027-01-02"):
        assert tasks.work_out_dates() == 1 + (Contract.objects.get(pk=ended.pk).state != State.ENDED)
        assert tasks.work_out_dates() == 0
    contract.refresh_from_db()
    assert (contract.term_ends_on, contract.act_by) == (date(2027, 12, 31), date(2027, 10, 1))
    assert Heartbeat.objects.filter(name="work-out-dates").exists()


# --- recording -------------------------------------------------------------------------------------------------


def test_record_contract_keeps_what_was_signed(buyer, requester, desks):
    vendor, version = VendorFactory(name="Acme"), DocumentVersionFactory()
    contract = contracts.record_contract(
        vendor,
        title="Cloud services",
        owner=requester,
        signed_on=DAY,
        starts_on=date(2026, 12, 1),
        first_term="12m",
        notice="60d",
        renewal="auto",
        renewal_term="12m",
        value=Money(48_000, "EUR"),
        review_reference="R-1042",
        cleared_version=version,
        desks=[desks["legal"]],
        by=buyer,
    )
    contract.refresh_from_db()
    assert (contract.vendor, contract.owner, contract.cleared_version) == (vendor, requester, version)
    assert (contract.value, contract.act_by) == (Money(48_000, "EUR"), date(2027, 10, 1))
    assert {str(reader) for reader in contract.readers.all()} == {
        "Rosa Requester: owns it",
        "Legal: had a part in it",
    }
    [event] = events_of(vendor, audiences=Audience.values)
    assert str(event) == "Ben Buyer recorded the contract “Cloud services”"
    assert event.data == {"contract": contract.pk, "review": "R-1042", "title": "Cloud services"}


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({}, "Neither a first term nor its end is recorded, and it is not open-ended."),
        ({"first_term": "12m", "renewal": "auto"}, "It renews by itself, and for how long is not recorded."),
        (
            {"first_term": "12m", "renewal": "auto", "renewal_term": "0m"},
            "The length of a renewal (renewal_length) is 0m: a term lasts a day at least.",
        ),
        (
            {"first_term": "to:2025-01-01"},
            "The term that begins on 2026-11-23 would end on 2025-01-01, before it begins.",
        ),
    ],
)
def test_record_contract_refuses_what_no_date_can_follow_from(buyer, terms, sentence):
    with refused(sentence):
        contracts.record_contract(
            VendorFactory(), title="NDA", owner=buyer, signed_on=DAY, starts_on=DAY, by=buyer, **terms
        )


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"review_reference": "R-1"}, "contract_is_one_a_review"),
        ({"kind": "poem"}, "contract_kind_is_known"),
        ({"first_term": ""}, "contract_has_a_term_or_is_open_ended"),
        ({"renewal_term": ""}, "contract_that_renews_says_how_long"),
    ],
)
def test_database_refuses_an_impossible_contract(db, facts, constraint):
    ContractFactory(review_reference="R-1")
    with pytest.raises(IntegrityError, match=constraint):
        ContractFactory(**facts)


# --- correcting ------------------------------------------------------------------------------------------------


def test_correct_works_the_dates_out_anew_and_keeps_what_stood_there(buyer, counsel):
    contract = ContractFactory()
    with on("2026-06-01"):
        contracts.correct(contract, {"notice": "60d", "title": "Phones"}, why="The order form says 60.", by=buyer)
    contract.refresh_from_db()
    assert (contract.notice, contract.act_by) == ("60d", date(2026, 10, 30))
    [line] = log_of(contract)
    assert line.startswith("Ben Buyer corrected ")
    assert "notice from 90 days to 60 days" in line and "“The order form says 60.”" in line
    event = events_of(contract, audiences=Audience.values)[0]
    assert event.data["changed"]["notice"] == ["90d", "60d"]


def test_correct_hands_it_to_another_owner_who_reads_it_then(buyer, requester):
    contract, other = ContractFactory(owner=requester), UserFactory(name="Olga Owner")
    contracts.correct(contract, {"owner": other}, why="Rosa has moved on.", by=buyer)
    assert [str(reader) for reader in Reader.objects.filter(person__isnull=False)] == ["Olga Owner: owns it"]
    visible = [Contract.objects.visible_to(person).filter(pk=contract.pk).exists() for person in (other, requester)]
    assert visible == [True, False]
    assert "made Olga Owner the owner of the contract" in log_of(contract.vendor)[0]


@pytest.mark.parametrize(
    ("changes", "why", "sentence"),
    [
        ({"notice": "60d"}, " ", "Say why: whoever reads the dates later wants to know."),
        ({"notice": "90d"}, "The same.", "Nothing differs from what is on record."),
        ({"renewal_term": "0m"}, "No.", "The length of a renewal (renewal_length) is 0m: a term lasts a day at least."),
    ],
)
def test_correct_says_what_is_wrong(buyer, changes, why, sentence):
    contract = ContractFactory()
    with refused(sentence):
        contracts.correct(contract, changes, why=why, by=buyer)
    assert log_of(contract) == []


def test_correct_is_for_those_who_keep_the_record(requester, admin, stranger):
    contract = ContractFactory(owner=requester)
    for person in (requester, admin, stranger):
        with denied("Procurement and legal keep the record of contracts."):
            contracts.correct(contract, {"notice": "60d"}, why="No.", by=person)


def test_correct_confirms_what_was_assumed(buyer):
    contract = ContractFactory(assumed="How long a renewal lasts was never recorded.")
    contracts.correct(contract, {}, why="Twelve months, says clause 9.", by=buyer)
    contract.refresh_from_db()
    assert contract.assumed == ""
    assert log_of(contract) == ["Ben Buyer confirmed the record: “Twelve months, says clause 9.”"]


def test_a_contract_belongs_to_one_of_the_same_vendor_and_never_to_itself(buyer):
    parent = ContractFactory(kind="msa")
    child = ContractFactory(vendor=parent.vendor, kind="order_form", parent=parent)
    with refused("A contract cannot belong to itself."):
        contracts.correct(parent, {"parent": child}, why="No.", by=buyer)
    stranger = ContractFactory()
    with refused(f"{stranger} is with {stranger.vendor}, and this contract with {parent.vendor}."):
        contracts.correct(parent, {"parent": stranger}, why="No.", by=buyer)


# --- amending --------------------------------------------------------------------------------------------------


def test_amend_changes_the_rule_from_its_day_on_and_never_the_past(buyer):
    contract = ContractFactory(notice_weekend="none")
    event = contracts.amend(
        contract, signed_on=date(2026, 8, 1), effective_on=date(2026, 8, 15), changes={"notice": "3m"}, by=buyer
    )
    with on("2026-08-14"):
        assert dates_of(contract)[2] == date(2026, 10, 2)
    with on("2026-08-15"):
        assert dates_of(contract)[2] == date(2026, 9, 30)
    assert log_of(contract)[0] == "Ben Buyer amended the contract from 15 August 2026 on (notice: 3 months)"
    assert event.words == "Amendment: notice: 3 months; from 15 August 2026 on"


def test_amend_refuses_what_no_date_can_follow_from_and_keeps_nothing(buyer):
    contract = ContractFactory()
    with pytest.raises(ValidationError, match="would end on"):
        contracts.amend(contract, signed_on=date(2026, 1, 5), end_on=date(2025, 12, 1), changes={}, by=buyer)
    assert not contract.events.exists()


def test_amend_is_for_those_who_keep_the_record(requester):
    with denied("Procurement and legal keep the record of contracts."):
        contracts.amend(ContractFactory(), signed_on=DAY, changes={"notice": "3m"}, by=requester)


@pytest.mark.parametrize(
    ("amount", "per", "months", "a_year"),
    [
        (1000, "month", None, 12_000),
        (48_000, "year", None, 48_000),
        (36_000, "once", 36, 12_000),
        (500, "once", None, None),
    ],
)
def test_value_a_year(amount, per, months, a_year):
    contract = Contract(value=Money(amount, "EUR"), value_per=per, value_months=months)
    assert contract.value_a_year == (a_year and Money(a_year, "EUR"))
