"""Rights that one admin gives and another one confirms: the role of an admin, and seats that nobody gives alone."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Right(models.TextChoices):
    """What is asked for."""

    ADMIN = "admin", "The role of an admin"
    SEAT = "seat", "A seat"


class Answer(models.TextChoices):
    """What became of it."""

    GIVEN = "given", "Given"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Taken back"


class RightRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answer="")


class RightRequest(models.Model):
    """One admin asked for a right of somebody else; a second one answers. Nothing changes before that."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="right_requests")
    right = models.CharField(max_length=10, choices=Right)
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, null=True, related_name="right_requests")
    is_lead = models.BooleanField(default=False)
    is_backup = models.BooleanField(default=False)
    may_override = models.BooleanField(default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = RightRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(right=Right.ADMIN, team=None) | Q(right=Right.SEAT, team__isnull=False),
                name="right_request_of_a_seat_has_a_desk",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="right_request_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.GIVEN) | (~Q(answered_by=F("asked_by")) & ~Q(answered_by=F("person"))),
                name="right_request_is_confirmed_by_a_second_admin",
            ),
            models.CheckConstraint(condition=~Q(asked_by=F("person")), name="right_request_is_for_somebody_else"),
            models.UniqueConstraint(
                fields=["person", "right", "team"],
                condition=Q(answer=""),
                nulls_distinct=False,
                name="right_request_is_one_open",
            ),
        ]
        indexes = [
            # what waits for a second admin (people.settings.rights)
            models.Index(fields=["-id"], name="right_request_open", condition=Q(answer=""))
        ]

    def __str__(self):
        return f"{self.words} for {self.person}"

    @property
    def words(self):
        """What is asked for, as the middle of a sentence."""
        if self.right == Right.ADMIN:
            return "the role of an admin"
        part = {(True, False): "the lead of", (False, True): "a seat as backup at"}
        seat = f"{part.get((self.is_lead, self.is_backup), 'a seat at')} {self.team}"
        return seat + (", with the right to skip or override approvals" if self.may_override else "")
