"""Who we buy from."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import Lower
from django.urls import reverse

from common import sight
from common.models.by_key import there_is
from common.searching import SHORT, Searchable, ShortParts, contains, folded, tidy
from vendors import alike


class RiskTier(models.TextChoices):
    """How much could go wrong with this vendor, as far as we know."""

    UNKNOWN = "unknown", "Not assessed"
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class Status(models.TextChoices):
    """Where we stand with a vendor. Changed by two people (vendors.changes)."""

    PROSPECT = "prospect", "Prospect"
    ACTIVE = "active", "Active"
    RESTRICTED = "restricted", "Restricted"
    OFFBOARDED = "offboarded", "Offboarded"


STOPS_REQUESTS = (Status.RESTRICTED, Status.OFFBOARDED)
"""With a vendor of these nothing new begins."""

NAME_LENGTH = 200  # characters
NUMBER_LENGTH = 60
CATEGORY_LENGTH = 40
CATEGORIES = 10  # at most, of one vendor

TONES = {RiskTier.LOW: "success", RiskTier.MEDIUM: "warning", RiskTier.HIGH: "danger"}
STATUS_TONES = {Status.ACTIVE: "success", Status.RESTRICTED: "danger", Status.PROSPECT: "info"}

HOST = r"^(?:[a-z]+://)?(?:[^/@]*@)?(?:www\.)?([^/:?#]*).*$"
"""Of an address its host, without “www.”. The database works it out (`Vendor.domain`)."""


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
        """Without those whose very name would tell of a review that does not exist for the person, and without what was
        merged into another."""
        return self.present().filter(pk__in=sight.rows_for("vendor", user).values("pk"))

    def present(self):
        """Without those that were merged into another: their rows stay, so that what was written stays readable."""
        return self.filter(merged_into=None)

    def by_name(self):
        """By name, for paging: Å beside A, Ø beside O. Index: vendor_by_name."""
        return self.annotate(sort_name=Searchable("name")).order_by("sort_name", "pk")

    def of_name(self, name):
        """The row of just this name in any case, merged or not. Index: vendor_name_is_unique_in_any_case."""
        return self.alias(lower_name=Lower("name")).filter(lower_name=_lower(name))

    def named(self, name):
        """The vendor of this name in any case; else the one into which it was merged, or whose other name it is.

        Another name that two vendors have names neither. Indexes: vendor_name_is_unique_in_any_case,
        vendor_other_name_exact.
        """
        rows = Vendor.objects.of_name(name).order_by()
        others = VendorName.objects.named(name).order_by().values_list("vendor")
        keys = rows.values_list("pk").union(
            rows.exclude(merged_into=None).values_list("merged_into"),
            others.filter(~there_is(VendorName.objects.named(name).exclude(vendor=OuterRef("vendor")))),
            all=True,
        )
        exact = Case(When(lower_name=_lower(name), then=Value(0)), default=Value(1))
        return self.present().filter(pk__in=keys).alias(lower_name=Lower("name")).order_by(exact, "pk")

    def matching(self, text):
        """Names that contain the text or nearly do, however it is spelled. Index: vendor_name_contains."""
        return self.filter(_like("name", tidy(text)))

    def places_of(self, text):
        """What a search in the list finds, in parts that may have vendors in common: by name, by another name, by the
        number of registration, by domain. Indexes: vendor_name_contains, vendor_other_name_contains,
        vendor_by_registration, vendor_by_domain."""
        others = VendorName.objects.filter(_like("name", tidy(text))).order_by()
        return [
            self.matching(text),
            self.filter(pk__in=others.values("vendor")),
            self.filter(registration_number=tidy(text)),
            self.filter(domain=text.strip().lower().removeprefix("www.")),
        ]

    def suggest(self, text, limit=8):
        """The few vendors somebody may mean who has typed `text`: names that begin so first, then the closest, then
        those that have another name like it, which `also` says.

        One or two letters are close to nearly every name: those whose words begin so come before others then, by name.
        """
        if not (text := tidy(text)):
            return []
        if len(text) <= SHORT:
            return self._by_letters(text, limit)
        begins = Case(When(name__searchable__startswith=folded(text), then=Value(0)), default=Value(1))
        closeness = TrigramWordSimilarity(folded(text), Searchable("name"))
        suggested = list(
            self.matching(text)
            .alias(begins=begins, closeness=closeness)
            .order_by("begins", "-closeness", "name")[:limit]
        )
        others = self._by_other_names(text, closeness, limit)
        return (suggested + [vendor for vendor in others if vendor not in suggested])[:limit]

    def _by_other_names(self, text, closeness, limit):
        """One query. Index: vendor_other_name_contains."""
        names = VendorName.objects.filter(_like("name", text), vendor__in=self).alias(closeness=closeness)
        rows = names.select_related("vendor").order_by("-closeness", "name", "pk")[:limit]
        vendors = {}
        for row in rows:
            row.vendor.also = row.name
            vendors.setdefault(row.vendor_id, row.vendor)
        return list(vendors.values())

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
        alikeness = {
            vendor: max(alike.alikeness(name, known) for known in (vendor.name, vendor.also) if known)
            for vendor in offered
        }
        close = [vendor for vendor in offered if alikeness[vendor] >= alike.CLOSE]
        return sorted(close, key=lambda vendor: (-alikeness[vendor], vendor.name))[:limit]

    def of_domain(self, address):
        """The vendors whose website has the host of this address, or e-mail address. Index: vendor_by_domain."""
        host = alike.host_of(address)
        return self.filter(domain=host).exclude(domain="") if host else self.none()


def _lower(name):
    return Lower(Value(tidy(name)[:NAME_LENGTH].rstrip()))


def _like(field, text):
    """The field contains the text or nearly does, however it is spelled."""
    return contains(field, text) | Q(**{f"{field}__searchable__trigram_word_similar": folded(text)})


class Vendor(models.Model):
    """A company we buy from or may buy from."""

    name = NameField(max_length=NAME_LENGTH)
    website = models.URLField(blank=True)
    domain = models.GeneratedField(
        expression=Func(Lower("website"), Value(HOST), Value(r"\1"), function="regexp_replace"),
        output_field=models.TextField(),
        db_persist=True,
    )
    country = models.CharField(max_length=100, blank=True)
    registration_number = models.CharField(
        max_length=NUMBER_LENGTH, blank=True, help_text="In the register of companies of its country."
    )
    categories = ArrayField(
        models.CharField(max_length=CATEGORY_LENGTH), size=CATEGORIES, default=list, blank=True, editable=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vendors_owned",
        help_text="Who of us knows this vendor best.",
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROSPECT, editable=False)
    status_because = models.CharField(max_length=300, blank=True, editable=False)
    tax_id = models.CharField(max_length=NUMBER_LENGTH, blank=True, editable=False)
    bank_account = models.CharField(max_length=NUMBER_LENGTH, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="merged_here"
    )
    risk_tier = models.CharField(max_length=10, choices=RiskTier.choices, default=RiskTier.UNKNOWN)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="vendors_created", editable=False
    )

    also = ""
    """The other name by which a search has found it."""

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
            models.CheckConstraint(condition=Q(status__in=Status.values), name="vendor_status_is_known"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="vendor_is_not_merged_into_itself"
            ),
        ]
        indexes = [
            models.Index(Searchable("name"), "id", name="vendor_by_name"),  # the list of vendors
            # search and suggestions: part of a name, or a name with a slip of the finger
            GinIndex(OpClass(Searchable("name"), name="gin_trgm_ops"), name="vendor_name_contains"),
            GinIndex(ShortParts("name"), name="vendor_name_short_parts"),  # the same, for one or two letters
            # the list, narrowed
            models.Index("status", Searchable("name"), "id", name="vendor_by_status"),
            models.Index("risk_tier", Searchable("name"), "id", name="vendor_by_risk"),
            models.Index("owner", Searchable("name"), "id", name="vendor_by_owner"),
            GinIndex(fields=["categories"], name="vendor_by_category"),
            models.Index(fields=["domain"], name="vendor_by_domain"),
            models.Index(
                fields=["registration_number"], name="vendor_by_registration", condition=~Q(registration_number="")
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("vendors:vendor_detail", args=[self.pk])

    @property
    def status_tone(self):
        """The tone of the design system for its status."""
        return STATUS_TONES.get(self.status, "neutral")

    @property
    def stops_requests(self):
        """Whether nothing new begins with it."""
        return self.status in STOPS_REQUESTS

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


class NameKind(models.TextChoices):
    """What another name is."""

    LEGAL = "legal", "Legal name"
    ALIAS = "alias", "Also known as"


class VendorNameQuerySet(models.QuerySet):
    def named(self, name):
        """Those of just this name in any case, of vendors that are there. Index: vendor_other_name_exact."""
        return self.alias(lower_name=Lower("name")).filter(lower_name=_lower(name), vendor__merged_into=None)


class VendorName(models.Model):
    """Another name of a vendor: as it is registered, as people call it, as it was called before a merge."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="names")
    name = NameField(max_length=NAME_LENGTH)
    kind = models.CharField(max_length=8, choices=NameKind, default=NameKind.ALIAS)

    objects = VendorNameQuerySet.as_manager()

    class Meta:
        ordering = ["kind", Searchable("name"), "pk"]
        constraints = [
            models.UniqueConstraint("vendor", Lower("name"), name="vendor_other_name_is_once_a_vendor"),
            models.CheckConstraint(condition=~Q(name=""), name="vendor_other_name_is_not_empty"),
            models.CheckConstraint(condition=Q(kind__in=NameKind.values), name="vendor_other_name_kind_is_known"),
        ]
        indexes = [
            models.Index(Lower("name"), name="vendor_other_name_exact"),
            GinIndex(OpClass(Searchable("name"), name="gin_trgm_ops"), name="vendor_other_name_contains"),
            GinIndex(ShortParts("name"), name="vendor_other_name_short"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_legal(self):
        return self.kind == NameKind.LEGAL
