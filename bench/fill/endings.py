"""How reviews begin and come to an end: first looks, final approvals, decision notes, contracts."""

from bench.fill.sql import chance, draw, insert, quoted, run
from contracts.models import Contract
from reviews.models import Approval, ApprovalBasis, DecisionNote, FirstLook, Purpose


def fill(moment):
    _approvals()
    _notes()
    _first_looks()
    _contracts(quoted(moment))


def _approvals():
    insert(
        ApprovalBasis,
        "review_plan WHERE reached >= 5",
        review="id",
        rules="'[]'::jsonb",
        facts="jsonb_build_object('kind', kind, 'value', value::text)",
    )
    covered = "jsonb_build_array(jsonb_build_object('key', 'fact:value', 'label', 'Value',"
    covered += " 'text', coalesce(review.value::text, 'nothing')))"
    decided = "wait.closed_at IS NOT NULL"
    how = (
        f"CASE WHEN {chance('wait.id', 'skipped', 4)} THEN 'skipped'"
        f" WHEN {chance('wait.id', 'in its place', 3)} THEN 'overridden' ELSE 'approved' END"
    )
    insert(
        Approval,
        f"""(
            SELECT plan.*, CASE WHEN plan.actor = plan.requester_id THEN desk.leads[1
                + plan.id % cardinality(desk.leads)] ELSE plan.actor END AS decider
            FROM wait_plan plan JOIN desk_plan desk ON desk.id = plan.for_desk
                WHERE plan.purpose = {quoted(Purpose.APPROVAL)}
        ) wait JOIN review_plan review ON review.id = wait.review_id ORDER BY wait.id""",
        review="review.id",
        desk="wait.for_desk",
        why="'Every contract that costs money'",
        reasons='\'[["Every contract that costs money", "always"]]\'::jsonb',
        wait="wait.id",
        covered=covered,
        baseline=covered,
        requester="review.requester_id",
        asked_at="wait.opened_at",
        decided_at="wait.closed_at",
        decided_by=f"CASE WHEN {decided} THEN wait.decider END",
        how=f"CASE WHEN {decided} THEN {how} ELSE '' END",
        remark=f"CASE WHEN {decided} THEN 'Agreed by telephone.' ELSE '' END",
        given_for=f"CASE WHEN {decided} THEN {covered} END",
    )


def _notes():
    insert(
        DecisionNote,
        f"wait_plan wait JOIN review_plan review ON review.id = wait.review_id"
        " JOIN desk_plan desk ON desk.id = review.procurement_desk"
        f" WHERE wait.purpose = {quoted(Purpose.CO_SIGNATURE)}",
        review="review.id",
        what="'We do not go on with this.'",
        why="'The vendor does not say where the data is kept.'",
        could_have_happened="'Data about customers could have been lost.'",
        would_change_our_mind="'A report of an audit.'",
        instead="'Use the tool that we have.'",
        wait="wait.id",
        drafted_by="(SELECT member FROM unnest(desk.members) member WHERE member IS DISTINCT FROM wait.actor LIMIT 1)",
        drafted_at="wait.opened_at",
        co_signed_by="CASE WHEN wait.closed_at IS NOT NULL THEN wait.actor END",
        co_signed_at="wait.closed_at",
    )


def _first_looks():
    """Those of legal at heads-ups, with a flag on every third."""
    insert(
        FirstLook,
        "wait_plan wait WHERE wait.nth = 24 AND NOT wait.is_open ORDER BY wait.id",
        review="wait.review_id",
        desk="wait.for_desk",
        wait="wait.id",
        flags=f"CASE WHEN {chance('wait.id', 'flags', 33)} THEN ARRAY['personal_data'] ELSE ARRAY[]::varchar[] END",
        looked_by="wait.actor",
        looked_at="wait.closed_at",
    )


def _contracts(now):
    """One for each review that is active: some ended, most run, some renew by themselves."""
    insert(
        Contract,
        """reviews_review review
            LEFT JOIN version_plan version ON version.review_id = review.id AND version.nth = 1
                AND version.number = version.versions
            WHERE review.stage = 'active' ORDER BY review.id""",
        vendor="review.vendor_id",
        title="review.title",
        review_reference="'R-' || review.id",
        value="review.value",
        value_currency="review.value_currency",
        starts_on="review.closed_at::date",
        ends_on=f"CASE WHEN {chance('review.id', 'has an end', 85)}"
        f" THEN review.closed_at::date + 180 + {draw('review.id', 'term', 1200)} END",
        notice_period_days=f"30 * (1 + {draw('review.id', 'notice', 3)})",
        renews_automatically=chance("review.id", "renews", 35),
        owner="review.requester_id",
        signed_on="review.closed_at::date",
        document_version="version.id",
    )
    run(
        "UPDATE reviews_review SET contract_id = contract.id FROM contracts_contract contract"
        " WHERE contract.review_reference = 'R-' || reviews_review.id"
    )
