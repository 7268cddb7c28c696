"""What came out of reading a version: its text, clauses and facts. Written by contracts.tasks.read_document.

The row is there from the moment the version is, so that a document is never forgotten: it waits to be read until
somebody has. Who reads holds an advisory lock, which ends with their process (contracts/reading_lock.py).
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from contracts.models.document import DocumentVersion
from reading.language import is_understood, language_name


class ReadingState(models.TextChoices):
    """Where the reading of a version stands."""

    TO_BE_READ = "to_be_read", "To be read"
    BEING_READ = "being_read", "Being read"
    READ = "read", "Read"


class ReadingStage(models.TextChoices):
    """What is being done, in words for people."""

    OPENING = "opening", "Opening the file"
    PAGES = "pages", "Reading the pages"
    LETTERS = "letters", "Recognising letters in scanned pages"
    CLAUSES = "clauses", "Telling the clauses apart"


class ReadingOutcome(models.TextChoices):
    """How it ended, as reading/document.py says it."""

    TEXT = "text", "It could be read"
    NO_TEXT = "no_text", "It holds pictures of pages, without text"
    PASSWORD = "password", "It is locked with a password"
    REFUSED = "refused", "It is not a file that can be read"
    UNREADABLE = "unreadable", "It is damaged, or too much to read"


class ReadingQuerySet(models.QuerySet):
    def without_content(self):
        """For lists and progress: the text of a contract can be a megabyte."""
        return self.defer("text", "pages", "clauses", "facts")

    def with_scans(self):
        """Each knows as `has_scans` whether pages of it are pictures that say more than the text that was read."""
        return self.annotate(has_scans=Q(pages__contains=[{"picture": True}]))

    def unread(self):
        return self.exclude(state=ReadingState.READ)

    def due(self, at, pauses):
        """Those that a worker should be asked for again: `pauses` by the number of attempts, and all being read.

        Whether somebody really reads those, their lock tells. Index: reading_to_be_done.
        """
        *few, longest = pauses
        waited = Q(attempts__gte=len(few), queued_at__lte=at - longest)
        for attempts, pause in enumerate(few):
            waited |= Q(attempts=attempts, queued_at__lte=at - pause)
        return self.unread().filter(Q(state=ReadingState.BEING_READ) | waited)

    def wait_again(self, at):
        """Back to “to be read”; a worker is asked at this moment, or later by the sweep."""
        return self.update(state=ReadingState.TO_BE_READ, started_at=None, stage="", queued_at=at)


class Reading(models.Model):
    """What is known of one version's content. Offsets (`start`, `end`) count characters of `text`."""

    version = models.OneToOneField(DocumentVersion, models.CASCADE, related_name="reading")
    state = models.CharField(max_length=12, choices=ReadingState, default=ReadingState.TO_BE_READ, editable=False)
    requested_at = models.DateTimeField(default=timezone.now, editable=False)
    queued_at = models.DateTimeField(default=timezone.now, editable=False, help_text="When a worker was last asked.")
    started_at = models.DateTimeField(null=True, editable=False)
    read_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    recognise = models.BooleanField(default=False, editable=False, help_text="Letters of scanned pages too.")

    stage = models.CharField(max_length=10, choices=ReadingStage, blank=True, editable=False)
    pages_done = models.PositiveIntegerField(default=0, editable=False)
    pages_total = models.PositiveIntegerField(default=0, editable=False)

    outcome = models.CharField(max_length=12, choices=ReadingOutcome, blank=True, editable=False)
    reason = models.TextField(blank=True, editable=False, help_text="Whole sentences for whoever attached the file.")
    language = models.CharField(
        max_length=8, blank=True, editable=False, help_text="ISO 639; “mul” for several; empty where nothing tells."
    )
    notes = models.JSONField(default=list, editable=False, help_text="The sentences of `reason`, one by one.")
    text = models.TextField(blank=True, editable=False)
    pages = models.JSONField(default=list, editable=False, help_text="[{number, start, end, picture}]")
    clauses = models.JSONField(
        default=list,
        editable=False,
        help_text="[{start, end, page, heading, number, text, types: [{name, confidence}], side, side_confidence, "
        "second_side, level, parent, kind, triage}]; triage: not sure enough, people sort it.",
    )
    facts = models.JSONField(default=list, editable=False, help_text="[{name, value, start, end, page, text}]")
    model_hash = models.CharField(max_length=64, blank=True, editable=False, help_text="sha256 of reading/model.npz.")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reading_outcome_is_known", condition=Q(outcome="") | Q(outcome__in=ReadingOutcome.values)
            ),
            models.CheckConstraint(
                name="reading_has_an_outcome_exactly_when_read",
                condition=(Q(state=ReadingState.READ, read_at__isnull=False) & ~Q(outcome=""))
                | (~Q(state=ReadingState.READ) & Q(read_at=None, outcome="")),
            ),
            models.CheckConstraint(
                name="reading_has_started_exactly_unless_it_waits",
                condition=Q(state=ReadingState.TO_BE_READ, started_at=None, stage="")
                | Q(state=ReadingState.BEING_READ, started_at__isnull=False, attempts__gte=1)
                | Q(state=ReadingState.READ, started_at__isnull=False, attempts__gte=1),
            ),
            models.CheckConstraint(
                name="reading_has_text_only_when_it_could_be_read",
                condition=Q(text="") | Q(outcome=ReadingOutcome.TEXT),
            ),
            models.CheckConstraint(
                name="reading_counts_no_more_pages_than_there_are", condition=Q(pages_done__lte=F("pages_total"))
            ),
        ]
        indexes = [
            # the sweep over what waits, and over what a dead process left (contracts.tasks.read_waiting)
            models.Index(fields=["queued_at"], condition=~Q(state=ReadingState.READ), name="reading_to_be_done"),
        ]

    def __str__(self):
        return f"{self.version}: {self.get_state_display().lower()}"

    @property
    def is_read(self):
        return self.state == ReadingState.READ

    @property
    def has_text(self):
        return self.outcome == ReadingOutcome.TEXT

    @property
    def foreign_language(self):
        """The name of the language, where it is not English: then clauses are shown, but not sorted."""
        return "" if is_understood(self.language) else language_name(self.language)
