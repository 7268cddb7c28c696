"""Key facts from plain wording; where the wording is unclear, nothing is said."""

import time

import pytest

from reading import facts
from reading.clauses import segment
from reading.document import Document
from reading.facts import values

CONTRACT = """MASTER SERVICES AGREEMENT

This Master Services Agreement is made as of March 3, 2025 (the "Effective Date") by and between Nordlicht Software
GmbH, a German company ("Provider"), and Harbour & Sons Ltd., a company registered in Ireland ("Customer").

1. Term. The initial term of this Agreement is twenty-four (24) months. It shall automatically renew for successive
periods of one (1) year, unless either party gives notice at least sixty (60) days prior to the end of the term.

2. Payment. Customer shall pay each invoice within thirty (30) days of receipt of the invoice. The yearly fee is
EUR 48,000.

3. Limitation of liability. Provider's total liability under this Agreement shall not exceed the fees paid in the
twelve months before the claim, or EUR 100,000.

4. Governing law. This Agreement is governed by the laws of Ireland, without regard to conflict of laws.
"""


def read(text):
    return facts.find(Document("a.txt", text, clauses=tuple(segment(text))))


def said(text, *names):
    return {fact.name: fact.value for fact in read(text) if not names or fact.name in names}


def test_find_reads_the_facts_of_a_plain_contract():
    found = read(CONTRACT)
    assert [(fact.name, fact.value) for fact in found] == [
        ("party", {"name": "Nordlicht Software GmbH", "called": "Provider"}),
        ("party", {"name": "Harbour & Sons Ltd.", "called": "Customer"}),
        ("agreement_date", "2025-03-03"),
        ("effective_date", "2025-03-03"),
        ("initial_term", {"count": 24, "unit": "month"}),
        ("renewal", {"automatic": True, "length": {"count": 1, "unit": "year"}}),
        ("renewal_notice", {"count": 60, "unit": "day"}),
        ("governing_law", "Ireland"),
        (
            "liability_cap",
            {
                "amount": 100000,
                "currency": "EUR",
                "basis": "fees paid in the twelve months before the claim, or EUR 100,000",
                "multiple": "",
            },
        ),
        ("payment_days", 30),
        ("currency", "EUR"),
        ("amount", {"amount": 48000, "currency": "EUR"}),
        ("amount", {"amount": 100000, "currency": "EUR"}),
    ]


def test_find_quotes_the_passage_it_read():
    found = read(CONTRACT)
    assert [CONTRACT[fact.start : fact.end] for fact in found] == [fact.text for fact in found]
    law = next(fact for fact in found if fact.name == "governing_law")
    assert law.text == CONTRACT[CONTRACT.index("4. ") :].strip()


@pytest.mark.parametrize(
    "wording, place",
    [
        ("governed by and construed in accordance with the laws of the State of New York, U.S.A.", "New York"),
        ("CONSTRUED UNDER THE LAWS OF THE STATE OF TEXAS WITHOUT REGARD TO ITS RULES", "Texas"),
        ("governed by the laws of England and Wales", "England and Wales"),
        ("governed by Delaware law", "Delaware"),
        ("governed by the laws of the District of Columbia", "District of Columbia"),
        ("governed by the laws of the country of the customer", None),
        ("governed by the laws of the Vendor's seat", None),
        ("governed by the laws of Vendor", None),
        ("governed by applicable law", None),
    ],
)
def test_find_names_the_governing_law_or_nothing(wording, place):
    assert said(f"9. Governing law. This Agreement is {wording}.").get("governing_law") == place


def test_find_says_no_law_where_two_are_named():
    text = (
        "9. Governing law. Part A is governed by the laws of Spain.\n\n"
        "10. Applicable law. Part B is governed by the laws of Italy."
    )
    assert said(text) == {}


@pytest.mark.parametrize(
    "wording, expected",
    [
        ("This Agreement shall not renew automatically.", {}),
        (
            "Customer may extend the term of this Agreement for one (1) year.",
            {"renewal": {"automatic": False, "length": {"count": 1, "unit": "year"}}},
        ),
        (
            "This Agreement will automatically renew from month to month.",
            {"renewal": {"automatic": True, "length": {"count": 1, "unit": "month"}}},
        ),
        ("The initial term ends on 31 December 2026.", {"end_date": "2026-12-31"}),
        ("This Agreement continues for three (2) years.", {}),
        ("The confidentiality term of this Agreement survives for five years.", {}),
    ],
)
def test_find_reads_terms_and_renewals_with_care(wording, expected):
    assert said(f"2. Term. {wording}") == expected


@pytest.mark.parametrize(
    "wording, days",
    [
        ("Invoices are payable net 45.", 45),
        ("Customer pays invoices within two weeks.", 14),
        ("Customer shall dispute an invoice within ten (10) days.", None),
        ("Customer pays within ten (10) business days of an invoice.", None),
        (
            "Invoices are due within 30 days. Late invoices bear interest. All invoices are payable within 60 days.",
            None,
        ),
    ],
)
def test_find_says_the_payment_days_or_nothing(wording, days):
    assert said(f"5. Payment terms. {wording}").get("payment_days") == days


def test_find_takes_no_insurance_for_a_cap():
    text = "6. Liability. Provider keeps liability insurance with limits of not more than $1,000,000 per occurrence."
    assert "liability_cap" not in said(text)


@pytest.mark.parametrize(
    "text, value",
    [
        ("March 3, 2025", "2025-03-03"),
        ("the 3rd day of March, 2025", "2025-03-03"),
        ("3 March 2025", "2025-03-03"),
        ("2025-03-03", "2025-03-03"),
        ("3/31/2025", "2025-03-31"),
        ("February 30, 2025", None),
        ("31/3/2025", None),
    ],
)
def test_read_date_knows_the_usual_forms(text, value):
    assert values.read_date(values.DATE_RE.search(text)) == value


@pytest.mark.parametrize(
    "text, value",
    [
        ("$1,250.50", {"amount": 1250.5, "currency": "USD"}),
        ("EUR 2 million", {"amount": 2_000_000, "currency": "EUR"}),
        ("1,000 euros", {"amount": 1000, "currency": "EUR"}),
        ("£3.5 million", {"amount": 3_500_000, "currency": "GBP"}),
    ],
)
def test_read_money_knows_signs_codes_and_scales(text, value):
    assert values.read_money(values.MONEY_RE.search(text)) == value


@pytest.mark.parametrize("text", ["$[***]", "Section 5", "USD", "5 days"])
def test_read_money_takes_nothing_else_for_money(text):
    assert values.MONEY_RE.search(text) is None


HARD = [
    "laws of ",
    "renew ",
    "this agreement ",
    "Aa ",
    "Aa Inc ",
    "$1",
    "1 ",
    "(1) ",
    "between Aa ",
    "invoice ",
    "liability ",
]


@pytest.mark.parametrize("piece", HARD)
def test_find_takes_a_long_text_of_anything_in_seconds(piece):
    text = "Term, payment, liability, laws.\n\n" + piece * (100_000 // len(piece))
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 5
