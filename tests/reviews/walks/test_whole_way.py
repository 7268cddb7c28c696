"""A review walks the whole way, by the people whose work it is."""

import pytest

from reviews.models import Review
from reviews.pure.stages import Stage

WALKABLE = [
    Stage.IN_REVIEW,
    Stage.ALIGNED,
    Stage.NEGOTIATION,
    Stage.FINAL_APPROVAL,
    Stage.SIGNATURE,
    Stage.ACTIVE,
    Stage.DECLINED,
    Stage.WITHDRAWN,
]


@pytest.mark.parametrize("stage", WALKABLE)
def test_walk_reaches_every_stage_and_somebody_always_holds_it(review_at, stage):
    review = review_at(stage)

    assert list(Review.objects.held_by_nobody()) == []
    assert review.waits.open().exists() == review.is_live
