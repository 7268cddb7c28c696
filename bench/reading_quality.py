"""Owner and type on one fifth of the labelled contracts, by a small model that learned from the others."""

import numpy as np

from reading import evaluate
from reading.training import build
from reading.training.families import fold_of
from reading.training.samples import load

SMALL = build.Size(features=8000, heading_words=300, hidden=32, epochs=5)
LAST = build.FOLDS - 1


def figures(folder):
    """The figures of reading.evaluate for passages, each as a line."""
    samples = load(folder)
    is_last = np.array([bool(sample.family) and fold_of(sample.family, build.FOLDS) == LAST for sample in samples])
    model = build.build([sample for sample, last in zip(samples, is_last, strict=True) if not last], SMALL)
    judged = np.flatnonzero(is_last & np.array([sample.is_test for sample in samples]))
    scores = model.scores([(samples[index].text, samples[index].heading) for index in judged])
    held_out = build.HeldOut(judged, scores.share, scores.chance, scores.sides, (model,))
    yield f"quality on {len(judged):,} passages of contracts that a small model did not see:"
    yield from map(str, evaluate.owner_figures(samples, held_out, evaluate.load_mapping(folder)))
    types, _ = evaluate.type_figures(samples, held_out)
    yield from (str(figure) for figure in types if "other folds" not in figure.name)
