"""What people say to each other on a review or on one of its terms."""

from django.db import models
from django.utils import timezone

from people.models import User
from reviews.models.review import Review
from reviews.models.term import Term


class CommentAudience(models.TextChoices):
    """Who reads a comment. Internal is the default: telling more people is a choice, never an accident."""

    INTERNAL = "internal", "Reviewers only"
    REQUESTER = "requester", "Requester and reviewers"


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """On visible reviews: reviewers read all, requesters only what is meant for them."""
        comments = self.filter(review__in=Review.objects.visible_to(user))
        if user.is_reviewer:
            own = models.Q(review__requester=user, audience=CommentAudience.INTERNAL)
            return comments.exclude(own)  # a reviewer who asks for something is a requester there
        return comments.filter(audience=CommentAudience.REQUESTER)


class Comment(models.Model):
    """A remark on a review, or on one term of it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="comments")
    term = models.ForeignKey(Term, models.CASCADE, null=True, blank=True, related_name="comments")
    author = models.ForeignKey(User, models.PROTECT, related_name="comments")
    body = models.TextField(max_length=5000)
    audience = models.CharField(max_length=10, choices=CommentAudience, default=CommentAudience.INTERNAL)
    written_at = models.DateTimeField(default=timezone.now)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_audience_is_known", condition=models.Q(audience__in=CommentAudience.values)
            ),
        ]

    def __str__(self):
        return f"{self.author}: {self.body[:60]}"
