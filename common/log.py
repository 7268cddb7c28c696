"""The one way to write the event log, and the one way to read the log of a thing.

A line holds facts; the words for them are made on reading (common/sentences.py).
"""

from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from common import sentences
from common.models import Audience, Event, EventText

LONGEST_TEXT = 5000
"""What people typed is cut here; the row that it was typed into keeps all of it."""


class Quoted(NamedTuple):
    """A text of somebody else than the one who acts, in `texts` of `record`."""

    text: str
    author: object


def record(verb, subject, *, by, **more):
    """Add one line about `subject`: arguments as of `line`. Returns the `Event`.

    Call it inside the transaction of the change, so that neither exists without the other.
    """
    [event] = write([line(verb, subject, by=by, **more)])
    return event


def line(verb, subject, *, by, audience=Audience.INTERNAL, on_behalf_of=None, people=(), desks=(), texts=(), **facts):
    """A line that is not written yet: a sweep hands all of its lines to `write` in one go. `by=None` is Duet itself.

    `people` and `desks` are {role: one, several or None}, rows or ids; kept by id, shown by today's name. `texts` are
    {key: what a person typed}, by somebody else than `by` as `Quoted`. Other facts are plain values: ids, numbers,
    days, names of things as they are now. Never what a person typed, and never a person's name.
    """
    sentences.words_for(verb, for_requester=audience == Audience.BUSINESS)  # what nobody could read is not written
    named = {"people": _ids(people), "desks": _ids(desks)}
    event = Event(
        at=timezone.now(),
        by=by,
        on_behalf_of=on_behalf_of,
        verb=verb,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        audience=audience,
        data=facts | {kind: ids for kind, ids in named.items() if ids},
    )
    event.new_texts = [_text(event, key, typed, by) for key, typed in dict(texts).items() if typed]
    return event


def write(lines):
    """Write lines and their texts. Returns the events."""
    events = Event.objects.bulk_create(lines)
    if texts := [text for event in events for text in event.new_texts]:
        EventText.objects.bulk_create(texts)
    return events


def _ids(named):
    return {role: _id(one) for role, one in dict(named).items() if one}


def _id(one):
    if isinstance(one, int):
        return one
    return one.pk if hasattr(one, "pk") else [_id(item) for item in one]


def _text(event, key, typed, by):
    text, author = typed if isinstance(typed, Quoted) else (typed, by)
    return EventText(event=event, key=key, text=text[:LONGEST_TEXT], author=author)


def events_of(subject, *, audiences):
    """The lines about `subject` for these audiences, newest first, ready to be read. Index: event_timeline."""
    return (
        Event.objects.readable()
        .filter(
            subject_type=ContentType.objects.get_for_model(subject),
            subject_id=subject.pk,
            audience__in=audiences,
        )
        .order_by("-pk")
    )


def last_change(subject, *verbs, **facts):
    """(who did one of these last to `subject`, when), for whoever saves on an older state; (None, None) if nobody did.

    `facts` narrow it to lines with these values. Index: event_timeline.
    """
    about = {"subject_type": ContentType.objects.get_for_model(subject), "subject_id": subject.pk}
    facts = {f"data__{name}": value for name, value in facts.items()}
    event = Event.objects.filter(**about, verb__in=verbs, **facts).select_related("by").order_by("-pk").first()
    return (event.by, event.at) if event else (None, None)


def subject_after(model, verb, **facts):
    """The key of the row of `model` that the newest line of this verb and these facts is about; None without one."""
    lines = Event.objects.filter(subject_type=ContentType.objects.get_for_model(model), verb=verb)
    lines = lines.filter(**{f"data__{name}": value for name, value in facts.items()})
    return lines.order_by("-pk").values_list("subject_id", flat=True).first()


def blank_texts_of(person):
    """Remove every word of this person from the log, as data protection asks for. Returns how many texts."""
    return EventText.objects.typed_by(person).blank()
