"""What the pages rely on when two presses of a button come at the same moment."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from intake import actions
from intake.models import IntakeRequest
from reviews.models import Review
from tests.intake.conftest import TYPED


def two_at_once(act):
    """Run `act` on two connections at the same moment. Returns the two answers or refusals."""
    start, answers = Barrier(2), []

    def run():
        start.wait()
        try:
            answers.append(act())
        except ValidationError as refusal:
            answers.append(refusal.messages)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_submit_by_two_connections_opens_one_review(draft, requester, buyer, counsel):
    answers = two_at_once(lambda: actions.submit(draft, by=requester))
    refusal = ["This request has been submitted and cannot be changed any more."]
    assert Review.objects.count() == 1
    assert sorted(answers, key=lambda answer: isinstance(answer, list)) == [Review.objects.get(), refusal]


@pytest.mark.django_db(transaction=True)
def test_heads_up_by_two_connections_is_one(software, requester, buyer, counsel):
    words = {"title": "Agency", "vendor_name": "Bright", "reason": TYPED["reason"]}
    answers = two_at_once(lambda: actions.give_heads_up(software, **words, by=requester))
    assert answers == [IntakeRequest.objects.get()] * 2


@pytest.mark.parametrize(
    "act",
    [
        lambda draft, by: actions.save_draft(draft, fields={}, answers={}, by=by),
        lambda draft, by: actions.submit(draft, by=by),
        lambda draft, by: actions.discard(draft, by=by),
        lambda draft, by: actions.attach(draft, None, kind="contract", by=by),
        lambda draft, by: actions.detach(draft, None, by=by),
    ],
    ids=["save", "submit", "discard", "attach", "detach"],
)
def test_nobody_else_changes_a_draft(draft, stranger, act):
    with pytest.raises(PermissionDenied, match="Only the requester"):
        act(draft, stranger)
