"""What the reading of a document proposes for a review, and where its terms stand in the documents.

Software prepares, people decide: a proposal becomes part of a term only when somebody confirms or corrects it. What
they said is kept beside what was proposed, and is exported for training (`manage.py export_corrections`).
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from contracts.models import DocumentVersion
from people.models import Team, User
from reviews.models.review import Review, of_seen_reviews
from reviews.models.term import Term
from reviews.models.term_type import Side, TermType


class ReadPaper(models.Model):
    """A version whose terms were proposed on a review: the row that makes this happen once."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="read_papers")
    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="read_papers")
    at = models.DateTimeField(default=timezone.now)
    touches = models.JSONField(default=list, help_text="Slugs of the term types that it says anything about.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "version"], name="paper_is_read_once_a_review")]


class ProposalState(models.TextChoices):
    """What people said about a proposal."""

    PROPOSED = "proposed", "Proposed"
    CONFIRMED = "confirmed", "Confirmed"
    CORRECTED = "corrected", "Corrected"
    REJECTED = "rejected", "Not a term"


class SettledWith(models.TextChoices):
    """By what a passage was confirmed, where nobody looked at it alone."""

    LIST = "list", "From one list"
    DECISION = "decision", "With the decision on its term"


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Proposals of the reviews that the person may work on: as terms are."""
        if not user.reads_reviewers_side or user.is_auditor:  # what a document says
            return self.none()
        return self.filter(of_seen_reviews(user, but_own=True))

    def open(self):
        return self.filter(state=ProposalState.PROPOSED)


class Proposal(models.Model):
    """A clause that looks like a term of a review; one that is about several things has several.

    Without a desk it is for people to sort (“triage”). `term_type`, `side` and `desk` are what was proposed and never
    change; `decided_type`, `decided_side` and `decided_desk` are what people made of it.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="proposals")
    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="proposals")
    clause = models.PositiveIntegerField(help_text="Index into the clauses of the version's reading.")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    page = models.PositiveIntegerField()
    number = models.CharField(max_length=40, blank=True, help_text="The clause's own number, e.g. 8.2.")
    heading = models.CharField(max_length=200, blank=True)
    quote = models.TextField(help_text="The words of the passage.")

    term_type = models.ForeignKey(TermType, models.PROTECT, null=True, related_name="proposals")
    type_confidence = models.FloatField(default=0)
    side = models.CharField(max_length=12, choices=Side)
    side_confidence = models.FloatField(default=0)
    desk = models.ForeignKey(Team, models.PROTECT, null=True, related_name="proposals")
    second_desk = models.ForeignKey(Team, models.PROTECT, null=True, related_name="second_proposals")
    seems_nobodys = models.BooleanField(default=False, help_text="Reading gave it to no side, and was not sure.")

    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.PROPOSED, editable=False)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="proposals_decided")
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_type = models.ForeignKey(TermType, models.PROTECT, null=True, editable=False, related_name="+")
    decided_side = models.CharField(max_length=12, choices=Side, blank=True, editable=False)
    decided_desk = models.ForeignKey(Team, models.PROTECT, null=True, editable=False, related_name="+")
    term = models.ForeignKey(Term, models.RESTRICT, null=True, editable=False, related_name="proposals")
    settled_with = models.CharField(max_length=10, choices=SettledWith, blank=True, editable=False)
    added_term = models.BooleanField(default=False, editable=False, help_text="The review had no such term before.")

    READ_WITH = ("version", "term_type__desk", "term_type__second_desk", "desk", "second_desk", "decided_by", "term")
    """What actions read with a proposal, when they lock it."""

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "version", "clause", "term_type"],
                name="proposal_is_one_a_clause_and_type",
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="proposal_passage_has_a_length", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="proposal_is_decided_by_somebody_at_some_time",
                condition=Q(state=ProposalState.PROPOSED, decided_by=None, decided_at=None)
                | (~Q(state=ProposalState.PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="proposal_has_a_term_exactly_when_accepted",
                condition=(
                    Q(state__in=[ProposalState.CONFIRMED, ProposalState.CORRECTED])
                    & Q(term__isnull=False, decided_type__isnull=False, decided_desk__isnull=False)
                    & ~Q(decided_side="")
                )
                | (
                    Q(state__in=[ProposalState.PROPOSED, ProposalState.REJECTED])
                    & Q(term=None, decided_type=None, decided_desk=None, decided_side="")
                ),
            ),
            models.CheckConstraint(
                name="proposal_is_settled_with_something_only_once_decided",
                condition=Q(settled_with="") | ~Q(state=ProposalState.PROPOSED),
            ),
            models.CheckConstraint(
                name="proposal_has_a_second_desk_only_beside_a_first",
                condition=Q(second_desk=None) | (Q(desk__isnull=False) & ~Q(second_desk=F("desk"))),
            ),
        ]
        indexes = [
            # the page of a document, and how many are open in the panel of documents
            models.Index(fields=["review", "version", "start"], name="proposal_by_place"),
        ]

    def __str__(self):
        return self.term_type.name if self.term_type else "To be sorted"

    @property
    def is_confirmed(self):
        return self.state == ProposalState.CONFIRMED

    @property
    def is_corrected(self):
        return self.state == ProposalState.CORRECTED

    @property
    def is_open(self):
        return self.state == ProposalState.PROPOSED

    @property
    def desks(self):
        """The desks any of which confirms it; none: procurement and legal sort it."""
        return [desk for desk in (self.desk, self.second_desk) if desk]

    @property
    def place(self):
        """“clause 8.2, page 4”, for people."""
        return place_of(self.number, self.page)


class Passage(models.Model):
    """Where a term stands in a version: a term has many, and each was confirmed by somebody."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="passages")
    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="passages")
    clause = models.PositiveIntegerField(help_text="Index into the clauses of the version's reading.")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    page = models.PositiveIntegerField()
    number = models.CharField(max_length=40, blank=True)
    quote = models.TextField()

    class Meta:
        ordering = ["version_id", "start"]
        constraints = [
            models.UniqueConstraint(fields=["term", "version", "start", "end"], name="passage_is_once_a_term"),
            models.CheckConstraint(name="passage_has_a_length", condition=Q(end__gt=F("start"))),
        ]

    def __str__(self):
        return self.place

    @property
    def place(self):
        """“clause 8.2, page 4”, for people."""
        return place_of(self.number, self.page)


def place_of(number, page):
    """Where a passage stands, in words: its clause where it has a number, and its page."""
    number = number.rstrip(".)").lstrip("(")
    return f"clause {number}, page {page}" if number else f"page {page}"
