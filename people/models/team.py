"""Desks and who sits on them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from common.models import FixedKey, key_stays
from common.searching import Searchable
from people.models.calendar import WorkingCalendar
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


class Membership(models.Model):
    """One person's seat on one desk."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    is_lead = models.BooleanField("leads the desk", default=False)
    may_override = models.BooleanField(
        "may skip or override approvals",
        default=False,
        help_text="Of any desk, with a reason that everybody reads; never on their own request.",
    )

    class Meta:
        ordering = ["team__name", "user__name"]
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="membership_is_one_seat_a_desk"),
        ]

    def __str__(self):
        return f"{self.user}, {self.team}"

    def clean(self):
        if self.user_id and (self.user.is_auditor or self.user.is_outside):
            raise ValidationError("An auditor or outside counsel sits on no desk.")
