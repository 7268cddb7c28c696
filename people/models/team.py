"""Desks and who sits on them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from common.models import FixedKey, key_stays
from common.searching import Searchable
from people.models.calendar import WorkingCalendar
from people.models.leaving import Loss, follow_losses
from people.models.user import User


class Function(models.TextChoices):
    """The five kinds of desk."""

    PROCUREMENT = "procurement", "Procurement"
    LEGAL = "legal", "Legal"
    PRIVACY = "privacy", "Privacy"
    SECURITY = "security", "Security"
    FINANCE = "finance", "Finance"


class TeamQuerySet(models.QuerySet):
    def for_function(self, function):
        return self.filter(function=function)


class Team(FixedKey):
    """A desk: people who own a kind of terms together and share a queue."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(unique=True)
    function = models.CharField(max_length=20, choices=Function.choices)
    calendar = models.ForeignKey(WorkingCalendar, on_delete=models.PROTECT, related_name="teams")
    ticks_passages = models.BooleanField(
        "confirms each passage by itself",
        default=False,
        help_text="Nothing in a vendor's paper is confirmed from a list or with the decision on its term.",
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = [Searchable("name"), "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(function__in=Function.values), name="team_function_is_known"),
        ]
        triggers = [key_stays("slug")]

    def __str__(self):
        return self.name

    @property
    def meets_at_check_ins(self):
        """Procurement and legal meet to talk about what is stuck."""
        return self.function in {Function.PROCUREMENT, Function.LEGAL}

    def members(self):
        """Those who may act for this desk today: people who left are not among them."""
        return User.objects.filter(memberships__team=self, is_active=True)

    def leads(self):
        """Those of the members who lead it."""
        return User.objects.filter(memberships__team=self, memberships__is_lead=True, is_active=True)


class MembershipQuerySet(models.QuerySet):
    """Seats that are lost in bulk have the same consequences as one (people.models.leaving)."""

    @transaction.atomic
    def delete(self):
        losses = [Loss(seat.user, seat.team) for seat in self.select_related("user", "team")]
        deleted = super().delete()
        follow_losses(losses)
        return deleted

    @transaction.atomic
    def update(self, **columns):
        losses = []
        if {"user", "user_id", "team", "team_id"} & columns.keys():
            losses = [Loss(seat.user, seat.team) for seat in self.select_related("user", "team")]
        elif columns.get("is_lead") is False:
            leads = self.filter(is_lead=True).select_related("user", "team")
            losses = [Loss(seat.user, seat.team, still_sits=True) for seat in leads]
        updated = super().update(**columns)
        follow_losses(losses)
        return updated


class Membership(models.Model):
    """One person's seat on one desk. Losing it has consequences (people.models.leaving), however it is lost."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    is_lead = models.BooleanField("leads the desk", default=False)
    may_override = models.BooleanField(
        "may skip or override approvals",
        default=False,
        help_text="Of any desk, with a reason that everybody reads; never on their own request.",
    )

    objects = MembershipQuerySet.as_manager()

    changed_by = None
    """Who changes this seat, where that is known: the settings pages say so before they save or delete."""

    class Meta:
        ordering = ["team__name", "user__name"]
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="membership_is_one_seat_a_desk"),
        ]

    def __str__(self):
        return f"{self.user}, {self.team}"

    @transaction.atomic
    def save(self, *args, **kwargs):
        before = None if self._state.adding else Membership.objects.select_related("user", "team").get(pk=self.pk)
        super().save(*args, **kwargs)
        if before is None:
            return
        if (before.user_id, before.team_id) != (self.user_id, self.team_id):
            follow_losses([Loss(before.user, before.team)], by=self.changed_by)
        elif before.is_lead and not self.is_lead:
            follow_losses([Loss(before.user, before.team, still_sits=True)], by=self.changed_by)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        loss = Loss(self.user, self.team)
        deleted = super().delete(*args, **kwargs)
        follow_losses([loss], by=self.changed_by)
        return deleted

    def clean(self):
        if self.user_id and (self.user.is_auditor or self.user.is_outside):
            raise ValidationError("An auditor or outside counsel sits on no desk.")
