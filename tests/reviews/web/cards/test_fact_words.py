"""Facts in words: what the paper says."""

from types import SimpleNamespace

import pytest

from reading.facts import measured
from reviews.web.cards.papers.fact_words import LABELS, fact_lines, in_words

YEAR = {"count": 1, "unit": "year"}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("party", {"name": "Quill Ltd", "called": "Vendor"}, "Quill Ltd (Vendor)"),
        ("party", {"name": "Quill Ltd", "called": ""}, "Quill Ltd"),
        ("initial_term", {"count": 12, "unit": "month"}, "12 months"),
        ("initial_term", YEAR, "1 year"),
        ("renewal", {"automatic": True, "length": YEAR}, "renews by itself, 1 year at a time"),
        ("renewal", {"automatic": False, "length": None}, "does not renew by itself"),
        ("convenience_notice", {"count": 30, "unit": "day"}, "30 days"),
        ("breach_notice", {"count": 24, "unit": "hour"}, "24 hours"),
        ("late_interest", 18, "18 % a year"),
        ("availability", 99.9, "99.9 %"),
        ("vat", "excluded", "prices without VAT"),
        ("insurance_amount", {"amount": 5000000, "currency": "EUR"}, "EUR 5,000,000"),
        ("data_location", "UK and EEA", "UK and EEA"),
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


def test_a_fact_says_how_sure_it_is_and_an_open_one_why():
    about = {"start": 3, "end": 4, "page": 1, "text": "x"}
    sure = {"name": "governing_law", "value": "Ireland", "confidence": 0.97, "why": "", **about}
    unclear = {
        "name": "payment_days",
        "value": None,
        "confidence": 0.5,
        "why": "it is counted from a month's end",
        **about,
    }
    lines = fact_lines(SimpleNamespace(facts=[sure, unclear]))
    assert [(line.value, line.percent, line.why) for line in lines] == [
        ("Ireland", 97, ""),
        ("unclear", 50, "it is counted from a month's end"),
    ]


def test_every_fact_that_reading_knows_has_a_label():
    names = {
        *measured.TYPES,
        *measured.FROM_MEASURES,
        "party",
        "agreement_date",
        "effective_date",
        "end_date",
        "amount",
        "currency",
    }
    assert names == LABELS.keys()
