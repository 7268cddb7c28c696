"""Which words, stems and pairs a model is given, and how a clause becomes numbers by them."""

import numpy as np
import pytest

pytest.importorskip("scipy", reason="training needs scipy (requirements-train.txt)")

from reading.features import HEADING_WEIGHT, Vocabulary, features_of
from reading.training.vocabulary import build_vocabulary, relevance

TEXTS = [("The licensee pays.", "Fees"), ("The licensor pays.", "Fees"), ("The court decides.", "Law")] * 2
TARGETS = np.array([[1, 0], [1, 0], [0, 1]] * 2, np.float32)


def test_items_are_long_words_stems_and_pairs_of_stems():
    assert features_of("Licensees pay 30 EUR") == (
        ["licensees"],
        ["licen", "pay", "#", "eur"],
        [("licen", "pay"), ("pay", "#"), ("#", "eur")],
    )


def test_build_vocabulary_keeps_the_most_telling_and_leaves_out_what_stands_everywhere():
    texts = [
        ("Licensees of all", "Fees"),
        ("Licensees of it", "Fees"),
        ("Courts of all", "Law"),
        ("Courts of it", "Fees"),
    ]
    vocabulary = build_vocabulary(texts, TARGETS[[0, 1, 2, 2]], features=4, heading_words=1, at_least=2)
    assert (vocabulary.words, vocabulary.stems) == (["courts", "licensees"], ["court", "licen"])
    assert vocabulary.heading_words == ["fees"]


def test_build_vocabulary_chooses_the_stems_of_its_pairs():
    vocabulary = build_vocabulary(TEXTS, TARGETS, features=100, heading_words=0, at_least=2)
    named = {(vocabulary.stems[a], vocabulary.stems[b]) for a, b in vocabulary.pairs}
    assert ("licen", "pays") in named
    assert (
        len(vocabulary)
        == len(vocabulary.rarity)
        == len(vocabulary.words) + len(vocabulary.stems) + len(vocabulary.pairs)
    )


def test_relevance_is_nought_for_what_stands_everywhere_and_grows_with_what_it_tells():
    features_of_texts = [{"everywhere", "payment"}, {"everywhere", "payment", "rare"}, {"everywhere"}, {"everywhere"}]
    targets = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], np.float32)
    everywhere, payment, rare = relevance(features_of_texts, ["everywhere", "payment", "rare"], targets)
    assert everywhere == pytest.approx(0)
    assert payment > rare > 0


def test_rows_find_words_stems_pairs_and_headings():
    vocabulary = Vocabulary(["licensee"], ["licen", "pays"], np.array([[0, 1]]), ["fees"], np.ones(5))
    texts = [("Licensee pays, and the licensor pays.", "Fees"), ("Nothing known", ""), ("The licensor", "")]
    features, weights, starts = vocabulary.rows(texts)
    assert starts.tolist() == [0, 5, 5, 6]
    assert features.tolist() == [0, 1, 2, 3, 4, 1]  # licensee, licen, pays, licen pays, the heading's fees; licen
    expected = np.array([1, 1 + np.log(2), 1 + np.log(2), 1 + np.log(2), HEADING_WEIGHT])
    assert np.allclose(weights[:5], expected / np.linalg.norm(expected))
    assert weights[5] == 1


def test_rows_join_no_words_of_two_clauses():
    vocabulary = Vocabulary([], ["licen", "pays"], np.array([[0, 1]]), [], np.ones(3))
    features, _, starts = vocabulary.rows([("the licensor", ""), ("pays", "")])
    assert (features.tolist(), starts.tolist()) == ([0, 1], [0, 1, 2])
