"""Documents, their versions, what was read in them, what was proposed of it, and the turns with the vendor.

The files themselves are not written: what the pages show of them stands in the readings.
"""

from bench.fill.sql import chance, draw, insert, one_of, one_of_array, quoted, table, weighted
from contracts.models import Comparison, Document, DocumentVersion, Reading
from intake.models import IntakeRequest
from reviews.models import Passage, Proposal, ReadPaper, Review, Turn, VendorChange

PARAGRAPHS = (
    "The Supplier grants the Customer a right to use the Services for its own business for the term of this Agreement.",
    "The Customer pays the fees named in the order form within thirty days of receipt of a correct invoice.",
    "The Supplier may increase the fees once a year by not more than eight per cent, on thirty days' written notice.",
    "This Agreement has an initial term of thirty-six months and renews for twelve months unless ended before.",
    "Either party may end this Agreement for convenience by giving ninety days' written notice to the other.",
    "The total liability of either party is limited to the fees paid in the twelve months before the claim arose.",
    "The Supplier keeps personal data in the European Economic Area and names every sub-processor in Annex 2.",
    "Each party keeps the other's confidential information secret for five years after the end of this Agreement.",
    "This Agreement is governed by the laws of Germany; the courts of Berlin have exclusive jurisdiction.",
    "The Supplier insures its liability with at least two million euros a claim and shows the policy on request.",
    "The Supplier makes the Services available for 99.5 per cent of each month, planned maintenance not counted.",
    "No change to this Agreement is valid unless it is made in writing and signed by both parties.",
)
KINDS = 12
"""How many different texts there are; each reading has one of them."""


def fill(moment):
    now = quoted(moment)
    _texts()
    _documents()
    _readings()
    _proposals(now)
    _turns(now)


def _texts():
    """`text_plan`: texts with their clauses, as a reading keeps them, with offsets that are true."""
    values = []
    for kind in range(KINDS):
        turned = PARAGRAPHS[kind:] + PARAGRAPHS[:kind]
        text, clauses = "", []
        for number, paragraph in enumerate(turned, start=1):
            words = f"{number}. {paragraph}"
            clauses.append(
                {
                    "start": len(text),
                    "end": len(text) + len(words),
                    "page": 1 + number // 7,
                    "heading": "",
                    "number": f"{number}.",
                    "text": words,
                    "types": [],
                    "side": "legal" if number % 2 else "commercial",
                    "side_confidence": 0.9,
                    "second_side": "",
                    "level": 0,
                    "parent": None,
                    "kind": "clause",
                    "triage": False,
                }
            )
            text += words + "\n\n"
        middle = clauses[5]["end"]
        pages = [
            {"number": 1, "start": 0, "end": middle, "picture": False},
            {"number": 2, "start": middle, "end": len(text), "picture": False},
        ]
        values.append(f"({kind}, {quoted(text)}, {quoted(clauses, as_json=True)}, {quoted(pages, as_json=True)})")
    table("text_plan", f"SELECT * FROM (VALUES {', '.join(values)}) AS text (kind, text, clauses, pages)")


def _documents():
    """One contract for each review that came past triage, and an order form or a paper on data for some."""
    table(
        "document_plan",
        f"""
        SELECT row_number() OVER (ORDER BY review.id, nth) AS id, review.id AS review_id, nth, opened_at, vendor_id,
            requester_id,
            1 + {draw("review.id * 4 + nth", "versions", 100)} / 60 + CASE WHEN is_negotiated AND nth = 1 THEN 1
                ELSE 0 END AS versions,
            review.stage_since
        FROM review_plan review, generate_series(1, 2) nth
        WHERE reached >= 1 AND (nth = 1 OR {chance("review.id", "second paper", 28)})
        """,
    )
    insert(
        Document,
        "document_plan ORDER BY id",
        id="id",
        title="CASE nth WHEN 1 THEN 'Master agreement'"
        f" ELSE {one_of('id', 'title', ['Order form', 'Data processing agreement'])} END",
        kind="CASE nth WHEN 1 THEN 'contract' ELSE 'order_form' END",
        vendor="vendor_id",
        created_by="requester_id",
        created_at="opened_at",
    )
    insert(Review.documents.through, "document_plan ORDER BY id", review="review_id", document="id")
    insert(
        IntakeRequest.documents.through,
        "document_plan JOIN intake_intakerequest request ON request.review_id = document_plan.review_id",
        intakerequest="request.id",
        document="document_plan.id",
    )
    table(
        "version_plan",
        """
        SELECT row_number() OVER (ORDER BY document.id, number) AS id, document.id AS document_id, review_id, nth,
            number, versions,
            requester_id, opened_at + (stage_since - opened_at) * ((number - 1)::float8 / versions) AS at
        FROM document_plan document, LATERAL generate_series(1, document.versions) number
        """,
    )
    insert(
        DocumentVersion,
        "version_plan ORDER BY id",
        id="id",
        document="document_id",
        number="number",
        file="'documents/bench-' || id",
        original_name="'agreement-' || document_id || '.docx'",
        size=f"20000 + {draw('id', 'size', 400000)}",
        sha256="md5(id::text) || md5('again' || id)",
        content_type="'application/vnd.openxmlformats-officedocument.wordprocessingml.document'",
        uploaded_by="requester_id",
        uploaded_at="at",
    )


def _readings():
    outcome = weighted("version.id", "outcome", {"text": 94, "no_text": 3, "password": 1, "unreadable": 2})
    insert(
        Reading,
        f"""(SELECT *, {outcome} AS outcome FROM version_plan version) version
            JOIN text_plan text ON text.kind = version.document_id % {KINDS} ORDER BY version.id""",
        version="version.id",
        state="'read'",
        requested_at="at",
        queued_at="at",
        started_at="at",
        read_at="at + interval '20 seconds'",
        attempts="1",
        pages_done="2",
        pages_total="2",
        outcome="outcome",
        reason="CASE WHEN outcome = 'text' THEN '' ELSE 'It could not be read.' END",
        text="CASE WHEN outcome = 'text' THEN text.text ELSE '' END",
        pages="CASE WHEN outcome = 'text' THEN text.pages ELSE '[]'::jsonb END",
        clauses="CASE WHEN outcome = 'text' THEN text.clauses ELSE '[]'::jsonb END",
        model_hash="md5('model') || md5('hash')",
    )
    insert(
        ReadPaper,
        "version_plan JOIN review_plan review ON review.id = review_id WHERE reached >= 2",
        review="review_id",
        version="version_plan.id",
        at="at + interval '30 seconds'",
        touches='\'["price", "payment-terms"]\'::jsonb',
    )
    insert(
        Comparison,
        f"""version_plan old JOIN version_plan new ON new.document_id = old.document_id AND new.number = old.number + 1
            WHERE {chance("old.id", "looked at", 25)}""",
        old="old.id",
        new="new.id",
        old_read_at="old.at + interval '20 seconds'",
        new_read_at="new.at + interval '20 seconds'",
        compared_at="new.at + interval '1 hour'",
        changes="'[]'::jsonb",
        counts="'{}'::jsonb",
    )


def _proposals(now):
    """Where terms stand in the first paper; and clauses that nobody has looked at yet, or that are no term."""
    table(
        "passage_plan",
        f"""
        SELECT term.id AS term_id, term.review_id, version.id AS version_id, version.at, type_id, term.desk_id,
            term.nth, kind
        FROM (SELECT *, (key & 511)::int AS nth FROM term_plan) term
        JOIN version_plan version ON version.review_id = term.review_id AND version.nth = 1 AND version.number = 1
        JOIN text_plan text ON text.kind = version.document_id % {KINDS}
        WHERE term.nth <= 12 AND {chance("term.id", "has a passage", 62)}
        """,
    )
    clause = (
        "JOIN text_plan text ON text.kind = plan.kind, LATERAL (SELECT text.clauses -> (plan.nth - 1) AS json) clause"
    )
    place = {
        "clause": "plan.nth - 1",
        "start": "(clause.json ->> 'start')::int",
        "end": "(clause.json ->> 'end')::int",
        "page": "(clause.json ->> 'page')::int",
        "number": "clause.json ->> 'number'",
        "quote": "clause.json ->> 'text'",
    }
    insert(Passage, f"passage_plan plan {clause}", term="plan.term_id", version="plan.version_id", **place)
    insert(
        Proposal,
        f"""passage_plan plan {clause}, reviews_termtype type, desk_plan desk, reviews_term term
            WHERE type.id = plan.type_id AND desk.id = plan.desk_id AND term.id = plan.term_id
            AND {chance("plan.term_id", "was proposed", 30)}""",
        review="plan.review_id",
        version="plan.version_id",
        **place,
        term_type="type.id",
        type_confidence="0.9",
        side="type.side",
        side_confidence="0.9",
        desk="plan.desk_id",
        state="'confirmed'",
        decided_by=one_of_array("plan.term_id", "who confirms", "desk.members"),
        decided_at="plan.at + interval '1 hour'",
        decided_type="type.id",
        decided_side="type.side",
        decided_desk="plan.desk_id",
        term="plan.term_id",
    )
    clause = clause.replace("(plan.nth - 1)", "(plan.clause)")
    place["clause"] = "plan.clause"
    rejected = f"plan.stage <> 'in_review' OR {chance('plan.id * 16 + plan.clause', 'no term', 40)}"
    insert(
        Proposal,
        f"""(
            SELECT version.id, version.review_id, version.at, clause, text.kind, review.stage,
                review.procurement_desk AS desk_id
            FROM version_plan version JOIN review_plan review ON review.id = version.review_id
            JOIN text_plan text ON text.kind = version.document_id % {KINDS}, generate_series(0, 11) clause
            WHERE version.nth = 1 AND version.number = 1 AND reached >= 2
                AND {chance("version.id * 16 + clause", "to be sorted", 5)}
        ) plan {clause}, desk_plan desk WHERE desk.id = plan.desk_id""",
        review="plan.review_id",
        version="plan.id",
        **place,
        side="'commercial'",
        side_confidence="0.4",
        state=f"CASE WHEN {rejected} THEN 'rejected' ELSE 'proposed' END",
        decided_by=f"CASE WHEN {rejected} THEN desk.members[1] END",
        decided_at=f"CASE WHEN {rejected} THEN plan.at + interval '1 hour' END",
    )


def _turns(now):
    """One turn with the vendor for whatever was negotiated, open while they have it."""
    is_open = "review.stage = 'negotiation'"
    back = f"CASE WHEN NOT {is_open} THEN review.stage_since - (review.stage_since - review.opened_at) * 0.2 END"
    insert(
        Turn,
        "review_plan review JOIN desk_plan desk ON desk.id = review.procurement_desk"
        " WHERE is_negotiated ORDER BY review.id",
        review="review.id",
        number="1",
        sent_at=f"CASE WHEN {is_open} THEN review.stage_since"
        " ELSE review.stage_since - (review.stage_since - review.opened_at) * 0.4 END",
        sent_by=one_of_array("review.id", "who sends", "desk.members"),
        returned_at=back,
        recorded_by=f"CASE WHEN NOT {is_open} THEN {one_of_array('review.id', 'who records', 'desk.members')} END",
        note=f"CASE WHEN NOT {is_open} THEN 'Most of it is fine with them.' ELSE '' END",
    )
    version = "reviews_turn turn JOIN version_plan version ON version.review_id = turn.review_id AND version.nth = 1"
    insert(Turn.sent.through, f"{version} AND version.number = 1", turn="turn.id", documentversion="version.id")
    insert(
        Turn.returned.through,
        f"{version} AND version.number = 2 WHERE turn.returned_at IS NOT NULL",
        turn="turn.id",
        documentversion="version.id",
    )
    insert(
        VendorChange,
        f"""reviews_turn turn
            JOIN version_plan old ON old.review_id = turn.review_id AND old.nth = 1 AND old.number = 1
            JOIN version_plan new ON new.document_id = old.document_id AND new.number = 2
            JOIN term_plan term ON term.review_id = turn.review_id AND {chance("term.id", "changed by the vendor", 8)}
            WHERE turn.returned_at IS NOT NULL""",
        term="term.id",
        old_version="old.id",
        new_version="new.id",
        redline='\'[["keep", "thirty "], ["delete", "days"], ["insert", "business days"]]\'::jsonb',
        sent_back=chance("term.id", "sent back", 50),
        reason="'It says the same.'",
        recorded_by="turn.recorded_by_id",
        recorded_at="turn.returned_at",
    )
