"""Which lines of the log somebody may read, and how they are narrowed, so that a page costs the same among a million.

Whoever configures reads what was changed in the set-up: people, desks, calendars, rules. An auditor reads besides what
happened on reviews that they may see: nothing behind a wall, nothing of a privileged circle.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone

from common import sight
from common.models import READ_BY_DESKS, Event
from people.models import User
from people.policies import may_configure

SET_UP = {
    "people": "People, seats and roles",
    "desks": "Desks",
    "calendars": "Calendars",
    "rules": "Rules of the split and of approvals",
    "playbook": "Playbook",
    "targets": "Target times",
    "reminders": "Reminders",
    "two-people": "Two people for two desks",
    "files": "Limits of files",
    "announcements": "Announcements",
    "read-only": "Read-only times",
}
"""{kind: what it is called}: configuration, which holds nothing of a request."""

REVIEWS = "reviews"
MODELS = {
    "people": ("people", "user"),
    "desks": ("people", "team"),
    "calendars": ("people", "workingcalendar"),
    "rules": ("reviews", "ruleversion"),
    "playbook": ("reviews", "termtype"),
    "targets": ("reviews", "targettime"),
    "reminders": ("reviews", "rung"),
    "two-people": ("reviews", "twoapprovers"),
    "files": ("contracts", "filelimits"),
    "announcements": ("common", "announcement"),
    "read-only": ("common", "readonly"),
    REVIEWS: ("reviews", "review"),
}
"""{kind: the model that its lines are about}."""
MARGIN = timedelta(hours=1)
"""Lines are numbered when they are begun, and may be a little out of order by the clock."""


def may_read_log(user: User) -> bool:
    return may_configure(user) or (user.is_active and user.is_auditor)


def kinds_for(user: User) -> dict[str, str]:
    """{kind: label} of what this person may read lines about."""
    if not may_read_log(user):
        return {}
    return SET_UP | ({REVIEWS: "Reviews"} if user.is_auditor else {})


@dataclass(frozen=True)
class Narrowed:
    """What the log is narrowed to: who did it, which verb, which kind of thing, which one, from and to which day."""

    by: User | None = None
    verb: str = ""
    kind: str = ""
    about: int | None = None
    first: date | None = None
    last: date | None = None

    @property
    def is_narrowed(self) -> bool:
        return any((self.by, self.verb, self.kind, self.about, self.first, self.last))


@dataclass(frozen=True)
class Lines:
    """The lines, and the same in parts that each have an index in the order of their numbers (`page_by_key`)."""

    rows: QuerySet[Any]
    parts: list[QuerySet[Any]] = field(default_factory=list)


def lines_for(user: User, narrowed: Narrowed) -> Lines:
    """What this person may read, newest first by number.

    Indexes: event_timeline (one thing), event_of_kind, event_of_kind_by (who did it), event_by_verb, event_at (days).
    """
    kinds = [kind for kind in kinds_for(user) if not narrowed.kind or kind == narrowed.kind]
    parts = [_narrowed(_of_kind(kind, user), narrowed) for kind in kinds]
    return Lines(Event.objects.readable().select_related("subject_type"), parts or [Event.objects.none()])


def _of_kind(kind, user):
    lines = Event.objects.filter(subject_type=_type_of(kind), audience__in=READ_BY_DESKS)
    if kind == REVIEWS:
        return lines.filter(subject_id__in=sight.rows_for("review", user).values("pk"))
    return lines


def _type_of(kind):
    """The content type of a kind. Django keeps those that were asked for once."""
    app, model = MODELS[kind]
    return ContentType.objects.get_by_natural_key(app, model)


def _narrowed(lines, narrowed):
    if narrowed.by:
        lines = lines.filter(by=narrowed.by)
    if narrowed.verb:
        lines = lines.filter(verb=narrowed.verb)
    if narrowed.about is not None:
        lines = lines.filter(subject_id=narrowed.about)
    if narrowed.first:
        start = _midnight(narrowed.first)
        lines = lines.filter(at__gte=start, pk__gte=_number_at(start - MARGIN))
    if narrowed.last:
        end = _midnight(narrowed.last + timedelta(days=1))
        lines = lines.filter(at__lt=end, pk__lte=_number_at(end + MARGIN, default=2**62))
    return lines


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _number_at(moment, default=2**62):
    """The number of the first line from a moment on. Index: event_at."""
    return Event.objects.filter(at__gte=moment).order_by("at").values_list("pk", flat=True).first() or default
