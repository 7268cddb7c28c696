"""Waits and what follows them: who held them when, reminders and nudges, what somebody leaves with a delegate."""

from bench.fill.sql import chance, draw, insert, one_of, quoted, run, share
from people.models import Absence
from reviews.models import (
    PART_DONE,
    AgendaMark,
    Delegation,
    DueChange,
    Holding,
    Nudge,
    Promise,
    Purpose,
    Reminder,
    Rung,
    Wait,
)

QUESTIONS = (
    "Who will be able to see the data, and from which countries?",
    "Is the price per seat or for everybody? The order form says both.",
    "Can it wait until the budget of next year is approved?",
    "Which of our systems does it connect to, and who runs them?",
)
NEEDED = {
    Purpose.FULL_REQUEST: "'Complete the request once you know more, or withdraw it.'",
    Purpose.FIRST_LOOK: "'Have a first look: no concerns yet, or early flags.'",
    Purpose.SPLIT: "'Say who answers the questions that no rule answers.'",
    Purpose.DESK_REVIEW: "'Decide ' || (2 + {number}) || ' terms.'",
    Purpose.QUESTION: "'Answer a question from ' || desk.name || '.'",
    Purpose.DESK_QUESTION: "'Answer a question from ' || desk.name || '.'",
    Purpose.VENDOR_QUESTION: (
        "'Put a question from ' || desk.name || ' to ' || left(vendor.name, 60) || ' and write down the answer.'"
    ),
    Purpose.ESCALATION: "'Decide the escalated term “Limitation of liability”.'",
    Purpose.DISAGREEMENT: (
        "'Settle with the other side''s lead: ' || desk.name || ' disagrees on “Price and rates, discounts”.'"
    ),
    Purpose.JOINT_POSITION: "'Send our joint position to ' || left(vendor.name, 60) || ', or ask for final approval.'",
    Purpose.VENDOR_REPLY: "left('Reply to our joint position on ' || review.title || '.', 200)",
    Purpose.APPROVAL: "'Approve: ' || left(review.title, 120)",
    Purpose.CO_SIGNATURE: "'Read the decision note and co-sign it, or object.'",
    Purpose.SIGNATURE: "'Have the contract signed and note its dates.'",
}
REASONS = ("They are shut until then.", "The new price list comes first.", "The budget is decided in the next round.")


def fill(moment):
    now = quoted(moment)
    needed = " ".join(
        f"WHEN {quoted(purpose)} THEN {text.replace('{number}', draw('wait.key', 'how many', 17))}"
        for purpose, text in NEEDED.items()
    )
    asks = (
        f"purpose IN ({quoted(Purpose.QUESTION)}, {quoted(Purpose.DESK_QUESTION)}, {quoted(Purpose.VENDOR_QUESTION)})"
    )
    reason = "wait.pause = 'day'"
    insert(
        Wait,
        f"""(
            SELECT plan.*, blocked.id AS blocks_id,
                CASE WHEN NOT plan.is_open THEN NULL
                    WHEN EXISTS (SELECT FROM wait_plan question WHERE question.review_id = plan.review_id
                        AND question.is_open AND question.nth IN (10, 12, 13) AND plan.nth = CASE question.nth
                            WHEN 10 THEN 3 ELSE 4 END)
                        THEN 'question'
                    WHEN plan.purpose = {quoted(Purpose.DESK_REVIEW)} AND {chance("plan.key", "pauses", 6)} THEN 'day'
                    END AS pause
            FROM wait_plan plan
            LEFT JOIN wait_plan blocked ON blocked.review_id = plan.review_id AND plan.nth IN (10, 12, 13)
                AND blocked.nth = CASE plan.nth WHEN 10 THEN 3 ELSE 4 END
        ) wait
        JOIN reviews_review review ON review.id = wait.review_id
        JOIN vendors_vendor vendor ON vendor.id = review.vendor_id
        LEFT JOIN review_plan plan ON plan.id = wait.review_id
        LEFT JOIN people_team desk ON desk.id = coalesce(wait.for_desk, plan.legal_desk)
        ORDER BY wait.id""",
        id="wait.id",
        review="wait.review_id",
        purpose="wait.purpose",
        needed=f"CASE wait.purpose {needed} END",
        question=f"CASE WHEN {asks} THEN {one_of('wait.key', 'question', QUESTIONS)} ELSE '' END",
        holder="wait.holder",
        desk="wait.desk_id",
        person="wait.person_id",
        vendor="wait.vendor_id",
        leads_only="wait.leads_only",
        asked_by=f"CASE WHEN {asks} THEN coalesce(wait.another, (SELECT members[1] FROM desk_plan"
        " WHERE id = plan.legal_desk)) END",
        blocks="wait.blocks_id",
        opened_at="wait.opened_at",
        due_at="wait.due_at",
        warn_at="wait.warn_at",
        claimed_at="wait.claimed_at",
        paused_at=f"CASE WHEN wait.pause IS NOT NULL THEN least(wait.opened_at + interval '1 hour', {now}) END",
        pause_reason=f"CASE WHEN {reason} THEN {one_of('wait.key', 'why', REASONS)} ELSE '' END",
        resumes_at=f"CASE WHEN {reason} THEN {now} + interval '1 hour' * (30 + {draw('wait.key', 'resumes', 400)}) END",
        remind_at="CASE WHEN wait.is_open AND wait.pause IS NULL AND wait.purpose <> 'full_request'"
        f" THEN {now} + interval '1 hour' * (12 + 300 * {share('wait.key', 'reminds')}) END",
        closed_at="wait.closed_at",
        closed_by="CASE WHEN wait.closed_at IS NOT NULL"
        " THEN coalesce(wait.actor, wait.another, review.requester_id) END",
        answer=f"CASE WHEN wait.closed_at IS NULL THEN '' WHEN {asks} THEN 'Yes, for all three of them.'"
        f" WHEN wait.purpose = {quoted(Purpose.DESK_REVIEW)} THEN {quoted(PART_DONE)} ELSE 'Done.' END",
        apart="CASE WHEN wait.is_open AND wait.purpose IN ('approval', 'escalation')"
        f" AND {chance('wait.key', 'apart', 30)}"
        f" AND wait.another IS NOT NULL THEN ARRAY[wait.another] WHEN wait.is_open AND wait.person_id IS NOT NULL"
        f" AND {chance('wait.key', 'kept apart', 0.1)} THEN ARRAY[wait.person_id] ELSE '{{}}'::bigint[] END",
    )
    run("CREATE INDEX temporary_open_waits ON reviews_wait (review_id) WHERE closed_at IS NULL")
    _holdings(now)
    _reminders(now)
    _the_rest(now)
    run("DROP INDEX temporary_open_waits")


def _holdings(now):
    """With its desk until somebody takes it, then with them; a pause is a stretch of its own."""
    source = """reviews_wait wait, LATERAL (VALUES
            (1, CASE WHEN claimed_at IS NULL THEN holder ELSE 'desk' END,
                CASE WHEN claimed_at IS NULL THEN person_id END, false, opened_at, coalesce(claimed_at, paused_at,
                    closed_at)),
            (2, holder, person_id, false, claimed_at, coalesce(greatest(paused_at, claimed_at), closed_at)),
            (3, holder, person_id, true, greatest(paused_at, claimed_at), closed_at)
        ) AS stretch (nth, holder, person_id, paused, began_at, ended_at)
        WHERE began_at IS NOT NULL AND (nth <> 2 OR claimed_at IS NOT NULL) AND (nth <> 3 OR paused_at IS NOT NULL)
        ORDER BY wait.id, nth"""
    insert(
        Holding,
        source,
        wait="wait.id",
        holder="stretch.holder",
        desk="wait.desk_id",
        person="stretch.person_id",
        paused="stretch.paused",
        began_at="stretch.began_at",
        ended_at="greatest(stretch.began_at, stretch.ended_at)",
    )


def _reminders(now):
    """One or two rungs of every second wait."""
    rungs = list(Rung.objects.order_by("pk").values_list("pk", flat=True)[:2])
    insert(
        Reminder,
        f"reviews_wait wait, unnest(ARRAY{rungs}) WITH ORDINALITY AS rung (id, nth)"
        f" WHERE {chance('wait.id', 'reminded', 40)} AND (nth = 1 OR {chance('wait.id', 'twice', 50)})",
        wait="wait.id",
        rung="rung.id",
        reached_at="wait.opened_at + (wait.due_at - wait.opened_at) * 0.5",
        was_sent="true",
    )


def _the_rest(now):
    insert(
        Nudge,
        f"reviews_wait wait JOIN reviews_review review ON review.id = review_id WHERE {chance('wait.id', 'nudged', 3)}",
        wait="wait.id",
        by="review.requester_id",
        at="wait.opened_at + interval '1 day'",
        day="(wait.opened_at + interval '1 day')::date",
    )
    insert(
        DueChange,
        f"reviews_wait wait WHERE {chance('wait.id', 'another day', 2)} AND wait.person_id IS NOT NULL",
        wait="wait.id",
        before="wait.due_at - interval '2 days'",
        after="wait.due_at",
        why="'We look at the annex as well.'",
        by="wait.person_id",
        at="wait.opened_at + interval '1 hour'",
    )
    insert(
        Promise,
        f"reviews_wait wait JOIN people_team team ON team.id = desk_id WHERE purpose = 'desk_review'"
        f" AND team.slug = 'legal' AND {chance('wait.id', 'promised', 80)}",
        review="wait.review_id",
        day="wait.due_at::date",
        similar="12",
        at="wait.opened_at",
    )
    insert(
        AgendaMark,
        f"reviews_wait wait WHERE {chance('wait.id', 'on the agenda', 1)} AND purpose = 'desk_review'",
        wait="wait.id",
        added_at="wait.due_at",
        talked_at="wait.closed_at",
        talked_by="wait.closed_by_id",
        outcome="CASE WHEN wait.closed_at IS NULL THEN '' ELSE 'Goes on as planned.' END",
    )
    if Absence.objects.exists():
        insert(
            Delegation,
            "people_absence absence JOIN reviews_wait wait ON wait.person_id = absence.person_id"
            " AND wait.closed_at IS NULL"
            f" AND wait.desk_id IS NOT NULL WHERE absence.begun_at IS NULL AND absence.delegate_id IS NOT NULL"
            f" AND {chance('wait.id', 'left with a delegate', 40)}",
            absence="absence.id",
            wait="wait.id",
            agreed_by="absence.person_id",
            agreed_at=now,
        )
