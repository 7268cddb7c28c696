"""Settings pages of intake. Requests are not here: a draft is its requester's alone, the rest is the review's."""

from django.contrib import admin

from common.conditions import explain
from intake.forms import QuestionForm, RequestTypeForm
from intake.models import Question, RequestType
from intake.references import faults_to_remove_question
from people.admin_rights import DeletableAdmin, FixedKeyAdmin


class StaysWhileNamed:
    """A row that rules name by its key is not deleted: they would stop fitting without a word. It is said why.

    One by one: what is deleted in bulk is not looked at, so there is no bulk.
    """

    faults_to_remove = None

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not type(self).faults_to_remove(obj))

    def get_actions(self, request):
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        if row is not None and request.method == "GET":
            for sentence in type(self).faults_to_remove(row):
                self.message_user(request, sentence)
        return super().change_view(request, object_id, form_url, extra_context)


@admin.register(RequestType)
class RequestTypeAdmin(FixedKeyAdmin):
    """What can be asked for: retired by a tick, never deleted. Requests handed in already keep what they were."""

    form = RequestTypeForm
    list_display = ["name", "description", "position", "is_active"]
    prepopulated_fields = {"slug": ["name"]}
    filter_horizontal = ["term_types"]


@admin.register(Question)
class QuestionAdmin(StaysWhileNamed, DeletableAdmin, FixedKeyAdmin):
    """What is asked, in which order, and when."""

    faults_to_remove = staticmethod(faults_to_remove_question)
    form = QuestionForm
    list_display = ["text", "request_type", "position", "key", "kind", "required", "asked_when"]
    list_filter = ["request_type", "kind"]
    list_select_related = ["request_type"]
    ordering = ["request_type__position", "position", "pk"]
    search_fields = ["text", "key"]

    @admin.display(description="Asked when")
    def asked_when(self, question):
        return ", and ".join(explain(condition) for condition in question.conditions) or "always"
