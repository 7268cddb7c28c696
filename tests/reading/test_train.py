"""Training from data made here: the same data make the same bytes, and no family of contracts is on both sides."""

import json

import numpy as np
import pytest

pytest.importorskip("scipy", reason="training needs scipy (requirements-train.txt)")

from bench import reading_quality
from reading import train
from reading.document import Side
from reading.model import LEAST_SHARE
from reading.training import build as build_module
from reading.training import families, fit, samples
from reading.training.build import Size, build, hold_out, knots, learn_shift

SMALL = Size(features=180, heading_words=10, at_least=2, hidden=4, epochs=1)
PAYMENT = "The buyer pays each invoice of the seller within thirty days of its receipt by bank transfer."
LAW = "This agreement is governed by the laws of the land in which the seller has its seat."


def contract(number):
    text = f"1. Payment terms. {PAYMENT} Lot {number}.\n\n2. Law. {LAW}\n\n3. Force Majeure. Nobody answers for storms."
    start = text.index(LAW)
    span = {
        "start": start,
        "end": start + len(LAW),
        "category": "Governing Law",
        "owner": "legal",
        "confidence": "firm",
        "ambiguous_position": False,
    }
    return {"id": f"COMPANY{number}_{number}", "text": text, "spans": [span]}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Two folds and a few steps do for what is tested here."""
    monkeypatch.setattr(build_module, "FOLDS", 2)
    monkeypatch.setattr(fit, "WIDE_STEPS", 8)


@pytest.fixture
def data(tmp_path):
    """A folder like that of the real data, with six tiny contracts of our own."""
    contracts = [contract(number) for number in range(6)]
    heading = {"contract_id": "COMPANY1_1", "start": 0, "end": 110, "heading": "Payment terms", "label": "Payments"}
    provision = {"id": "p1", "text": "Taxes are borne by the buyer.", "label": "Taxes"}
    nda = {"id": "n1", "text": "Keep it secret.", "spans": [{"start": 0, "end": 15, "category": "NDA: Limited use"}]}
    for name, rows in {
        "contracts": contracts,
        "headings": [heading],
        "ledgar_provisions": [provision],
        "contractnli_ndas": [nda],
    }.items():
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "term_owner_mapping.csv").write_text(
        "taxonomy,label,owner,confidence\nCUAD,Governing Law,legal,firm\nLEDGAR,Taxes,commercial,contested\n"
    )
    (tmp_path / "files_manifest.csv").write_text("file,format,labelled_contract_id\n")
    return tmp_path


def test_train_makes_the_same_bytes_twice_and_prints_the_scores(data, monkeypatch):
    monkeypatch.setattr(train, "report", lambda *_: ["owner, macro F1: 1.000"])
    printed, paths = [], [data / "one.npz", data / "two.npz"]
    digests = [train.train(data, path, size=SMALL, say=printed.append) for path in paths]
    assert digests[0] == digests[1]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert "owner, macro F1: 1.000" in printed


def test_build_learns_what_it_is_shown(data):
    model = build(samples.load(data), Size(features=1200, heading_words=40, at_least=1, hidden=24, epochs=30))
    scores = model.scores([(PAYMENT, "Payment terms"), (LAW, "")])
    names = [model.topics[best].name for best in scores.share.argmax(axis=1)]
    assert names == ["payment", "governing law"]
    assert scores.sides.argmax(axis=1).tolist() == [list(Side).index(side) for side in (Side.COMMERCIAL, Side.LEGAL)]


def test_load_reads_marks_headings_and_our_examples(data):
    passages = samples.load(data)
    assert [(passage.topics, passage.labels) for passage in passages if passage.kind == "span"] == [
        (("governing law",), ("CUAD: Governing Law",))
    ] * 6
    assert {passage.topics for passage in passages if passage.kind == "provision"} == {("taxes",)}
    assert {passage.topics for passage in passages if passage.kind == "headed"} == {("payment",)}
    assert ("force majeure",) in {passage.topics for passage in passages if passage.kind == "usual heading"}
    assert {passage.family for passage in passages if passage.kind == "example"} == {""}


def test_hold_out_judges_each_family_by_a_model_that_never_saw_it(data):
    passages = samples.load(data)
    held_out = hold_out(passages, SMALL)
    judged = [passages[index] for index in held_out.index]
    assert sorted(passage.text for passage in judged) == sorted(
        passage.text for passage in passages if passage.is_test or passage.kind == "clause"
    )
    assert len(held_out.models) == 2


def test_hold_out_shifts_the_sides_of_a_family_by_what_the_others_teach(data, monkeypatch):
    taught = []

    def noted(model, judged, share, chance):
        taught.append({passage.kind for passage in judged})
        return learn_shift(model, judged, share, chance)

    monkeypatch.setattr(build_module, "learn_shift", noted)
    monkeypatch.setattr(build_module, "fold_of", lambda family, folds: int(family == "p1"))
    held_out = hold_out(samples.load(data), SMALL)
    assert taught == [{"provision"}, {"span", "clause"}]
    assert np.allclose(held_out.sides.sum(axis=1), 1)


def test_learn_shift_moves_only_what_lawyers_marked(data):
    """Here passages on the governing law look like effective dates, which are the other side's, and like taxes."""
    judged = [passage for passage in samples.load(data) if passage.kind in build_module.SHIFT_WEIGHT]
    model = build(samples.load(data), SMALL)
    names = [topic.name for topic in model.topics]
    share = np.zeros((len(judged), len(names)), np.float32)
    share[:, [names.index("governing law"), names.index("effective date"), names.index("taxes")]] = 0.3, 0.5, 0.2
    model.shift = learn_shift(model, judged, share, share)
    law = [row for row, passage in enumerate(judged) if passage.topics == ("governing law",)]
    assert (model.sides(share, share)[law, 1] > model.owned(share, share)[law, 1]).all()
    moved = {names[index % len(names)] for index in np.flatnonzero(model.shift)}
    assert moved == {"governing law", "effective date"}


def test_a_model_without_a_shift_follows_the_table_of_topics(data):
    model = build(samples.load(data), SMALL)
    scores = model.scores([(PAYMENT, "Payment terms"), (LAW, "")])
    assert np.allclose(scores.sides, model.owned(scores.share, scores.chance), atol=3 * LEAST_SHARE)


def test_fit_shift_moves_the_odds_where_the_data_say_so_and_nowhere_else():
    rows = np.repeat([[1.0, 0.0], [0.0, 1.0]], 50, axis=0)
    known = np.full((100, 2), 0.5)
    sides = np.concatenate([np.tile([1.0, 0.0], (50, 1)), np.full((50, 2), 0.5)])
    shift = fit.fit_shift(known, rows, sides, np.ones(100), np.array([1, -1]))
    assert shift[0] > 0.5
    assert abs(shift[1]) < 1e-4


def test_families_hold_near_duplicates_and_companies_together():
    words = " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200))
    other = " ".join(f"term{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200))
    documents = [
        {"id": "A_1", "text": words},
        {"id": "B_1", "text": words + " and a little more"},
        {"id": "C_1", "text": other},
        {"id": "C_2", "text": "something else"},
        {"id": "D_1", "text": "nothing in common"},
    ]
    assert families.families_of(documents) == {"A_1": "A_1", "B_1": "A_1", "C_1": "C_1", "C_2": "C_1", "D_1": "D_1"}


def test_fold_of_depends_on_the_family_alone():
    assert [families.fold_of(name, 5) for name in ("A_1", "B_1", "A_1")][::2] == [families.fold_of("A_1", 5)] * 2


def test_usual_headings_name_topics():
    headings = ["Payment Terms", "12. LIMITATION OF LIABILITY", "Force Majeure", "The Parties' Cat", ""]
    assert [samples.TOPIC_OF_HEADING(heading) for heading in headings] == [
        "payment",
        "cap on liability",
        "force majeure",
        None,
        None,
    ]


def test_knots_rise_and_stay_between_nought_and_one():
    scores = np.linspace(0, 1, 120)
    points = knots(scores, scores > 0.4)
    assert (np.diff(points[:, 0]) >= 0).all()
    assert (np.diff(points[:, 1]) >= 0).all()
    assert 0 <= points.min() <= points.max() <= 1


def test_training_takes_corrections_as_further_passages(data, tmp_path, monkeypatch):
    monkeypatch.setattr(train, "report", lambda *measured: [])  # there is too little to measure
    rows = [
        {"text": "Our cap is one year of fees.", "type": "liability", "side": "legal", "state": "corrected"},
        {"text": "Thank you for your order.", "type": None, "side": "neither", "state": "rejected"},
        {"text": "Unheard of.", "type": "no-such-type", "side": "legal", "state": "confirmed"},
    ]
    path = tmp_path / "corrections.jsonl"
    path.write_text("".join(json.dumps(row | {"heading": "", "document": "d1"}) + "\n" for row in rows))
    printed = []
    with_them = train.train(data, tmp_path / "with.npz", corrections=path, size=SMALL, say=printed.append)
    without = train.train(data, tmp_path / "without.npz", size=SMALL, say=lambda line: None)
    assert f"2 passages that people looked at, from {path}" in printed
    assert with_them != without


def test_bench_measures_a_small_model_on_contracts_it_did_not_see(data, monkeypatch):
    monkeypatch.setattr(reading_quality, "SMALL", SMALL)
    monkeypatch.setattr(reading_quality, "LAST", 0)  # the fold of these contracts, which are one family
    first, *figures = reading_quality.figures(data)
    assert "passages of contracts that a small model did not see" in first
    assert any(line.startswith("owner, macro F1: CUAD spans, all") for line in figures)
