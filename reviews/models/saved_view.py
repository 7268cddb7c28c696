"""Ways of looking at the queue that people gave a name to. A view holds filters, never rows: each reader who opens it
sees what they may see, and “mine” means the reader's own.
"""

import secrets

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from people.models import Team, User


class Sharing(models.TextChoices):
    """Who finds a view."""

    PRIVATE = "private", "Only me"
    DESK = "desk", "Everybody on a desk"
    LINK = "link", "Reviewers who have the link"


def new_token():
    """The part of the link that nobody guesses."""
    return secrets.token_urlsafe(9)


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Their own, those of their desks, and whatever was shared by link."""
        if not user.is_reviewer:
            return self.none()
        return self.filter(Q(owner=user) | Q(sharing=Sharing.LINK) | Q(desk__in=user.teams))

    def listed_for(self, user):
        """Those that stand above the person's queue, by name: a link alone puts nothing there, unless they chose it as
        their own beginning."""
        chosen = Exists(DefaultView.objects.filter(person=user, view=OuterRef("pk")))
        views = self.visible_to(user).annotate(is_default=chosen)
        return views.filter(Q(owner=user) | Q(desk__in=user.teams) | Q(is_default=True)).order_by(Lower("name"), "pk")


class SavedView(models.Model):
    """Filters of the queue under a name."""

    owner = models.ForeignKey(User, models.PROTECT, related_name="saved_views")
    name = models.CharField(max_length=60)
    filters = models.JSONField(default=dict, help_text="{name of a filter: what the address says}.")
    sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PRIVATE)
    desk = models.ForeignKey(Team, models.CASCADE, null=True, related_name="saved_views")
    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="saved_view_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="saved_view_sharing_is_known", condition=Q(sharing__in=Sharing.values)),
            models.CheckConstraint(
                name="saved_view_names_its_desk_exactly_when_shared_with_one",
                condition=Q(sharing=Sharing.DESK, desk__isnull=False)
                | (~Q(sharing=Sharing.DESK) & Q(desk__isnull=True)),
            ),
            models.UniqueConstraint("owner", Lower("name"), name="saved_view_name_is_once_a_person"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The link to share."""
        return reverse("reviews:saved_view", args=[self.token])

    @property
    def is_private(self):
        return self.sharing == Sharing.PRIVATE

    @property
    def is_shared_by_link(self):
        return self.sharing == Sharing.LINK


class DefaultView(models.Model):
    """Where a person's queue begins, when it is not with everything."""

    person = models.OneToOneField(User, models.CASCADE, related_name="default_view")
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="defaults")

    def __str__(self):
        return f"{self.person}: {self.view}"
