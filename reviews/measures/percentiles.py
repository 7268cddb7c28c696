"""Medians and ninth tenths, counted by the database: the same that `reviews.pure.usual` says of a list."""

from django.db.models import Aggregate, DurationField, ExpressionWrapper, F, FloatField
from django.db.models.functions import Extract

DAY = 24 * 60 * 60


class Middle(Aggregate):
    """As many are below as above: `statistics.median`."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


class NineInTen(Aggregate):
    """The smallest of the numbers themselves that at least nine in ten do not exceed."""

    function = "percentile_disc"
    template = "%(function)s(0.9) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def days_between(start: str, end: str) -> ExpressionWrapper:
    """The days between two moments of a row, as on a calendar: weekends count, and parts of days."""
    span = ExpressionWrapper(F(end) - F(start), output_field=DurationField())
    return ExpressionWrapper(Extract(span, "epoch") / float(DAY), output_field=FloatField())
