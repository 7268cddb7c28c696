"""Nudges: whom the requester may ask how far it is."""

from reviews.waits import questions
from tests.reviews.pages import page, signed_in


def test_nudge_is_offered_where_somebody_can_be_hurried(client, requester, counsel, review, legal_side, desks):
    signed_in(client, requester)
    waits = {wait.pk for wait in review.waits.open()}
    assert set(page(client, review).context["nudgeable"]) == waits
    question = questions.ask_requester(legal_side, "Who?", by=counsel)
    assert set(page(client, review).context["nudgeable"]) == waits - {legal_side.pk}
    assert question.pk not in page(client, review).context["nudgeable"]
