"""Approval rules: changing them by drafts and versions, and what a change would do."""

import pytest

from reviews.models import ApprovalRule, Book, Outcome, Part, RuleDraft, RuleVersion
from reviews.negotiation import actions as negotiation
from reviews.pure.rule_sets import APPROVAL, Rule, RuleSet, Sample, rerouted, try_rules
from reviews.rules import drafts
from reviews.rules.books import live_rules
from reviews.rules.preview import preview
from reviews.terms import deciding
from tests.factories import UserFactory
from tests.review_fixtures import finish_all_sides
from tests.reviews.reading import Written, denied, refused, term

BIG = {"field": "value", "comparison": "at_least", "value": "20000"}
DEVIATING = {"field": "legal_deviations", "comparison": "at_least", "value": "1"}
LEGAL, FINANCE = Rule(APPROVAL, "Legal", 1), Rule(APPROVAL, "Finance", 2, [BIG])
FACTS = {"value": "30000"}


@pytest.fixture
def for_privacy(defaults, desks):
    return Rule(APPROVAL, "Privacy sees what is big", desks["privacy"].pk, [BIG], covers=[Part.VALUE])


def rules(*some):
    return RuleSet(some)


# --- changing them -----------------------------------------------------------------------------------


def test_the_seeded_rules_are_the_first_version(defaults):
    version = RuleVersion.objects.get(book=Book.APPROVALS)
    assert (version.number, version.reason) == (1, "The rules to begin with.")
    assert version.rule_set == live_rules(Book.APPROVALS)


def test_save_rules_makes_the_next_version_and_leaves_the_split_alone(for_privacy, admin):
    split, written = live_rules(), Written()
    drafts.put_rule(for_privacy, by=admin)
    drafts.move_rule(for_privacy.key, steps=-9, book=Book.APPROVALS, by=admin)
    version = drafts.save_rules("They asked for it.", book=Book.APPROVALS, by=admin)
    assert (version.number, version.saved_by, live_rules()) == (2, admin, split)
    assert ApprovalRule.objects.values_list("position", "name", "covers").first() == (
        1,
        "Privacy sees what is big",
        ["value"],
    )
    assert ApprovalRule.objects.count() == 5
    line = ("Ada Admin", "rules.saved", "internal", "saved version 2 of approvals: They asked for it.")
    assert written.events == [line]


def test_restore_brings_an_old_version_into_the_draft(for_privacy, admin):
    first = live_rules(Book.APPROVALS)
    drafts.put_rule(for_privacy, by=admin)
    drafts.save_rules("They asked for it.", book=Book.APPROVALS, by=admin)
    drafts.restore(RuleVersion.objects.get(book=Book.APPROVALS, number=1), by=admin)
    version = drafts.save_rules("It was a mistake.", book=Book.APPROVALS, by=admin)
    assert (version.number, version.restores.number, live_rules(Book.APPROVALS)) == (3, 1, first)


def test_drafts_of_both_books_stand_side_by_side(for_privacy, admin, desks):
    drafts.put_rule(for_privacy, by=admin)
    drafts.put_rule(Rule("legal_review", "Legal", desks["legal"].pk), by=admin)
    drafts.discard_draft(book=Book.APPROVALS, by=admin)
    assert list(RuleDraft.objects.values_list("book", flat=True)) == ["split"]


def test_approval_rules_are_changed_by_admins_alone(for_privacy, lead, buyer):
    for person in (lead, buyer):
        with denied("Only admins can change the rules of approvals."):
            drafts.put_rule(for_privacy, by=person)


def test_a_rule_covers_what_can_be_covered(defaults, admin, desks):
    with refused("Choose among the parts that an approval can cover."):
        drafts.put_rule(Rule(APPROVAL, "A rule", desks["legal"].pk, covers=["the_weather"]), by=admin)


def test_the_second_of_two_admins_is_told(for_privacy, admin, desks):
    other = UserFactory(name="Olga Other", is_admin=True)
    drafts.put_rule(for_privacy, by=admin)
    drafts.put_rule(Rule(APPROVAL, "Mine", desks["legal"].pk), by=other)
    drafts.save_rules("Mine.", book=Book.APPROVALS, by=other)
    with refused("Olga Other has saved version 2 meanwhile. Discard and start from it."):
        drafts.save_rules("And mine.", book=Book.APPROVALS, by=admin)


def test_saved_rules_ask_new_work(for_privacy, admin, review, buyer, lead, finance_lead, specialists):
    drafts.put_rule(for_privacy, by=admin)
    drafts.save_rules("They asked for it.", book=Book.APPROVALS, by=admin)
    finish_all_sides(review)
    negotiation.request_approval(review, by=buyer)
    assert list(review.approvals.values_list("desk__slug", flat=True)) == ["procurement", "privacy"]
    assert review.approvals.get(desk__slug="privacy").reasons == [
        ["Privacy sees what is big", "because value is at least 20,000 (it is 30,000)"]
    ]


# --- what a change would do ----------------------------------------------------------------------


def test_rerouted_names_who_would_be_asked_and_who_no_longer():
    before, after = rules(LEGAL), rules(FINANCE)
    differences = rerouted(before, after, [Sample(7, FACTS)])
    assert [(line.before and line.before.rule, line.after and line.after.rule) for line in differences] == [
        (LEGAL, None),
        (None, FINANCE),
    ]


def test_rerouted_says_nothing_of_a_second_rule_for_the_same_desk():
    more = Rule(APPROVAL, "Legal again", 1)
    assert rerouted(rules(LEGAL), rules(LEGAL, more), [Sample(7, FACTS)]) == []


def test_rerouted_tells_a_named_person_from_their_desk():
    named = Rule(APPROVAL, "Legal", 1, person=5, key=LEGAL.key)
    assert len(rerouted(rules(LEGAL), rules(named), [Sample(7, FACTS)])) == 2


def test_tried_lets_every_rule_that_fits_ask():
    switched_off = Rule(APPROVAL, "Off", 3, is_active=False)
    low = Rule(APPROVAL, "Low", 4, [{"field": "value", "comparison": "below", "value": "10"}])
    trials = try_rules(rules(LEGAL, FINANCE, switched_off, low), APPROVAL, FACTS)
    assert [trial.verdict for trial in trials] == ["asks", "asks", "off", "fails"]


def test_preview_looks_at_deviations_as_they_stand(review, desks, counsel, admin):
    before = live_rules(Book.APPROVALS)
    rule = Rule(APPROVAL, "Security sees deviations", desks["security"].pk, [DEVIATING])
    assert preview(before, before.put(rule), Book.APPROVALS).differences == []
    liability = term(review, "liability")
    deciding.decide_term(liability, Outcome.THEIRS, desk=liability.desk, reason="Lower.", by=counsel)
    [difference] = preview(before, before.put(rule), Book.APPROVALS).differences
    assert (difference.review, difference.before, difference.after.rule) == (review.pk, None, rule)


def test_preview_looks_at_fallbacks_as_they_stand(review, desks, counsel, admin):
    before = live_rules(Book.APPROVALS)
    fallen_back = {"field": "legal_fallbacks", "comparison": "at_least", "value": "1"}
    rule = Rule(APPROVAL, "Security sees fallbacks", desks["security"].pk, [fallen_back])
    assert preview(before, before.put(rule), Book.APPROVALS).differences == []
    liability = term(review, "liability")
    deciding.decide_term(liability, Outcome.FALLBACK, desk=liability.desk, rank=1, reason="As agreed.", by=counsel)
    [difference] = preview(before, before.put(rule), Book.APPROVALS).differences
    assert (difference.review, difference.before, difference.after.rule) == (review.pk, None, rule)


@pytest.mark.parametrize("count", [3, 30])
def test_preview_asks_the_database_the_same_number_of_questions(
    count, another_review, admin, django_assert_num_queries
):
    for number in range(count):
        another_review(title=f"Tool {number}")
    live = live_rules(Book.APPROVALS)
    with django_assert_num_queries(6):
        preview(live, live, Book.APPROVALS)
