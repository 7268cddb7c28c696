"""Vendors in the settings pages: content, so operators look things up and change nothing."""

from django.contrib import admin

from common import sight
from people.admin_rights import LookUpAdmin, LookUpInline
from vendors.models import Vendor, VendorContact


class VendorContactInline(LookUpInline):
    """A vendor's contacts, to look at."""

    model = VendorContact


@admin.register(Vendor)
class VendorAdmin(LookUpAdmin):
    """Vendors with their contacts."""

    list_display = ["name", "country", "risk_tier", "created_at", "created_by"]
    list_filter = ["risk_tier"]
    list_select_related = ["created_by"]
    search_fields = ["name"]

    def get_queryset(self, request):
        """Without those that came in with what is walled."""
        return super().get_queryset(request).filter(pk__in=sight.rows_before_any_wall("vendor").values("pk"))

    inlines = [VendorContactInline]
