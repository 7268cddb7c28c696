"""Approval rules in the browser: the same editor as the split's, for rules of which every one that fits asks."""

import pytest
from django.urls import reverse

from reviews.models import ApprovalRule, Book, Part, RuleVersion
from reviews.pure.rule_sets import APPROVAL, Rule, changes
from reviews.rules import drafts
from reviews.rules.books import current_version
from tests.reviews.pages import text_of
from tests.reviews.web.settings.rule_form import typed

BIG = {"field": "value", "comparison": "at_least", "value": "20000"}


@pytest.fixture
def for_privacy(defaults, desks):
    return Rule(APPROVAL, "Privacy sees what is big", desks["privacy"].pk, [BIG], covers=[Part.VALUE])


def address(name, *args):
    return reverse(f"settings:{name}", args=["approvals", *args])


def test_page_shows_the_rules_in_words_with_what_they_cover(as_admin):
    page = text_of(as_admin.get(reverse("settings:approvals")))
    assert "Value is 50,000 or more when value is at least 50,000" in page
    assert "covers: documents; value; commercial, finance and shared terms" in page


def test_rule_is_added_previewed_and_saved(as_admin, desks, review, counsel):
    as_admin.post(
        address("rule_add", APPROVAL),
        typed(("value", "at_least", "20000"), name="Big", desk=desks["legal"].pk, person=counsel.pk, covers=["value"]),
    )
    page = text_of(as_admin.get(address("preview")))
    assert "Who would have been asked otherwise" in page
    assert f"R-{review.pk} not asked Clara Counsel (Legal) Rule 5: Big" in page
    as_admin.post(address("preview"), {"reason": "They asked for it."})
    rule = ApprovalRule.objects.last()
    assert (rule.name, rule.person, rule.covers, current_version(Book.APPROVALS).number) == (
        "Big",
        counsel,
        ["value"],
        2,
    )


def test_rule_form_keeps_its_ticks_with_another_row(as_admin):
    response = as_admin.post(address("rule_add", APPROVAL), typed(name="Half", covers=["needed_by"], more="1"))
    assert response.context["form"]["covers"].value() == ["needed_by"]
    assert response.context["rows"].total_form_count() == 1


def test_deviations_can_be_named_by_approval_rules_alone(as_admin):
    def fields(response):
        return dict(response.context["rows"].forms[0].fields["field"].choices)

    assert "legal_deviations" in fields(as_admin.get(address("rule_add", APPROVAL)))
    split = reverse("settings:rule_add", args=["split", "legal_review"])
    assert "legal_deviations" not in fields(as_admin.get(split))


def test_a_place_belongs_to_its_book(as_admin):
    assert as_admin.get(reverse("settings:rule_add", args=["split", APPROVAL])).status_code == 404
    assert as_admin.get(address("rule_add", "legal_review")).status_code == 404


def test_try_it_says_who_is_asked(as_admin):
    page = text_of(as_admin.get(address("try_it"), {"value": "60000", "kind": "software"}))
    assert "It fits: value is at least 50,000" in page
    assert "“number of legal deviations is at least 1” does not hold: it is not answered" in page


def test_versions_are_listed_and_opened(as_admin, for_privacy, admin):
    drafts.put_rule(for_privacy, by=admin)
    drafts.save_rules("They asked for it.", book=Book.APPROVALS, by=admin)
    assert "They asked for it." in text_of(as_admin.get(address("versions")))
    page = text_of(as_admin.get(address("version", 2)))
    assert "added Who must approve After: Rule 5: Privacy sees what is big" in page
    assert changes(*[version.rule_set for version in RuleVersion.objects.filter(book=Book.APPROVALS)])


def test_a_lead_looks_and_does_not_change(client, lead, defaults):
    client.force_login(lead)
    assert "Admins change them" in text_of(client.get(reverse("settings:approvals")))
    assert client.get(address("rule_add", APPROVAL)).status_code == 403
