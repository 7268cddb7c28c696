"""A team's channel in Slack, Teams or anything else that takes an incoming webhook, and what is to be posted there."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common import sight
from common.models.outgoing import MAX_ATTEMPTS, Outgoing, in_short
from notices.destinations import validate_address
from people.models.team import Team

LONGEST_REST = 8
"""So often the rest of a channel doubles: from a minute to four hours."""


class Webhook(models.Model):
    """Where a team's channel takes messages. The address is a secret: who knows it can post there."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="webhook")
    url = models.CharField(
        "address",
        max_length=500,
        validators=[validate_address],
        help_text="The address of an incoming webhook, as Slack or Teams shows it.",
    )
    is_active = models.BooleanField("in use", default=True)
    failures = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="In a row, since it last took one."
    )
    rests_until = models.DateTimeField(null=True, editable=False, help_text="Until then nothing is tried.")

    class Meta:
        ordering = ["team"]
        constraints = [
            models.CheckConstraint(
                condition=Q(failures=0, rests_until=None) | Q(failures__gt=0, rests_until__isnull=False),
                name="webhook_rests_after_it_failed",
            ),
        ]

    def __str__(self):
        return f"Channel of {self.team}"

    def first_attempt(self, not_before=None):
        """When a new post may first be tried: `not_before` (None: at once), and not while the channel rests."""
        return max(moment for moment in (timezone.now(), not_before, self.rests_until) if moment)

    def rest(self, error):
        """It took nothing: leave it alone, and all its posts, for a while that doubles with every failure in a row.

        After so many that a post would be parked, everything that is due is parked. Whether that happened.
        """
        self._lock()
        self.failures += 1
        self.rests_until = timezone.now() + timedelta(minutes=2 ** min(self.failures - 1, LONGEST_REST))
        self.save(update_fields=["failures", "rests_until"])
        waiting = self._free_posts(next_attempt_at__lt=self.rests_until)
        if self.failures < MAX_ATTEMPTS:
            waiting.update(next_attempt_at=self.rests_until)
            return False
        waiting.update(parked_at=timezone.now(), last_error=in_short(error))
        return True

    def begin_anew(self):
        """It takes posts again, or has another address: no rest, and what waited for the end of one is due now."""
        self._lock()
        if not self.failures:
            return
        waiting = self._free_posts(next_attempt_at=self.rests_until)
        self.failures, self.rests_until = 0, None
        self.save(update_fields=["failures", "rests_until"])
        waiting.update(next_attempt_at=timezone.now())

    def _lock(self):
        fresh = Webhook.objects.select_for_update(no_key=True).get(pk=self.pk)
        self.failures, self.rests_until = fresh.failures, fresh.rests_until

    def _free_posts(self, **which):
        """Its posts that wait and that no other sender holds: nobody waits here for a slow channel."""
        posts = self.posts.undelivered().filter(**which).select_for_update(skip_locked=True, no_key=True)
        return Post.objects.filter(pk__in=[post.pk for post in posts.only("pk")])


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
