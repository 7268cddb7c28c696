"""The append-only log. Write through common.log.record; the database refuses to change or delete a line.

The triggers also refuse TRUNCATE. Only the test-suite, which empties all tables between transactional
tests, goes round that one (`pgtrigger.ignore` in tests/people_fixtures.py); product code never does.
"""

from functools import cached_property

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Func, OuterRef, Q
from django.db.models.functions import JSONObject, Left
from django.utils import timezone

from common import sentences

REFUSAL = "RAISE EXCEPTION 'The event log is append-only: % is refused.', TG_OP;"

ONLY_BLANKED = f"""
IF NEW.text = '' AND NEW.blanked_at IS NOT NULL
    AND (NEW.id, NEW.event_id, NEW.key, NEW.author_id)
        IS NOT DISTINCT FROM (OLD.id, OLD.event_id, OLD.key, OLD.author_id)
THEN
    RETURN NEW;
END IF;
{REFUSAL}
"""


def refuse_truncate():
    """The trigger against emptying a table at one go; the others see single rows."""
    return pgtrigger.Trigger(
        name="refuse_truncate",
        operation=pgtrigger.Truncate,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        func=REFUSAL,
    )


class Audience(models.TextChoices):
    """Who may read a line: the requester as well, the desks alone, or only the people inside a circle.

    Lines of the last kind are about the circle itself, never about the review, whose timeline others read.
    """

    BUSINESS = "business", "Business"
    INTERNAL = "internal", "Internal"
    CIRCLE = "circle", "Circle"


READ_BY_DESKS = (Audience.BUSINESS, Audience.INTERNAL)
"""What the desks read in the log of a thing."""


class IsNamedIn(Func):
    """Whether the facts of a line name this row: `IsNamedIn("pk", OuterRef("data"), kind="people")`.

    Asked with an array of their ids: the planner then looks each of them up by its key.
    """

    arg_joiner = " = ANY(ARRAY(SELECT (jsonb_path_query("
    template = "%(expressions)s, '$.%(kind)s.*[*]') #>> '{}')::bigint))"
    output_field = models.BooleanField()


class EventQuerySet(models.QuerySet):
    def readable(self):
        """With all that their sentences need, in the one query: people, desks, and what people typed."""
        names = {
            f"{kind}_named": ArraySubquery(
                rows.filter(IsNamedIn("pk", OuterRef("data"), kind=kind))
                .order_by()
                .values(row=JSONObject(id="pk", name="name"))
            )
            for kind, rows in sentences.NAMED.items()
        }
        texts = EventText.objects.filter(event=OuterRef("pk")).order_by()
        beginnings = texts.values(row=JSONObject(key="key", text=Left("text", sentences.LONGEST)))
        return self.select_related("by", "on_behalf_of").annotate(**names, texts_typed=ArraySubquery(beginnings))


class Event(models.Model):
    """One line of the log: who did what to what, when, on whose behalf.

    `data` holds plain facts: people and desks by id (under "people" and "desks"), ids and names of things as they were.
    What a person typed, and any person's name, stands in `EventText`.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="events"
    )  # null: Duet itself
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="events_on_behalf"
    )
    verb = models.CharField(max_length=60)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.INTERNAL)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # the timeline of one review, request or vendor (common.log.events_of)
            models.Index(fields=["subject_type", "subject_id", "-id"], name="event_timeline"),
            # the page of the log (operations.log.lines): by kind of thing, by who did it, by verb, by day
            models.Index(fields=["subject_type", "-id"], name="event_of_kind"),
            models.Index(fields=["by", "subject_type", "-id"], name="event_of_kind_by"),
            models.Index(fields=["verb", "-id"], name="event_by_verb"),
            models.Index(fields=["at"], name="event_at"),
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
            refuse_truncate(),
        ]

    def __str__(self):
        return f"{self.by or 'Duet'} {self.sentence if self.pk else self.verb}"

    @property
    def is_internal(self):
        return self.audience == Audience.INTERNAL

    @cached_property
    def sentence(self):
        """What follows the name, made of the facts now. Costs a query unless the line comes from `readable()`."""
        return sentences.in_words(self.verb, self.facts, for_requester=self.audience == Audience.BUSINESS)

    @property
    def facts(self):
        if not hasattr(self, "texts_typed"):
            return Event.objects.readable().get(pk=self.pk).facts
        names = {kind: {row["id"]: row["name"] for row in getattr(self, f"{kind}_named")} for kind in sentences.NAMED}
        texts = {row["key"]: row["text"] or sentences.REMOVED for row in self.texts_typed}
        return sentences.Facts(self.data, by=str(self.by or "Duet"), names=names, texts=texts)


class EventTextQuerySet(models.QuerySet):
    def typed_by(self, person):
        return self.filter(author=person)

    def blank(self):
        """Remove the words for good; that there were some, whose, and when they were removed stays. How many."""
        return self.filter(blanked_at=None).update(text="", blanked_at=timezone.now())


class EventText(models.Model):
    """What a person typed, as a line of the log quotes it. The one part of the log that can be removed: blanked."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="texts", db_index=False)
    key = models.CharField(max_length=40, help_text="What it is in the sentence: reason, question, answer.")
    text = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="event_texts"
    )  # whose words they are, who need not be the one who acts; null: nobody can be named
    blanked_at = models.DateTimeField(null=True)

    objects = EventTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "key"], name="event_text_is_once_per_key"
            ),  # its index finds them, too
            models.CheckConstraint(
                condition=Q(text="", blanked_at__isnull=False) | (~Q(text="") & Q(blanked_at=None)),
                name="event_text_is_empty_when_it_was_blanked",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_blanked", operation=pgtrigger.Update, when=pgtrigger.Before, func=ONLY_BLANKED
            ),
            pgtrigger.Trigger(name="refuse_delete", operation=pgtrigger.Delete, when=pgtrigger.Before, func=REFUSAL),
            refuse_truncate(),
        ]

    def __str__(self):
        return f"{self.key} of line {self.event_id}"  # never the words
