"""From the words of a clause to numbers: single words, pairs of neighbours, and the words of its heading.

The vocabulary holds single words only; a pair is two numbers of words, so that no passage of the texts the model was
trained on can be read back from the model.
"""

import math
import re
from itertools import pairwise

import numpy as np

TOKEN = re.compile(r"[a-z]+|[0-9]+|[$€£%]")
NUMBER = "#"
MOST_TOKENS = 500  # of a clause; what comes later changes nothing any more
HEADING_WEIGHT = 0.7  # of the heading's words against those of the clause


def tokens(text):
    """Words in lower case, every figure as one sign, money signs."""
    found = TOKEN.findall(text[: MOST_TOKENS * 12].lower())[:MOST_TOKENS]
    return [NUMBER if token[0].isdigit() else token for token in found]


class Vocabulary:
    """Which words, pairs and heading words have a weight, and how rare each is."""

    def __init__(self, words, pairs, heading_words, rarity):
        self.words, self.pairs, self.heading_words, self.rarity = words, pairs, heading_words, rarity
        self._word = {word: index for index, word in enumerate(words)}
        after_words, after_pairs = len(words), len(words) + len(pairs)
        self._pair = {(int(a), int(b)): after_words + index for index, (a, b) in enumerate(pairs)}
        self._heading = {word: after_pairs + index for index, word in enumerate(heading_words)}
        self._rarity = [float(value) for value in rarity]

    def __len__(self):
        return len(self.words) + len(self.pairs) + len(self.heading_words)

    def counts(self, text, heading=""):
        """{feature: how often}, of the features that have a weight."""
        found, word, pair = {}, self._word.get, self._pair.get
        before = None
        for token in tokens(text):
            here = word(token)
            if here is not None:
                found[here] = found.get(here, 0) + 1
                if before is not None:
                    both = pair((before, here))
                    if both is not None:
                        found[both] = found.get(both, 0) + 1
            before = here
        for token in tokens(heading):
            index = self._heading.get(token)
            if index is not None:
                found[index] = HEADING_WEIGHT
        return found

    def vector(self, text, heading=""):
        """(features, weights) of one clause, of length 1: rare words weigh more, repeated ones only a little more."""
        found = self.counts(text, heading)
        rarity = self._rarity
        weights = [(1 + math.log(n) if n > 1 else n) * rarity[index] for index, n in found.items()]
        length = math.sqrt(sum(weight * weight for weight in weights)) or 1.0
        return list(found), [weight / length for weight in weights]

    def rows(self, clauses):
        """The vectors of many (text, heading) in one: features, weights and where each clause begins."""
        features, weights, starts = [], [], [0]
        for text, heading in clauses:
            index, weight = self.vector(text, heading)
            features += index
            weights += weight
            starts.append(len(features))
        return np.array(features, np.int32), np.array(weights, np.float32), np.array(starts, np.int64)


def build_vocabulary(samples, *, words, pairs, heading_words, at_least=3):
    """The vocabulary of what is frequent enough in `samples`, pairs of (text, heading)."""
    word_count, pair_count, heading_count, total = {}, {}, {}, 0
    for text, heading in samples:
        total += 1
        found = tokens(text)
        for counter, seen in (
            (word_count, set(found)),
            (pair_count, set(pairwise(found))),
            (heading_count, set(tokens(heading))),
        ):
            for item in seen:
                counter[item] = counter.get(item, 0) + 1
    chosen = _most_frequent(word_count, words, at_least)
    index = {word: number for number, word in enumerate(chosen)}
    known = {pair: n for pair, n in pair_count.items() if pair[0] in index and pair[1] in index}
    chosen_pairs = _most_frequent(known, pairs, at_least)
    chosen_heads = _most_frequent(heading_count, heading_words, at_least)
    often = [word_count[word] for word in chosen] + [known[pair] for pair in chosen_pairs]
    often += [heading_count[word] for word in chosen_heads]
    rarity = np.log((1 + total) / (1 + np.array(often, np.float64))) + 1
    numbered = np.array([(index[a], index[b]) for a, b in chosen_pairs], np.int32).reshape(-1, 2)
    return Vocabulary(chosen, numbered, chosen_heads, rarity.astype(np.float16).astype(np.float32))


def _most_frequent(counts, most, at_least):
    """The most frequent items, the order of equals settled by the alphabet."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [item for item, n in ranked[:most] if n >= at_least]


def context_headings(clauses):
    """The heading of each clause; for a clause without one, that of the clause it lies in."""
    found = []
    for clause in clauses:
        above = found[clause.parent] if clause.parent is not None and clause.parent < len(found) else ""
        found.append(clause.heading or above)
    return found
