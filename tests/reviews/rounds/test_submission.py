"""What intake hands over is a plain value that nobody can change on the way."""

from dataclasses import FrozenInstanceError

import pytest
from djmoney.money import Money

from reviews.rounds.submission import Submission
from tests.factories import VendorFactory


def test_columns_are_what_a_review_keeps_of_it(db):
    vendor = VendorFactory()
    submission = Submission(
        title="Survey tool",
        kind="software",
        kind_label="New software vendor",
        vendor=vendor,
        reason="To ask.",
        value=Money(5, "EUR"),
        answers={"users": "4"},
    )
    assert submission.columns() == {
        "title": "Survey tool",
        "kind": "software",
        "kind_label": "New software vendor",
        "vendor": vendor,
        "reason": "To ask.",
        "value": Money(5, "EUR"),
        "needed_by": None,
    }


def test_submission_cannot_be_changed():
    submission = Submission(title="A", kind="nda", kind_label="NDA", vendor=None, reason="R")
    with pytest.raises(FrozenInstanceError):
        submission.title = "B"
    assert (submission.brief, submission.answers, submission.documents) == ([], {}, [])
