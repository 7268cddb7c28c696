"""Who we buy from."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Lower
from django.urls import reverse

from common import sight
from common.searching import SHORT, Searchable, ShortParts, contains, folded, tidy
from vendors import alike


class RiskTier(models.TextChoices):
    """How much could go wrong with this vendor, as far as we know."""

    UNKNOWN = "unknown", "Not assessed"
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


NAME_LENGTH = 200  # characters

TONES = {RiskTier.LOW: "success", RiskTier.MEDIUM: "warning", RiskTier.HIGH: "danger"}


class NameField(models.CharField):
    """A name that is stored tidy, so that two which look alike are the same text."""

    def to_python(self, value):
        return value if value is None else tidy(super().to_python(value))

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))


class VendorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reviewers and auditors see vendors; requesters meet their names only, as suggestions."""
        return self.known_to(user) if user.reads_lists else self.none()

    def known_to(self, user):
        """Without those whose very name would tell of a review that does not exist for the person."""
        return self.filter(pk__in=sight.rows_for("vendor", user).values("pk"))

    def by_name(self):
        """By name, for paging: Å beside A, Ø beside O. Index: vendor_by_name."""
        return self.annotate(sort_name=Searchable("name")).order_by("sort_name", "pk")

    def named(self, name):
        """The vendor of this name in any case. Index: vendor_name_is_unique_in_any_case."""
        return self.alias(lower_name=Lower("name")).filter(lower_name=Lower(Value(tidy(name)[:NAME_LENGTH].rstrip())))

    def matching(self, text):
        """Names that contain the text or nearly do, however it is spelled. Index: vendor_name_contains."""
        text = tidy(text)
        return self.filter(contains("name", text) | Q(name__searchable__trigram_word_similar=folded(text)))

    def suggest(self, text, limit=8):
        """The few vendors somebody may mean who has typed `text`: names that begin so first, then the closest.

        One or two letters are close to nearly every name: those whose words begin so come before others then, by name.
        """
        if not (text := tidy(text)):
            return []
        if len(text) <= SHORT:
            return self._by_letters(text, limit)
        begins = Case(When(name__searchable__startswith=folded(text), then=Value(0)), default=Value(1))
        return (
            self.matching(text)
            .alias(begins=begins, closeness=TrigramWordSimilarity(folded(text), Searchable("name")))
            .order_by("begins", "-closeness", "name")[:limit]
        )

    def _by_letters(self, text, limit):
        """At most three queries. Index: vendor_by_name, which is read from the letter on; vendor_name_short_parts where
        few names have it."""
        vendors = self.by_name()
        begins = vendors.filter(contains("name", text), name__searchable__startswith=folded(text))
        places = [
            begins.filter(sort_name__gte=folded(text)),
            vendors.filter(contains("name", f" {text}")),
            vendors.filter(contains("name", text)),
        ]
        suggested = {}
        for place in places:
            if len(suggested) < limit:
                rest = place.exclude(pk__in=suggested)[: limit - len(suggested)]
                suggested |= {vendor.pk: vendor for vendor in rest}
        return list(suggested.values())

    def meant_by(self, name, limit=3):
        """The few vendors of other names that somebody may mean who has typed this one, the closest first.

        “tidewater” may mean Tidewater Recruiting, “Brightpath Learning Ltd” Brightpath Learning. Whoever adds a vendor
        is asked. Index: vendor_name_contains.
        """
        name = tidy(name)
        words = alike.core(name)
        if not words:
            return []
        offered = {*self.suggest(" ".join(words)), *self.suggest(words[0])} - {self.named(name).first()}
        alikeness = {vendor: alike.alikeness(name, vendor.name) for vendor in offered}
        close = [vendor for vendor in offered if alikeness[vendor] >= alike.CLOSE]
        return sorted(close, key=lambda vendor: (-alikeness[vendor], vendor.name))[:limit]


class Vendor(models.Model):
    """A company we buy from or may buy from."""

    name = NameField(max_length=NAME_LENGTH)
    website = models.URLField(blank=True)
    country = models.CharField(max_length=100, blank=True)
    risk_tier = models.CharField(max_length=10, choices=RiskTier.choices, default=RiskTier.UNKNOWN)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="vendors_created", editable=False
    )

    objects = VendorQuerySet.as_manager()

    class Meta:
        ordering = [Searchable("name"), "pk"]
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
            models.Index(Searchable("name"), "id", name="vendor_by_name"),  # the list of vendors
            # search and suggestions: part of a name, or a name with a slip of the finger
            GinIndex(OpClass(Searchable("name"), name="gin_trgm_ops"), name="vendor_name_contains"),
            GinIndex(ShortParts("name"), name="vendor_name_short_parts"),  # the same, for one or two letters
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
    name = NameField(max_length=150)
    email = models.EmailField("e-mail")
    role = models.CharField(max_length=100, blank=True, help_text="What they do there: account manager, counsel.")

    class Meta:
        ordering = [Searchable("name"), "pk"]
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
