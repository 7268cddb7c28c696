"""Which words, stems and pairs a model is given, and how a clause becomes numbers by them."""

import numpy as np
import pytest

pytest.importorskip("scipy", reason="training needs scipy (requirements-train.txt)")

from reading.features import HEADING_WEIGHT, Vocabulary, items
from reading.training.vocabulary import build_vocabulary, relevance

TEXTS = [("The licensee pays.", "Fees"), ("The licensor pays.", "Fees"), ("The court decides.", "Law")] * 2
TARGETS = np.array([[1, 0], [1, 0], [0, 1]] * 2, np.float32)


def test_items_are_long_words_stems_and_pairs_of_stems():
    assert items("Licensees pay 30 EUR") == (
        ["licensees"],
        ["licen", "pay", "#", "eur"],
        [("licen", "pay"), ("pay", "#"), ("#", "eur")],
    )


def test_build_vocabulary_chooses_what_tells_topics_apart():
    found = build_vocabulary(TEXTS, TARGETS, features=4, heading_words=1, at_least=2)
    assert "the" not in found.stems, "it stands in every text"
    assert {"licen", "pays"} <= set(found.stems)
    assert found.heading_words == ["fees"]


def test_build_vocabulary_chooses_the_stems_of_its_pairs():
    found = build_vocabulary(TEXTS, TARGETS, features=100, heading_words=0, at_least=2)
    named = {(found.stems[a], found.stems[b]) for a, b in found.pairs}
    assert ("licen", "pays") in named
    assert len(found) == len(found.rarity) == len(found.words) + len(found.stems) + len(found.pairs)


def test_relevance_is_nought_for_what_stands_everywhere_and_grows_with_what_it_tells():
    found = [{"everywhere", "payment"}, {"everywhere", "payment", "rare"}, {"everywhere"}, {"everywhere"}]
    targets = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], np.float32)
    everywhere, payment, rare = relevance(found, ["everywhere", "payment", "rare"], targets)
    assert everywhere == pytest.approx(0)
    assert payment > rare > 0


def test_counts_find_words_stems_pairs_and_headings():
    vocabulary = Vocabulary(["licensee"], ["licen", "pays"], np.array([[0, 1]]), ["fees"], np.ones(5))
    assert vocabulary.counts("Licensee pays, and the licensor pays.", "Fees") == {
        0: 1,  # licensee
        1: 2,  # licen
        2: 2,  # pays
        3: 2,  # licen pays
        4: HEADING_WEIGHT,
    }
