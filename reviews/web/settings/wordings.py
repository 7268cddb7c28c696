"""What requesters read of the desks' work: one sentence for each group of terms, written once."""

from copy import copy

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from common.locks import locked_row
from common.log import last_change
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from reviews.models import Wording
from reviews.pure.verbs import Verb
from reviews.rules import policies as rule_policies
from reviews.story import wording as wording_actions
from reviews.web.settings.common import require_reader

form_view = require_http_methods(["GET", "POST"])


class WordingForm(forms.ModelForm):
    """Words of a desk for a group of terms."""

    class Meta:
        model = Wording
        fields = ["desk", "group", "doing", "done", "term_types"]
        labels = {"term_types": "Kinds of terms"}
        help_texts = {
            "group": "Two or three words, for this list alone: “Price and payment”.",
            "doing": "One plain sentence. {vendor} stands for the vendor’s name.",
            "done": "The same once the desk is done. Say what was looked at, not how it came out.",
            "term_types": "Shown while most of what is left to decide is of these kinds. None: for everything else.",
        }
        widgets = {"term_types": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["desk"].empty_label = "Choose a desk"


@require_GET
def wordings(request):
    require_reader(request)
    rows = Wording.objects.select_related("desk").prefetch_related("term_types")
    context = {"rows": rows, "may_change": rule_policies.may_change_split(request.user)}
    return render(request, "settings/wordings/wordings.html", context)


@form_view
def wording_add(request):
    _require_editor(request)
    form = WordingForm(request.POST or None)
    return _answer(request, form, Wording(), "Write words for a group of terms")


@form_view
def wording_edit(request, pk):
    _require_editor(request)
    wording = get_object_or_404(Wording.objects.select_related("desk"), pk=pk)
    form = WordingForm(request.POST or None, instance=copy(wording))

    def fresh():
        return WordingForm(instance=locked_row(wording))

    with unless_changed(request, fresh, last=lambda: last_change(wording, Verb.WORDING_SAVED)):
        return _answer(request, form, wording, f"Change the words of {wording}")


@form_view
def wording_remove(request, pk):
    _require_editor(request)
    wording = get_object_or_404(Wording.objects.select_related("desk"), pk=pk)
    if request.method == "POST":
        with refusals_as_messages(request):
            wording_actions.remove_wording(wording, by=request.user)
            messages.success(request, "Removed. The desk’s other words hold.")
        return redirect("settings:wordings")
    return render(request, "settings/wordings/wording_remove.html", {"wording": wording})


def _answer(request, form, wording, title):
    if form.is_valid():
        for name, sentences in wording_actions.faults_of_words(form.cleaned_data).items():
            form.add_error(name, sentences)
    if form.is_valid():
        with refusals_as_messages(request):
            wording_actions.save_wording(wording, **form.cleaned_data, by=request.user)
            messages.success(request, "Saved. Requesters read it at once.")
            return redirect("settings:wordings")
    context = {"form": form, "title": title}
    return render(request, "settings/wordings/wording_form.html", context, status=422 if form.is_bound else 200)


def _require_editor(request):
    require_reader(request)
    if not rule_policies.may_change_split(request.user):
        raise PermissionDenied("Only admins change what requesters read. Leads can look at it.")
