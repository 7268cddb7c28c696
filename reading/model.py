"""The trained model as arrays: how it is stored (whole numbers of one byte, no code, no pickle) and what it computes.

Two halves look at the same words. The deep half spreads one whole over the topics; the wide half says of each topic by
itself whether it is there. Together they give the share of each side and the chance of each term type.
"""

import io
import zipfile
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from reading.document import Side
from reading.features import Vocabulary

FORMAT = 3
BLOCK = 256  # clauses computed at once
DEEP_SHARE = 0.5  # of the deep half in the decision between the sides
LEAST_SHARE = 0.001  # of a side that no topic speaks for
SIDES = (Side.COMMERCIAL, Side.LEGAL, Side.NEITHER)
TO_COMMERCIAL = np.array([1, -1, 0], np.float32)  # what a shift of the odds does to each of SIDES
LEVELS = {"into": 127, "wide": 31}  # steps between nought and the largest weight of a word
EPOCH = (1980, 1, 1, 0, 0, 0)  # the time stamp inside the file, so that the same arrays make the same bytes


@dataclass(frozen=True, slots=True)
class Scores:
    """For each clause: the share of each topic, the chance of each topic, and the share of each side."""

    share: np.ndarray
    chance: np.ndarray
    sides: np.ndarray


class Model:
    """Weights for a vocabulary and a list of topics.

    `shift` says how much each topic, as each half sees it, moves the odds from legal to commercial beyond what the
    table of topics says. It is learned from passages that the model had not seen, and so are the knots, which turn
    scores into confidences.
    """

    def __init__(self, vocabulary, topics, deep, wide, shift=None, side_knots=None, type_knots=None):
        self.vocabulary, self.topics = vocabulary, topics
        self.into, self.into_bias, self.out, self.out_bias = deep
        self.wide, self.wide_bias = wide
        self.shift = np.zeros(2 * len(topics), np.float32) if shift is None else shift
        whole = np.array([[0.0, 0.0], [1.0, 1.0]], np.float32)
        self.side_knots = whole if side_knots is None else side_knots
        self.type_knots = whole if type_knots is None else type_knots
        self.owner = np.array([[topic.side is side for side in SIDES] for topic in topics], np.float32)
        self.types = sorted({topic.type for topic in topics if topic.type})
        self.of_type = [[i for i, topic in enumerate(topics) if topic.type == name] for name in self.types]

    def scores(self, clauses):
        """Scores of many (text, heading)."""
        blocks = [self._block(clauses[at : at + BLOCK]) for at in range(0, len(clauses), BLOCK)]
        if not blocks:
            empty = np.zeros((0, len(self.topics)), np.float32)
            return Scores(empty, empty, np.zeros((0, len(SIDES)), np.float32))
        share, chance = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
        return Scores(share, chance, self.sides(share, chance))

    def sides(self, share, chance):
        """The share of each side: of the topics' owners, as both halves see them, with the odds shifted."""
        odds = joined_halves(share, chance) @ self.shift
        return _parts(np.log(self.owned(share, chance) + LEAST_SHARE) + np.outer(odds, TO_COMMERCIAL))

    def owned(self, share, chance):
        """The share of each side by the table of topics alone."""
        deep, wide = np.split(joined_halves(share, chance), 2, axis=1)
        return (DEEP_SHARE * deep + (1 - DEEP_SHARE) * wide) @ self.owner

    def type_scores(self, share, chance):
        """One column for each of `types`: the mean of the two halves, of which the wide one counts its best topic."""
        columns = [(share[:, of].sum(axis=1) + chance[:, of].max(axis=1)) / 2 for of in self.of_type]
        return np.stack(columns, axis=1)

    def _block(self, clauses):
        features, weights, starts = self.vocabulary.rows(clauses)
        deep = np.maximum(_times(features, weights, starts, self.into) + self.into_bias, 0)
        share = _parts(deep @ self.out + self.out_bias)
        alone = _times(features, weights, starts, self.wide) + self.wide_bias
        return share, 1 / (1 + np.exp(-np.clip(alone, -30, 30)))


def joined_halves(share, chance):
    """The shares of the topics as the deep half sees them and, beside them, as the wide half does."""
    return np.concatenate([share, chance / np.maximum(chance.sum(axis=1, keepdims=True), 1e-9)], axis=1)


def _parts(scores):
    """Scores as parts of one whole, for each clause."""
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True)


def _times(features, weights, starts, matrix):
    """A sparse matrix, given by its rows, times a dense one."""
    if not len(features):
        return np.zeros((len(starts) - 1, matrix.shape[1]), np.float32)
    total = np.zeros((len(starts) - 1, matrix.shape[1]), np.float32)
    for clause, (start, end) in enumerate(pairwise(starts.tolist())):
        if start < end:
            np.dot(
                weights[start:end], matrix.take(features[start:end], axis=0), out=total[clause]
            )  # stays in the cache
    return total


# --- the file -----------------------------------------------------------------------------------------


def save(model, path):
    """Write the model; the same weights always make the same bytes."""
    vocabulary = model.vocabulary
    into, into_scale = _to_bytes(model.into, LEVELS["into"])
    wide, wide_scale = _to_bytes(model.wide, LEVELS["wide"])
    arrays = {
        "format": np.array([FORMAT], np.int16),
        "words": _packed(vocabulary.words),
        "stems": _packed(vocabulary.stems),
        "pairs": vocabulary.pairs.astype(np.uint16),
        "heading_words": _packed(vocabulary.heading_words),
        "rarity": vocabulary.rarity.astype(np.float16),
        "topics": _packed([topic.name for topic in model.topics]),
        "into": into,
        "into_scale": into_scale,
        "into_bias": model.into_bias.astype(np.float32),
        "out": model.out.astype(np.float16),
        "out_bias": model.out_bias.astype(np.float32),
        "wide": wide,
        "wide_scale": wide_scale,
        "wide_bias": model.wide_bias.astype(np.float32),
        "shift": model.shift.astype(np.float32),
        "side_knots": model.side_knots.astype(np.float32),
        "type_knots": model.type_knots.astype(np.float32),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", EPOCH), buffer.getvalue(), zipfile.ZIP_DEFLATED)


def load(path, topics):
    """The model in the file. It must know exactly the topics of the table."""
    with np.load(path, allow_pickle=False) as arrays:
        names = _unpacked(arrays["topics"])
        if arrays["format"].item() != FORMAT or names != [topic.name for topic in topics]:
            message = "The reading model does not fit term_types.json. Train it again: python -m reading.train DATA"
            raise ValueError(message)
        vocabulary = Vocabulary(
            _unpacked(arrays["words"]),
            _unpacked(arrays["stems"]),
            arrays["pairs"].astype(np.int32),
            _unpacked(arrays["heading_words"]),
            arrays["rarity"].astype(np.float32),
        )
        deep = (
            arrays["into"] * arrays["into_scale"].astype(np.float32)[:, None],
            arrays["into_bias"],
            arrays["out"].astype(np.float32),
            arrays["out_bias"],
        )
        wide = (arrays["wide"] * arrays["wide_scale"].astype(np.float32)[:, None], arrays["wide_bias"])
        return Model(vocabulary, topics, deep, wide, arrays["shift"], arrays["side_knots"], arrays["type_knots"])


def as_stored(matrix, levels):
    """The matrix as it will be after a save and a load, so that a model is measured as it is shipped."""
    whole, scale = _to_bytes(matrix, levels)
    return whole * scale.astype(np.float32)[:, None]


def _to_bytes(matrix, levels):
    """(whole numbers from -levels to levels, the scale of each row). Fewer levels make a smaller file."""
    scale = (np.abs(matrix).max(axis=1) / levels).astype(np.float16).astype(np.float32)
    whole = np.rint(matrix / np.maximum(scale, 1e-12)[:, None])
    return np.clip(whole, -levels, levels).astype(np.int8), scale.astype(np.float16)


def _packed(words):
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def _unpacked(array):
    return array.tobytes().decode().split("\n")
