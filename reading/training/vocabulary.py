"""Which words, stems and pairs the model is given: those that say most about what a passage is about."""

from collections import Counter

import numpy as np
from scipy.sparse import csr_matrix

from reading.features import Vocabulary, features_of, tokens

CANDIDATES = 120_000  # the most frequent features, among which the telling ones are chosen
LEAST_EXPECTED = 0.3  # passages; below it a feature is too rare to surprise
WORD, STEM, PAIR = range(3)  # a feature is (one of these, what `features_of` names)


def build_vocabulary(texts, targets, *, features, heading_words, at_least=3):
    """The `features` most telling features of `texts`, pairs of (text, heading), and the most frequent heading words.

    `targets` has a row for each text, with the weight of each topic in it. The stems of a chosen pair are chosen too.
    """
    features_of_texts = [
        {(kind, part) for kind, parts in enumerate(features_of(text)) for part in parts} for text, _ in texts
    ]
    often = Counter(feature for features_of_text in features_of_texts for feature in features_of_text)
    candidates = _most_frequent(often, CANDIDATES, at_least)
    telling = np.argsort(-relevance(features_of_texts, candidates, targets), kind="stable")[:features]
    chosen = {candidates[index] for index in telling}
    chosen |= {(STEM, stem) for kind, part in chosen if kind == PAIR for stem in part}
    words, stems, pairs = (sorted(part for kind, part in chosen if kind == wanted) for wanted in (WORD, STEM, PAIR))

    heads = Counter(token for _, heading in texts for token in set(tokens(heading)))
    headings = _most_frequent(heads, heading_words, at_least)
    ordered = [(kind, part) for kind, parts in ((WORD, words), (STEM, stems), (PAIR, pairs)) for part in parts]
    counts = [often[feature] for feature in ordered] + [heads[word] for word in headings]
    number = {stem: index for index, stem in enumerate(stems)}
    numbered = np.array([(number[a], number[b]) for a, b in pairs], np.int32).reshape(-1, 2)
    return Vocabulary(words, stems, numbered, headings, rarity(counts, len(texts)))


def relevance(features_of_texts, candidates, targets):
    """How much each candidate tells: whether it stands beside some topics far more or less often than chance would
    have it (chi-squared, summed over the topics). `features_of_texts` has a set for each text."""
    number = {feature: index for index, feature in enumerate(candidates)}
    rows = [
        sorted(number[feature] for feature in features_of_text if feature in number)
        for features_of_text in features_of_texts
    ]
    starts = np.cumsum([0, *map(len, rows)])
    holds = csr_matrix((np.ones(starts[-1]), np.concatenate([*rows, []]).astype(np.int32), starts))
    holds.resize(len(features_of_texts), len(candidates))
    weights = targets.sum(axis=1).astype(np.float64)
    expected = np.outer(holds.T @ weights, targets.sum(axis=0) / weights.sum())
    surprise = (holds.T @ targets.astype(np.float64) - expected) ** 2
    return (surprise / np.maximum(expected, LEAST_EXPECTED)).sum(axis=1)


def rarity(counts, total):
    """The weight of a feature that stands in so many of all texts, as the model's file keeps it."""
    return (np.log((1 + total) / (1 + np.array(counts, np.float64))) + 1).astype(np.float16).astype(np.float32)


def _most_frequent(counts, most, at_least):
    """The most frequent features, the order of equals settled by the alphabet."""
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return [feature for feature, count in ranked[:most] if count >= at_least]
