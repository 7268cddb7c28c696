"""Rows, labels with their values, choices to tick, and what is printed but agrees nothing."""

import pytest

from reading.clauses import segment
from reading.document import Document, Page, Side
from reading.understand import understand


def clauses(*paragraphs):
    """[(kind, heading, text)] of the clauses of a text."""
    return [(clause.kind, clause.heading, clause.text) for clause in segment("\n\n".join(paragraphs))]


def texts(*paragraphs):
    return [text for _, _, text in clauses(*paragraphs)]


def understood(*paragraphs):
    text = "\n\n".join(paragraphs)
    return understand(Document("paper", text, (Page(1, 0, len(text)),)))


def facts(*paragraphs):
    return {fact.name: fact.value for fact in understood(*paragraphs).facts}


# --- rows and labels ------------------------------------------------------------------------------------


def test_row_of_a_table_is_a_clause_under_its_label():
    rows = (
        "Item | Detail\nGoverning law | England and Wales\nLiability cap | 125 % of the Fees\nEnd Date | 31 March 2029"
    )
    assert clauses("Order Form", rows, "The parties agree to all of the above.") == [
        ("clause", "Order Form", "Order Form"),
        ("caption", "Item", "Item | Detail"),
        ("clause", "Governing law", "Governing law | England and Wales"),
        ("clause", "Liability cap", "Liability cap | 125 % of the Fees"),
        ("clause", "End Date", "End Date | 31 March 2029"),
        ("clause", "Order Form", "The parties agree to all of the above."),
    ]


def test_rows_are_sorted_by_their_labels():
    document = understood("Governing law | England and Wales\nLiability cap | 125 % of the Fees\nPayment days | 45")
    assert [clause.types[0].name for clause in document.clauses] == ["governing-law", "liability", "payment-terms"]


def test_price_row_stands_under_the_heading_of_its_table():
    rows = "SKU | Item | Price\nNA-100 | Platform | £480.00\nTotal | £480.00"
    assert [(kind, heading) for kind, heading, _ in clauses("Fees", rows)][2:] == [
        ("clause", "Fees"),
        ("clause", "Fees"),
    ]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_label_with_its_value_is_a_clause(between):
    lines = ["Applicable law: Dutch law", "Payment days: 45", "Initial term: 36 months"]
    assert [(heading, text) for _, heading, text in clauses(between.join(lines))] == [
        ("Applicable law", lines[0]),
        ("Payment days", lines[1]),
        ("Initial term", lines[2]),
    ]


def test_label_with_a_short_value_is_no_bare_heading():
    (clause,) = understood("Fees are due.", "Payment days: 45").clauses[1:]
    assert (clause.types[0].name, clause.side) == ("payment-terms", Side.COMMERCIAL)


@pytest.mark.parametrize(
    "pairs",
    [
        [("Governing Law", "England and Wales"), ("Liability Cap", "125% of the Fees paid in a year")],
        [("Supplier name:", "Beta Ltd"), ("Billing contact:", "Rosa Requester")],
        [("GOVERNING LAW", "Ireland"), ("TERM", "36 months")],
    ],
)
def test_label_and_the_value_on_the_next_line_stay_together(pairs):
    assert texts(*(line for pair in pairs for line in pair)) == ["\n\n".join(pair) for pair in pairs]


def test_heading_above_running_text_is_no_label_of_a_value():
    body = "This Agreement is governed by the laws of Ireland, and the courts of Dublin decide every dispute about it."
    assert texts(
        "Governing Law", body, "Fees", "Fees are due within thirty days of the invoice that the Supplier sends."
    ) == [
        f"Governing Law\n\n{body}",
        "Fees\n\nFees are due within thirty days of the invoice that the Supplier sends.",
    ]


# --- choices --------------------------------------------------------------------------------------------

CHOICES = [
    ("[ ]", "[x]"),
    ("[ ]", "[X]"),
    ("[  ]", "[ x ]"),
    ("[]", "[✓]"),
    ("☐", "☒"),
    ("☐", "☑"),
    ("□", "✓"),
    ("( )", "(x)"),
    ("[_]", "[X]"),
]


@pytest.mark.parametrize(("empty", "ticked"), CHOICES)
def test_option_that_nobody_ticked_is_not_agreed(empty, ticked):
    delaware, england = (
        f"{empty} This Agreement is governed by the laws of Delaware.",
        f"{ticked} This Agreement is governed by the laws of England.",
    )
    assert clauses("1. Governing law (tick one):", f"{delaware} {england}")[1:] == [
        ("unticked", "1. Governing law (tick one)", delaware),
        ("clause", "1. Governing law (tick one)", england),
    ]
    assert [kind for kind, _, _ in clauses("Governing law:", delaware, england)][1:] == ["unticked", "clause"]
    document = understood("Governing law (tick one):", delaware, england)
    by_kind = {clause.kind: clause for clause in document.clauses}
    assert (by_kind["unticked"].types, by_kind["unticked"].side) == ((), Side.NEITHER)
    assert {fact.name: fact.value for fact in document.facts}.get("governing_law") in ("England", "England and Wales")


def test_nothing_is_agreed_where_nobody_ticked_anything():
    assert "governing_law" not in facts("☐ The laws of Delaware govern this.", "☐ The laws of England govern this.")


def test_short_options_stay_on_their_line():
    assert clauses("Auto-renewal: ☐ Yes ☒ No", "Billing | ☒ Annual ☐ Monthly") == [
        ("clause", "Auto-renewal", "Auto-renewal: ☐ Yes ☒ No"),
        ("clause", "Billing", "Billing | ☒ Annual ☐ Monthly"),
    ]


def test_box_behind_its_words_belongs_to_them():
    assert (
        facts("Payment. Invoices are due within 30 days [ ] Invoices are due within 60 days [x]")["payment_days"] == 60
    )


def test_empty_option_within_a_row_is_no_fact():
    found = facts("Payment | ☐ Invoices are payable within 30 days ☒ Invoices are payable within 60 days")
    assert found["payment_days"] == 60


@pytest.mark.parametrize(
    "text",
    [
        "1. Fees. The fees are due within [ ] days of the invoice.",
        "1. Fees. The fees rise by [  ] percent each year.",
        "(x) the Supplier pays the fees of the Customer within thirty days.",
    ],
    ids=["days", "percent", "the number ten"],
)
def test_bracket_within_a_sentence_and_a_number_are_no_boxes(text):
    assert [kind for kind, _, _ in clauses(text)] == ["clause"]


# --- what agrees nothing --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "[Note to draft: confirm with legal whether 60 days is right.]",
        "[Drafting note: the cap is still open.]",
        "Drafting Note: fall back to 60 days if they push.",
        "NTD: vendor to confirm the governing law of Ireland.",
        "[Guidance note: delete if not applicable.]",
        "Note to reviewer: liability is capped at the fees.",
        "[Note: to be discussed with the customer.]",
    ],
)
def test_note_to_the_drafter_is_told(text):
    document = understood("1. Fees. The fees are due within thirty (30) days of the invoice.", text)
    assert (document.clauses[1].kind, document.clauses[1].types, document.clauses[1].side) == ("note", (), Side.NEITHER)


def test_note_inside_a_clause_is_no_fact():
    found = facts(
        "1. Payment. Invoices are payable within [Drafting note: was ninety (90) days] thirty (30) days of receipt."
    )
    assert found["payment_days"] == 30


def test_facts_quote_the_words_as_they_stand():
    text = "1. Payment. Invoices are payable within thirty (30) days of receipt [Drafting note: was 90]."
    (fact,) = [fact for fact in understood(text).facts if fact.name == "payment_days"]
    assert fact.text == text[fact.start : fact.end]


@pytest.mark.parametrize(
    "text",
    [
        "Insurance: [●]",
        "Supplier: [insert name]",
        "Liability cap | ____",
        "[Customer Name]",
        "Fee: <<amount>>",
        "Term: {{term}}",
        "[To be completed]",
        "Effective Date: ________________",
        "Governing law: TBD",
    ],
)
def test_place_that_is_to_be_filled_in_is_told(text):
    (clause,) = segment(text)
    assert clause.kind == "placeholder"


@pytest.mark.parametrize(
    "text",
    [
        "The fees are due within [●] days of receipt of the invoice.",
        "Liability cap: EUR 100,000 [each year]",
        "The Supplier [Beta Ltd] insures itself against all risks of its trade.",
    ],
)
def test_clause_with_a_place_to_fill_in_is_still_a_clause(text):
    (clause,) = segment(text)
    assert clause.kind == "clause"


SIGNED = [
    "IN WITNESS WHEREOF the parties have executed this Agreement.",
    "ACME INC.",
    "By: ____________________",
    "Name: John Smith",
    "Title: Chief Executive Officer",
    "Date: 1 May 2026",
]
TO_SIGN = ["Signed for and on behalf of Beta Limited", "Signature: ____________", "Print name:", "Position:", "Date:"]
IN_TWO = ["SUPPLIER | CUSTOMER", "By: ________ | By: ________", "Name: | Name:", "Title: | Title:"]


@pytest.mark.parametrize("block", [SIGNED, TO_SIGN, IN_TWO], ids=["signed", "to sign", "side by side"])
def test_signature_block_is_told(block):
    document = understood("9. Fees. The fees are due within thirty (30) days of the invoice.", *block)
    kinds = [clause.kind for clause in document.clauses[1:]]
    assert set(kinds) == {"signature"} or (kinds[0] == "clause" and set(kinds[1:]) == {"signature"})
    assert not any(clause.types for clause in document.clauses if clause.kind == "signature")


def test_name_and_date_without_a_signature_are_no_block():
    assert {kind for kind, _, _ in clauses("Name: Beta Ltd", "Date: 1 May 2026", "Fees are due at once.")} == {"clause"}


# --- lists and lines ------------------------------------------------------------------------------------


def test_items_of_a_list_without_numbers_go_with_their_lead_in():
    assert texts(
        "The modules are:", "- Service Delivery Management", "- Project and Resource Management", "Fees are due."
    ) == [
        "The modules are:\n\n- Service Delivery Management\n\n- Project and Resource Management",
        "Fees are due.",
    ]


def test_item_in_small_letters_goes_on_with_a_lead_in_that_has_no_end():
    assert (
        len(texts("18. Datec must not assign this agreement unless Datec", "(a) is not in breach", "(b) has consent"))
        == 1
    )


@pytest.mark.parametrize("amount", ["EUR 5,000.", "GBP 1,200 A YEAR."])
def test_amount_on_a_wrapped_line_is_no_heading(amount):
    lines = ["The annual subscription fee that the customer pays in advance to the supplier is", amount]
    lines += ["It is invoiced on the first day of each year of the term of the subscription and is", "due at once."]
    assert segment("\n".join(lines))[0].text == "\n".join(lines[:2])
