"""Settings pages of intake. Requests are not here: a draft is its requester's alone, the rest is the review's."""

from django.contrib import admin

from common.conditions import explain
from intake.forms import QuestionForm, RequestTypeForm
from intake.models import Question, RequestType
from people.admin_rights import DeletableAdmin, FixedKeyAdmin


@admin.register(RequestType)
class RequestTypeAdmin(FixedKeyAdmin):
    """What can be asked for: retired by a tick, never deleted. Requests handed in already keep what they were."""

    form = RequestTypeForm
    list_display = ["name", "description", "position", "is_active"]
    prepopulated_fields = {"slug": ["name"]}
    filter_horizontal = ["term_types"]


@admin.register(Question)
class QuestionAdmin(DeletableAdmin, FixedKeyAdmin):
    """What is asked, in which order, and when."""

    form = QuestionForm
    list_display = ["text", "request_type", "position", "key", "kind", "required", "asked_when"]
    list_filter = ["request_type", "kind"]
    list_select_related = ["request_type"]
    ordering = ["request_type__position", "position", "pk"]
    search_fields = ["text", "key"]

    @admin.display(description="Asked when")
    def asked_when(self, question):
        return ", and ".join(explain(condition) for condition in question.conditions) or "always"
