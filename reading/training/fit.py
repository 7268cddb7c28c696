"""Fitting the two halves of the model on sparse vectors: the same samples and seed give the same weights to the bit.

The deep half (one hidden layer) decides between topics and, through them, between the sides. The wide half (one
logistic regression for each topic) says of each topic by itself whether it is there, so that several may be, or none.
"""

import math

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

BATCH = 96
RATE = 0.0035
DECAY = (0.9, 0.999)
WORD_DROPOUT = 0.6
HIDDEN_DROPOUT = 0.3
WIDE_PENALTY = 0.02
WIDE_STEPS = 60
SHIFT_PENALTY = 4.0
SHIFT_STEPS = 100


def softmax(scores):
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True)


def fit_deep(rows, targets, weights, *, hidden, epochs, seed):
    """[input weights, input bias, output weights, output bias] of a network with one hidden layer.

    Words are left out at random while it learns (as in a clause that says the same with other words), which is what
    makes it better than a plain regression here.
    """
    random = np.random.default_rng(seed)
    count, width = rows.shape
    classes = targets.shape[1]
    layers = [
        (random.standard_normal((width, hidden)) * 0.5).astype(np.float32),
        np.zeros(hidden, np.float32),
        (random.standard_normal((hidden, classes)) / np.sqrt(hidden)).astype(np.float32),
        np.zeros(classes, np.float32),
    ]
    adam = _Adam(layers)
    batches = -(-count // BATCH)
    for epoch in range(epochs):
        order = random.permutation(count)
        rate = RATE * (1 - epoch / epochs)
        for batch in range(batches):
            chosen = order[batch * BATCH : (batch + 1) * BATCH]
            thinned, words = _thinned(rows[chosen], random)
            mask = (random.random((len(chosen), hidden)) > HIDDEN_DROPOUT).astype(np.float32) / (1 - HIDDEN_DROPOUT)
            adam.step(layers, _gradients(layers, thinned, words, targets[chosen], weights[chosen], mask), rate, words)
    return layers


def _thinned(rows, random):
    """(the rows with some of their words left out, on columns of their own; which words those columns stand for)."""
    kept = random.random(rows.data.size) > WORD_DROPOUT
    words, columns = np.unique(rows.indices[kept], return_inverse=True)
    starts = np.concatenate([[0], np.cumsum(kept)])[rows.indptr]
    values = rows.data[kept] / np.float32(1 - WORD_DROPOUT)
    return csr_matrix((values, columns, starts), (rows.shape[0], len(words))), words


def _gradients(layers, rows, words, targets, weights, mask):
    into, bias, out, out_bias = layers
    before = rows @ into[words] + bias
    middle = np.maximum(before, 0) * mask
    error = (softmax(middle @ out + out_bias) - targets) * weights[:, None] / np.float32(len(weights))
    back = (error @ out.T) * mask * (before > 0)
    return [rows.T @ back, back.sum(axis=0), middle.T @ error, error.sum(axis=0)]


class _Adam:
    """Adam; of the big first layer only the rows of the words that occurred are moved."""

    def __init__(self, layers):
        self.first = [np.zeros_like(layer) for layer in layers]
        self.second = [np.zeros_like(layer) for layer in layers]
        self.steps = 0

    def step(self, layers, gradients, rate, words):
        self.steps += 1
        slow, fast = DECAY
        rate = rate * math.sqrt(1 - fast**self.steps) / (1 - slow**self.steps)
        for index, (layer, move) in enumerate(zip(layers, gradients, strict=True)):
            part = words if index == 0 else slice(None)
            first = slow * self.first[index][part] + (1 - slow) * move
            second = fast * self.second[index][part] + (1 - fast) * move * move
            self.first[index][part], self.second[index][part] = first, second
            layer[part] -= rate * first / (np.sqrt(second) + np.float32(1e-8))


def fit_wide(rows, present, weights):
    """(weights, bias): one logistic regression for each topic, a column of `present`, all fitted together.

    Rare topics weigh more, so that the presence of each counts about as much as its absence.
    """
    width = rows.shape[1]
    types = present.shape[1]
    share = (present * weights[:, None]).sum(axis=0) / weights.sum()
    balance = np.where(present > 0, ((1 - share) / np.maximum(share, 1e-6)) ** 0.75, 1.0) * weights[:, None]
    signs = np.where(present > 0, 1.0, -1.0)
    rows = rows.astype(np.float64)
    turned = rows.T.tocsr()

    def loss(flat):
        matrix = flat.reshape(width + 1, types)
        margin = signs * (rows @ matrix[:-1] + matrix[-1])
        lost = np.logaddexp(0, -margin)
        slope = -signs * balance / (1 + np.exp(np.clip(margin, -50, 50)))
        gradient = np.empty_like(matrix)
        gradient[:-1] = turned @ slope + WIDE_PENALTY * 2 * matrix[:-1]
        gradient[-1] = slope.sum(axis=0)
        return (balance * lost).sum() + WIDE_PENALTY * (matrix[:-1] ** 2).sum(), gradient.ravel()

    start = np.zeros((width + 1) * types)
    optimum = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": WIDE_STEPS, "maxcor": 5})
    matrix = optimum.x.reshape(width + 1, types)
    return matrix[:-1].astype(np.float32), matrix[-1].astype(np.float32)


def fit_shift(known, rows, sides, weights, direction):
    """How far each column of `rows` should move the logarithm of `known` in `direction`, to come nearer to `sides`.

    A logistic regression that starts from what is known already: where the data say nothing, nothing is moved.
    """
    known, rows = np.log(known), rows.astype(np.float64)

    def loss(shift):
        guess = softmax(known + np.outer(rows @ shift, direction))
        lost = -(weights[:, None] * sides * np.log(guess + 1e-12)).sum() + SHIFT_PENALTY * (shift**2).sum()
        return lost, rows.T @ ((guess - sides) @ direction * weights) + SHIFT_PENALTY * 2 * shift

    start = np.zeros(rows.shape[1])
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": SHIFT_STEPS}).x.astype(np.float32)
