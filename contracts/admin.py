"""Contracts and documents in the settings pages: content, so operators look things up and change nothing."""

from django.contrib import admin

from common import sight
from common.words import amount_in_words
from contracts.models import Contract, Document, DocumentVersion
from contracts.models.contract import PERIODS
from contracts.notation import in_words
from contracts.words import term_in_words
from people.admin_rights import LookUpAdmin, LookUpInline


@admin.register(Contract)
class ContractAdmin(LookUpAdmin):
    """Signed contracts and their dates."""

    list_display = ["title", "vendor", "review_reference", "signed_on", "term_ends_on", "owner"]
    list_select_related = ["vendor", "owner"]
    search_fields = ["title", "vendor__name", "review_reference"]
    exclude = ["value", "value_currency", *PERIODS]
    readonly_fields = ["amount", "terms", "notice_period"]

    @admin.display(description="value")
    def amount(self, contract):
        """As every page writes it."""
        return contract.value and amount_in_words(contract.value.amount, contract.value.currency)

    @admin.display(description="runs")
    def terms(self, contract):
        return term_in_words(contract)

    @admin.display(description="notice")
    def notice_period(self, contract):
        return in_words(contract.notice)

    def get_queryset(self, request):
        """What is walled is not looked up: it is for named people."""
        return super().get_queryset(request).filter(pk__in=sight.rows_before_any_wall("contract").values("pk"))


class DocumentVersionInline(LookUpInline):
    """The facts of each file, without the file: content is not read here."""

    model = DocumentVersion
    fields = readonly_fields = [
        "number",
        "original_name",
        "size",
        "sha256",
        "content_type",
        "uploaded_by",
        "uploaded_at",
    ]


@admin.register(Document)
class DocumentAdmin(LookUpAdmin):
    """Documents and the facts of their versions."""

    list_display = ["title", "kind", "vendor", "created_by", "created_at"]
    list_filter = ["kind"]
    list_select_related = ["vendor", "created_by"]
    search_fields = ["title", "vendor__name"]

    def get_queryset(self, request):
        """What is walled is not looked up: it is for named people."""
        return super().get_queryset(request).filter(pk__in=sight.rows_before_any_wall("document").values("pk"))

    inlines = [DocumentVersionInline]
