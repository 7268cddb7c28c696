"""Noting value, checking amounts, taking back: who, what is missing, what is told and logged."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from djmoney.money import Money

from common.models import Event
from notices.models import Notice
from people.models import Team
from reviews.models import Outcome, ValueEntry, ValueKind, ValueState
from reviews.pure.verbs import Verb
from reviews.value import ledger
from reviews.value.suggested import suggestions_for
from reviews.value.totals import totals_of
from tests.reviews.value.conftest import SAVING


def test_an_amount_is_what_it_would_have_cost_less_what_it_costs(saving):
    assert saving.amount == Money("2500", "EUR")
    assert ledger.measure_in_words(saving) == "EUR 2,500 a year"
    assert saving.state == ValueState.TO_CHECK
    assert Event.objects.filter(verb=Verb.VALUE_NOTED).count() == 1


def test_what_is_no_amount_is_noted_without_a_check(review, counsel):
    entry = ledger.note_value(review, kind=ValueKind.RISK_REDUCED, what="A cap", before=Money("1", "EUR"), by=counsel)
    assert (entry.state, entry.before, entry.days) == (ValueState.NOTED, None, None)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"before": None}, "Give both amounts"),
        ({"after": Money("12000", "EUR")}, "must be less"),
        ({"after": Money("9500", "USD")}, "one currency"),
        ({"evidence": " "}, "Say what shows it"),
        ({"against": ""}, "held against"),
        ({"per": "week"}, "counts once or each year"),
        ({"what": " "}, "Say what was brought about"),
        ({"kind": "luck"}, "Choose what kind"),
        ({"by_commercial": False, "by_legal": False}, "who had a part"),
        ({"kind": ValueKind.TIME_SAVED}, "how many days"),
        ({"what": "x" * 201}, "shorten"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_noted(review, buyer, changed, fault):
    with pytest.raises(ValidationError, match=fault):
        ledger.note_value(review, **(SAVING | changed), by=buyer)
    assert not ValueEntry.objects.exists()


def test_requester_and_others_note_nothing(review, requester, finance_lead, admin):
    for person in (requester, finance_lead, admin):
        with pytest.raises(PermissionDenied):
            ledger.note_value(review, **SAVING, by=person)


def test_desk_that_checks_amounts_is_told_and_confirms(review, checker, buyer):
    entry = ledger.note_value(review, **SAVING, by=buyer)
    assert Notice.objects.get(recipient=checker).title == "An amount to be checked: EUR 2,500 a year"
    confirmed = ledger.confirm_value(entry, by=checker)
    assert (confirmed.state, confirmed.ended_by) == (ValueState.CONFIRMED, checker)
    assert "confirmed" in Notice.objects.get(recipient=buyer, key=f"value-{entry.pk}-checked").body


def test_an_amount_is_rejected_with_a_reason_only(saving, checker):
    with pytest.raises(ValidationError, match="Say why"):
        ledger.reject_value(saving, why=" ", by=checker)
    rejected = ledger.reject_value(saving, why="That was the list price.", by=checker)
    assert (rejected.state, rejected.ended_why) == (ValueState.REJECTED, "That was the list price.")
    with pytest.raises(ValidationError, match="rejected by"):
        ledger.confirm_value(saving, by=checker)


def test_nobody_checks_what_they_noted_or_is_not_an_amount(review, checker, buyer, counsel, saving):
    with pytest.raises(PermissionDenied):
        ledger.confirm_value(saving, by=buyer)
    with pytest.raises(PermissionDenied):
        ledger.confirm_value(saving, by=counsel)
    other = ledger.note_value(review, kind=ValueKind.RISK_AVOIDED, what="No licence audit", by=counsel)
    with pytest.raises(ValidationError, match="Only amounts"):
        ledger.confirm_value(other, by=checker)


def test_author_or_lead_takes_it_back(saving, buyer, counsel, lead):
    with pytest.raises(PermissionDenied):
        ledger.withdraw_value(saving, why="Twice.", by=counsel)
    with pytest.raises(ValidationError, match="Say why"):
        ledger.withdraw_value(saving, why="", by=buyer)
    assert ledger.withdraw_value(saving, why="Noted twice.", by=lead).state == ValueState.WITHDRAWN


def test_groups_and_currencies_are_never_one_sum(review, saving, checker, buyer, counsel):
    ledger.confirm_value(saving, by=checker)
    ledger.note_value(review, **(SAVING | {"what": "Another"}), by=buyer)
    dollars = {"before": Money("10", "USD"), "after": Money("4", "USD"), "what": "In dollars"}
    ledger.note_value(review, **(SAVING | dollars), by=buyer)
    ledger.note_value(review, kind=ValueKind.PAYMENT_TERMS, what="60 days", days=30, by=counsel)
    rejected = ledger.note_value(review, **(SAVING | {"what": "Never"}), by=buyer)
    ledger.reject_value(rejected, why="No.", by=checker)
    groups = totals_of(ValueEntry.objects.all())
    saved, _, payment = groups["Money"]
    assert saved.confirmed == ["EUR 2,500 a year"]
    assert saved.to_check == ["EUR 2,500 a year", "USD 6 a year"]
    assert (saved.number, payment.words) == (3, "30 days")
    assert [total.number for total in groups["Risk"]] == [0, 0, 0]


def test_whoever_checks_amounts_sees_every_entry_but_those_behind_a_wall(review, saving, finance_lead, desks):
    """Finance has no part in this review."""
    Team.objects.filter(slug="finance").update(checks_value=True)
    person = type(finance_lead).objects.get(pk=finance_lead.pk)
    assert list(ValueEntry.objects.visible_to(person)) == [saving]
    type(review).objects.filter(pk=review.pk).update(walled_at=review.opened_at)
    assert not ValueEntry.objects.visible_to(person).exists()


def test_entry_of_a_walled_review_is_seen_by_nobody_outside(review, saving, buyer, counsel, auditor, requester):
    assert list(ValueEntry.objects.visible_to(counsel)) == [saving]
    assert not ValueEntry.objects.visible_to(requester).exists()
    type(review).objects.filter(pk=review.pk).update(walled_at=review.opened_at)
    assert not ValueEntry.objects.visible_to(counsel).exists()


# --- suggestions ---------------------------------------------------------------------------------------------


def test_a_term_that_came_to_our_position_is_suggested_once(review, buyer):
    term = review.terms.get(term_type__slug="payment-terms")
    type(term).objects.filter(pk=term.pk).update(outcome=Outcome.ASK, is_asked=True, vendor_wording="30 days")
    [suggestion] = suggestions_for(review)
    assert (suggestion.kind, suggestion.term) == (ValueKind.PAYMENT_TERMS, term)
    assert "our position in place of theirs" in suggestion.what
    ledger.note_value(review, kind=suggestion.kind, what=suggestion.what, term=term, days=30, by=buyer)
    assert suggestions_for(review) == []


def test_a_price_that_fell_is_suggested_with_both_amounts(review, buyer):
    type(review).objects.filter(pk=review.pk).update(value=Money("9500", "EUR"))
    review.refresh_from_db()
    review.figure_changes.create(
        value_before=Money("12000", "EUR"), value_after=Money("9500", "EUR"), why="Offer.", by=buyer
    )
    [suggestion] = suggestions_for(review)
    assert (suggestion.before, suggestion.after) == (Money("12000", "EUR"), Money("9500", "EUR"))
    assert "before=12000" in suggestion.query and "currency=EUR" in suggestion.query
