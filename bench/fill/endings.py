"""How reviews begin and come to an end: first looks, final approvals, decision notes, contracts."""

from bench.fill.sql import chance, draw, insert, quoted, run
from contracts.models import Contract, ContractEvent, Obligation, ObligationDate, Reader, RenewalDecision, SignedFile
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
    """One for each review that is active: some ended, most run, some renew by themselves, each with its dates."""
    today, first_end = f"{now}::timestamptz::date", "(contract.signed_on + 180 + contract.days)"
    years = f"greatest(0, ceil(({today} - {first_end}) / 365.25))::int"
    term_end = (
        f"({first_end} + CASE WHEN contract.how = 'auto' THEN make_interval(years => {years}) ELSE '0 days' END)::date"
    )
    act_by = f"CASE WHEN contract.how = 'auto' THEN {term_end} - contract.notice END"
    insert(
        Contract,
        f"""(
            SELECT review.*, review.closed_at::date AS signed_on, version.id AS version_id,
                {draw("review.id", "term", 1200)} AS days, 30 * (1 + {draw("review.id", "notice", 3)}) AS notice,
                CASE WHEN NOT {chance("review.id", "has an end", 85)} THEN 'open'
                    WHEN {chance("review.id", "renews", 35)} THEN 'auto' ELSE 'none' END AS how
            FROM reviews_review review
            LEFT JOIN version_plan version ON version.review_id = review.id AND version.nth = 1
                AND version.number = version.versions
            WHERE review.stage = 'active'
        ) contract ORDER BY contract.id""",
        vendor="contract.vendor_id",
        title="contract.title",
        kind=f"(ARRAY['msa', 'order_form', 'nda', 'dpa', 'other'])[1 + {draw('contract.id', 'kind', 5)}]",
        review_reference="'R-' || contract.id",
        value="contract.value",
        value_currency="contract.value_currency",
        signed_on="contract.signed_on",
        starts_on="contract.signed_on",
        first_term=f"CASE WHEN contract.how = 'open' THEN '' ELSE 'to:' || {first_end} END",
        renewal="contract.how",
        renewal_term="CASE WHEN contract.how = 'auto' THEN '12m' ELSE '' END",
        notice="contract.notice || 'd'",
        owner="contract.requester_id",
        cleared_version="contract.version_id",
        state=f"CASE WHEN contract.how = 'none' AND {term_end} < {today} THEN 'ended' ELSE 'running' END",
        term_starts_on="contract.signed_on",
        term_ends_on=f"CASE WHEN contract.how <> 'open' THEN {term_end} END",
        act_by=act_by,
        decide_by=f"{act_by} - 14",
        step_on=f"{act_by} - 14",
        next_look_at=f"{now}::timestamptz + interval '1 day'",
    )
    insert(
        RenewalDecision,
        f"contracts_contract contract WHERE state = 'running' AND step_on <= {today} + 60",
        contract="contract.id",
        term_ends_on="contract.term_ends_on",
        due_on="contract.step_on",
        opened_at="contract.signed_on + 1",
        next_reminder_on="NULL::date",
        settled_at=f"CASE WHEN {chance('contract.id', 'settled', 30)} THEN contract.signed_on + 2 END",
    )
    insert(
        ContractEvent,
        f"contracts_contract contract WHERE {chance('contract.id', 'amended', 20)}",
        contract="contract.id",
        kind="'amend'",
        given_on="contract.signed_on + 90",
        changes='\'{"notice": "60d"}\'::jsonb',
        by="contract.owner_id",
        at="contract.signed_on + 90",
    )
    insert(
        SignedFile,
        "contracts_contract contract WHERE cleared_version_id IS NOT NULL",
        contract="contract.id",
        version="contract.cleared_version_id",
        by="contract.owner_id",
        at="contract.signed_on + 1",
    )
    insert(
        Obligation,
        f"contracts_contract contract WHERE {chance('contract.id', 'owes', 40)}",
        contract="contract.id",
        title="'Report of service levels'",
        owner="contract.owner_id",
        first_due_on="contract.signed_on + 90",
        rhythm="'quarterly'",
        added_by="contract.owner_id",
        added_at="contract.signed_on + 1",
        next_look_on=f"{today} + 60",
    )
    insert(
        ObligationDate,
        "contracts_obligation obligation, generate_series(0, 5) nth",
        obligation="obligation.id",
        due_on=f"({today} - 300 + 90 * nth)",
        state=f"CASE WHEN {today} - 300 + 90 * nth < {today} THEN 'done' ELSE 'open' END",
        done_on=f"CASE WHEN {today} - 300 + 90 * nth < {today} THEN {today} - 300 + 90 * nth END",
        by=f"CASE WHEN {today} - 300 + 90 * nth < {today} THEN obligation.owner_id END",
        at=f"CASE WHEN {today} - 300 + 90 * nth < {today} THEN {now}::timestamptz END",
        next_reminder_on=f"CASE WHEN {today} - 300 + 90 * nth >= {today} THEN {today} + 30 END",
    )
    insert(Reader, "contracts_contract contract", contract="contract.id", person="contract.owner_id", why="'owns it'")
    run(
        "UPDATE reviews_review SET contract_id = contract.id FROM contracts_contract contract"
        " WHERE contract.review_reference = 'R-' || reviews_review.id"
    )
