"""Migration 0002 gives decisions of before their new words. Its own function, on rows as they were before."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from common.models import Event
from reviews.approvals.asking import keep_up
from reviews.facts import differences
from reviews.models import Approval, Outcome, Term, TermDecision
from reviews.pure.stages import Stage
from reviews.terms import deciding
from tests.reviews.paper_with_terms import paper
from tests.reviews.reading import term

__all__ = ["paper"]
PRICES, FEES, TERM, UNKNOWN = "price-increases", "payment-terms", "initial-term", "assignment"
TABLES = {"reviews_term": Term, "reviews_termdecision": TermDecision}


def as_before(review, outcomes):
    """Rows of before: {slug of a term: (outcome, reason)}, each decided and logged; the new constraints are off."""
    with connection.schema_editor() as editor:
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, model in TABLES.items():
            editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for constraint in _checks(model):
                editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint.name}")
        for slug, (outcome, reason) in outcomes.items():
            row = term(review, slug)
            TermDecision.objects.filter(term=row).update(outcome=outcome, reason=reason, verdict="", version=None)
            Term.objects.filter(pk=row.pk).update(outcome=outcome, is_asked=False)
            for event in _lines(row):
                editor.execute(
                    "UPDATE common_event SET data = jsonb_set(data, '{outcome}', to_jsonb(%s::text)) WHERE id = %s",
                    [outcome, event.pk],
                )
        for table in TABLES:
            editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _checks(model):
    return [row for row in model._meta.constraints if type(row).__name__ == "CheckConstraint"]


def _lines(row):
    return Event.objects.filter(verb="term.decided", data__term=row.pk)


def carry_over():
    """The migration's function on its own models, then its constraints: they hold for what it wrote."""
    apps = MigrationLoader(connection).project_state(("reviews", "0002_outcomes")).apps
    with connection.schema_editor() as editor:
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # columns of then that have gone since
        editor.execute("ALTER TABLE people_team ADD COLUMN function varchar(20) NOT NULL DEFAULT 'legal'")
        editor.execute("ALTER TABLE reviews_termtype ADD COLUMN deviation_function varchar(20) NOT NULL DEFAULT ''")
        import_module("reviews.migrations.0002_outcomes").carry_over(apps, editor)
        for model in TABLES.values():
            for constraint in _checks(model):
                editor.add_constraint(model, constraint)


def decide(review, *slugs, by):
    for slug in slugs:
        row = term(review, slug)
        deciding.decide_term(row, Outcome.THEIRS, desk=row.desk, reason="Anything.", by=by)


@pytest.fixture
def no_event_trigger():
    """The log refuses changes; here its lines are made those of another day."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE common_event DISABLE TRIGGER USER")


def now(review):
    rows = TermDecision.objects.filter(term__review=review).select_related("term__term_type")
    return {row.term.term_type.slug: (row.outcome, row.term.outcome, row.term.is_asked, row.reason) for row in rows}


OLD = {PRICES: ("agreed", ""), TERM: ("agreed", ""), FEES: ("deviation", "30 days will do."), UNKNOWN: ("agreed", "")}


def test_under_review_agreed_becomes_met_or_an_ask(review, paper, lead, no_event_trigger):
    decide(review, *OLD, by=lead)
    as_before(review, OLD)
    carry_over()
    assert now(review) == {
        PRICES: ("ask", "ask", True, ""),  # it differs, so our position holds
        TERM: ("meets", "meets", False, ""),
        FEES: ("theirs", "theirs", False, "30 days will do."),
        UNKNOWN: ("ask", "ask", True, ""),  # nobody can tell: nothing is given up
    }
    assert TermDecision.objects.get(term=term(review, PRICES)).position == term(review, PRICES).position
    assert differences(review) == []


def test_once_approved_what_differs_was_accepted(review, paper, lead, no_event_trigger):
    decide(review, PRICES, TERM, FEES, by=lead)
    as_before(review, {slug: OLD[slug] for slug in (PRICES, TERM, FEES)})
    type(review).objects.filter(pk=review.pk).update(stage=Stage.SIGNATURE)
    carry_over()
    assert now(review) == {
        PRICES: (
            "theirs",
            "theirs",
            False,
            "Agreed before Duet told apart what was agreed to. The paper differs from our position.",
        ),
        TERM: ("meets", "meets", False, ""),
        FEES: ("theirs", "theirs", False, "30 days will do."),
    }


def test_nobody_is_asked_again_for_what_only_got_another_name(review_at, no_event_trigger):
    review = review_at(Stage.SIGNATURE)
    slugs = list(review.terms.filter(second_desk=None).values_list("term_type__slug", flat=True))
    for approval in Approval.objects.all():
        for items in (approval.covered, approval.baseline):
            for item in items:
                item["text"] = "Agreed" if item["key"].endswith(":outcome") else item["text"]
        approval.save(update_fields=["covered", "baseline"])
    shared = dict.fromkeys(review.terms.exclude(second_desk=None).values_list("term_type__slug", flat=True))
    as_before(review, dict.fromkeys([*slugs, *shared], ("agreed", "Read on paper.")))
    carry_over()
    keep_up(review)
    review.refresh_from_db()
    assert (review.stage, review.approvals.filter(ended="reset").count()) == (Stage.SIGNATURE, 0)


def test_decisions_stay_guarded_afterwards(review, paper, lead, no_event_trigger):
    decide(review, PRICES, by=lead)
    as_before(review, {PRICES: OLD[PRICES]})
    carry_over()
    with pytest.raises(IntegrityError), transaction.atomic():
        TermDecision.objects.filter(term=term(review, PRICES)).update(reason="Another.")
