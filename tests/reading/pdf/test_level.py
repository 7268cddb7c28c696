"""Tilted pages made level before letters are looked for."""

import numpy as np
import pytest

from reading.pdf.level import levelled
from tests.reading.scans import scan


def darkest_row(picture):
    """The share of a row that is black, in the row that has most of it: high where lines are level."""
    return (picture < 128).mean(axis=1).max()


@pytest.mark.parametrize("tilt", [-6, -3, 2, 5])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_levelled_straightens_a_tilted_page_whichever_way_it_lies(tilt, turned):
    straight, tilted = np.asarray(scan()), np.rot90(np.asarray(scan(turned=tilt)), turned // 90)
    level = np.rot90(levelled(tilted), -turned // 90)
    assert darkest_row(level) > 0.8 * darkest_row(straight) > 2 * darkest_row(np.rot90(tilted, -turned // 90))


@pytest.mark.parametrize(
    "picture",
    [
        np.asarray(scan()),
        np.full((1100, 850), 255, np.uint8),
        np.zeros((1100, 850), np.uint8),
        np.random.default_rng(5).integers(0, 256, (1100, 850)).astype(np.uint8),
        np.full((1, 1), 7, np.uint8),
        np.full((3, 5000), 0, np.uint8),
        np.full((400, 9000), 0, np.uint8),
    ],
    ids=["level already", "white", "black", "noise", "one dot", "a line", "a band"],
)
def test_levelled_leaves_other_pictures_as_they_are(picture):
    assert np.array_equal(levelled(picture), picture)
