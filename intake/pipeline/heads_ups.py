"""Heads-ups as a source of the pipeline: everybody sees those whose reviews they see. Index: review_coming."""

from django.db.models import Value
from django.db.models.functions import Coalesce

from common.models.related import fetch
from common.searching import contains
from intake.pipeline.coming import SOME_DAY, Coming, Narrowed, Source
from people.models import User
from reviews.models import FirstLook, Purpose, Review, Wait
from reviews.pure.flags import Flag
from reviews.pure.stages import Stage


def heads_ups(user: User, narrowed: Narrowed):
    """A desk or a side is of whoever holds the first look, or has had it."""
    rows = Review.objects.filter(stage=Stage.HEADS_UP).for_list(user)
    rows = rows.annotate(comes_on=Coalesce("needed_by", Value(SOME_DAY)))
    looks = Wait.objects.filter(purpose=Purpose.FIRST_LOOK)
    if narrowed.desk:
        rows = rows.filter(pk__in=looks.filter(desk=narrowed.desk).values("review"))
    if narrowed.side:
        rows = rows.filter(pk__in=looks.filter(desk__speaks_for=narrowed.side).values("review"))
    if narrowed.vendor:
        rows = rows.filter(contains("vendor__name", narrowed.vendor))
    return rows


def in_words(rows: list[Review]) -> list[Coming]:
    """Three queries: vendors, who has the first look, and what was flagged."""
    keys = [row.pk for row in rows]
    fetch((rows, ["vendor"]))
    waits = Wait.objects.open().filter(review__in=keys, purpose=Purpose.FIRST_LOOK).order_by("desk__name")
    waiting: dict[int, list[str]] = {}
    for review, desk in waits.values_list("review", "desk__name"):
        waiting.setdefault(review, []).append(desk)
    flags: dict[int, set[str]] = {}
    for review, raised in FirstLook.objects.filter(review__in=keys).values_list("review", "flags"):
        flags.setdefault(review, set()).update(raised)
    return [
        Coming(
            source=HEADS_UPS.label,
            title=row.title,
            vendor=row.vendor.name,
            size=row.value,
            day=row.needed_by,
            url=row.get_absolute_url(),
            reference=row.reference,
            waits_for=waiting.get(row.pk, []),
            flags=[str(flag.label) for flag in Flag if flag in flags.get(row.pk, ())],
        )
        for row in rows
    ]


HEADS_UPS = Source("heads-up", "Heads-up", heads_ups, in_words)
