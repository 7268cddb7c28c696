"""What people say to each other on a review or on one of its terms, and who reads it.

An audience never changes: the database refuses it, so that nothing said to few is ever shown to many.
"""

import pgtrigger
from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone

from common import sight
from common.models.by_key import there_is
from people.models import User
from reviews.models.circle import Circle, CircleMember
from reviews.models.review import Review, of_seen_reviews
from reviews.models.term import Term


class CommentAudience(models.TextChoices):
    """Who reads a comment. Internal is the default: telling more people is a choice, never an accident."""

    INTERNAL = "internal", "Reviewers only"
    REQUESTER = "requester", "Requester and reviewers"
    VENDOR = "vendor", "Draft for the vendor"
    PRIVILEGED = "privileged", "Privileged & confidential"


AMONG_REVIEWERS = (CommentAudience.INTERNAL, CommentAudience.VENDOR)
"""What the desks read on everybody's requests but their own."""


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The one answer to who reads what. On visible reviews only; privileged notes by their circle alone."""
        readable = Q(audience=CommentAudience.REQUESTER) | there_is(
            CircleMember.objects.open_to(user).filter(circle=OuterRef("circle"))
        )
        if user.reads_reviewers_side:
            # a reviewer who asks for something is a requester there
            readable |= Q(audience__in=AMONG_REVIEWERS) & ~Q(review__requester=user)
        return self.filter(readable, of_seen_reviews(user))


def refuse_if(condition, name, sentence):
    """PL/pgSQL that refuses a row as a check constraint would, by its name."""
    raising = f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'"
    return f"IF {condition} THEN {raising}; END IF;"


class Comment(models.Model):
    """A remark on a review, or on one term of it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="comments")
    term = models.ForeignKey(Term, models.CASCADE, null=True, blank=True, related_name="comments")
    author = models.ForeignKey(User, models.PROTECT, related_name="comments")
    body = models.TextField(max_length=5000, blank=True)
    audience = models.CharField(max_length=10, choices=CommentAudience, default=CommentAudience.INTERNAL)
    circle = models.ForeignKey(Circle, models.PROTECT, null=True, related_name="comments")
    mentioned = models.ManyToManyField(User, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, editable=False)

    retracted_at = models.DateTimeField(null=True, editable=False)
    retracted_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    released_at = models.DateTimeField(null=True, editable=False, help_text="When a draft was sent to the vendor.")
    released_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")

    READ_WITH = ("circle", "author", "term")
    """What actions read with a comment, when they lock it."""

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        indexes = [
            # the newest comments of a review, and the page of all of them
            models.Index(fields=["review", "-id"], name="comment_newest"),
        ]
        constraints = [
            models.CheckConstraint(name="comment_audience_is_known", condition=Q(audience__in=CommentAudience.values)),
            models.CheckConstraint(
                name="comment_has_a_circle_exactly_when_privileged",
                condition=Q(audience=CommentAudience.PRIVILEGED, circle__isnull=False)
                | (~Q(audience=CommentAudience.PRIVILEGED) & Q(circle=None)),
            ),
            models.CheckConstraint(
                name="comment_body_is_gone_exactly_when_retracted",
                condition=Q(body="", retracted_at__isnull=False, retracted_by__isnull=False)
                | (~Q(body="") & Q(retracted_at=None, retracted_by=None)),
            ),
            models.CheckConstraint(
                name="comment_is_released_to_the_vendor_by_somebody",
                condition=Q(released_at=None, released_by=None)
                | Q(audience=CommentAudience.VENDOR, released_at__isnull=False, released_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stays_with_its_readers",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=refuse_if(
                    "(OLD.review_id, OLD.audience, OLD.circle_id, OLD.author_id)"
                    " IS DISTINCT FROM (NEW.review_id, NEW.audience, NEW.circle_id, NEW.author_id)",
                    "comment_stays_with_its_readers",
                    "A comment keeps its author and its readers.",
                )
                + refuse_if(
                    "OLD.released_at IS NOT NULL"
                    " AND (OLD.body, OLD.released_at, OLD.released_by_id)"
                    " IS DISTINCT FROM (NEW.body, NEW.released_at, NEW.released_by_id)",
                    "comment_is_fixed_once_the_vendor_has_it",
                    "What was sent to the vendor stays as it is.",
                )
                + "RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="circle_is_of_this_review",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=refuse_if(
                    "NEW.circle_id IS NOT NULL AND NOT EXISTS (SELECT FROM reviews_circle"
                    " WHERE id = NEW.circle_id AND review_id = NEW.review_id)",
                    "comment_circle_is_of_its_review",
                    "This circle belongs to another review.",
                )
                + "RETURN NEW;",
            ),
        ]

    def __str__(self):
        return f"Comment {self.pk}"  # never its words: names of rows end up in logs and error texts

    @property
    def is_privileged(self):
        return self.audience == CommentAudience.PRIVILEGED

    @property
    def version(self):
        """Changes with each edit; a form carries it, so that nobody overwrites or sends what they have not read."""
        return self.edited_at.isoformat() if self.edited_at else "first"

    @property
    def is_draft(self):
        """Whether it is text for the vendor that nobody has sent yet."""
        return self.audience == CommentAudience.VENDOR and self.released_at is None and self.retracted_at is None


class CommentRevision(models.Model):
    """What a comment said before an edit. Whoever reads the comment reads this too, and nobody else.

    The database refuses to change one, and to delete one unless its comment was taken back.
    """

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="revisions")
    body = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func="IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM reviews_comment"
                " WHERE id = OLD.comment_id AND retracted_at IS NOT NULL) THEN RETURN OLD; END IF;"
                + refuse_if("TRUE", "comment_revision_stays", "The earlier text of a comment stays."),
            ),
        ]

    def __str__(self):
        return f"Earlier text of comment {self.comment_id}"


sight.put(
    "comment",
    sight.Rule(
        by_person=lambda user: Comment.objects.visible_to(user),
        walled=lambda: Comment.objects.filter(review__in=Review.objects.walled()),
        is_told_of=True,
    ),
)
