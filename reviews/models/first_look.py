"""A first look at what may come: no concerns yet, or early flags. Looking again supersedes it; nothing is deleted."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.models import Team, User
from reviews.models.review import Review, of_seen_reviews
from reviews.models.superseding import Superseded, SupersededQuerySet, stays_until_superseded, superseded_with_a_reason
from reviews.models.wait import Wait
from reviews.pure.flags import Flag, in_words


class FirstLookQuerySet(SupersededQuerySet):
    def visible_to(self, user):
        """Those of the heads-ups that the person may see."""
        return self.filter(of_seen_reviews(user))


class CurrentFirstLooks(models.Manager.from_queryset(FirstLookQuerySet)):
    """Ordinary reads meet only the looks that count now."""

    def get_queryset(self):
        return super().get_queryset().current()


class FirstLook(Superseded):
    """What one desk saw at first sight: the flags, none where it has no concerns yet, and a note for the requester."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="first_looks")
    desk = models.ForeignKey(Team, models.PROTECT, related_name="first_looks")
    wait = models.OneToOneField(Wait, models.CASCADE, related_name="first_look")
    flags = ArrayField(models.CharField(max_length=16, choices=Flag), default=list, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="The requester reads it.")
    looked_by = models.ForeignKey(User, models.PROTECT, related_name="first_looks")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(default=timezone.now)

    objects = CurrentFirstLooks()
    history = FirstLookQuerySet.as_manager()

    READ_WITH = ("desk", "looked_by", "wait")
    """What actions read with a look, when they lock it."""

    class Meta:
        ordering = ["looked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "desk"], name="first_look_is_one_per_desk", condition=Q(superseded_at=None)
            ),
            models.UniqueConstraint(
                fields=["review", "looked_by"], name="first_look_is_of_two_people", condition=Q(superseded_at=None)
            ),
            models.CheckConstraint(name="first_look_flags_are_known", condition=Q(flags__contained_by=Flag.values)),
            models.CheckConstraint(
                name="first_look_says_what_else_it_is",
                condition=~Q(flags__contains=[Flag.OTHER]) | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="first_look_by_a_delegate_names_two_people",
                condition=Q(on_behalf_of=None) | ~Q(on_behalf_of=F("looked_by")),
            ),
            superseded_with_a_reason("first_look_is_superseded_with_a_reason"),
        ]
        triggers: list[Any] = stays_until_superseded("first_look_stays", "A look")

    def __str__(self):
        return f"{self.desk}: {self.in_words}"

    @property
    def in_words(self):
        """“No concerns yet”; “Early flags: Personal data, Security”."""
        return in_words(self.flags)
