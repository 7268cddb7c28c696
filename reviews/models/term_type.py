"""Kinds of deal points, with the desk that usually owns them and their playbook."""

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from common.models import FixedKey, key_stays
from people.models import Team, User
from reviews.pure import expectations


class Side(models.TextChoices):
    """Whose lens a deal point is seen through."""

    COMMERCIAL = "commercial", "Commercial"
    LEGAL = "legal", "Legal"
    PRIVACY = "privacy", "Privacy"
    SECURITY = "security", "Security"
    FINANCE = "finance", "Finance"
    SHARED = "shared", "Shared"


COMMERCIAL_SIDES = (Side.COMMERCIAL, Side.FINANCE, Side.SHARED)
LEGAL_SIDES = (Side.LEGAL, Side.PRIVACY, Side.SECURITY, Side.SHARED)
"""Whose terms count for which of the two sides; a shared one counts for both."""


class DeviationBy(models.TextChoices):
    """Who may approve an answer outside the playbook."""

    LEAD = "lead", "A lead of the owning desk"
    DESK = "desk", "A lead of another desk"
    PERSON = "person", "One named person"


def validate_fallbacks(value):
    """Fallbacks are a list of texts, best first."""
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise ValidationError("Fallbacks are a list of texts.")


class Expected(models.TextChoices):
    """In which contracts the term is missed when it is not found."""

    NEVER = "never", "Not expected"
    ALWAYS = "always", "In every contract"
    SOME = "some", "In some kinds of request"


def validate_expectations(value):
    """Rows as reviews.pure.expectations stores them."""
    expectations.clean(value)


def validate_kinds(value):
    """Slugs of request types."""
    if not isinstance(value, list) or not all(isinstance(slug, str) and slug for slug in value):
        raise ValidationError("Kinds of request are a list.")


class TermType(FixedKey):
    """A kind of deal point: its side, its usual owner and its playbook."""

    number = models.PositiveSmallIntegerField(unique=True, help_text="Order in lists, and how people refer to it.")
    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    side = models.CharField(max_length=12, choices=Side)
    desk = models.ForeignKey(Team, models.PROTECT, related_name="term_types")
    second_desk = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="second_term_types",
        help_text="Shared terms only: the desk that must decide too.",
    )
    also_asked = models.CharField(max_length=120, blank=True, help_text="Who else is usually consulted.")
    position = models.TextField(blank=True, help_text="Our preferred position, in one or two sentences.")
    fallbacks = models.JSONField(default=list, blank=True, validators=[validate_fallbacks], help_text="Best first.")
    walk_away = models.TextField(blank=True, help_text="Where we stop.")
    why = models.TextField(blank=True, help_text="Why we hold this position.")
    deviation_by = models.CharField(max_length=10, choices=DeviationBy, default=DeviationBy.LEAD)
    deviation_desk = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    deviation_person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    expectations = models.JSONField(
        default=list,
        blank=True,
        validators=[validate_expectations],
        help_text="What is checked in a vendor's text: [{measure, comparison, value, unit}] (pure.expectations).",
    )
    expected = models.CharField(max_length=6, choices=Expected, default=Expected.NEVER)
    expected_kinds = models.JSONField(default=list, blank=True, validators=[validate_kinds])
    is_starting_point = models.BooleanField(
        default=False, editable=False, help_text="The entry came with Duet, and its desk has not saved it since."
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(name="term_type_expected_is_known", condition=Q(expected__in=Expected.values)),
            models.CheckConstraint(
                name="term_type_names_kinds_exactly_when_some_are_expected",
                condition=(Q(expected=Expected.SOME) & ~Q(expected_kinds=[]))
                | (~Q(expected=Expected.SOME) & Q(expected_kinds=[])),
                violation_error_message="Name the kinds of request in which it is expected.",
            ),
            models.CheckConstraint(
                name="term_type_names_who_may_approve_a_deviation",
                condition=Q(deviation_by=DeviationBy.LEAD, deviation_desk=None, deviation_person=None)
                | Q(deviation_by=DeviationBy.DESK, deviation_person=None, deviation_desk__isnull=False)
                | Q(deviation_by=DeviationBy.PERSON, deviation_desk=None, deviation_person__isnull=False),
                violation_error_message="Name the desk or the person who may approve a deviation, and nobody else.",
            ),
            models.CheckConstraint(
                name="term_type_is_shared_by_two_desks",
                condition=models.Q(side=Side.SHARED, second_desk__isnull=False)
                | (~models.Q(side=Side.SHARED) & models.Q(second_desk__isnull=True)),
                violation_error_message="A shared term needs a second desk; any other term has none.",
            ),
        ]
        triggers = [key_stays("slug")]

    def __str__(self):
        return self.name

    def clean(self):
        """Its desks own terms; those that it has already may stay, so that the rest can be changed."""
        stored = TermType.objects.filter(pk=self.pk).values_list("desk", "second_desk").first() or ()
        faults = {}
        for name in ("desk", "second_desk"):
            pk = getattr(self, f"{name}_id")
            if pk and pk not in stored and (why := getattr(self, name).why_it_owns_no_terms):
                faults[name] = why
        if faults:
            raise ValidationError(faults)

    @property
    def desks(self):
        """The desks that usually own it."""
        return [desk for desk in (self.desk, self.second_desk) if desk]

    @property
    def has_playbook(self):
        """Whether it says what we want and where we stop; the steps between may be missing."""
        return bool(self.position and (self.fallbacks or self.walk_away))

    def is_expected_in(self, kind):
        """Whether a contract of this kind of request (its slug) should say something about it."""
        return self.expected == Expected.ALWAYS or kind in self.expected_kinds

    @property
    def expectations_in_words(self):
        return [expectations.explain(expectation) for expectation in self.expectations]

    @property
    def deviation_approver(self):
        """Who may approve a deviation, in words. Reads the desk, or the other desk or person that is named."""
        if self.deviation_by == DeviationBy.PERSON:
            return str(self.deviation_person)
        if self.deviation_by == DeviationBy.DESK:
            return f"a lead of {self.deviation_desk}"
        return f"a lead of {self.desk}"


class PlaybookChange(models.Model):
    """One change of a playbook entry: who, when, why, and the entry before and after. Never changed, never deleted."""

    term_type = models.ForeignKey(TermType, models.PROTECT, related_name="playbook_changes")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="playbook_changes")
    reason = models.CharField(max_length=300)
    before = models.JSONField(help_text="{part of the entry: its text}")
    after = models.JSONField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="playbook_change_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="playbook_change_changes_something", condition=~Q(before=models.F("after"))),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="refuse_change",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func="RAISE EXCEPTION 'The history of the playbook is append-only: % is refused.', TG_OP;",
            ),
        ]


class Wording(models.Model):
    """What a requester reads of a desk's work on a group of terms. Written once by an admin, never made up.

    `{vendor}` stands for the vendor's name. One without kinds of terms is about everything else that the desk does.
    """

    desk = models.ForeignKey(Team, models.CASCADE, related_name="wordings")
    group = models.CharField("terms about", max_length=80, help_text="Which terms it is about, in two or three words.")
    doing = models.CharField("while they look at it", max_length=160)
    done = models.CharField("when they are done", max_length=160)
    term_types = models.ManyToManyField(TermType, related_name="wordings", blank=True)

    class Meta:
        ordering = ["desk__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "group"],
                name="wording_is_one_per_desk_and_group",
                violation_error_message="This desk has words for that already: change those.",
            ),
            models.CheckConstraint(name="wording_says_something", condition=~Q(doing="") & ~Q(done="")),
        ]

    def __str__(self):
        return f"{self.desk}: {self.group}"
