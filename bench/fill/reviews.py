"""Reviews with what belongs to them as a whole: stages visited, the three answers, walls, changes; and requests."""

from bench.fill.people import CAST
from bench.fill.sql import chance, draw, insert, one_of, one_of_array, quoted, run, words
from common.models import TypedText, UsedKey
from intake.models import IntakeRequest, RequestType
from reviews.models import (
    FigureChange,
    NamedPerson,
    RequesterChange,
    Responsibility,
    Review,
    Slot,
    StageVisit,
)
from reviews.pure.stages import CLOSED, PATH

THINGS = words(
    "survey tool, expense software, translation services, cloud storage, recruiting platform, "
    "office cleaning, penetration test, design agency, data room, travel booking, payroll provider, "
    "laboratory scales, forklift lease, e-signature, learning platform, press monitoring, fleet insurance, "
    "analytics licence, support contract, packaging film",
    ", ",
)
FOR_WHOM = words(
    "for the Berlin office, for sales, for all of us, for the annual meeting, for research, "
    "for the new plant, for customer care, for the north, for two years, as a pilot, "
    "for the Müller project, for Zürich",
    ", ",
)
VERBS = ["New", "Renew", "Replace", "Extend", "Try", "Move to another"]
REASONS = (
    "The present tool ends in spring and the team needs something that customers can use without training.",
    "Three people spend two days a month on this by hand.",
    "Our auditors asked for it, and the offer holds until the end of the quarter.",
    "We tried it for four weeks; the results are attached.",
)

TITLE = (
    f"{one_of('id', 'verb', VERBS)} || ' ' || {one_of('id', 'thing', THINGS)} || ' '"
    f" || {one_of('id', 'for whom', FOR_WHOM)} || CASE WHEN {chance('id', 'numbered', 30)}"
    f" THEN ' (' || {draw('id', 'number', 9000)} || ')' ELSE '' END"
)

CAME_WITH_A_REQUEST = chance("vendors_vendor.id", "came with a request", 70)


def fill(size, moment):
    now = quoted(moment)
    insert(
        Review,
        "review_plan ORDER BY id",
        id="id",
        title=TITLE,
        kind="kind",
        kind_label="kind_label",
        requester="requester_id",
        vendor="vendor_id",
        reason=one_of("id", "reason", REASONS),
        value="value",
        value_currency="currency",
        needed_by=f"CASE WHEN {chance('id', 'has a day', 70)} THEN (opened_at + interval '1 day' *"
        f" (20 + {draw('id', 'needed', 120)}))::date END",
        brief="jsonb_build_array(jsonb_build_object('key', 'users', 'question', 'How many people will use it?',"
        f" 'answer', ({draw('id', 'users', 400)} + 1)::text))",
        facts="jsonb_build_object('kind', kind, 'value', value::text, 'currency', currency)",
        stage="stage",
        stage_since="stage_since",
        ended_from="ended_from",
        opened_at="opened_at",
        closed_at="closed_at",
        walled_at="CASE WHEN is_walled THEN opened_at + interval '1 hour' END",
    )
    run(
        "UPDATE vendors_vendor SET created_by_id = first.requester_id FROM (SELECT DISTINCT ON (vendor_id) vendor_id,"
        " requester_id FROM reviews_review ORDER BY vendor_id, id) first"
        f" WHERE first.vendor_id = vendors_vendor.id AND {CAME_WITH_A_REQUEST}"
    )
    _visits()
    _answers()
    _walls(now)
    _changes()
    _requests(size, now)


def _visits():
    """Every stage on the way to where it is; not all began with a heads-up, nor went to the vendor."""
    stages = ", ".join(f"({rank}, {quoted(stage)})" for rank, stage in enumerate(PATH) if stage not in CLOSED)
    source = f"""(
        SELECT review.id AS review_id, path.stage, row_number() OVER way AS nth, count(*) OVER of_review AS visits,
            review.opened_at, review.stage_since, review.closed_at
        FROM review_plan review JOIN (VALUES {stages}) AS path (rank, stage) ON path.rank <= review.reached
        WHERE (path.rank > 0 OR review.reached = 0 OR {chance("review.id", "heads-up", 6)})
            AND (path.rank <> 4 OR review.is_negotiated OR review.reached = 4)
        WINDOW of_review AS (PARTITION BY review.id), way AS (PARTITION BY review.id ORDER BY path.rank)
    ) visit, LATERAL (SELECT CASE WHEN closed_at IS NULL THEN visits - 1 ELSE visits END AS steps) s,
    LATERAL (SELECT opened_at + (stage_since - opened_at) * ((nth - 1)::float8 / greatest(steps, 1)) AS began_at,
        CASE WHEN nth < visits OR closed_at IS NOT NULL
            THEN opened_at + (stage_since - opened_at) * (nth::float8 / greatest(steps, 1)) END AS ended_at) t
    ORDER BY began_at, review_id"""
    insert(
        StageVisit,
        source,
        review="review_id",
        stage="stage",
        began_at="CASE WHEN ended_at IS NULL AND closed_at IS NULL THEN stage_since ELSE began_at END",
        ended_at="ended_at",
    )


def _answers():
    """The three questions, answered on every review that came to be looked at; some of them a second time."""
    slots = ", ".join(
        f"({quoted(slot)}, {nth})"
        for nth, slot in enumerate((Slot.COMMERCIAL_TERMS, Slot.LEGAL_REVIEW, Slot.VENDOR_CONTACT))
    )
    source = f"""review_plan review CROSS JOIN (VALUES {slots}) AS asked (slot, nth)
        CROSS JOIN LATERAL generate_series(1, CASE WHEN {chance("review.id * 4 + asked.nth", "again", 5)} THEN 2
            ELSE 1 END) round,
        LATERAL (SELECT CASE WHEN asked.nth = 1 THEN legal_desk ELSE procurement_desk END AS desk_id,
            review.id * 4 + asked.nth AS key) d
        JOIN desk_plan desk ON desk.id = d.desk_id
        WHERE review.reached >= 2 ORDER BY review.id"""
    superseded = f"round = 1 AND {chance('key', 'again', 5)}"
    insert(
        Responsibility,
        source,
        review="review.id",
        slot="slot",
        desk="desk.id",
        person=f"CASE WHEN {chance('key', 'somebody named', 30)} THEN {one_of_array('key', 'who', 'desk.members')} END",
        why="'Rule 1: the usual desk'",
        answered_at="review.opened_at",
        superseded_at=f"CASE WHEN {superseded} THEN review.opened_at + interval '1 minute' END",
        superseded_because=f"CASE WHEN {superseded} THEN 'They know each other.' ELSE '' END",
    )


def _walls(now):
    """Walled reviews name a buyer and a lawyer; outside counsel is named on a few of all."""
    for desk, person in (("procurement_desk", "desk.leads[1]"), ("legal_desk", "desk.leads[2]")):
        insert(
            NamedPerson,
            f"review_plan review JOIN desk_plan desk ON desk.id = review.{desk} WHERE is_walled",
            review="review.id",
            person=person,
            added_by="review.requester_id",
            added_at="review.opened_at",
        )
    insert(
        NamedPerson,
        f"review_plan WHERE {chance('id', 'outside counsel', 0.4)}",
        review="id",
        person=str(list(CAST).index("outside") + 1),
        until=f"({now} + interval '30 days')::date",
        added_by="requester_id",
        added_at="opened_at",
    )


def _changes():
    by = "JOIN desk_plan desk ON desk.id = review.procurement_desk"
    insert(
        FigureChange,
        f"review_plan review {by} WHERE value IS NOT NULL AND {chance('review.id', 'figures change', 4)}",
        review="review.id",
        value_before="value",
        value_before_currency="currency",
        value_after="value",
        value_after_currency="currency",
        needed_by_after="opened_at::date + 60",
        why="'The vendor needs longer.'",
        by=one_of_array("review.id", "who changes it", "desk.members"),
        at="opened_at + interval '2 hours'",
    )
    insert(
        RequesterChange,
        f"review_plan review {by} WHERE requester_id > {len(CAST) + 1} AND {chance('review.id', 'requester', 0.5)}"
        f" AND requester_id <> {list(CAST).index('lead') + 1}",
        review="review.id",
        before="requester_id - 1",
        after="requester_id",
        why="'Changed jobs.'",
        by=str(list(CAST).index("lead") + 1),
        at="opened_at + interval '3 hours'",
    )


def _requests(size, now):
    """What each review came in as, and private drafts beside them."""
    insert(
        IntakeRequest,
        """reviews_review review JOIN intake_requesttype type ON type.slug = review.kind
            JOIN vendors_vendor vendor ON vendor.id = review.vendor_id ORDER BY review.id""",
        requester="review.requester_id",
        request_type="type.id",
        title="review.title",
        vendor_name="vendor.name",
        reason="review.reason",
        value="review.value",
        value_currency="review.value_currency",
        needed_by="review.needed_by",
        answers="""'{"users": "12"}'::jsonb""",
        review="review.id",
        created_at="review.opened_at",
        saved_at="review.opened_at",
        submitted_at="CASE WHEN review.stage <> 'heads_up' THEN review.opened_at END",
    )
    any_type = RequestType.objects.order_by("position").first().pk
    insert(
        IntakeRequest,
        f"generate_series(1, {max(5, size.reviews // 12)}) id",
        requester=f"{len(CAST) + size.reviewers + 1} + {draw('id', 'who drafts', size.requesters)}",
        request_type=str(any_type),
        title=TITLE,
        created_at=f"{now} - interval '1 hour' * {draw('id', 'drafted', 4000)}",
        saved_at=f"{now} - interval '1 minute' * {draw('id', 'saved', 4000)}",
        begun_in="'window ' || id",
    )
    insert(
        UsedKey,
        f"generate_series(1, {max(5, size.reviews // 10)}) id",
        person=f"1 + {draw('id', 'who', 300)} % {len(CAST) + size.reviewers}",
        key="'form ' || id",
        sent="md5(id::text)",
        used_at=f"{now} - interval '1 minute' * {draw('id', 'when', 4000)}",
    )
    insert(
        TypedText,
        f"generate_series(1, {max(5, size.reviews // 200)}) id",
        token="'typed' || id",
        person=f"1 + {draw('id', 'who', 300)} % {len(CAST) + size.reviewers}",
        key="'form ' || id",
        why="'signed_out'",
        page="'/queue/'",
        address="'/reviews/R-1/comment/'",
        kept_at=f"{now} - interval '1 minute' * {draw('id', 'when', 4000)}",
    )
