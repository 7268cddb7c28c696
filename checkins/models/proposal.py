"""What a meeting proposes for a term. It decides nothing: the owning desks do, each by a person of its own."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from checkins.models.item import Item
from people.models import User
from reviews.models import Outcome, Term


class TermProposal(models.Model):
    """What whoever wrote wrote down for a term, until each owning desk has confirmed it or the term is decided anew."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="proposal")
    term = models.ForeignKey(Term, models.CASCADE, related_name="+")
    outcome = models.CharField(
        max_length=16, choices=[choice for choice in Outcome.choices if choice[0] != Outcome.OPEN]
    )
    rank = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="term_proposal_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="term_proposal_names_the_fallback_exactly_when_it_is_one",
                condition=Q(outcome=Outcome.FALLBACK, rank__gte=1) | (~Q(outcome=Outcome.FALLBACK) & Q(rank=None)),
            ),
        ]

    def __str__(self):
        return f"{self.term}: {self.in_words}"

    @property
    def in_words(self):
        return f"Fallback {self.rank}" if self.rank else self.get_outcome_display()

    def has_from(self, decision):
        """Whether this decision of a desk is what was proposed, made after it was."""
        same = (decision.outcome, decision.rank) == (self.outcome, self.rank)
        return same and decision.decided_at >= self.proposed_at

    def desks_left(self):
        """The owning desks that have not confirmed it. Reads the term's decisions."""
        confirmed = {row.desk_id for row in self.term.decisions.all() if self.has_from(row)}
        return [desk for desk in self.term.desks if desk.pk not in confirmed]
