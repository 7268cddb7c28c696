"""Who gets what in the settings pages (/admin/). Every app's admin pages build on one of these.

An admin configures and does not see content. So a model is either configuration, for admins and operators
(superusers), or content, which operators alone look up.
"""

from copy import copy

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import lookup_spawns_duplicates
from django.contrib.contenttypes.models import ContentType
from django.db.models import AutoField, Q
from django.utils.text import smart_split, unescape_string_literal

from common.form_keys import new_key
from common.keys import pk_or_none
from common.searching import contains
from common.stale import READ, as_read, forms_in, unless_changed
from people.policies import may_configure


class FoldedSearch:
    """The search box finds “Müller” for “muller”, as everywhere else (common/searching.py).

    `search_fields` are fields with text, also over a relation; or `pk__exact` and its like, for whole numbers.
    """

    def get_search_results(self, request, queryset, search_term):
        fields = self.get_search_fields(request)
        for word in words_of(search_term) if fields else ():
            queryset = queryset.filter(_in_one_of(fields, word))
        return queryset, any(lookup_spawns_duplicates(self.opts, field) for field in fields)


def words_of(search_term):
    """What was typed, word by word; what stands in quotation marks is one."""
    words = smart_split(search_term)
    return [unescape_string_literal(word) if word[0] == word[-1] and word[0] in "\"'" else word for word in words]


def _in_one_of(fields, word):
    """A `Q`: the word stands in one of the fields."""
    condition, number = Q(pk__in=[]), pk_or_none(word)
    for field in fields:
        if not field.endswith("__exact"):
            condition |= contains(field, word)
        elif number is not None:
            condition |= Q(**{field: number})
    return condition


class ConfigurationAdmin(FoldedSearch, admin.ModelAdmin):
    """For rows that configure Duet. Django's own permissions are not asked.

    What work points to is retired and not deleted: a page that asks "really delete these?" would list that work.
    """

    def get_object(self, request, object_id, from_field=None):
        """As Django does it, which answers an empty `_to_field` in the address with an error of its own."""
        return super().get_object(request, object_id, from_field or None)

    def has_module_permission(self, request):
        return may_configure(request.user)

    def has_view_permission(self, request, obj=None):
        return may_configure(request.user)

    def has_add_permission(self, request):
        return may_configure(request.user)

    def has_change_permission(self, request, obj=None):
        return may_configure(request.user)

    def has_delete_permission(self, request, obj=None):
        return False

    # --- nobody overwrites silently (common/stale.py) -----------------------------------------------------------

    change_form_template = "settings/change_form.html"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Changing a row asks whoever had opened it before somebody else changed it."""
        if object_id is None or self._is_no_key(object_id):
            return super().changeform_view(request, object_id, form_url, extra_context)
        with unless_changed(
            request, lambda: self._shown(request, object_id), last=lambda: self._last_change(object_id)
        ):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change:
            sent = [context["adminform"].form, *(inline.formset for inline in context["inline_admin_formsets"])]
            is_bound = any(form.is_bound for form in forms_in(sent))
            context |= {"key": new_key(request.user), "read": request.POST.get(READ) if is_bound else as_read(sent)}
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def _is_no_key(self, object_id):
        return pk_or_none(object_id) is None and isinstance(self.model._meta.pk, AutoField)

    def _shown(self, request, object_id):
        """The forms as they would be shown now, with the row locked."""
        row = self.model._base_manager.select_for_update(of=("self",)).get(pk=object_id)
        looking = copy(request)
        looking.method = "GET"
        formsets, _ = self._create_formsets(looking, row, change=True)
        return [self.get_form(looking, row, change=True)(instance=row), *formsets]

    def _last_change(self, object_id):
        kind = ContentType.objects.get_for_model(self.model)
        entry = LogEntry.objects.filter(content_type=kind, object_id=object_id).select_related("user").first()
        return (entry.user, entry.action_time) if entry else (None, None)


class DeletableAdmin(ConfigurationAdmin):
    """For rows of the set-up that no work points to. Whatever hangs on one is counted and never named."""

    def has_delete_permission(self, request, obj=None):
        return may_configure(request.user)

    def get_deleted_objects(self, objs, request):
        _, numbers, needed, in_use = super().get_deleted_objects(objs, request)
        return [str(row) for row in objs], numbers, needed, ["It is in use."] if in_use else []


class FixedKeyAdmin(ConfigurationAdmin):
    """For rows that others refer to by a key (common.models.FixedKey): given with a new row, then only shown."""

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, self.model.KEY] if obj else fields

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)


class LookUp:
    """Operators look; nobody adds, changes or deletes."""

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class LookUpAdmin(FoldedSearch, LookUp, admin.ModelAdmin):
    """For content: an operator may look it up for rescue."""

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_superuser


class LookUpInline(LookUp, admin.TabularInline):
    """Content that belongs to a row, on the row's page."""

    extra = 0
