"""Who gets what in the settings pages (/admin/). Every app's admin pages build on one of these.

An admin configures and does not see content. So a model is either configuration, for admins and operators
(superusers), or content, which operators alone look up.
"""

from django.contrib import admin

from people.policies import may_configure


class ConfigurationAdmin(admin.ModelAdmin):
    """For rows that configure Duet. Django's own permissions are not asked.

    What work points to is retired and not deleted: a page that asks "really delete these?" would list that work.
    """

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


class LookUpAdmin(LookUp, admin.ModelAdmin):
    """For content: an operator may look it up for rescue."""

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_superuser


class LookUpInline(LookUp, admin.TabularInline):
    """Content that belongs to a row, on the row's page."""

    extra = 0
