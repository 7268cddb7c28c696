"""A function that does not own a term says that it sees it differently, and what came of that."""

from django.db import models
from django.db.models import F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from common.models.by_key import there_is
from people.models import Team, User
from reviews.models.term import Term
from reviews.models.wait import Wait
from reviews.pure.stages import CLOSED


class DisagreementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the terms they are about: reviewers of the review, never its requester."""
        return self.filter(there_is(Term.objects.visible_to(user).filter(pk=OuterRef("term"))))

    def open(self):
        """Neither settled nor withdrawn, on a review that goes on."""
        return self.filter(settled_at=None, withdrawn_at=None).exclude(term__review__stage__in=CLOSED)

    def blocking(self):
        return self.filter(is_blocking=True)

    def with_names(self):
        """Everything that a line or a page about a disagreement names, in one query."""
        return self.select_related("term__review__vendor", "term__review__requester", *self.model.READ_WITH)


class Disagreement(models.Model):
    """One desk against the owners of a term. A blocking one is settled by the leads of that desk and of the
    owners, any other at the next check-in."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="disagreements")
    desk = models.ForeignKey(Team, models.PROTECT, related_name="disagreements", help_text="Who disagrees.")
    reason = models.TextField(help_text="Why they see it differently.")
    proposal = models.TextField(blank=True, help_text="What they propose.")
    is_blocking = models.BooleanField(default=False)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="disagreements")
    raised_at = models.DateTimeField(default=timezone.now)

    reply = models.TextField(blank=True, help_text="What the owners propose.")
    replied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    outcome = models.TextField(blank=True, help_text="Proposed by one lead until the other agrees; then it stands.")
    reopens = models.BooleanField(default=False, help_text="The outcome lets the term be decided anew.")
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_for_owners = models.BooleanField(default=False, help_text="The lead spoke for the owners of the term.")
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    waits = models.ManyToManyField(Wait, related_name="disagreements", help_text="On the leads, while it blocks.")

    READ_WITH = (
        *("term__term_type", "term__desk", "term__second_desk"),
        *("desk", "raised_by", "proposed_by", "agreed_by", "replied_by", "withdrawn_by"),
    )
    """What actions read with a disagreement, when they lock it."""

    objects = DisagreementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="disagreement_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="disagreement_outcome_names_who_proposed_it",
                condition=Q(outcome="", proposed_by=None) | (~Q(outcome="") & Q(proposed_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="disagreement_that_blocks_is_settled_by_two_people",
                condition=Q(settled_at=None, agreed_by=None)
                | (Q(settled_at__isnull=False, withdrawn_at=None) & ~Q(outcome="") & Q(is_blocking=False))
                | (
                    Q(settled_at__isnull=False, withdrawn_at=None, agreed_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(agreed_by=F("proposed_by"))
                ),
            ),
            models.CheckConstraint(
                name="disagreement_names_who_withdrew_it",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="disagreement_is_open_once_per_term_and_desk",
                fields=["term", "desk"],
                condition=Q(settled_at=None, withdrawn_at=None),
            ),
        ]
        indexes = [
            # the agenda of the check-in
            models.Index(
                fields=["id"],
                name="disagreement_open",
                condition=Q(settled_at=None, withdrawn_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.desk} on “{self.term}”"

    def get_absolute_url(self):
        """The one-page summary."""
        return reverse("reviews:disagreement", args=[self.pk])

    def is_of_owners(self, wait):
        """Whether one of its waits is on the owners of the term, and not on the desk that disagrees."""
        return wait.desk_id != self.desk_id

    @property
    def review(self):
        return self.term.review

    @review.setter
    def review(self, review):
        self.term.review = review

    @property
    def is_open(self):
        return self.settled_at is None and self.withdrawn_at is None and self.review.is_live


class NamedSpeaker(models.Model):
    """Somebody who may speak for a side of a disagreement as well, named because nobody could settle it."""

    disagreement = models.ForeignKey(Disagreement, models.CASCADE, related_name="named_speakers")
    for_owners = models.BooleanField(help_text="For the owners of the term; else for the desk that disagrees.")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    because = models.CharField(max_length=200)
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="named_speaker_says_why", condition=~Q(because="")),
            models.CheckConstraint(name="named_speaker_is_somebody_else", condition=~Q(person=F("named_by"))),
            models.UniqueConstraint(
                fields=["disagreement", "for_owners", "person"], name="named_speaker_is_named_once_a_side"
            ),
        ]

    def __str__(self):
        return f"{self.person} for a side of {self.disagreement}"
