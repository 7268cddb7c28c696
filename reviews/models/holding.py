"""Who held a wait in which stretch of time, and where it stood still."""

from django.db import models
from django.db.models import F, Q

from people.models import Team, User
from reviews.models.wait import Holder, Wait


class HoldingQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_at=None)


class Holding(models.Model):
    """One stretch in the life of a wait during which its holder stayed the same, and stood still or did not.

    Written with the wait by reviews.waits.holdings; the stretches of a wait follow each other without a gap.
    """

    wait = models.ForeignKey(Wait, models.CASCADE, related_name="holdings")
    holder = models.CharField(max_length=10, choices=Holder)
    desk = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", help_text="Whose queue it is in.")
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="holdings")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    paused = models.BooleanField(default=False, help_text="It stood still: its holder could not act.")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        ordering = ["began_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="holding_is_one_at_a_time", fields=["wait"], condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="holding_ends_after_it_begins",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
            ),
            models.CheckConstraint(
                name="holding_names_its_holder",
                condition=Q(holder=Holder.DESK, desk__isnull=False, person=None)
                | Q(holder=Holder.PERSON, person__isnull=False)
                | Q(holder=Holder.REQUESTER, person__isnull=False, desk=None)
                | Q(holder=Holder.VENDOR, person=None, desk=None),
            ),
            models.CheckConstraint(
                name="holding_is_for_somebody_else_by_a_person",
                condition=Q(on_behalf_of=None) | (Q(holder=Holder.PERSON) & ~Q(on_behalf_of=F("person"))),
            ),
        ]

    def __str__(self):
        return f"{self.wait_id}: {self.person or self.desk or self.get_holder_display()}"
