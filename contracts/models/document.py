"""Documents and their versions. A file enters through contracts.actions.documents.store_document,
which checks it first."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from vendors.models.vendor import Vendor


class DocumentKind(models.TextChoices):
    """What a document is for."""

    CONTRACT = "contract", "Contract"
    ORDER_FORM = "order_form", "Order form"
    NDA = "nda", "NDA"
    DPA = "dpa", "Data processing agreement"
    SECURITY = "security", "Security document"
    OTHER = "other", "Other"


OWN = {"DocumentVersion", "Reading", "Comparison"}
"""What belongs to a document, and goes with it."""


def names_of(model):
    """[(other model, its field)] of every foreign key to this model, those without a name for the way back included."""
    relations = model._meta.get_fields(include_hidden=True)
    keys = [relation for relation in relations if relation.one_to_many or relation.one_to_one]
    return [(key.related_model, key.field.name) for key in keys if key.related_model.__name__ not in OWN]


class DocumentQuerySet(models.QuerySet):
    def loose(self):
        """Of no request, no review and no contract: taken off a draft, or left by a draft that was thrown away.

        Asks every table that names documents or versions, whoever adds one: what is named anywhere is not loose.
        """
        of_documents = names_of(Document)
        of_versions = [(other, f"{field}__document") for other, field in names_of(DocumentVersion)]
        for other, path in of_documents + of_versions:
            self = self.filter(~Exists(other._base_manager.filter(**{path: OuterRef("pk")})))
        return self


class Document(models.Model):
    """One document through all its versions."""

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    vendor = models.ForeignKey(Vendor, null=True, on_delete=models.PROTECT, related_name="documents")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="documents_created")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="document_kind_is_known"),
        ]

    def __str__(self):
        return self.title

    @property
    def latest(self):
        """The newest version; free where the versions were prefetched."""
        return max(self.versions.all(), key=lambda version: version.number, default=None)


def unguessable_path(version, filename):
    """Where a version is kept. The name people know it by is `original_name`; the path tells nothing."""
    return f"documents/{secrets.token_urlsafe(24)}"


class DocumentVersion(models.Model):
    """One file as it arrived; never changed afterwards."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.FileField(upload_to=unguessable_path)
    original_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="versions_uploaded"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_is_once_a_document"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_numbers_start_at_one"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="version_has_its_hash"),
        ]
        indexes = [
            models.Index(fields=["uploaded_by", "uploaded_at"], name="version_of_a_day"),  # contracts.quotas
            models.Index(fields=["-size", "id"], name="version_biggest"),  # the page about the disk
            models.Index(fields=["file"], name="version_by_file"),  # the sweep contracts.tasks.sweep_files
        ]

    def __str__(self):
        return f"{self.original_name}, version {self.number}"
