# ruff: noqa: E501  one case a line
"""The labelled set of everyday papers, and how reading is held against it."""

import pytest

from reading import labelled
from reading.training import plain

ROW = {
    "id": "uk-test-01/01",
    "half": "tune",
    "text": "4. Payment. Invoices are payable within 30 days of receipt.\nGoverning law: Ireland",
    "side": "commercial",
    "types": ["payment-terms"],
    "facts": [
        {"name": "payment_days", "value": 30, "unit": "day", "quote": "within 30 days"},
        {"name": "governing_law", "value": "Spain", "quote": "Ireland"},
        {"name": "late_interest", "value": None, "why": "nothing is said", "quote": "Payment"},
    ],
}


def test_load_gives_the_halves_apart_and_by_paper():
    tune, measured = (labelled.load(labelled.FOLDER, half) for half in (labelled.TUNE, labelled.MEASURE))
    papers = [{row["id"].partition("/")[0] for row in rows} for rows in (tune, measured)]
    assert (len(tune) > 300, len(measured) > 300, papers[0] & papers[1]) == (True, True, set())


def test_fact_tally_counts_what_is_right_wrong_and_missed():
    tally = labelled.fact_tally(ROW, labelled.read(ROW))
    assert dict(tally["payment_days"]) == {"stated": 1, "right": 1, "labelled": 1, "read": 1, "unclear": 0}
    assert (tally["governing_law"]["stated"], tally["governing_law"]["right"]) == (1, 0)


@pytest.mark.parametrize(
    ("name", "one", "other", "is_same"),
    [
        ("initial_term", (12, "month"), (1, "year"), True),
        ("breach_notice", (24, "hour"), (1, "day"), True),
        ("breach_notice", (1, "business day"), (1, "day"), False),
        ("governing_law", ("German law", None), ("Germany", None), False),
        ("governing_law", ("the Netherlands", None), ("Netherlands", None), True),
        ("party", ({"name": "Aab Ltd.", "role": "Supplier"}, None), ({"name": "AAB LTD", "role": "supplier"}, None), True),
        ("party", ({"name": "Aab Ltd.", "role": None}, None), ({"name": "AAB LTD", "role": "supplier"}, None), True),
        ("party", ({"name": "Aab Ltd.", "role": "Buyer"}, None), ({"name": "AAB LTD", "role": "supplier"}, None), False),
    ],
)  # fmt: skip
def test_same_compares_values_and_not_how_they_are_written(name, one, other, is_same):
    assert labelled.same(name, labelled.comparable(name, *one), labelled.comparable(name, *other)) is is_same


def test_samples_learn_from_no_passage_that_is_only_measured():
    measured = {row["text"] for row in labelled.load(labelled.FOLDER, labelled.MEASURE)}
    samples = plain.samples(labelled.FOLDER)
    assert samples and not measured & {sample.text for sample in samples}


def test_topic_of_is_a_topic_of_the_type_and_mostly_of_the_side():
    rows = [row for row in labelled.load(labelled.FOLDER, labelled.TUNE) if row["types"]]
    type_of = {topic.name: topic.type for topic in plain.load_topics()}
    assert all(type_of[plain.topic_of(row["types"][0], row)] == row["types"][0] for row in rows)
