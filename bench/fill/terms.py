"""Terms and what desks decided about them, with every outcome; disagreements, issues, findings, what is not needed."""

from bench.fill.sql import chance, draw, insert, one_of, one_of_array, quoted, rows, run, table, weighted
from reviews.models import (
    Disagreement,
    Issue,
    NotNeeded,
    Outcome,
    PlaybookChange,
    RiskFinding,
    Term,
    TermDecision,
    TermType,
    TermVerdict,
    ValueEntry,
)
from reviews.pure.stages import Stage

WORDINGS = (
    "The Supplier may increase the fees once a year by up to eight per cent on thirty days' notice.",
    "Either party may terminate this Agreement for convenience by giving ninety days' written notice.",
    "The Supplier's total liability is limited to the fees paid in the twelve months before the claim.",
    "Invoices are due within thirty days of receipt; overdue amounts bear interest of one per cent a month.",
    "Customer data is processed in the European Economic Area and by the sub-processors listed in Annex 2.",
    "",
)
WHY = ("The price makes up for it.", "They are the only supplier.", "Agreed with the business: the risk is small.")
SETTLED = {
    Outcome.MEETS: 44,
    Outcome.ASK: 17,
    Outcome.FALLBACK: 12,
    Outcome.THEIRS: 12,
    Outcome.LEFT_OUT: 5,
    Outcome.NOT_APPLICABLE: 10,
}
VERDICT = {
    Outcome.MEETS: TermVerdict.MEETS,
    Outcome.ASK: TermVerdict.DIFFERS,
    Outcome.FALLBACK: TermVerdict.DIFFERS,
    Outcome.THEIRS: TermVerdict.DIFFERS,
    Outcome.LEFT_OUT: TermVerdict.NOT_STATED,
    Outcome.NOT_APPLICABLE: TermVerdict.NOT_STATED,
    Outcome.ESCALATED: TermVerdict.UNCLEAR,
}


def fill(moment):
    _plan()
    insert(
        Term,
        "term_plan term JOIN reviews_termtype type ON type.id = term.type_id ORDER BY term.id",
        id="term.id",
        review="term.review_id",
        term_type="type.id",
        side="type.side",
        desk="term.desk_id",
        second_desk="term.second_desk_id",
        why="'Rule 1: the usual desk'",
        position="type.position",
        vendor_wording=one_of("term.id", "wording", WORDINGS),
        place=f"'clause ' || {draw('term.id', 'clause', 30)} + 1 || '.' || {draw('term.id', 'part', 9)} + 1",
        outcome="term.outcome",
        is_asked="term.is_asked",
    )
    run("ALTER TABLE review_plan ADD first_term bigint")
    firsts = "SELECT review_id, min(id) AS id FROM term_plan GROUP BY review_id"
    run(f"UPDATE review_plan SET first_term = first.id FROM ({firsts}) first WHERE first.review_id = review_plan.id")
    _decisions()
    _problems(quoted(moment))
    lead = _lead()
    any_type = TermType.objects.order_by("number")[:3]
    PlaybookChange.objects.bulk_create(
        PlaybookChange(
            term_type=term_type,
            changed_at=moment,
            changed_by_id=lead,
            reason="Agreed.",
            before={"why": ""},
            after={"why": "So"},
        )
        for term_type in any_type
    )


def _lead():
    from_plan = "SELECT leads[1] FROM desk_plan WHERE slug = 'legal'"
    return rows(from_plan)[0][0]


def _plan():
    """`term_plan`: the types go round from another one in each review, so that few are there twice."""
    types = TermType.objects.count()
    table(
        "type_plan",
        """SELECT type.id, type.side, row_number() OVER (ORDER BY number) - 1 AS nth, desk.slug AS kind,
            second.slug AS second_kind FROM reviews_termtype type
                JOIN people_team desk ON desk.id = type.desk_id
            LEFT JOIN people_team second ON second.id = type.second_desk_id""",
    )
    by_kind = (
        "CASE {kind} WHEN 'procurement' THEN procurement_desk WHEN 'legal' THEN legal_desk"
        " WHEN 'privacy' THEN coalesce(privacy_desk, legal_desk) WHEN 'security'"
        " THEN coalesce(security_desk, procurement_desk)"
        " WHEN 'finance' THEN coalesce(finance_desk, procurement_desk) END"
    )
    undecided = (
        f"review.stage = {quoted(Stage.IN_REVIEW)} AND {chance('key', 'undecided', 55)}"
        f" OR review.ended_from = {quoted(Stage.IN_REVIEW)} AND {chance('key', 'undecided', 40)}"
    )
    escalated = f"review.stage = {quoted(Stage.IN_REVIEW)} AND {chance('key', 'escalated', 1.5)}"
    first, other = (by_kind.format(kind=f"type.{column}") for column in ("kind", "second_kind"))
    second = f"CASE WHEN type.side = 'shared' THEN nullif({other}, {first}) END"
    table(
        "term_plan",
        f"""
        SELECT *, outcome = 'ask' OR outcome = 'fallback' AND {chance("key", "asked for", 60)} AS is_asked
        FROM (
            SELECT row_number() OVER (ORDER BY review.id, term_number.nth) AS id, review.id AS review_id, key,
                type.id AS type_id,
                {first} AS desk_id, {second} AS second_desk_id,
                CASE WHEN {escalated} THEN 'escalated' WHEN {undecided} THEN 'open'
                    ELSE {weighted("key", "outcome", SETTLED)} END AS outcome,
                review.opened_at + (review.stage_since - review.opened_at) * 0.4 AS decided_at
            FROM review_plan review CROSS JOIN LATERAL generate_series(1, review.terms) AS term_number (nth)
                CROSS JOIN LATERAL (SELECT review.id * 512 + term_number.nth AS key) k
                JOIN type_plan type ON type.nth = (term_number.nth + key / 512 * 7) % {types}
        ) term
        """,
    )


def _decisions():
    """One of each owner of what is settled; one in twenty-five was decided before, otherwise."""
    verdicts = " ".join(f"WHEN {quoted(outcome)} THEN {quoted(verdict)}" for outcome, verdict in VERDICT.items())
    source = f"""(
            SELECT term.*, desk.id AS of_desk, nth, former, term.id * 4 + nth AS draw_key,
                desk.members[1 + ({draw("term.id", "decider", 1 << 20)} + nth) % cardinality(desk.members)] AS decider
            FROM term_plan term
            CROSS JOIN LATERAL (VALUES (0, desk_id), (1, second_desk_id)) AS owner (nth, owner_id)
            JOIN desk_plan desk ON desk.id = owner.owner_id
            CROSS JOIN LATERAL generate_series(0, CASE WHEN {chance("term.id", "decided again", 4)} THEN 1
                ELSE 0 END) former
            WHERE outcome <> 'open' AND (nth = 0 OR outcome <> 'escalated')
        ) decision JOIN reviews_termtype type ON type.id = type_id
        WHERE nth = 0 OR decider <> (SELECT members[1
            + {draw("decision.id", "decider", 1 << 20)} % cardinality(members)]
            FROM desk_plan WHERE desk_plan.id = decision.desk_id)
        ORDER BY decision.id"""
    insert(
        TermDecision,
        source,
        term="decision.id",
        desk="of_desk",
        outcome="outcome",
        reason=f"CASE WHEN outcome IN ('theirs', 'left_out', 'escalated') THEN {one_of('draw_key', 'why', WHY)}"
        " ELSE '' END",
        rank="CASE WHEN outcome = 'fallback' THEN 1 END",
        fallback="CASE WHEN outcome = 'fallback' THEN 'At most three per cent a year.' ELSE '' END",
        is_asked="is_asked",
        position="coalesce(nullif(type.position, ''), 'As in our standard terms.')",
        wording=one_of("decision.id", "wording", WORDINGS),
        verdict=f"CASE outcome {verdicts} END",
        decided_by="decider",
        decided_at="decided_at + interval '1 minute' * nth",
        superseded_at="CASE WHEN former = 1 THEN decided_at + interval '2 minutes' END",
        superseded_because="CASE WHEN former = 1 THEN 'Decided again.' ELSE '' END",
    )


def _problems(now):
    member = one_of_array("review.id", "who", "desk.members")
    in_review = "JOIN desk_plan desk ON desk.id = review.legal_desk WHERE review.reached >= 2"
    insert(
        Issue,
        f"review_plan review CROSS JOIN generate_series(1, 3) nth {in_review}"
        f" AND {chance('review.id * 4 + nth', 'issue', 15)}",
        review="review.id",
        summary="'The vendor has no answer yet on where support people sit.'",
        severity=weighted("review.id", "severity", {"note": 4, "concern": 4, "blocker": 2}),
        owner=member,
        raised_at="review.opened_at + interval '1 hour'",
        resolved_at="CASE WHEN NOT is_live THEN review.closed_at END",
        resolved_by=f"CASE WHEN NOT is_live THEN {member} END",
        resolution="CASE WHEN NOT is_live THEN 'They answered.' ELSE '' END",
    )
    closed = f"(NOT is_live OR {chance('review.id', 'closed finding', 30)}) AND cardinality(desk.members) > 1"
    insert(
        RiskFinding,
        f"review_plan review CROSS JOIN generate_series(1, 2) nth {in_review}"
        f" AND {chance('review.id * 4 + nth', 'finding', 15)}",
        review="review.id",
        level=weighted("review.id", "level", {"low": 4, "medium": 4, "high": 2, "critical": 1}),
        text="'No report of an outside audit.'",
        meaning="'We cannot tell how access to our data is kept.'",
        raised_by="desk.members[1]",
        raised_at="review.opened_at + interval '2 hours'",
        outcome=f"CASE WHEN {closed} THEN CASE WHEN {chance('review.id', 'waived', 40)} THEN 'waived'"
        " ELSE 'resolved' END ELSE 'open' END",
        closed_by=f"CASE WHEN {closed} THEN desk.members[2] END",
        closed_at=f"CASE WHEN {closed} THEN review.opened_at + interval '1 day' END",
        reason=f"CASE WHEN {closed} THEN 'The report came.' ELSE '' END",
    )
    confirmed = chance("review.id", "confirmed value", 70)
    insert(
        ValueEntry,
        f"review_plan review {in_review} AND {chance('review.id', 'value', 40)} AND cardinality(desk.members) > 1",
        review="review.id",
        kind="'saving'",
        what="'A lower price than the first offer'",
        by_commercial="TRUE",
        by_legal="TRUE",
        before="12000",
        before_currency="'EUR'",
        after="9500",
        after_currency="'EUR'",
        per="'year'",
        against="'first_offer'",
        evidence="'Their first offer.'",
        noted_by="desk.members[1]",
        noted_at="review.opened_at + interval '2 days'",
        state=f"CASE WHEN {confirmed} THEN 'confirmed' ELSE 'to_check' END",
        ended_by=f"CASE WHEN {confirmed} THEN desk.members[2] END",
        ended_at=f"CASE WHEN {confirmed} THEN review.opened_at + interval '3 days' END",
    )
    insert(
        NotNeeded,
        f"review_plan review {in_review} AND {chance('review.id', 'not needed', 12)}",
        review="review.id",
        term_type="(SELECT id FROM type_plan WHERE nth = review.id % 9)",
        reason="'Nothing is delivered.'",
        said_by=member,
        said_at="review.opened_at + interval '1 day'",
    )
    _disagreements(now)


def _disagreements(now):
    """Blocking ones where two leads are waited for; others by the by, most of them settled."""
    insert(
        Disagreement,
        f"""(
            SELECT review.*, first_term AS term_id,
                EXISTS (SELECT FROM wait_plan WHERE review_id = review.id AND nth = 15) AS blocks
            FROM review_plan review WHERE reached >= 2
        ) review JOIN desk_plan desk ON desk.id = review.legal_desk
        WHERE term_id IS NOT NULL AND (blocks OR {chance("review.id", "mild disagreement", 3)})""",
        term="term_id",
        desk="desk.id",
        reason="'The cap is below what such a loss costs us.'",
        proposal="'Twice the yearly fees.'",
        is_blocking="blocks",
        raised_by="desk.members[1]",
        raised_at="review.opened_at + interval '1 day'",
        outcome="CASE WHEN review.stage <> 'in_review' THEN 'One and a half times.' ELSE '' END",
        proposed_by="CASE WHEN review.stage <> 'in_review' THEN desk.leads[1] END",
        agreed_by="CASE WHEN review.stage <> 'in_review' AND cardinality(desk.leads) > 1 THEN desk.leads[2] END",
        settled_at="CASE WHEN review.stage <> 'in_review' THEN review.stage_since END",
    )
    insert(
        Disagreement.waits.through,
        """reviews_disagreement disagreement JOIN reviews_term term ON term.id = disagreement.term_id
            JOIN wait_plan wait ON wait.review_id = term.review_id AND wait.nth IN (15, 16)
            WHERE disagreement.is_blocking""",
        disagreement="disagreement.id",
        wait="wait.id",
    )
