"""Facts in words: what the paper says."""

from types import SimpleNamespace

import pytest

from reviews.web.cards.fact_words import fact_lines, in_words

YEAR = {"count": 1, "unit": "year"}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("party", {"name": "Quill Ltd", "called": "Vendor"}, "Quill Ltd (Vendor)"),
        ("party", {"name": "Quill Ltd", "called": ""}, "Quill Ltd"),
        ("initial_term", {"count": 12, "unit": "month"}, "12 months"),
        ("initial_term", YEAR, "1 year"),
        ("renewal", {"automatic": True, "length": YEAR}, "renews by itself, 1 year at a time"),
        ("renewal", {"automatic": False, "length": None}, "can be renewed"),
        ("renewal_notice", {"count": 60, "unit": "day"}, "60 days"),
        ("payment_days", 30, "within 30 days"),
        ("liability_cap", {"amount": 500000, "currency": "USD", "basis": "", "multiple": ""}, "USD 500,000"),
        (
            "liability_cap",
            {"amount": None, "currency": None, "basis": "fees paid", "multiple": "twice"},
            "twice fees paid",
        ),
        ("amount", {"amount": 1250.5, "currency": "EUR"}, "EUR 1,250.50"),
        ("effective_date", "2026-07-31", "31 July 2026"),
        ("governing_law", "Ireland", "Ireland"),
    ],
)
def test_each_kind_of_fact_is_said_in_words(name, value, words):
    assert in_words(name, value) == words


def test_facts_come_in_order_each_once_with_their_words():
    def fact(name, value, start):
        return {"name": name, "value": value, "start": start, "end": start + 1, "page": 1, "text": "x"}

    facts = [fact("payment_days", 30, 12), fact("payment_days", 30, 40), fact("effective_date", "2026-07-31", 3)]
    reading = SimpleNamespace(facts=facts)
    assert [(line.label, line.value, line.anchor) for line in fact_lines(reading)] == [
        ("In force from", "31 July 2026", "q-3-4"),
        ("Payment", "within 30 days", "q-12-13"),
    ]
