"""The log: some fifteen lines a review, of the kinds that there are most of, and what people typed in them."""

from django.contrib.contenttypes.models import ContentType

from bench.fill.sql import chance, insert, quoted, table
from common.models import Event, EventText
from reviews.models import Review
from reviews.pure.verbs import Verb
from vendors.models import Vendor
from vendors.verbs import Verb as OfVendors


def fill(moment):
    of_review = ContentType.objects.get_for_model(Review).pk
    of_vendor = ContentType.objects.get_for_model(Vendor).pk
    table(
        "event_plan",
        f"""
        SELECT row_number() OVER (ORDER BY at, subject_id, nth) AS id, * FROM (
            SELECT opened_at AS at, requester_id AS by, {quoted(Verb.OPENED)} AS verb, {of_review} AS type,
                id AS subject_id, 0 AS nth,
                'business' AS audience, jsonb_build_object('stage', 'triage') AS data FROM review_plan
            UNION ALL
            SELECT began_at, NULL, {quoted(Verb.MOVED)}, {of_review}, review_id, 1, 'internal',
                jsonb_build_object('former', 'triage', 'stage', visit.stage) FROM reviews_stagevisit visit
                JOIN review_plan review ON review.id = review_id WHERE began_at > review.opened_at
            UNION ALL
            SELECT answered_at, NULL, {quoted(Verb.SPLIT_ANSWERED)}, {of_review}, review_id, 2, 'internal',
                jsonb_build_object('slot', slot, 'why', why, 'desks', jsonb_build_object('to', desk_id))
                    FROM reviews_responsibility
            UNION ALL
            SELECT opened_at, asked_by_id, {quoted(Verb.WAIT_OPENED)}, {of_review}, review_id, 3, 'internal',
                {_about()} FROM reviews_wait
            UNION ALL
            SELECT claimed_at, person_id, {quoted(Verb.CLAIMED)}, {of_review}, review_id, 4, 'internal',
                {_about("jsonb_build_object('of', desk_id)")} FROM reviews_wait WHERE claimed_at IS NOT NULL
            UNION ALL
            SELECT closed_at, closed_by_id, {quoted(Verb.CLOSED)}, {of_review}, review_id, 5, 'internal', {_about()}
                FROM reviews_wait WHERE closed_at IS NOT NULL
            UNION ALL
            SELECT reached_at, NULL, {quoted(Verb.REMINDED)}, {of_review}, wait.review_id, 6, 'internal', {_about()}
                FROM reviews_reminder reminder JOIN reviews_wait wait ON wait.id = reminder.wait_id
            UNION ALL
            SELECT decided_at, decided_by_id, {quoted(Verb.TERM_DECIDED)}, {of_review}, review_id, 7, 'internal',
                jsonb_build_object('name', type.name, 'outcome', decision.outcome, 'term', term.id,
                    'desks', jsonb_build_object('of', decision.desk_id))
                    || CASE WHEN rank IS NULL THEN '{{}}'::jsonb ELSE jsonb_build_object('rank', rank) END
                FROM reviews_termdecision decision JOIN reviews_term term ON term.id = decision.term_id
                JOIN reviews_termtype type ON type.id = term.term_type_id WHERE {chance("term.id", "one by one", 45)}
            UNION ALL
            SELECT created_at, created_by_id, {quoted(OfVendors.ADDED)}, {of_vendor}, id, 8, 'internal',
                jsonb_build_object('name', name) FROM vendors_vendor
        ) line
        """,
    )
    insert(
        Event,
        "event_plan ORDER BY id",
        id="id",
        at="at",
        by="by",
        verb="verb",
        subject_type="type",
        subject_id="subject_id",
        audience="audience",
        data="data",
    )
    insert(
        EventText,
        f"event_plan WHERE verb = {quoted(Verb.TERM_DECIDED)}"
        " AND data ->> 'outcome' IN ('theirs', 'left_out', 'escalated')",
        event="id",
        key="'reason'",
        text="'The price makes up for it.'",
        author="by",
    )


def _about(desks=None):
    """What a line about a wait keeps: what is needed, and who holds it."""
    holder = (
        "CASE WHEN vendor_id IS NOT NULL THEN jsonb_build_object('vendor', 'The vendor')"
        " WHEN person_id IS NOT NULL THEN jsonb_build_object('people', jsonb_build_object('holder', person_id))"
        " ELSE jsonb_build_object('desks', jsonb_build_object('holder', desk_id)) END"
    )
    return f"jsonb_build_object('needed', needed) || {holder}" + (
        f" || jsonb_build_object('desks', {desks})" if desks else ""
    )
