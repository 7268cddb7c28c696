"""Drafts that their requesters share: title, vendor, size and date, and nothing else. For procurement and legal alone.
Index: intake_request_coming."""

from django.db.models import Value
from django.db.models.functions import Coalesce

from intake.models import IntakeRequest
from intake.pipeline.coming import SOME_DAY, Coming, Narrowed, Source
from people.models import TWO_SIDES, User

SHOWN = ("title", "vendor_name", "value", "value_currency", "needed_by")
"""All that is read of a shared draft: not who asks, what for, which answers or files."""


def shared_drafts(user: User, narrowed: Narrowed):
    rows = IntakeRequest.objects.shared_with(user).only(*SHOWN)
    rows = rows.annotate(comes_on=Coalesce("needed_by", Value(SOME_DAY)))
    if narrowed.desk and narrowed.desk.speaks_for not in TWO_SIDES:
        return rows.none()  # shared with the desks of the two sides
    if narrowed.vendor:
        rows = rows.filter(vendor_name__icontains=narrowed.vendor)
    return rows


def in_words(rows: list[IntakeRequest]) -> list[Coming]:
    return [Coming(SHARED_DRAFTS.label, row.title, row.vendor_name, row.value, row.needed_by) for row in rows]


SHARED_DRAFTS = Source("draft", "Shared draft", shared_drafts, in_words)
