"""How a person wants to be told, kind by kind."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from notices.models.notice import NoticeKind


class Delivery(models.TextChoices):
    """When a notice is also mailed. In Duet itself it always appears at once."""

    AT_ONCE = "at_once", "A mail at once"
    DAILY = "daily", "In the daily mail"
    OFF = "off", "No mail, only in Duet"


MANDATORY = frozenset({NoticeKind.DECISION, NoticeKind.MENTION})
"""Always mailed at once: a decision or a call would go unread, without anybody knowing."""

USUAL = {
    NoticeKind.ASSIGNMENT: Delivery.AT_ONCE,
    NoticeKind.QUESTION: Delivery.AT_ONCE,
    NoticeKind.REMINDER: Delivery.AT_ONCE,
    NoticeKind.ESCALATION: Delivery.AT_ONCE,
    NoticeKind.NEWS: Delivery.DAILY,
}
"""What holds for the other kinds until somebody chooses. A ladder may ask for the daily mail instead of at once."""

ALWAYS_MAILED = frozenset({NoticeKind.ASSIGNMENT})
"""At once or with the daily mail, but never not at all: work would stand still without anybody knowing."""

CAN_BE_STOPPED = [kind for kind in USUAL if kind not in ALWAYS_MAILED]
"""What the way out of a mail stops."""


class NoticePreference(models.Model):
    """One person's choice for one kind of notice."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=20, choices=[choice for choice in NoticeKind.choices if choice[0] in USUAL])
    delivery = models.CharField(max_length=10, choices=Delivery)

    class Meta:
        ordering = ["person", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="preference_is_one_per_kind"),
            models.CheckConstraint(condition=Q(kind__in=list(USUAL)), name="preference_leaves_mandatory_kinds_alone"),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(ALWAYS_MAILED), delivery=Delivery.OFF),
                name="preference_never_stops_what_is_always_mailed",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_delivery_display()}"
