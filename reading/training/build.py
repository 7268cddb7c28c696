"""From samples to a model, and to honest predictions: each family of contracts judged by a model that never saw it."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from reading.model import LEAST_SHARE, LEVELS, SIDES, TO_COMMERCIAL, Model, as_stored, joined_halves
from reading.topics import load_topics
from reading.training import fit
from reading.training.families import fold_of
from reading.training.samples import WEIGHT
from reading.training.vocabulary import build_vocabulary

FOLDS = 5
NOT_SEEN_SIDE = 0.5  # of a clause that the label covers, before its side may count for the calibration
KNOTS = 12

# How much a held-out prediction of a kind counts for the shift of the odds. LEDGAR's provisions are few.
SHIFT_WEIGHT = {"span": 1.0, "clause": 0.6, "provision": 5.0}


@dataclass(frozen=True, slots=True)
class Size:
    """How big the model becomes; tests use small ones."""

    features: int = 20000  # words, stems and pairs of stems
    heading_words: int = 600
    at_least: int = 3
    hidden: int = 96
    epochs: int = 24
    seed: int = 1


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Predictions for samples by models that never saw their family. `index` says which samples."""

    index: np.ndarray
    share: np.ndarray
    chance: np.ndarray
    sides: np.ndarray
    models: tuple  # the model of each fold, without the fold


def build(samples, size=None):
    """A model of all these samples, not yet calibrated."""
    size = size or Size()
    topics = load_topics()
    texts = [(sample.text, sample.heading) for sample in samples]
    targets = _targets(samples, topics)
    weights = np.array([WEIGHT[sample.kind] * sample.weight for sample in samples], np.float32)
    vocabulary = build_vocabulary(
        texts,
        targets * weights[:, None],
        features=size.features,
        heading_words=size.heading_words,
        at_least=size.at_least,
    )
    rows = _matrix(vocabulary, texts)
    deep = fit.fit_deep(rows, targets, weights, hidden=size.hidden, epochs=size.epochs, seed=size.seed)
    wide = fit.fit_wide(rows, (targets > 0).astype(np.float64), weights.astype(np.float64))
    into, into_bias, out, out_bias = deep
    matrix, bias = wide
    return Model(
        vocabulary,
        topics,
        (as_stored(into, LEVELS["into"]), into_bias, out.astype(np.float16).astype(np.float32), out_bias),
        (as_stored(matrix, LEVELS["wide"]), bias),
    )


def hold_out(samples, size=None, progress=lambda line: None):
    """Predictions for all that people marked, each by the model of the other folds."""
    fold = np.array([-1 if not sample.family else fold_of(sample.family, FOLDS) for sample in samples])
    judged = np.array([sample.kind in SHIFT_WEIGHT for sample in samples])
    index, share, chance, models = [], [], [], []
    for number in range(FOLDS):
        model = build([sample for sample, at in zip(samples, fold, strict=True) if at != number], size)
        here = np.flatnonzero((fold == number) & judged)
        scores = model.scores([(samples[i].text, samples[i].heading) for i in here])
        index.append(here)
        share.append(scores.share)
        chance.append(scores.chance)
        models.append(model)
        progress(f"fold {number + 1} of {FOLDS}: learned without {len(here)} passages, then judged them")
    index, share, chance = np.concatenate(index), np.concatenate(share), np.concatenate(chance)
    sides = np.zeros((len(index), len(SIDES)), np.float32)
    for number, model in enumerate(models):
        here = fold[index] == number
        model.shift = learn_shift(model, [samples[i] for i in index[~here]], share[~here], chance[~here])
        sides[here] = model.sides(share[here], chance[here])
    return HeldOut(index, share, chance, sides, tuple(models))


def learn_shift(model, samples, share, chance):
    """The model's `shift`, from predictions for samples by models that never saw their family.

    Only topics that lawyers marked in contracts shift: of the others, too little is known to say more than the table.
    """
    marked = np.tile([any(label.startswith("CUAD: ") for label in topic.labels) for topic in model.topics], 2)
    known = model.owned(share, chance) + LEAST_SHARE
    weights = np.array([SHIFT_WEIGHT[sample.kind] * sample.weight for sample in samples])
    owners = _owners(samples, model.topics)
    shift = np.zeros(len(marked), np.float32)
    shift[marked] = fit.fit_shift(known, joined_halves(share, chance)[:, marked], owners, weights, TO_COMMERCIAL)
    return shift


def calibrate(model, samples, held_out):
    """Learn the shift of the odds from all held-out predictions, and set the confidences to the shares of held-out
    cases in which such scores were right."""
    judged = [samples[i] for i in held_out.index]
    model.shift = learn_shift(model, judged, held_out.share, held_out.chance)
    owners, sides = _owners(judged, model.topics), held_out.sides
    counted = np.flatnonzero(owners.max(axis=1) > NOT_SEEN_SIDE)
    right = sides[counted].argmax(axis=1) == owners[counted].argmax(axis=1)
    model.side_knots = knots(sides[counted].max(axis=1), right)
    types, present = model.type_scores(held_out.share, held_out.chance), type_marks(samples, held_out.index, model)
    spans = np.flatnonzero([sample.is_test for sample in judged])
    seen = types[spans] > 0.02
    model.type_knots = knots(types[spans][seen], present[spans][seen])
    return model


def knots(scores, right):
    """Score against share of right cases, rising, as a few points to draw a line through."""
    order = np.argsort(scores, kind="stable")
    parts = [part for part in np.array_split(order, KNOTS) if len(part)]
    points = _rising([(float(scores[part].mean()), float(right[part].mean()), len(part)) for part in parts])
    return np.array([(0.0, min(points[0][1], points[0][0])), *points, (1.0, max(points[-1][1], 0.99))], np.float32)


def _rising(points):
    """Pool neighbours until the share never falls (isotonic regression)."""
    pooled = []
    for point in points:
        pooled.append(point)
        while len(pooled) > 1 and pooled[-2][1] > pooled[-1][1]:
            (x1, y1, n1), (x2, y2, n2) = pooled[-2:]
            total = n1 + n2
            pooled[-2:] = [((x1 * n1 + x2 * n2) / total, (y1 * n1 + y2 * n2) / total, total)]
    return [(x, y) for x, y, _ in pooled]


def type_marks(samples, index, model):
    """Which of the model's types people marked in each sample."""
    column = {name: number for number, name in enumerate(model.types)}
    type_of = {topic.name: topic.type for topic in model.topics}
    marks = np.zeros((len(index), len(model.types)), bool)
    for row, i in enumerate(index):
        for topic in samples[i].topics:
            if type_of[topic]:
                marks[row, column[type_of[topic]]] = True
    return marks


def _owners(samples, topics):
    """The share of each side in what people marked in each sample."""
    side_of = {topic.name: SIDES.index(topic.side) for topic in topics}
    owners = np.zeros((len(samples), len(SIDES)))
    for row, sample in enumerate(samples):
        for topic in sample.topics:
            owners[row, side_of[topic]] += 1 / len(sample.topics)
    return owners


def _targets(samples, topics):
    number = {topic.name: at for at, topic in enumerate(topics)}
    targets = np.zeros((len(samples), len(topics)), np.float32)
    for row, sample in enumerate(samples):
        for topic in sample.topics:
            targets[row, number[topic]] = 1 / len(sample.topics)
    return targets


def _matrix(vocabulary, texts):
    features, weights, starts = vocabulary.rows(texts)
    return csr_matrix((weights, features, starts), (len(texts), len(vocabulary)))
