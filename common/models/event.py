"""The append-only log. Write through common.log.record; the database refuses to change or delete a line.

The triggers also refuse TRUNCATE. Only the test-suite, which empties all tables between transactional
tests, goes round that one (`pgtrigger.ignore` in tests/people_fixtures.py); product code never does.
"""

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

REFUSAL = "RAISE EXCEPTION 'The event log is append-only: % is refused.', TG_OP;"


class Audience(models.TextChoices):
    """Who may read a line: the requester as well, the desks alone, or only the people inside a circle.

    Lines of the last kind are about the circle itself, never about the review, whose timeline others read.
    """

    BUSINESS = "business", "Business"
    INTERNAL = "internal", "Internal"
    CIRCLE = "circle", "Circle"


READ_BY_DESKS = (Audience.BUSINESS, Audience.INTERNAL)
"""What the desks read in the log of a thing."""


class Event(models.Model):
    """One line of the log: who did what to what, when, on whose behalf."""

    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="events"
    )  # null: Duet itself
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="events_on_behalf"
    )
    verb = models.CharField(max_length=60)
    summary = models.CharField(max_length=500)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.INTERNAL)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # the timeline of one review, request or vendor (common.log.events_of)
            models.Index(fields=["subject_type", "subject_id", "-id"], name="event_timeline"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="event_audience_is_known"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="refuse_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=REFUSAL,
            ),
            pgtrigger.Trigger(
                name="refuse_truncate",
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                func=REFUSAL,
            ),
        ]

    def __str__(self):
        return f"{self.by or 'Duet'} {self.summary}"

    @property
    def is_internal(self):
        return self.audience == Audience.INTERNAL
