"""One engine: what the rules do to new work is what preview and “try it” say of it, whatever the rules and facts."""

from random import Random

import pytest

from reviews.approvals import scope
from reviews.models import Book, Review, Slot, SplitRule, Term, TermRule, TermType
from reviews.pure.rule_sets import APPROVAL, Rule, RuleSet, term_place, try_rules
from reviews.rules import routing
from reviews.rules.books import live_rules, write_live_rules
from reviews.rules.preview import preview
from tests.reviews.pure.test_rule_sets import WORLD, some_facts

REVIEWS = 20
RULE_SETS = 12


@pytest.fixture
def types(defaults):
    return list(TermType.objects.order_by("number")[:3])


@pytest.fixture
def reviews(review, types):
    """Reviews whose facts nobody would think of, each with a term of every type."""
    Term.objects.filter(review=review).delete()
    random, rows = Random(7), Review.objects.filter(pk=review.pk).values().get()
    del rows["id"]
    Review.objects.bulk_create(Review(**rows | {"facts": some_facts(random)}) for _ in range(REVIEWS - 1))
    reviews = list(Review.objects.order_by("pk"))
    Term.objects.bulk_create(
        Term(
            review=review,
            term_type=term_type,
            side=term_type.side,
            desk=term_type.desk,
            second_desk=term_type.second_desk,
        )
        for review in reviews
        for term_type in types
    )
    return reviews


def some_rules(random, places, desks):
    return RuleSet(
        tuple(
            Rule(
                place=random.choice(places),
                name=f"Rule of number {number}",
                desk=random.choice(desks).pk,
                conditions=[
                    {**random.choice(WORLD), "field": random.choice("fg")} for _ in range(random.randint(0, 2))
                ],
                is_active=random.random() < 0.8,
            )
            for number in range(random.randint(3, 15))
        )
    )


def as_routed(reviews, types):
    """{(review, place): (desk, why)} as live routing answers."""
    answers = {}
    for review in reviews:
        owners = SplitRule.objects.answers(review.facts)
        by_type = TermRule.objects.owners(types, review.facts)
        owners |= {term_place(term_type.slug): by_type.get(term_type.pk) for term_type in types}
        answers |= {(review.pk, place): (owner.desk.pk, owner.why) for place, owner in owners.items() if owner}
    return answers


def as_previewed(rules, book=Book.SPLIT):
    """The same as the preview shows it to somebody who had no rules before."""
    differences = preview(RuleSet(), rules, book).differences
    return {(row.review, row.place): (row.after.rule.desk, str(row.after)) for row in differences}


def as_tried(rules, reviews):
    """The same as “try it” shows it."""
    return {
        (review.pk, place): (line.numbered.rule.desk, str(line.numbered))
        for review in reviews
        for place in rules.places
        for line in try_rules(rules, place, review.facts)
        if line.verdict == "wins"
    }


def test_routing_answers_what_preview_and_trial_say(reviews, types, desks):
    places = [*Slot.values, *(term_place(term_type.slug) for term_type in types)]
    seen = set()
    for seed in range(RULE_SETS):
        write_live_rules(some_rules(Random(seed), places, list(desks.values())))
        routed = as_routed(reviews, types)
        assert routed == as_previewed(live_rules()) == as_tried(live_rules(), reviews)
        seen |= set(routed.values())
    assert len(seen) > RULE_SETS  # the rules were no empty ones


def test_approvals_are_asked_as_preview_and_trial_say(reviews, desks):
    seen = set()
    for seed in range(RULE_SETS):
        write_live_rules(some_rules(Random(seed), [APPROVAL], list(desks.values())), Book.APPROVALS)
        rules = live_rules(Book.APPROVALS)
        asked = {
            (review.pk, step.desk): [str(rule) for rule in step.rules]
            for review in reviews
            for step in scope.steps(rules, routing.approval_facts(review))
        }
        previewed = preview(RuleSet(), rules, Book.APPROVALS).differences
        assert {(row.review, row.after.rule.desk): str(row.after) for row in previewed} == {
            key: because[0] for key, because in asked.items()
        }
        for review in reviews:
            lines = try_rules(rules, APPROVAL, routing.approval_facts(review))
            because = [rule for (pk, _), names in asked.items() if pk == review.pk for rule in names]
            assert sorted(str(line.numbered) for line in lines if line.verdict == "asks") == sorted(because)
        seen |= asked.keys()
    assert len(seen) > RULE_SETS


def test_every_door_follows_the_one_engine(monkeypatch, reviews, types, desks):
    """Let the last rule that fits win: whoever had a way of their own to find the winner would still name the first."""

    def fitting(self, place, facts):
        return (numbered for numbered in reversed(self.at(place)) if numbered.rule.fits(facts))

    def rules(places):
        return RuleSet(
            tuple(Rule(place, name, desks[name].pk) for place in places for name in ("legal", "finance", "privacy"))
        )

    slots = [*Slot.values, *(term_place(term_type.slug) for term_type in types)]
    write_live_rules(rules(slots))
    write_live_rules(rules([APPROVAL]), Book.APPROVALS)
    monkeypatch.setattr(RuleSet, "_fitting", fitting)
    last = {(review.pk, place): (desks["privacy"].pk, "Rule 3: privacy") for review in reviews for place in slots}
    assert as_routed(reviews, types) == as_previewed(live_rules()) == as_tried(live_rules(), reviews) == last
    steps = scope.steps(live_rules(Book.APPROVALS), routing.approval_facts(reviews[0]))
    assert [step.rules for step in steps] == [
        [numbered] for numbered in reversed(live_rules(Book.APPROVALS).at(APPROVAL))
    ]


def test_routing_says_the_number_that_the_page_shows(defaults, desks):
    """Rules are counted from 1 wherever they are read, whatever gaps their rows have."""
    SplitRule.objects.filter(slot=Slot.LEGAL_REVIEW).update(position=5)
    [shown] = live_rules().at(Slot.LEGAL_REVIEW)
    assert SplitRule.objects.answers({})[Slot.LEGAL_REVIEW].why == str(shown) == "Rule 1: Legal owns every legal review"
