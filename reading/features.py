"""From the words of a clause to numbers: long words, stems, pairs of neighbouring stems, and the words of its heading.

A stem is the first letters of a word, so that licence, licensee and licensing share what they teach. The vocabulary
holds single words and stems only; a pair is two numbers of stems, so that no passage of the texts the model was trained
on can be read back from the model.
"""

import re
from itertools import chain, pairwise

import numpy as np

TOKEN = re.compile(r"[a-z]+|[0-9]+|[$€£%]")
NUMBER = "#"
STEM = 5  # letters; a word as short as this is its own stem
MOST_TOKENS = 500  # of a clause; what comes later changes nothing any more
MOST_KNOWN = 100_000  # tokens whose places are remembered
HEADING_WEIGHT = 0.7  # of the heading's words against those of the clause


def tokens(text):
    """Words in lower case, every figure as one sign, money signs."""
    matches = TOKEN.findall(text[: MOST_TOKENS * 12].lower())[:MOST_TOKENS]
    return [NUMBER if token[0].isdigit() else token for token in matches]


def features_of(text):
    """What a text is made of: (its long words, the stems of all its words, pairs of neighbouring stems)."""
    words = tokens(text)
    stems = [word[:STEM] for word in words]
    return [word for word in words if len(word) > STEM], stems, list(pairwise(stems))


class Vocabulary:
    """Which words, stems, pairs of stems and heading words have a weight, in this order, and how rare each is.

    `pairs` has two numbers of stems in a row, and its rows are in rising order.
    """

    def __init__(self, words, stems, pairs, heading_words, rarity):
        self.words, self.stems, self.pairs = words, stems, pairs
        self.heading_words, self.rarity = heading_words, rarity
        self._places = _Places(words, stems)
        self._pair_keys = pairs[:, 0].astype(np.int64) * len(stems) + pairs[:, 1]
        first = len(words) + len(stems) + len(pairs)
        self._heading = {word: index for index, word in enumerate(heading_words, first)}

    def __len__(self):
        return len(self.words) + len(self.stems) + len(self.pairs) + len(self.heading_words)

    def rows(self, clauses):
        """The vectors of many (text, heading): features, weights and where each clause begins.

        Each has length 1: rare words weigh more, repeated ones only a little more.
        """
        clause, feature = self._features([text for text, _ in clauses])
        keys, often = np.unique(clause * len(self) + feature, return_counts=True)
        in_headings = np.array(self._heading_features(heading for _, heading in clauses), np.int64)
        keys = np.concatenate([keys, in_headings])
        order = np.argsort(keys, kind="stable")
        clause, feature = np.divmod(keys[order], len(self))
        scale = np.concatenate([1 + np.log(often), np.full(len(in_headings), HEADING_WEIGHT)])
        weights = scale[order] * self.rarity[feature]
        length = np.sqrt(np.bincount(clause, weights**2, len(clauses)))
        starts = np.searchsorted(clause, np.arange(len(clauses) + 1))
        return feature.astype(np.int32), (weights / length[clause]).astype(np.float32), starts

    def _features(self, texts):
        """(the clause, the feature) of each word, stem and pair in the texts that has a weight."""
        token_lists = [tokens(text) for text in texts]
        clause = np.repeat(np.arange(len(texts)), [len(tokens_of_text) for tokens_of_text in token_lists])
        places = np.fromiter(map(self._places.__getitem__, chain.from_iterable(token_lists)), np.int64, len(clause))
        word, stem = np.divmod(places, len(self.stems) + 1)
        neighbours = (clause[1:] == clause[:-1]) & (stem[1:] < len(self.stems)) & (stem[:-1] < len(self.stems))
        pair = self._pairs_at((stem[:-1] * len(self.stems) + stem[1:])[neighbours])
        parts = (
            (clause, word, len(self.words), 0),
            (clause, stem, len(self.stems), len(self.words)),
            (clause[1:][neighbours], pair, len(self.pairs), len(self.words) + len(self.stems)),
        )
        known = [(where[which < count], which[which < count] + first) for where, which, count, first in parts]
        return tuple(np.concatenate(columns) for columns in zip(*known, strict=True))

    def _pairs_at(self, keys):
        """The number of each pair, and the number of all pairs for one that has no weight."""
        if not len(self.pairs):
            return np.zeros(len(keys), np.int64)
        at = np.searchsorted(self._pair_keys, keys)
        known = self._pair_keys[np.minimum(at, len(self.pairs) - 1)] == keys
        return np.where(known, at, len(self.pairs))

    def _heading_features(self, headings):
        """The place of each known word of the headings, once for each clause, in one row over all clauses."""
        return [
            clause * len(self) + self._heading[word]
            for clause, heading in enumerate(headings)
            for word in sorted(set(tokens(heading)) & self._heading.keys())
        ]


class _Places(dict):
    """For a token, the numbers of its word and its stem in one; the number after the last says that it has none."""

    def __init__(self, words, stems):
        self.word = {word: index for index, word in enumerate(words)}
        self.stem = {stem: index for index, stem in enumerate(stems)}

    def __missing__(self, token):
        word = self.word.get(token, len(self.word))
        place = word * (len(self.stem) + 1) + self.stem.get(token[:STEM], len(self.stem))
        if len(self) < MOST_KNOWN:
            self[token] = place
        return place


def context_headings(clauses):
    """The heading of each clause; for a clause without one, that of the clause it lies in."""
    headings = []
    for clause in clauses:
        above = headings[clause.parent] if clause.parent is not None and clause.parent < len(headings) else ""
        headings.append(clause.heading or above)
    return headings
