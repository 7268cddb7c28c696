"""Holding passages against what we expect: a table of sentences, and what must never be guessed."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from reviews.pure import expectations
from reviews.pure.expectations import Extract, Fact, Verdict, check

MEETS, DIFFERS, NOT_STATED, UNCLEAR = Verdict.MEETS, Verdict.DIFFERS, Verdict.NOT_STATED, Verdict.UNCLEAR


def row(measure, comparison, value=None, unit=None):
    columns = {"measure": measure, "comparison": comparison, "value": value, "unit": unit}
    return {name: column for name, column in columns.items() if column is not None}


PAYMENT = row("payment_days", "at_least", "60", "day")
NOTICE = row("breach_notice", "at_most", "24", "hour")
TERM = row("initial_term", "at_most", "12", "month")
LAW = row("governing_law", "one_of", ["Germany", "Austria"])
CAP = row("cap_in_yearly_fees", "at_least", "2")
RENEWS = row("automatic_renewal", "absent")
AS_IS = row("words", "absent", ["as is"])
CONSENT = row("words", "present", ["written consent"])
INSURED = row("insurance_amount", "at_least", "5000000", "EUR")

SENTENCES = [
    (PAYMENT, "Invoices are payable within sixty (60) days.", MEETS),
    (PAYMENT, "Invoices are payable within 90 days.", MEETS),
    (PAYMENT, "Invoices are payable within thirty days.", DIFFERS),
    (PAYMENT, "Invoices are payable within three months.", MEETS),
    (PAYMENT, "Invoices are payable within two months.", UNCLEAR),  # 59 to 62 days
    (PAYMENT, "Invoices are payable within eight weeks.", DIFFERS),
    (PAYMENT, "Invoices are payable within 20 business days.", DIFFERS),
    (PAYMENT, "Invoices are payable within 45 business days.", UNCLEAR),
    (PAYMENT, "Invoices are payable within 60 business days.", MEETS),
    (PAYMENT, "Invoices are payable within 30 to 60 days.", UNCLEAR),
    (PAYMENT, "Invoices are payable within thirty (60) days.", UNCLEAR),
    (PAYMENT, "Invoices are due within 30 days. Invoices for travel are due within 60 days.", UNCLEAR),
    (PAYMENT, "Invoices are due within 30 days. Such invoices are payable in thirty days.", DIFFERS),
    (PAYMENT, "Fees are in euro.", NOT_STATED),
    (NOTICE, "Provider notifies Customer of a breach within 24 hours.", MEETS),
    (NOTICE, "Provider notifies Customer of a breach within one day.", MEETS),
    (NOTICE, "Provider notifies Customer of a breach within 72 hours.", DIFFERS),
    (NOTICE, "Provider notifies Customer of a breach within one business day.", UNCLEAR),
    (NOTICE, "Provider notifies Customer of a breach within two business days.", DIFFERS),
    (NOTICE, "Provider notifies Customer of a breach without undue delay.", UNCLEAR),
    (TERM, "The initial term of this Agreement is one year.", MEETS),
    (TERM, "The initial term of this Agreement is three (3) years.", DIFFERS),
    (TERM, "The initial term ends on 31 December 2026.", UNCLEAR),
    (LAW, "This Agreement is governed by German law.", MEETS),
    (LAW, "This Agreement is governed by the laws of the State of New York.", DIFFERS),
    (LAW, "This Agreement is governed by applicable law.", NOT_STATED),
    (CAP, "Liability shall not exceed two times the fees paid in the preceding 12 months.", MEETS),
    (CAP, "Liability shall not exceed the fees paid in the preceding 12 months.", DIFFERS),
    (CAP, "Liability shall not exceed EUR 10,000 or the fees paid.", UNCLEAR),
    (RENEWS, "This Agreement renews automatically for one year.", DIFFERS),
    (RENEWS, "This Agreement shall not renew automatically.", MEETS),
    (RENEWS, "Fees are in euro.", NOT_STATED),
    (AS_IS, "The product is provided AS IS.", DIFFERS),
    (AS_IS, "The product does what it should.", MEETS),
    (CONSENT, "Only with our prior written consent.", MEETS),
    (CONSENT, "The vendor may use our logo.", NOT_STATED),
    (INSURED, "Vendor keeps insurance of EUR 5,000,000 per claim.", MEETS),
    (INSURED, "Vendor keeps insurance of EUR 1,000,000 per claim.", DIFFERS),
    (INSURED, "Vendor keeps insurance of USD 9,000,000 per claim.", UNCLEAR),
]


@pytest.mark.parametrize(("expectation", "text", "verdict"), SENTENCES)
def test_check_says_how_a_sentence_stands_to_our_position(expectation, text, verdict):
    (checked,) = check([expectation], [Extract(text, 0)])
    assert checked.verdict == verdict


def test_check_quotes_the_words_in_their_place_of_the_document():
    text = "2. Fees. Fees are in euro. Invoices are payable within 30 days."
    (checked,) = check([PAYMENT], [Extract(text, 1000, "paper", "about")])
    (quote,) = checked.quotes
    assert quote == Extract("Invoices are payable within 30 days.", 1000 + text.index("Invoices"), "paper", "about")
    assert checked.sentence == "Payment: 30 days, we ask for at least 60 days"


def test_check_says_nothing_where_there_is_nothing_to_look_at():
    assert check([PAYMENT, AS_IS], []) == []


def test_check_of_two_papers_that_say_different_things_is_unclear():
    extracts = [Extract(f"Invoices are payable within {days} days.", 0, days) for days in (30, 90)]
    (checked,) = check([PAYMENT], extracts)
    assert (checked.verdict, checked.stated, len(checked.quotes)) == (UNCLEAR, "30 days or 90 days", 2)
    assert checked.sentence == "Payment: 30 days or 90 days, we ask for at least 60 days"


def test_facts_of_the_document_count_outside_the_passages_only():
    passage = Extract("Invoices are payable within 30 days.", 100, "paper")
    fact = Fact("payment_days", 60, Extract("Payable in 60 days.", 900, "paper"))
    inside = Fact("payment_days", 60, Extract("Payable in 60 days.", 110, "paper"))
    assert [checked.verdict for checked in check([PAYMENT], [], [fact])] == [MEETS]
    assert [checked.verdict for checked in check([PAYMENT], [passage], [inside])] == [DIFFERS]
    assert [checked.verdict for checked in check([PAYMENT], [passage], [fact])] == [UNCLEAR]
    assert check([PAYMENT], [], [Fact("governing_law", "Ireland", fact.extract)]) == []


@given(st.integers(1, 400), st.integers(1, 400))
def test_days_are_compared_exactly(stated, asked):
    text = f"Invoices are payable within {stated} days."
    verdicts = {
        comparison: check([row("payment_days", comparison, str(asked), "day")], [Extract(text, 0)])[0].verdict
        for comparison in ("at_least", "at_most", "equals")
    }
    assert verdicts == {
        "at_least": MEETS if stated >= asked else DIFFERS,
        "at_most": MEETS if stated <= asked else DIFFERS,
        "equals": MEETS if stated == asked else DIFFERS,
    }


UNITS = ["hour", "day", "business day", "week", "month"]


@given(st.integers(1, 60), st.sampled_from(UNITS), st.integers(1, 60), st.sampled_from(UNITS))
def test_no_period_is_both_too_short_and_too_long(count, unit, asked, of):
    """Units that cannot be told apart for certain are unclear, so the two limits never contradict each other."""
    text = f"Provider notifies Customer of a breach within {count} {unit}s."
    least, most = (
        check([row("breach_notice", comparison, str(asked), of)], [Extract(text, 0)])[0].verdict
        for comparison in ("at_least", "at_most")
    )
    assert (least, most) in {(MEETS, DIFFERS), (DIFFERS, MEETS)} or DIFFERS not in (least, most)


@pytest.mark.parametrize(
    "rows", [[expectation] for expectation in (PAYMENT, NOTICE, TERM, LAW, CAP, RENEWS, AS_IS, CONSENT, INSURED)]
)
def test_clean_keeps_what_is_well_formed(rows):
    assert expectations.clean(rows) == rows


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("x", "What is checked is a list of rows."),
        ([{"measure": "x"}], "Row 1: Choose what is measured."),
        (
            [row("payment_days", "one_of", "3")],
            "Row 1: “Payment” can be compared with “at least”, “at most”, “exactly”.",
        ),
        (
            [row("payment_days", "at_least", "x", "day")],
            "Row 1: “Payment” needs a number above 0, written with digits: 30.",
        ),
        (
            [row("payment_days", "at_least", "0", "day")],
            "Row 1: “Payment” needs a number above 0, written with digits: 30.",
        ),
        (
            [row("payment_days", "at_least", "3", "moon")],
            "Row 1: “Payment” needs a unit: hour, day, business day, week, month, year.",
        ),
        ([row("insurance_amount", "at_least", "3")], "Row 1: “Insurance” needs a currency as its unit: EUR."),
        (
            [row("governing_law", "one_of", [])],
            "Row 1: “Governing law” needs at least one value; put a semicolon between several.",
        ),
        ([PAYMENT | {"else": 1}], "Row 1: It needs a measure, a comparison, a value and a unit, and nothing else."),
        ([PAYMENT] * 13, "At most 12 rows can be checked for one kind of term."),
    ],
)
def test_clean_says_what_is_wrong(rows, sentence):
    with pytest.raises(ValidationError) as refusal:
        expectations.clean(rows)
    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize(
    ("expectation", "words"),
    [
        (PAYMENT, "Payment: at least 60 days"),
        (row("payment_days", "equals", "1", "month"), "Payment: exactly 1 month"),
        (RENEWS, "Renewal by itself: none"),
        (LAW, "Governing law: Germany or Austria"),
        (CAP, "Cap on liability, in yearly fees: at least 2"),
        (AS_IS, "Words: without “as is”"),
        (INSURED, "Insurance: at least EUR 5,000,000"),
        (row("price_increase", "at_most", "3"), "Price increase: at most 3 %"),
    ],
)
def test_explain_says_it_in_words(expectation, words):
    assert expectations.explain(expectation) == words
