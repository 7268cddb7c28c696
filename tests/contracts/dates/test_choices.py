"""Where the rules leave a choice (docs/domain/contract-dates.md, 9): what was chosen stays."""

from contracts.dates.table import computed

BASE = {
    "start": "2024-07-01",
    "initial": "24m",
    "renewal": "auto",
    "renewal_length": "12m",
    "notice": "60d",
}


def dates_of(as_of, **changes):
    return computed(BASE | changes | {"as_of": as_of})


def test_renew_by_agreement_in_place_of_a_notice():
    events = "notice given=2026-04-15 / renew signed=2026-06-10 length=6m"
    assert dates_of("2026-06-10", events=events)["next_term_end"] == "2026-12-31"
    later = dates_of("2026-07-01", events=events)
    assert (later["state"], later["current_term_end"], later["renewals_done"]) == ("running", "2026-12-31", "1")
    assert later["last_date_to_act"] == "2026-10-30"


def test_end_in_an_agreed_gap_and_say_what_is_agreed():
    row = {"renewal": "express", "renewal_length": "", "events": "renew signed=2026-05-01 length=12m from=2026-09-01"}
    gap = dates_of("2026-08-01", **row)
    assert (gap["state"], gap["current_term_end"], gap["next_term_end"]) == ("ended", "2026-06-30", "2027-08-31")
    after = dates_of("2026-09-01", **row)
    assert (after["state"], after["current_term_start"], after["renewals_done"]) == ("running", "2026-09-01", "1")


def test_stop_with_a_later_end_that_a_notice_names():
    row = {"events": "notice given=2026-04-15 for=2027-06-30"}
    now = dates_of("2026-05-15", **row)
    assert (now["last_date_to_act"], now["next_term_end"], now["earliest_end"]) == ("", "2027-06-30", "2027-06-30")
    assert dates_of("2027-06-30", **row)["state"] == "running"
    assert dates_of("2027-07-01", **row)["state"] == "ended"


def test_stop_nothing_with_an_end_that_the_contract_does_not_have():
    row = {"events": "notice given=2026-04-15 for=2026-09-30"}
    assert dates_of("2026-04-16", **row) == dates_of("2026-04-16")


def test_stop_a_monthly_contract_with_a_long_notice_that_names_its_end():
    monthly = {"start": "2026-01-01", "initial": "1m", "renewal_length": "1m", "notice": "90d"}
    row = monthly | {"events": "notice given=2026-05-10 for=2026-08-31"}
    assert dates_of("2026-08-31", **row)["state"] == "running"
    assert dates_of("2026-09-01", **row)["state"] == "ended"


def test_show_the_missed_date_while_a_late_notice_works_for_the_next_end():
    now = dates_of("2026-05-15", late_notice="next", events="notice given=2026-05-04")
    assert (now["last_date_to_act"], now["next_term_end"]) == ("2026-05-01", "2027-06-30")
    assert (now["earliest_end"], now["act_by_for_earliest_end"]) == ("2027-06-30", "")


def test_end_an_open_ended_contract_that_was_given_an_end():
    row = {"initial": "", "renewal": "open", "renewal_length": "", "events": "amend signed=2026-03-10 end=2026-12-31"}
    assert dates_of("2026-03-09", **row)["current_term_end"] == ""
    now = dates_of("2026-03-10", **row)
    assert (now["current_term_end"], now["last_date_to_act"], now["earliest_end"]) == ("2026-12-31", "", "2026-12-31")
    assert dates_of("2027-01-01", **row)["state"] == "ended"


def test_keep_an_ended_contract_ended_when_only_its_rules_are_amended():
    row = {"renewal": "none", "renewal_length": "12m", "events": "amend signed=2026-08-01 renewal=auto"}
    assert dates_of("2026-08-02", **row)["state"] == "ended"


def test_let_a_lapsed_contract_run_on_when_its_end_is_amended():
    row = {"renewal": "none", "renewal_length": "", "events": "amend signed=2026-08-01 end=2026-12-31"}
    assert dates_of("2026-07-15", **row)["state"] == "ended"
    now = dates_of("2026-08-01", **row)
    assert (now["state"], now["current_term_start"], now["renewals_done"]) == ("running", "2024-07-01", "0")


def test_begin_stepped_lengths_again_when_they_are_amended():
    row = {"events": "amend signed=2026-08-01 renewal_length=24m,6m"}
    assert dates_of("2027-07-01", **row)["current_term_end"] == "2029-06-30"
    assert dates_of("2029-07-01", **row)["current_term_end"] == "2029-12-31"
