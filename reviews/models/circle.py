"""Who is inside a privileged conversation: a list of people, each named. A role alone never opens it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from people.models import TWO_SIDES, DeskSide, Membership, Team, User
from reviews.models.review import Review, of_seen_reviews


def seers_of(review):
    """The active people who take part: `Review.objects.visible_to`, asked from the other end, without auditors."""
    inside = in_reach_of(review)
    named = review.named_people.all()
    if review.is_walled:
        inside &= Q(pk__in=named.values("person"))
    outside = Q(is_outside=True, pk__in=named.filter(until__gte=timezone.localdate()).values("person"))
    own = Q(pk=review.requester_id, is_outside=False)
    return User.objects.filter(inside | outside | own, is_active=True)


def in_reach_of(review):
    """Those whose desks would show them the review if it were not walled."""
    desks = Q(speaks_for__in=TWO_SIDES)
    for part in (review.terms.values("desk"), review.terms.values("second_desk"), review.waits.values("desk")):
        desks |= Q(pk__in=part)
    seated = Membership.objects.filter(team__in=Team.objects.filter(desks).values("pk")).values("user")
    return Q(pk__in=seated, is_auditor=False, is_outside=False)


def reviewers_of(review):
    """Those of them who read it as reviewers: everybody but its requester."""
    return seers_of(review).exclude(pk=review.requester_id)


class CircleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Circles that name the person, on reviews that they see. A lawyer's seat is worth nothing outside legal."""
        return self.filter(of_seen_reviews(user), pk__in=CircleMember.objects.open_to(user).values("circle"))


class Circle(models.Model):
    """The people inside one privileged conversation on a review."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="circles")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    objects = CircleQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"Circle {self.pk}"

    def readers(self):
        """Those inside who may still read: active, in sight of the review, and lawyers only while they serve legal."""
        inside = self.members.reading(self.review)
        return User.objects.filter(pk__in=inside.values("person"))


class CircleMemberQuerySet(models.QuerySet):
    def open_to(self, user):
        """The person's own seats that still count, whatever they see of the reviews."""
        seats = self.filter(person=user)
        return seats if user.serves(DeskSide.LEGAL) else seats.filter(as_counsel=False)

    def reading(self, review):
        """The seats in circles of `review` that still open something, oldest first, with their people."""
        in_legal = Membership.objects.filter(user=OuterRef("person"), team__speaks_for=DeskSide.LEGAL)
        seats = self.filter(circle__review=review, person__in=seers_of(review))
        return seats.filter(Q(as_counsel=False) | Exists(in_legal)).select_related("person").order_by("pk")


class CircleMember(models.Model):
    """One person's seat in a circle: as a lawyer on the matter, or because a lawyer named them."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="members")
    person = models.ForeignKey(User, models.PROTECT, related_name="circle_seats")
    as_counsel = models.BooleanField(help_text="Counts only while the person serves legal.")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = CircleMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["circle", "person"], name="circle_member_has_one_seat"),
        ]

    def __str__(self):
        return f"{self.person} in circle {self.circle_id}"
