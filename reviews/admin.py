"""Term types for admins, and a look at the work for rescue; the rest is content.

Rules, target times and ladders have pages of their own (reviews/settings_views/): each change names
its author and a reason.
A change touches new work only: open waits keep their due moments and reviews their split and terms.
"""

from django.contrib import admin

from people.admin_rights import FixedKeyAdmin, LookUpAdmin, LookUpInline
from reviews.models import Responsibility, Review, TermType, Wait


@admin.register(TermType)
class TermTypeAdmin(FixedKeyAdmin):
    """Kinds of deal points: side and owner. The playbook is written by the owning desk, on its own page."""

    list_display = ["number", "name", "side", "desk", "second_desk", "is_active"]
    list_display_links = ["name"]
    list_filter = ["side", "desk", "is_active"]
    list_select_related = ["desk", "second_desk"]
    search_fields = ["name", "position"]
    prepopulated_fields = {"slug": ["name"]}
    exclude = ["position", "fallbacks", "walk_away", "why", "deviation_by", "deviation_desk", "deviation_person"]


class ResponsibilityInline(LookUpInline):
    """Who answers the three questions."""

    model = Responsibility


class WaitInline(LookUpInline):
    """Who holds what: enough to see why a review stands still, without what people wrote."""

    model = Wait
    fields = readonly_fields = ["purpose", "holder", "desk", "person", "opened_at", "due_at", "paused_at", "closed_at"]


@admin.register(Review)
class ReviewAdmin(LookUpAdmin):
    """Where a review stands, for rescue; its texts are not shown."""

    list_display = ["reference", "title", "stage", "stage_since", "requester"]
    list_filter = ["stage"]
    list_select_related = ["requester"]
    search_fields = ["id__exact", "title"]
    show_full_result_count = False
    fields = ["title", "kind_label", "requester", "vendor", "stage", "stage_since", "opened_at", "closed_at"]
    inlines = [ResponsibilityInline, WaitInline]

    def get_queryset(self, request):
        """What is walled is not looked up: it is for named people."""
        return super().get_queryset(request).not_walled()
