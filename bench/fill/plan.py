"""What is decided before anything is written: the course of each review, and the waits that come of it.

Temporary tables, gone with the connection:
- `desk_plan`: a desk, its kind (the first word of its slug), members and leads (arrays of ids).
- `review_plan`: a review, where it stands, when it came there, and which desks work on it.
- `wait_plan`: a wait with its holder and its times, in the order in which they were opened.
"""

from bench.fill.people import CAST, DESKS, RARE_DESK
from bench.fill.sql import chance, draw, few_have_much, one_of_array, quoted, run, share, table, weighted
from intake.models import RequestType
from people.seeds import DESKS as SEEDED_DESKS
from reviews.models import Purpose
from reviews.pure.stages import PATH, Stage

LIVE = {
    Stage.HEADS_UP: 5,
    Stage.TRIAGE: 5,
    Stage.IN_REVIEW: 54,
    Stage.ALIGNED: 5,
    Stage.NEGOTIATION: 16,
    Stage.FINAL_APPROVAL: 9,
    Stage.SIGNATURE: 6,
}
ENDS = {Stage.ACTIVE: 80, Stage.DECLINED: 8, Stage.WITHDRAWN: 8, Stage.SUPERSEDED: 4}
ENDED_FROM = {Stage.IN_REVIEW: 6, Stage.TRIAGE: 2, Stage.NEGOTIATION: 2}
YEARS = 3
RARE_ROWS = 3


def plan(size, moment):
    desks()
    reviews(size, moment)
    waits(moment)


def desks():
    table(
        "desk_plan",
        """
        SELECT desk.id, desk.slug, split_part(desk.slug, '-', 1) AS kind,
            array_agg(seat.user_id ORDER BY seat.user_id) AS members,
            array_agg(seat.user_id ORDER BY seat.user_id) FILTER (WHERE seat.is_lead) AS leads
        FROM people_team desk JOIN people_membership seat ON seat.team_id = desk.id GROUP BY desk.id
        """,
    )


def reviews(size, moment):
    """`review_plan`. `reached` is how far along `PATH` it came; `age` runs from 1, the oldest, to 0."""
    now, requesters = quoted(moment), size.requesters
    first_requester = len(CAST) + size.reviewers + 1
    kinds = dict(
        zip(RequestType.objects.order_by("position").values_list("slug", flat=True), (40, 20, 15, 10), strict=False)
    )
    labels = " ".join(
        f"WHEN {quoted(slug)} THEN {quoted(name)}" for slug, name in RequestType.objects.values_list("slug", "name")
    )
    table(
        "review_drawn",
        f"""
        SELECT i AS id, age, {now} - interval '{YEARS * 365} days' * power(age, 1.6) - interval '1 hour' AS opened_at,
            {share("i", "live")} < CASE WHEN age < 0.45 THEN 0.88 ELSE 0.16 END AS is_live,
            {weighted("i", "kind", kinds)} AS kind,
            CASE WHEN {chance("i", "own request of a reviewer", 4)} THEN {len(CAST) + 1}
                + {draw("i", "which", size.reviewers)}
                WHEN {chance("i", "of the busy requester", 1.5)} THEN {_cast_id("requester")}
                ELSE {first_requester} + {few_have_much("i", "requester", requesters)} END AS requester_id,
            1 + {few_have_much("i", "vendor", size.vendors)} AS vendor_id,
            CASE WHEN {chance("i", "has a value", 88)} THEN round((500 * power(10, 3
                * {share("i", "value")}))::numeric, -1) END AS value,
            {weighted("i", "currency", {"EUR": 70, "USD": 18, "GBP": 8, "CHF": 4})} AS currency
        FROM generate_series(1, {size.reviews}) i,
            LATERAL (SELECT ({size.reviews} - i)::float8 / {size.reviews} AS age) a
        """,
    )
    ranks = " ".join(f"WHEN {quoted(stage)} THEN {rank}" for rank, stage in enumerate(PATH))
    table(
        "review_plan",
        f"""
        WITH staged AS (
            SELECT *, CASE WHEN is_live THEN {weighted("id", "stage", LIVE)}
                ELSE {weighted("id", "end", ENDS)} END AS stage
            FROM review_drawn
        ), begun AS (
            SELECT *, CASE WHEN stage = {quoted(Stage.ACTIVE)} THEN {quoted(Stage.SIGNATURE)}
                    WHEN NOT is_live THEN {weighted("id", "ended from", ENDED_FROM)}
                    ELSE '' END AS ended_from,
                CASE WHEN is_live THEN greatest(opened_at + interval '1 minute',
                        {now} - interval '20 days' * power({share("id", "since")}, 1.5) - interval '2 hours')
                    ELSE least({now} - interval '1 hour', opened_at + interval '8 days' + interval '90 days'
                        * {share("id", "lasted")})
                    END AS stage_since
            FROM staged
        ), reached AS (
            SELECT *, CASE coalesce(nullif(ended_from, ''), stage) {ranks} END AS reached FROM begun
        )
        SELECT *, CASE kind {labels} END AS kind_label,
            CASE WHEN NOT is_live THEN stage_since END AS closed_at,
            (SELECT id FROM desk_plan WHERE slug = procurement_slug) AS procurement_desk,
            (SELECT id FROM desk_plan WHERE slug = legal_slug) AS legal_desk,
            CASE WHEN {chance("id", "privacy takes part", 16)} THEN (SELECT id FROM desk_plan
                WHERE slug = privacy_slug) END AS privacy_desk,
            CASE WHEN {chance("id", "security takes part", 18)} THEN (SELECT id FROM desk_plan
                WHERE slug = security_slug) END AS security_desk,
            CASE WHEN value >= 150000 OR {chance("id", "finance takes part", 4)} THEN (SELECT id FROM desk_plan
                WHERE slug = finance_slug) END AS finance_desk,
            CASE WHEN reached < 2 THEN 0
                WHEN {draw("id", "terms", 1000)} < 2 THEN 300
                WHEN {draw("id", "terms", 1000)} < 25 THEN 60
                ELSE 10 + {draw("id", "how many terms", 21)} END AS terms,
            reached >= 1 AND {chance("id", "walled", 1.5)} AS is_walled,
            reached >= 4 AND ({chance("id", "negotiated", 25)} OR stage = {quoted(Stage.NEGOTIATION)}) AS is_negotiated
        FROM reached, LATERAL (SELECT {_desk_slugs()}) d
        """,
    )
    _give_to_the_rare_desk()


def _desk_slugs():
    return ", ".join(f"{weighted('id', f'desk of {kind}', _shares(kind))} AS {kind}_slug" for kind in SEEDED_DESKS)


def _shares(kind):
    return {slug: part for slug, (_, of, part) in DESKS.items() if of == kind and part}


def _give_to_the_rare_desk():
    """Three reviews in review, far apart, are looked at by the desk that has nothing else."""
    run(
        f"""
        UPDATE review_plan SET privacy_desk = (SELECT id FROM desk_plan WHERE slug = {quoted(RARE_DESK)}),
            is_walled = false
        WHERE id IN (
            SELECT id FROM (
                SELECT id, ntile({RARE_ROWS}) OVER (ORDER BY id) AS part, row_number() OVER (ORDER BY id) AS nth
                FROM review_plan WHERE stage = {quoted(Stage.IN_REVIEW)}
            ) numbered WHERE nth IN (SELECT min(nth) FROM (
                SELECT ntile({RARE_ROWS}) OVER (ORDER BY id) AS part, row_number() OVER (ORDER BY id) AS nth
                FROM review_plan WHERE stage = {quoted(Stage.IN_REVIEW)}) parts GROUP BY part)
        )
        """
    )


def _cast_id(address):
    return list(CAST).index(address) + 1


# --- waits ----------------------------------------------------------------------------------------------


def waits(moment):
    """`wait_plan`: of each review, what its stages ask for. Ids follow the moment of opening."""
    now = quoted(moment)
    table("wait_drawn", " UNION ALL ".join(_kinds_of_waits()))
    table(
        "wait_plan",
        f"""
        WITH timed AS (
            SELECT wait.*, review.requester_id, review.vendor_id, review.stage_since,
                review.opened_at AS review_opened_at,
                review.closed_at AS review_closed_at, review.id * 64 + wait.nth AS key
            FROM wait_drawn wait JOIN review_plan review ON review.id = wait.review_id
        ), opened AS (
            SELECT *, CASE WHEN is_open THEN stage_since + interval '1 second' * nth
                ELSE review_opened_at + (stage_since - review_opened_at) * (0.05 + 0.8 * {share("key", "opened")})
                END AS opened_at
            FROM timed
        ), held AS (
            SELECT *, row_number() OVER (ORDER BY opened_at, key) AS id,
                opened_at + interval '1 day' * (2 + {draw("key", "target", 12)}) + interval '1 minute'
                    * {draw("key", "minute", 480)} AS due_at,
                CASE WHEN NOT is_open THEN opened_at + (stage_since - opened_at)
                    * {share("key", "took")} END AS closed_at,
                holder = 'desk' AND {chance("key", "taken", 58)} AS is_taken,
                (SELECT {one_of_array("key", "member", "CASE WHEN leads_only THEN desk.leads ELSE desk.members END")}
                    FROM desk_plan desk WHERE desk.id = desk_id) AS member,
                (SELECT {one_of_array("key", "another member", "desk.members")} FROM desk_plan desk
                    WHERE desk.id = desk_id) AS another
            FROM opened
        )
        SELECT id, key, review_id, nth, purpose, is_open, leads_only, term_nth, opened_at, due_at, closed_at,
            another, requester_id,
            opened_at + (due_at - opened_at) * 0.75 AS warn_at,
            CASE WHEN is_taken THEN 'person' ELSE holder END AS holder,
            CASE WHEN holder = 'desk' THEN desk_id END AS desk_id, desk_id AS for_desk,
            CASE WHEN is_taken THEN member WHEN holder = 'requester' THEN requester_id END AS person_id,
            CASE WHEN holder = 'vendor' THEN vendor_id END AS vendor_id,
            CASE WHEN is_taken THEN least(opened_at + interval '20 hours' * {share("key", "claimed")},
                coalesce(closed_at, {now})) END AS claimed_at,
            CASE WHEN holder = 'requester' THEN requester_id ELSE coalesce(member, another) END AS actor
        FROM held
        """,
    )
    run("CREATE INDEX ON wait_plan (review_id, for_desk, purpose)")
    run("CREATE UNIQUE INDEX ON wait_plan (id)")
    run("ANALYZE wait_plan")


def _kinds_of_waits():
    """One SELECT for each kind of wait: review_id, nth (unique in its review), purpose, holder, desk_id, leads_only,
    is_open, term_nth."""

    def kind(nth, purpose, *, desk="NULL::bigint", where, holder="desk", is_open="false", leads_only=False):
        columns = f"id AS review_id, {nth} AS nth, {quoted(purpose)} AS purpose, {quoted(holder)} AS holder"
        columns += (
            f", {desk} AS desk_id, {quoted(leads_only)} AS leads_only, ({is_open}) AS is_open, NULL::int AS term_nth"
        )
        return f"SELECT {columns} FROM review_plan WHERE {where}"

    def stands_in(stage):
        return f"stage = {quoted(stage)}"

    in_review = stands_in(Stage.IN_REVIEW)
    yield kind(
        1,
        Purpose.FULL_REQUEST,
        holder="requester",
        where="stage = 'heads_up' OR " + chance("id", "heads-up", 6),
        is_open=stands_in(Stage.HEADS_UP),
    )
    yield kind(
        2,
        Purpose.SPLIT,
        desk="procurement_desk",
        where="stage = 'triage' OR (reached > 1 AND " + chance("id", "asked who", 6) + ")",
        is_open=stands_in(Stage.TRIAGE),
    )
    done = {"legal": 22, "procurement": 30, "privacy": 40, "security": 40, "finance": 45}
    for number, (desk, percent) in enumerate(done.items()):
        stays = f"{in_review} AND NOT {chance('id', f'{desk} is done', percent)}"
        if desk == "procurement":  # somebody always works on it
            stays = (
                f"{in_review} AND (NOT {chance('id', 'procurement is done', percent)}"
                f" OR {chance('id', 'legal is done', done['legal'])})"
            )
        if desk == "privacy":
            stays = (
                f"({stays} OR {in_review} AND privacy_desk = (SELECT id FROM desk_plan"
                f" WHERE slug = {quoted(RARE_DESK)}))"
            )
        yield kind(
            3 + number,
            Purpose.DESK_REVIEW,
            desk=f"{desk}_desk",
            where=f"reached >= 2 AND {desk}_desk IS NOT NULL",
            is_open=stays,
        )
    yield kind(
        10,
        Purpose.QUESTION,
        holder="requester",
        where=f"{in_review} AND {chance('id', 'asks the requester', 16)} AND NOT {chance('id', 'legal is done', 22)}",
        is_open="true",
    )
    yield kind(11, Purpose.QUESTION, holder="requester", where=f"reached >= 2 AND {chance('id', 'has asked', 14)}")
    yield kind(
        12,
        Purpose.DESK_QUESTION,
        desk="legal_desk",
        where=f"reached >= 2 AND {chance('id', 'asks legal', 6)}",
        is_open=f"{in_review} AND {chance('id', 'no answer yet', 60)}",
    )
    yield kind(
        13,
        Purpose.VENDOR_QUESTION,
        desk="procurement_desk",
        where=f"reached >= 2 AND {chance('id', 'asks the vendor', 7)}",
        is_open=f"{in_review} AND {chance('id', 'no reply yet', 90)}",
    )
    yield kind(
        14,
        Purpose.ESCALATION,
        desk="legal_desk",
        where=f"reached >= 2 AND {chance('id', 'escalates', 6)}",
        is_open=in_review,
        leads_only=True,
    )
    for nth, desk in ((15, "procurement_desk"), (16, "legal_desk")):
        yield kind(
            nth,
            Purpose.DISAGREEMENT,
            desk=desk,
            where=f"reached >= 2 AND {chance('id', 'disagrees', 4)}",
            is_open=in_review,
            leads_only=True,
        )
    yield kind(
        17,
        Purpose.JOINT_POSITION,
        desk="procurement_desk",
        where=f"{stands_in(Stage.ALIGNED)} OR reached >= 3 AND {chance('id', 'joint position', 12)}",
        is_open=stands_in(Stage.ALIGNED),
    )
    yield kind(
        18,
        Purpose.VENDOR_REPLY,
        holder="vendor",
        where="is_negotiated",
        is_open=f"{stands_in(Stage.NEGOTIATION)} AND NOT {chance('id', 'held by nobody', 2)}",
    )
    approving = stands_in(Stage.FINAL_APPROVAL)
    yield kind(
        19,
        Purpose.APPROVAL,
        desk="procurement_desk",
        where=f"{approving} OR reached >= 5 AND {chance('id', 'asked procurement', 25)}",
        is_open=approving,
    )
    yield kind(
        20,
        Purpose.APPROVAL,
        desk="finance_desk",
        where="reached >= 5 AND value >= 150000 AND finance_desk IS NOT NULL",
        is_open=f"{approving} AND {chance('id', 'finance approves later', 60)}",
    )
    yield kind(
        21,
        Purpose.APPROVAL,
        desk="legal_desk",
        where=f"reached >= 5 AND {chance('id', 'deviates', 15)}",
        is_open=f"{approving} AND {chance('id', 'legal approves later', 60)}",
    )
    yield kind(
        22,
        Purpose.CO_SIGNATURE,
        desk="legal_desk",
        where=f"stage = 'declined' OR ({in_review} AND {chance('id', 'to be declined', 2)})",
        is_open=in_review,
    )
    for nth, desk in ((24, "legal_desk"), (25, "procurement_desk")):
        yield kind(
            nth,
            Purpose.FIRST_LOOK,
            desk=desk,
            where="stage = 'heads_up' OR " + chance("id", "heads-up", 6),
            is_open=f"{stands_in(Stage.HEADS_UP)} AND {chance('id', f'{desk} has not looked', 40)}",
        )
    yield kind(
        23,
        Purpose.SIGNATURE,
        desk="procurement_desk",
        where=f"{stands_in(Stage.SIGNATURE)} OR reached >= 6 AND {chance('id', 'signed here', 15)}",
        is_open=stands_in(Stage.SIGNATURE),
    )
