"""The one way to write the event log, and the one way to read the log of a thing."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from common.models import Audience, Event


def record(verb, subject, *, by, summary, audience=Audience.INTERNAL, on_behalf_of=None, **data):
    """Add one line about `subject`; `by=None` is Duet itself.

    `summary` is the part of the sentence that follows the name: "claimed the legal review". Call it
    inside the transaction of the change, so that neither exists without the other.
    """
    event = line(verb, subject, by=by, summary=summary, audience=audience, on_behalf_of=on_behalf_of, **data)
    event.save()
    return event


def line(verb, subject, *, by, summary, audience=Audience.INTERNAL, on_behalf_of=None, **data):
    """A line that is not written yet: a sweep writes all of its lines in one go (`Event.objects.bulk_create`)."""
    return Event(
        at=timezone.now(),
        by=by,
        on_behalf_of=on_behalf_of,
        verb=verb,
        summary=summary,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        audience=audience,
        data=data,
    )


def events_of(subject, *, audiences):
    """The lines about `subject` for these audiences, newest first, with their people. Index: event_timeline."""
    return (
        Event.objects.filter(
            subject_type=ContentType.objects.get_for_model(subject),
            subject_id=subject.pk,
            audience__in=audiences,
        )
        .select_related("by", "on_behalf_of")
        .order_by("-pk")
    )
