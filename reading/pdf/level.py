"""Tilted pages made level, for the recognition of letters: Tesseract loses whole paragraphs from three degrees on.

Lines of print are level where the rows of the picture are darkest and lightest in turn. So the picture is sheared by
many angles, coarsely, and the best one counts. Shearing tilts letters, which does no harm at such angles.
"""

import numpy as np

ANGLES = np.arange(-7, 7.01, 0.25)  # degrees
COARSE = 4  # dots that become one while the angle is looked for
CLEARLY = 1.5  # times sharper than the picture as it is
SMALLEST = 400  # dots; what is smaller has no lines to speak of


def levelled(grey):
    """The same picture (rows of shades, 255 is white) with its lines level; as it is when no lines are recognised."""
    if min(grey.shape) < SMALLEST:
        return grey
    coarse = _ink(grey)
    sideways = max(_sharpness(coarse.T)) > max(_sharpness(coarse))
    if sideways:
        return np.ascontiguousarray(_level(grey.T, coarse.T).T)
    return _level(grey, coarse)


def _level(grey, coarse):
    sharp = _sharpness(coarse)
    as_it_is = sharp[len(ANGLES) // 2]
    best = int(np.argmax(sharp))
    if sharp[best] <= CLEARLY * as_it_is:
        return grey
    return _sheared(grey, ANGLES[best], 255)


def _ink(grey):
    """How dark each square of dots is."""
    height, width = (length // COARSE * COARSE for length in grey.shape)
    squares = grey[:height, :width].reshape(height // COARSE, COARSE, width // COARSE, COARSE)
    return 255 - squares.mean(axis=(1, 3))


def _sharpness(ink):
    """For each angle, how much the darkness changes from row to row, where no row leaves the picture."""
    edge = int(np.abs(_moves(ink, ANGLES[0])).max()) + 1
    inner = [_sheared(ink, angle, 0)[edge:-edge].sum(axis=1) for angle in ANGLES]
    return [float(np.square(np.diff(rows)).sum()) for rows in inner]


def _sheared(rows, angle, empty):
    """Each column moved down by its distance from the middle times the slope; what comes in is `empty`."""
    moves = _moves(rows, angle)
    most = int(np.abs(moves).max())
    padded = np.pad(rows, ((most, most), (0, 0)), constant_values=empty)
    sources = np.arange(len(rows))[:, None] + most - moves[None, :]
    return np.take_along_axis(padded, sources, axis=0)


def _moves(rows, angle):
    width = rows.shape[1]
    return np.rint(np.tan(np.radians(angle)) * (np.arange(width) - width / 2)).astype(int)
