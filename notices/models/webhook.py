"""A team's channel in Slack, Teams or anything else that takes an incoming webhook, and what is to be posted there."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common import sight
from common.models.outgoing import Outgoing
from people.models.team import Team


class Webhook(models.Model):
    """Where a team's channel takes messages. The address is a secret: who knows it can post there."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="webhook")
    url = models.CharField(
        "address",
        max_length=500,
        validators=[URLValidator(schemes=["https"], message="Give an address that begins with https://.")],
        help_text="The address of an incoming webhook, as Slack or Teams shows it.",
    )
    is_active = models.BooleanField("in use", default=True)

    class Meta:
        ordering = ["team"]

    def __str__(self):
        return f"Channel of {self.team}"


class PostQuerySet(models.QuerySet):
    def undelivered(self):
        return self.filter(posted_at=None, parked_at=None)

    def due(self, at):
        """Longest waiting first. Index: post_undelivered."""
        return self.undelivered().filter(next_attempt_at__lte=at).order_by("next_attempt_at", "pk")

    def parked(self):
        return self.exclude(parked_at=None)

    def seen_by_desk(self, desk):
        """Those about what everybody on the desk may see at this moment."""
        return self.filter(sight.seen_by_desk(desk))


class Post(sight.About, Outgoing):
    """One message to a team's channel; `key` is the memory that it was told."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="posts")
    key = models.CharField(max_length=200)
    text = models.TextField()
    topic = models.CharField(max_length=60, blank=True, help_text="What `notices.actions.withdraw` finds it by.")
    created_at = models.DateTimeField(default=timezone.now)
    posted_at = models.DateTimeField(null=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # what an admin looks at (notices.machinery)
            models.Index(fields=["-id"], name="post_parked", condition=Q(parked_at__isnull=False)),
            # the sweep notices.tasks.deliver_posts
            models.Index(
                fields=["next_attempt_at", "id"],
                name="post_undelivered",
                condition=Q(posted_at=None, parked_at=None),
            ),
            # notices.actions.withdraw, when what it was about is settled
            models.Index(
                fields=["topic"],
                name="post_to_withdraw",
                condition=Q(posted_at=None, parked_at=None) & ~Q(topic=""),
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["webhook", "key"], name="post_is_told_once")]

    def __str__(self):
        return self.text.splitlines()[0] if self.text else self.key
