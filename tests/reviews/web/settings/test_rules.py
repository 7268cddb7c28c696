"""One rule of a draft: adding, editing, trying it earlier or later, switching it off, removing it."""

import pytest
from django.urls import reverse

from reviews.models import RuleDraft
from reviews.rules.books import live_rules
from reviews.rules.fields import all_fields, explain_all
from tests.reviews.pages import html_of
from tests.reviews.web.settings.rule_form import typed


def test_rule_add_reads_words_as_the_rules_store_them(as_admin, desks, counsel):
    rows = [
        ("kind", "one_of", "confidentiality agreement (nda); Renewal"),
        ("vendor_is_new", "equals", "Yes"),
        ("personal_data", "is_set", ""),
        ("", "equals", "said nothing of"),
    ]
    response = as_admin.post(
        reverse("settings:rule_add", args=["split", "legal_review"]),
        typed(*rows, name="Clara", desk=desks["legal"].pk, person=counsel.pk),
    )
    rule = RuleDraft.objects.get().rule_set.at("legal_review")[-1].rule
    assert response.url == f"{reverse('settings:split')}#rule-{rule.key}"
    assert rule.conditions == [
        {"field": "kind", "comparison": "one_of", "value": ["nda", "renewal"]},
        {"field": "vendor_is_new", "comparison": "equals", "value": True},
        {"field": "personal_data", "comparison": "is_set"},
    ]
    assert explain_all(rule.conditions, all_fields()) == (
        "request type is one of Confidentiality agreement (NDA) or Renewal and vendor is new is yes "
        "and “Will the vendor see data about people?” is answered"
    )


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("value", "at_least", "much"), "Needs a number, written with digits only: 50000."),
        (("value", "at_least", ""), "Needs a value to compare with."),
        (("kind", "one_of", " ; "), "Needs a list of at least one value."),
        (("kind", "is_set", "nda"), "Takes no value"),
        (("shoe_size", "equals", "44"), "Select a valid choice."),
    ],
)
def test_rule_add_says_what_is_wrong_with_a_condition(as_admin, desks, row, sentence):
    response = as_admin.post(
        reverse("settings:rule_add", args=["split", "legal_review"]), typed(row, name="Wrong", desk=desks["legal"].pk)
    )
    assert response.status_code == 422
    assert sentence in html_of(response)
    assert not RuleDraft.objects.exists()


def test_rule_add_says_who_cannot_hold_it(as_admin, desks, buyer):
    response = as_admin.post(
        reverse("settings:rule_add", args=["split", "legal_review"]),
        typed(name="Ben", desk=desks["legal"].pk, person=buyer.pk),
    )
    assert "Ben Buyer is not a member of Legal, or has left." in html_of(response)


def test_rule_add_gives_another_row_without_javascript(as_admin):
    response = as_admin.post(
        reverse("settings:rule_add", args=["split", "legal_review"]),
        typed(("value", "below", "100"), name="Half written", more="1"),
    )
    page = html_of(response)
    assert (response.status_code, 'name="conditions-1-field"' in page) == (200, True)
    assert 'value="Half written"' in page
    assert not RuleDraft.objects.exists()


def test_rule_edit_keeps_the_key_and_shows_stored_words(as_admin, desks):
    rule = live_rules().at("vendor_contact")[0].rule
    url = reverse("settings:rule_edit", args=["split", rule.key])
    assert 'value="Confidentiality agreement (NDA)"' in html_of(as_admin.get(url))
    as_admin.post(url, typed(name="Renamed", desk=desks["legal"].pk))
    changed = RuleDraft.objects.get().rule_set.find(rule.key)
    assert (changed.number, changed.rule.name, changed.rule.conditions) == (1, "Renamed", [])


def test_rule_buttons_change_the_draft_alone(as_admin):
    first, second = [live_rule.rule.key for live_rule in live_rules().at("vendor_contact")]
    as_admin.post(reverse("settings:rule_later", args=["split", first]))
    as_admin.post(reverse("settings:rule_switch", args=["split", first]))
    draft = RuleDraft.objects.get().rule_set.at("vendor_contact")
    assert [(placed.rule.key, placed.rule.is_active) for placed in draft] == [(second, True), (first, False)]
    assert [live_rule.rule.key for live_rule in live_rules().at("vendor_contact")] == [first, second]
