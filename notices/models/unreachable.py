"""An address that takes no mail: since when, how it showed, what the mail server said."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.models.team import Membership


class How(models.TextChoices):
    """How it showed that mails do not arrive."""

    REFUSED = "refused", "Refused when it was sent"
    RETURNED = "returned", "Came back"


class UnreachableQuerySet(models.QuerySet):
    def standing(self):
        """Not cleared yet. Index: unreachable_is_marked_once."""
        return self.filter(cleared_at=None)

    def visible_to(self, user):
        """Everybody their own; leads those of their desks; who looks after Duet all."""
        if user.configures:
            return self
        led = Membership.objects.filter(team__in=[desk.pk for desk in user.teams_led])
        return self.filter(Q(person=user) | Q(person__in=led.values("user")))


class Unreachable(models.Model):
    """Mails to this address of a person do not arrive. Kept when it is cleared: who did that, and when."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unreachable")
    address = models.EmailField()
    how = models.CharField(max_length=10, choices=How)
    reason = models.CharField(max_length=500, help_text="In the words of the mail server.")
    since = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    times = models.PositiveIntegerField(default=1)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )  # null: Duet itself, as the person has another address now

    objects = UnreachableQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person"], name="unreachable_is_marked_once", condition=Q(cleared_at=None)),
            models.CheckConstraint(
                condition=Q(cleared_by=None) | Q(cleared_at__isnull=False), name="unreachable_is_cleared_at_a_moment"
            ),
            models.CheckConstraint(condition=Q(last_at__gte=F("since")), name="unreachable_last_is_after_since"),
            models.CheckConstraint(condition=Q(how__in=How.values), name="unreachable_how_is_known"),
        ]

    def __str__(self):
        return f"Mails do not reach {self.person}"
