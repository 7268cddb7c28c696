"""The migration that brings existing installations the warning at three quarters, in business time."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from reviews.models import Rung, Wait

migration = import_module("reviews.migrations.0020_warnings_in_business_time")


@pytest.fixture
def before(defaults):
    """The ladder of an installation from before the rung."""
    Rung.objects.filter(percent=75).delete()


def migrate():
    migration.add_rung(apps, None)
    migration.warn(apps, None)


def test_rung_at_three_quarters_is_added_once_for_what_opens_from_now_on(before):
    began = timezone.now()
    migrate()
    ended = timezone.now()
    migrate()
    rung = Rung.objects.get(percent=75)
    assert (rung.ladder, rung.recipients) == ("reviewers", ["holder"])
    assert began <= rung.since <= ended
    assert rung.only_over_days == 1 and rung.note == "Three quarters of its time are gone."


def test_rung_that_an_admin_took_away_stays_away(defaults):
    Rung.objects.filter(percent=75).update(retired_at=timezone.now())
    migrate()
    assert not Rung.objects.current().filter(percent=75).exists()


def test_installation_without_a_ladder_gets_none(desks):
    Rung.objects.all().delete()
    migrate()
    assert not Rung.objects.exists()


def test_warning_of_what_is_open_counts_business_time_and_closed_waits_stay(review):
    told = dict(review.waits.values_list("pk", "warn_at"))
    [closed, *others] = told
    by_the_wall_clock = datetime(2026, 11, 28, 10, tzinfo=UTC)
    Wait.objects.filter(pk=closed).update(closed_at=timezone.now(), remind_at=None)
    Wait.objects.update(warn_at=by_the_wall_clock)
    Wait.objects.filter(pk=others[0]).update(warn_at=None)

    migrate()
    migrate()

    assert dict(review.waits.values_list("pk", "warn_at")) == {**told, closed: by_the_wall_clock}
