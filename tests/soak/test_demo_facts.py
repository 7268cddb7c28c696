"""Every path that the demo company takes: afterwards the rows that carry the facts agree with the log."""

import os

import pytest
from django.core.management import call_command

from reviews.facts import differences
from reviews.models import Review

LONG = os.environ.get("SOAK") == "long"


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.skipif(not LONG, reason="A hundred days of the demo company take minutes: `make soak`.")
def test_rows_agree_with_the_log_over_the_whole_demo(db):
    call_command("seed_defaults")
    call_command("load_demo")
    assert Review.objects.count() > 20
    assert [line for review in Review.objects.order_by("pk") for line in differences(review)] == []
