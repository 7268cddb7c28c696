"""The split as a whole: its rules, what a draft would change, and a box to try it in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.refusals import refusals_as_messages
from reviews import actions
from reviews import preview as previews
from reviews.live_rules import current_version, live_rules
from reviews.settings_forms import FactsForm, SaveForm
from reviews.settings_pages import Reader, fields_in_use
from reviews.settings_views.common import draft_of, require_editor, require_reader, split_context
from reviews.split_rules import changes

DIFFERENCES_SHOWN = 100


@require_GET
def split(request):
    """The three questions with their rules, in order."""
    require_reader(request)
    context = split_context(request, "settings:split")
    context["places"] = Reader().slots(context["rule_set"])
    return render(request, "settings/split.html", context)


@require_GET
def terms(request):
    """Kinds of terms x conditions: who owns what when, and who usually does."""
    require_reader(request)
    context = split_context(request, "settings:terms")
    context["places"] = Reader().kinds_of_terms(context["rule_set"])
    return render(request, "settings/terms.html", context)


@require_http_methods(["GET", "POST"])
def preview(request):
    """What the person's draft would have routed differently, and the form that saves it."""
    require_editor(request)
    form = SaveForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            version = actions.save_rules(form.cleaned_data["reason"], by=request.user)
            messages.success(request, f"{version} is saved. It routes new work from now on.")
            return redirect("settings:split")
    if (draft := draft_of(request)) is None:
        messages.info(request, "You have changed nothing, so there is nothing to look at.")
        return redirect("settings:split")
    return render(request, "settings/preview.html", _differences(draft, form), status=422 if form.is_bound else 200)


def _differences(draft, form):
    reader, live = Reader(), live_rules()
    found = previews.preview(live, draft.rule_set)
    return {
        "draft": draft,
        "form": form,
        "changes": reader.changes(changes(live, draft.rule_set)),
        "found": found,
        "differences": reader.differences(found.differences[:DIFFERENCES_SHOWN]),
        "not_shown": max(len(found.differences) - DIFFERENCES_SHOWN, 0),
        "is_stale": draft.base_id != current_version().pk,
    }


@require_POST
def discard(request):
    require_editor(request)
    actions.discard_draft(by=request.user)
    messages.success(request, "Your changes are discarded. The rules are as they were.")
    return redirect("settings:split")


@require_GET
def try_it(request):
    """Which rule wins for some facts, and why the others do not."""
    require_reader(request)
    context, reader = split_context(request, "settings:try_it"), Reader()
    rules = context["rule_set"]
    form = FactsForm(request.GET or None, fields=fields_in_use(rules, reader.fields))
    if form.is_valid():
        context["places"] = reader.trial(rules, form.facts, [each.slug for each in reader.term_types])
    return render(request, "settings/try_it.html", context | {"form": form})
