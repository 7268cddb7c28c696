"""A book of rules as a whole, the split or approvals: what a draft would change, and a box to try it in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.refusals import refusals_as_messages
from reviews.models import Book
from reviews.pure.rule_sets import changes
from reviews.rules import drafts
from reviews.rules import preview as previews
from reviews.rules.books import current_version, live_rules
from reviews.web.settings.common import (
    book_context,
    context_of_draft,
    draft_of,
    home_of,
    require_editor,
    require_reader,
)
from reviews.web.settings.forms import FactsForm, SaveForm
from reviews.web.settings.pages import Reader, fields_in_use

DIFFERENCES_SHOWN = 100


@require_GET
def split(request):
    """The three questions with their rules, in order."""
    require_reader(request)
    context = book_context(request, Book.SPLIT, "settings:split")
    context["places"] = Reader().slots(context["rule_set"])
    return render(request, "settings/rules/split.html", context)


@require_GET
def approvals(request):
    """Who must approve, and when: every rule that fits asks."""
    require_reader(request)
    context = book_context(request, Book.APPROVALS, "settings:approvals")
    [context["place"]] = Reader(Book.APPROVALS).shown_first(context["rule_set"])
    return render(request, "settings/rules/approvals.html", context)


@require_GET
def terms(request):
    """Kinds of terms x conditions: who owns what when, and who usually does."""
    require_reader(request)
    context = book_context(request, Book.SPLIT, "settings:terms")
    context["places"] = Reader().kinds_of_terms(context["rule_set"])
    return render(request, "settings/rules/terms.html", context)


@require_http_methods(["GET", "POST"])
def preview(request, book):
    """What the person's draft would have decided differently, and the form that saves it."""
    require_editor(request, book)
    form = SaveForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            version = drafts.save_rules(form.cleaned_data["reason"], book=book, by=request.user)
            messages.success(request, f"{version} is saved. It decides about new work from now on.")
            return redirect(home_of(book))
    if (draft := draft_of(request, book)) is None:
        messages.info(request, "You have changed nothing, so there is nothing to look at.")
        return redirect(home_of(book))
    context = context_of_draft(request, book, draft) | _differences(draft, form)
    return render(request, "settings/rules/preview.html", context, status=422 if form.is_bound else 200)


def _differences(draft, form):
    reader, live = Reader(draft.book), live_rules(draft.book)
    preview = previews.preview(live, draft.rule_set, draft.book)
    return {
        "draft": draft,
        "form": form,
        "changes": reader.changes(changes(live, draft.rule_set)),
        "preview": preview,
        "differences": reader.differences(preview.differences[:DIFFERENCES_SHOWN]),
        "not_shown": max(len(preview.differences) - DIFFERENCES_SHOWN, 0),
        "is_stale": draft.base_id != current_version(draft.book).pk,
    }


@require_POST
def discard(request, book):
    require_editor(request, book)
    drafts.discard_draft(book=book, by=request.user)
    messages.success(request, "Your changes are discarded. The rules are as they were.")
    return redirect(home_of(book))


@require_GET
def try_it(request, book):
    """Which rules win, or ask, for some facts, and why the others do not."""
    require_reader(request)
    context, reader = book_context(request, book, "settings:try_it"), Reader(book)
    rules = context["rule_set"]
    form = FactsForm(request.GET or None, fields=fields_in_use(rules, reader.fields))
    if form.is_valid():
        context["places"] = reader.trial(rules, form.facts, [term_type.slug for term_type in reader.term_types])
    return render(request, "settings/rules/try_it.html", context | {"form": form})
