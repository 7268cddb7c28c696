"""What somebody promised at a meeting."""

from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone

from checkins.models.item import Item
from common.models.by_key import there_is
from people.models import User


class ActionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those that came of items that one may see."""
        return self.filter(Q(owner=user) | there_is(Item.objects.visible_to(user).filter(pk=OuterRef("item"))))

    def open(self):
        return self.filter(done_at=None)


class Action(models.Model):
    """Somebody does something until a day; they are reminded until it is done."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="action")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(User, models.PROTECT, related_name="check_in_actions")
    due_on = models.DateField()
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    reminded_on = models.DateField(null=True, help_text="The day of the last reminder.")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    done_note = models.CharField(max_length=300, blank=True, help_text="What came of it.")

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="action_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="action_that_is_done_says_by_whom_and_what_came_of_it",
                condition=Q(done_at=None, done_by=None, done_note="")
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(done_note="")),
            ),
        ]
        indexes = [
            # what a person promised
            models.Index(fields=["owner", "due_on"], name="action_open_of_person", condition=Q(done_at=None)),
            # what the sweep reminds of
            models.Index(fields=["due_on"], name="action_open", condition=Q(done_at=None)),
        ]

    def __str__(self):
        return self.what

    def is_late(self, today):
        return self.done_at is None and self.due_on < today
