"""What worked, and what to improve: by anybody, without a name."""

from django.db import models
from django.db.models import Q

from checkins.models.action import Action
from checkins.models.meeting import Meeting


class RemarkKind(models.TextChoices):
    WORKED = "worked", "What worked"
    IMPROVE = "improve", "What to improve"


class Remark(models.Model):
    """A line about how the two functions work together. Who wrote it stands nowhere: no column, no log, no moment."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=8, choices=RemarkKind)
    text = models.CharField(max_length=300)
    done = models.CharField(max_length=300, blank=True, help_text="What was done about it.")
    action = models.ForeignKey(Action, models.SET_NULL, null=True, related_name="remarks")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="remark_kind_is_known", condition=Q(kind__in=RemarkKind.values)),
            models.CheckConstraint(name="remark_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return self.text
