"""What a requester asks for, while it is a draft and after."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from djmoney.models.fields import MoneyField

from contracts.models import Document
from intake.models.request_type import RequestType
from people.models import TWO_SIDES, User
from reviews.models import Review

TYPED = "as typed"
"""Where a draft's `answers` keep text that no column can take yet. No question's key can have a blank in it."""


class IntakeRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A request belongs to its requester alone; once submitted, others read the review, not this."""
        return self.filter(requester=user)

    def drafts(self):
        return self.filter(submitted_at__isnull=True)

    def private(self):
        """Drafts of which nobody but the requester knows."""
        return self.drafts().filter(review__isnull=True)

    def shared(self):
        """Private drafts whose title, vendor, size and date procurement and legal may read."""
        return self.private().filter(shared_at__isnull=False)

    def shared_with(self, user):
        """Those of them that the person may read of: whoever sits on a desk of the two sides."""
        return self.shared() if user.is_active and any(map(user.serves, TWO_SIDES)) else self.none()

    def next_after(self, window):
        """A key of a further window that begins like those of these requests, and that none of them has."""
        newest = self.order_by("-pk").values_list("pk", flat=True).first()
        return f"{window} {newest or 0}"

    def untouched(self):
        """Drafts that were started and never written in."""
        return self.private().filter(
            title="", vendor_name="", reason="", value__isnull=True, needed_by=None, answers={}, documents=None
        )


class IntakeRequest(models.Model):
    """What a requester asks for. A private draft until first visibility, when it opens a review."""

    requester = models.ForeignKey(User, models.PROTECT, related_name="intake_requests")
    request_type = models.ForeignKey(RequestType, models.PROTECT, related_name="intake_requests")
    title = models.CharField(max_length=160, blank=True)
    vendor_name = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    value = MoneyField(
        max_digits=14, decimal_places=2, null=True, blank=True, default_currency=settings.DEFAULT_CURRENCY
    )
    needed_by = models.DateField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True, help_text="{question key: answer as given}")
    documents = models.ManyToManyField(Document, related_name="intake_requests", blank=True)
    review = models.OneToOneField(Review, models.PROTECT, null=True, related_name="intake_request")
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, editable=False)
    shared_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when procurement and legal read title, vendor, size and date."
    )
    first_shared_at = models.DateTimeField(
        null=True, editable=False, help_text="When they could first, also where it was taken back since."
    )
    begun_in = models.CharField(
        max_length=300, blank=True, editable=False, help_text="The key of the window whose first save made it."
    )
    saved_in = models.CharField(
        max_length=300, blank=True, editable=False, help_text="The key of the window that saved it last."
    )

    objects = IntakeRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="intake_request_has_a_review_once_submitted",
                condition=models.Q(submitted_at__isnull=True) | models.Q(review__isnull=False),
            ),
            models.CheckConstraint(
                name="intake_request_that_is_shared_was_shared_first",
                condition=models.Q(shared_at=None) | models.Q(first_shared_at__lte=models.F("shared_at")),
            ),
            models.UniqueConstraint(
                name="intake_request_is_begun_once_in_a_window",
                fields=["requester", "begun_in"],
                condition=~models.Q(begun_in=""),
            ),
        ]
        indexes = [
            models.Index(fields=["requester", "-id"], name="intake_request_by_requester"),  # My requests
            # the pipeline: drafts that are shared, by day
            models.Index(
                Coalesce("needed_by", models.Value(date.max)),
                "id",
                name="intake_request_coming",
                condition=models.Q(shared_at__isnull=False, review=None, submitted_at=None),
            ),
        ]

    def __str__(self):
        return self.title or f"{self.request_type} (draft)"

    def get_absolute_url(self):
        return self.review.get_absolute_url() if self.submitted_at else reverse("intake:draft", args=[self.pk])

    @property
    def typed(self):
        """{field: text} that was typed but cannot be read as an amount or a day yet. Drafts only."""
        return self.answers.get(TYPED, {})

    @property
    def is_private(self):
        """Whether it is a draft of which others know at most what is shared."""
        return self.is_draft and self.review_id is None

    @property
    def is_draft(self):
        return self.submitted_at is None
