"""Settings pages of people. Admins add people and keep names and hours right; operators grant roles, not their own."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from common import sight
from common.business_time import usual_working_days
from common.log import record
from common.models import Audience, Event
from people import account_mails
from people.actions.seats import Part, record_account, record_seat
from people.admin_rights import ConfigurationAdmin, DeletableAdmin, FixedKeyAdmin, LookUpAdmin
from people.forms import PersonAddForm, PersonChangeForm
from people.models import MailKind, Membership, Team, User, WorkingCalendar
from people.policies import may_grant_roles
from people.verbs import Verb

admin.site.unregister(Group)  # desks say who may do what; Django's groups are not used

DESK_RIGHTS = ("owns_terms", "speaks_for", "raises_findings")
ROLES = ("is_admin", "is_staff", "is_superuser", "is_auditor", "is_outside")


class MembershipInline(admin.TabularInline):
    """A person's desks."""

    model = Membership
    extra = 0

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj=None):
        return may_grant_roles(request.user, to=obj)

    def has_change_permission(self, request, obj=None):
        return may_grant_roles(request.user, to=obj)

    def has_delete_permission(self, request, obj=None):
        return may_grant_roles(request.user, to=obj)


def _parts_of(person):
    """{desk: what the person does there}, as it is stored."""
    return {seat.team: Part.of(seat) for seat in Membership.objects.filter(user=person).select_related("team")}


@admin.register(User)
class PersonAdmin(ConfigurationAdmin, UserAdmin):
    """People. Whoever could set another's address or password could sign in as them: that is for operators."""

    form, add_form = PersonChangeForm, PersonAddForm
    inlines = [MembershipInline]
    list_display = ["name", "email", "is_active", "is_admin"]
    list_filter = ["is_active", "is_admin", "memberships__team"]
    search_fields = ["name", "email"]
    ordering = ["name"]
    filter_horizontal = []
    add_fieldsets = [(None, {"fields": ["email", "name"]})]

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        sign_in = ["email", "password"] if request.user.is_superuser else ["email"]
        return [
            (None, {"fields": ["name", "time_zone", "is_active"]}),
            ("Sign-in", {"fields": sign_in}),
            ("Roles", {"fields": ROLES}),
        ]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        if not request.user.is_superuser:
            return ["email", *ROLES]
        return [] if may_grant_roles(request.user, to=obj) else ["is_active", *ROLES]

    def has_change_permission(self, request, obj=None):
        """Operators' accounts are changed by operators."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (request.user.is_superuser or not (obj and obj.is_superuser))

    def save_model(self, request, obj, form, change):
        obj.changed_by = request.user
        before = User.objects.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if not change:
            account_mails.ask_for(MailKind.INVITATION, obj.email)
            record(Verb.INVITED, obj, by=request.user, people={"invited": obj})
            return
        record_account(before, obj, by=request.user)

    def save_formset(self, request, form, formset, change):
        """Whoever loses a seat here gives back what they hold, in this transaction, and the log knows by whom."""
        for row in formset.forms:
            row.instance.changed_by = request.user
        if formset.model is not Membership:
            return super().save_formset(request, form, formset, change)
        before = _parts_of(form.instance)
        super().save_formset(request, form, formset, change)
        after = _parts_of(form.instance)
        for team in sorted(before.keys() | after.keys(), key=lambda team: team.pk):
            if before.get(team) != after.get(team):
                parts = {"before": before.get(team), "after": after.get(team)}
                record_seat(form.instance, team, by=request.user, **parts)
        return None

    def user_change_password(self, request, id, form_url=""):
        if not request.user.is_superuser:
            raise PermissionDenied("Only an operator sets another person's password.")
        return super().user_change_password(request, id, form_url)


@admin.register(Team)
class TeamAdmin(FixedKeyAdmin):
    """Desks. What a desk is for decides what its people see, so that and new desks are for operators."""

    list_display = ["name", "speaks_for", "owns_terms", "calendar"]
    prepopulated_fields = {"slug": ["name"]}

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, *DESK_RIGHTS]

    def has_add_permission(self, request):
        return request.user.is_superuser


@admin.register(WorkingCalendar)
class WorkingCalendarAdmin(DeletableAdmin):
    """Working hours and public holidays; due dates already promised stay as they are."""

    list_display = ["name", "time_zone", "country", "subdivision", "opens", "closes"]
    prepopulated_fields = {"slug": ["name"]}
    exclude = ["working_days", "own_days"]

    def save_model(self, request, calendar, form, change):
        """A new calendar works on the days that are usual in its country."""
        if not change:
            calendar.working_days = usual_working_days(calendar.country)
        super().save_model(request, calendar, form, change)


@admin.register(Event)
class EventAdmin(LookUpAdmin):
    """The log, for rescue. What happens inside circles or behind walls is not in it, not even as a number."""

    list_display = ["at", "by", "verb", "sentence", "subject_type", "subject_id", "audience"]
    fields = ["at", "by", "on_behalf_of", "verb", "sentence", "subject_type", "subject_id", "audience", "data"]
    readonly_fields = ["sentence"]
    list_filter = ["audience", "subject_type"]
    search_fields = ["verb", "subject_id__exact"]
    show_full_result_count = False

    def get_queryset(self, request):
        lines = super().get_queryset(request).readable().select_related("subject_type")
        walled = Q(pk__in=[])
        for rows in sight.walled_rows():
            walled |= Q(subject_type=ContentType.objects.get_for_model(rows.model), subject_id__in=rows.values("pk"))
        return lines.exclude(audience=Audience.CIRCLE).exclude(walled)
