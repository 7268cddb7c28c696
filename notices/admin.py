"""Channels of desks for admins; the outbox for rescue."""

from django.contrib import admin

from common import sight
from notices import unreachable
from notices.actions import try_again
from notices.models import Notice, Webhook
from people.admin_rights import ConfigurationAdmin, LookUpAdmin


@admin.register(Webhook)
class WebhookAdmin(ConfigurationAdmin):
    """The channels of desks. An address is a secret: on its own page, in no list. Switched off, not deleted."""

    list_display = ["team", "is_active"]

    def save_model(self, request, obj, form, change):
        """A channel with another address has not failed yet."""
        super().save_model(request, obj, form, change)
        if form.changed_data:
            obj.begin_anew()


@admin.register(Notice)
class NoticeAdmin(LookUpAdmin):
    """The outbox, for rescue: parked mails can be put back in the queue. Neither privileged notices nor those about
    what is walled are shown."""

    list_display = ["created_at", "recipient", "kind", "title", "mailed_at", "attempts", "parked_at", "last_error"]
    list_filter = ["kind", ("parked_at", admin.EmptyFieldListFilter), ("mailed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["recipient"]
    search_fields = ["recipient__email"]
    show_full_result_count = False
    actions = ["send_again"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(sight.before_any_wall(), privileged=False)

    @admin.action(description="Try again to send the parked mails", permissions=["view"])
    def send_again(self, request, notices):
        recipients = list(notices.parked().values_list("recipient", flat=True).distinct())
        count = try_again(notices)
        unreachable.try_again(recipients, by=request.user)
        words = "1 mail is" if count == 1 else f"{count} mails are"
        self.message_user(request, f"{words} back in the queue.")
