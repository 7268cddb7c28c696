"""Who we buy from."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Lower, Upper
from django.urls import reverse

from common import sight


class RiskTier(models.TextChoices):
    """How much could go wrong with this vendor, as far as we know."""

    UNKNOWN = "unknown", "Not assessed"
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


TONES = {RiskTier.LOW: "success", RiskTier.MEDIUM: "warning", RiskTier.HIGH: "danger"}


def tidy(text):
    """One blank between words, none around; without the character PostgreSQL cannot store."""
    return " ".join(text.replace("\0", " ").split())[:200]


class VendorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reviewers and auditors see vendors; requesters meet their names only, as suggestions."""
        return self.known_to(user) if user.reads_lists else self.none()

    def known_to(self, user):
        """Without those whose very name would tell of a review that does not exist for the person."""
        return self.filter(pk__in=sight.rows_for("vendor", user).values("pk"))

    def by_name(self):
        """In order of the name, in any case, for paging. Index: vendor_name_is_unique_in_any_case."""
        return self.annotate(lower_name=Lower("name")).order_by("lower_name")

    def named(self, name):
        """The vendor of this name in any case. Index: vendor_name_is_unique_in_any_case."""
        return self.by_name().filter(lower_name=tidy(name).lower())

    def matching(self, text):
        """Names that contain the text or nearly do. Indexes: vendor_name_contains, vendor_name_resembles."""
        text = tidy(text)
        return self.filter(Q(name__icontains=text) | Q(name__trigram_word_similar=text))

    def suggest(self, text, limit=8):
        """The few vendors somebody may mean who has typed `text`: names that begin so first, then the closest."""
        if not (text := tidy(text)):
            return self.none()
        begins = Case(When(name__istartswith=text, then=Value(0)), default=Value(1))
        return (
            self.matching(text)
            .alias(begins=begins, closeness=TrigramWordSimilarity(text, "name"))
            .order_by("begins", "-closeness", "name")[:limit]
        )


class Vendor(models.Model):
    """A company we buy from or may buy from."""

    name = models.CharField(max_length=200)
    website = models.URLField(blank=True)
    country = models.CharField(max_length=100, blank=True)
    risk_tier = models.CharField(max_length=10, choices=RiskTier.choices, default=RiskTier.UNKNOWN)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="vendors_created", editable=False
    )

    objects = VendorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="vendor_name_is_unique_in_any_case",
                violation_error_message="There is a vendor of this name already.",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="vendor_has_a_name"),
            models.CheckConstraint(condition=Q(risk_tier__in=RiskTier.values), name="vendor_risk_tier_is_known"),
        ]
        indexes = [
            # search and suggestions: part of a name (icontains compares in upper case)
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="vendor_name_contains"),
            # search and suggestions: a name with a slip of the finger
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="vendor_name_resembles"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("vendors:vendor_detail", args=[self.pk])

    @property
    def risk_tone(self):
        """The tone of the design system for its risk."""
        return TONES.get(self.risk_tier, "neutral")


class VendorContact(models.Model):
    """A person at a vendor to whom we may write."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=150)
    email = models.EmailField("e-mail")
    role = models.CharField(max_length=100, blank=True, help_text="What they do there: account manager, counsel.")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "vendor",
                Lower("email"),
                name="contact_address_is_once_a_vendor",
                violation_error_message="This vendor has a contact with this address already.",
            ),
        ]

    def __str__(self):
        return self.name
