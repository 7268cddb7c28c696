"""What the shipped model says of everyday clauses, and how the file it comes from is kept."""

import csv
import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from reading import classify
from reading import model as models
from reading.clauses import segment
from reading.document import Clause, Side, TypeGuess
from reading.topics import load_topics

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "contracts"

EVERYDAY = """1. Fees. Customer pays the yearly subscription fee of EUR 24,000 stated in the order form.

2. Invoices. Invoices are payable within thirty days of receipt; late payments bear interest of one percent a month.

3. Renewal. After the initial term this agreement renews automatically for further periods of one year.

4. Service levels. The service is available 99.9% of each month; support answers critical incidents within an hour.

5. Limitation of liability. In no event shall either party's liability exceed the fees paid in the preceding twelve
months, and neither party is liable for indirect or consequential damages.

6. Indemnification. Provider shall defend and indemnify Customer against third-party claims of infringement.

7. Confidentiality. Each party keeps the other's confidential information secret and discloses it to nobody.

8. Data protection. Provider processes personal data only on Customer's instructions under the data protection laws.

9. Governing law. This agreement is governed by the laws of Ireland; the courts of Dublin have jurisdiction.

10. Assignment. Neither party may assign this agreement without the prior written consent of the other.
"""


def clause(text, **fields):
    return replace(Clause(0, len(text), 1, "", "", text), **fields)


def test_label_routes_everyday_clauses():
    clauses = classify.label(segment(EVERYDAY))
    assert [(clause.types[0].name, clause.side.value) for clause in clauses] == [
        ("price", "commercial"),
        ("payment-terms", "commercial"),
        ("renewal", "commercial"),
        ("service-levels", "commercial"),
        ("liability", "legal"),
        ("indemnities", "legal"),
        ("confidentiality", "legal"),
        ("data-protection", "legal"),
        ("governing-law", "legal"),
        ("assignment", "legal"),
    ]


def test_label_names_a_second_side_where_a_clause_is_both():
    text = "Customer may terminate this agreement for convenience at any time on thirty days' written notice."
    (labelled,) = classify.label([clause(text)])
    assert (labelled.side, labelled.second_side) == (Side.COMMERCIAL, Side.LEGAL)
    assert labelled.types[0].name == "termination-convenience"


@pytest.mark.parametrize(
    "text",
    [
        "WHEREAS, Provider offers a cloud service and Customer wishes to use it;",
        "IN WITNESS WHEREOF, the parties have executed this Agreement. By: ________ Name: ________ Title: ________",
        '"Affiliate" means any entity that controls or is controlled by a party.',
    ],
)
def test_label_leaves_recitals_signatures_and_definitions_to_neither_side(text):
    (labelled,) = classify.label([clause(text)])
    assert (labelled.side, labelled.types, labelled.second_side) == (Side.NEITHER, (), None)


def test_label_gives_no_term_to_a_bare_heading():
    heading, _ = classify.label(segment("8. LIMITATION OF LIABILITY\n\n8.1 Cap. Liability is limited to the fees."))
    assert (heading.side, heading.types, heading.side_confidence) == (Side.NEITHER, (), classify.SUREST)


def test_label_reads_a_heading_that_is_all_there_is():
    (labelled,) = classify.label(segment("Limitation of Liability"))
    assert (labelled.side, labelled.types[0].name) == (Side.LEGAL, "liability")


@pytest.mark.parametrize("heading, bare", [("Term and Termination", True), ("October 1, 2026", False)])
def test_a_date_on_a_line_of_its_own_is_no_bare_heading(heading, bare):
    assert classify.is_bare_heading(clause(heading, heading=heading)) is bare


def test_label_keeps_everything_else_of_a_clause():
    before = segment(EVERYDAY)
    after = classify.label(before)
    plain = {"types": (), "side": Side.NEITHER, "side_confidence": 0.0, "second_side": None}
    assert [replace(clause, **plain) for clause in after] == before


def test_label_says_the_same_whatever_stands_beside_a_clause():
    clauses = segment(EVERYDAY)
    assert [classify.label([clause])[0] for clause in clauses] == classify.label(clauses)


def test_label_of_no_clauses_and_of_no_words():
    assert classify.label([]) == []
    (labelled,) = classify.label([clause("§ — 你好")])
    assert 0 <= labelled.side_confidence <= 1


@pytest.mark.parametrize(
    "side, confidence, types, left",
    [
        (Side.LEGAL, 0.99, (TypeGuess("liability", 0.9),), False),
        (Side.LEGAL, classify.SURE_OF_SIDE - 0.01, (TypeGuess("liability", 0.9),), True),
        (Side.LEGAL, 0.99, (TypeGuess("liability", classify.SURE_OF_TYPE - 0.01),), True),
        (Side.COMMERCIAL, 0.99, (), True),
        (Side.NEITHER, classify.SURE_OF_NEITHER, (), False),
        (Side.NEITHER, classify.SURE_OF_NEITHER - 0.01, (), True),
    ],
)
def test_needs_triage_leaves_to_people_what_the_model_is_not_sure_of(side, confidence, types, left):
    one = clause("Some words that may be for a desk.", side=side, side_confidence=confidence, types=types)
    assert classify.needs_triage(one) is left


@pytest.mark.parametrize("words", ["Survey tool agreement", "Page 3 of 12"])
def test_needs_triage_leaves_nobody_a_title_or_a_foot(words):
    assert not classify.needs_triage(clause(words, side=Side.NEITHER, side_confidence=0.3))


def test_needs_triage_leaves_nobody_a_definition_or_the_opening():
    for kind in ("definition", "preamble", "boilerplate"):
        one = clause("Some words that may be for a desk.", side=Side.NEITHER, side_confidence=0.3, kind=kind)
        assert not classify.needs_triage(one)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('This Agreement is made on 3 May 2026 between Aab Ltd ("Provider") and Bbc Ltd ("Customer").', "preamble"),
        ("This Agreement between Aab and Bbc is made for a period of two years from its date.", "clause"),
        ("Invoices under this Agreement are payable within 30 days.", "clause"),
    ],
)
def test_label_takes_the_opening_that_names_the_parties_for_no_term(text, kind):
    (labelled,) = classify.label([clause(text)])
    assert (labelled.kind, labelled.types == ()) == (kind, kind == "preamble")


def test_label_knows_boilerplate_and_leaves_it_to_nobody():
    text = "No failure or delay in exercising a right under this Agreement operates as a waiver of it."
    (labelled,) = classify.label([clause(text)])
    assert (labelled.kind, labelled.side, classify.needs_triage(labelled)) == ("boilerplate", Side.LEGAL, False)


def test_label_is_never_certain_of_a_side_or_a_type():
    sure = [
        confidence
        for labelled in classify.label(segment(EVERYDAY))
        for confidence in (labelled.side_confidence, *(guess.confidence for guess in labelled.types))
    ]
    assert max(sure) <= classify.SUREST < 1


def test_topics_use_the_types_of_the_product():
    with (ROOT / "reviews/defaults/term_types.csv").open() as lines:
        slugs = {row["slug"] for row in csv.DictReader(lines)}
    assert {topic.type for topic in load_topics() if topic.type} == slugs


@pytest.mark.skipif(not DATA.exists(), reason="../shared/data/contracts is not on this machine")
def test_topics_agree_with_the_mapping_of_owners():
    with (DATA / "term_owner_mapping.csv").open() as lines:
        owner = {f"{row['taxonomy']}: {row['label']}": row["owner"] for row in csv.DictReader(lines)}
    side = {label: topic.side.value for topic in load_topics() for label in topic.labels if label != "NLI"}
    assert side == owner


def test_the_model_is_small_and_is_the_one_on_the_card():
    content = classify.MODEL.read_bytes()
    assert len(content) < 3_000_000
    assert hashlib.sha256(content).hexdigest() in (classify.MODEL.parent / "MODEL_CARD.md").read_text()


def test_the_model_holds_numbers_only_and_no_passages():
    with np.load(classify.MODEL, allow_pickle=False) as arrays:
        assert {array.dtype.kind for array in arrays.values()} <= {"i", "u", "f"}
        words = arrays["words"].tobytes().decode().split("\n")
    assert [word for word in words if " " in word] == []


def test_load_refuses_a_model_of_other_topics():
    with pytest.raises(ValueError, match=r"does not fit term_types\.json"):
        models.load(classify.MODEL, load_topics()[1:])


def test_save_and_load_change_nothing(tmp_path):
    model = classify.trained_model()
    models.save(model, tmp_path / "model.npz")
    again = models.load(tmp_path / "model.npz", load_topics())
    assert (tmp_path / "model.npz").read_bytes() == classify.MODEL.read_bytes()
    text = [("Fees are due within thirty days.", "Payment")]
    assert np.array_equal(model.scores(text).sides, again.scores(text).sides)
