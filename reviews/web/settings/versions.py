"""What the rules were: every saved version, compared with any other, and restored."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from common.keys import number_or
from common.paging import page_by_key
from common.refusals import refusals_as_messages
from reviews.models import Book, RuleVersion
from reviews.pure.rule_sets import RuleSet, changes
from reviews.rules import drafts
from reviews.rules.books import current_version
from reviews.web.settings.common import book_context, require_editor, require_reader
from reviews.web.settings.pages import Reader


@require_GET
def versions(request, book):
    """Newest first, thirty a page. Index: the unique number within the book."""
    require_reader(request)
    current = current_version(book)
    saved = RuleVersion.objects.filter(book=book).select_related("saved_by", "restores").defer("rules")
    context = book_context(request, book, "settings:versions")
    context |= {"page": page_by_key(saved, request, key="-number"), "current": current}
    return render(request, "settings/rules/versions.html", context)


@require_GET
def version(request, book, number):
    """One version with all its rules, and what differs from the one before, or from the one that `?with=` names."""
    require_reader(request)
    current_version(book)
    shown = _version(book, number)
    other = _other(request, book, number)
    reader, rules = Reader(book), shown.rule_set
    more = [] if book == Book.APPROVALS else [place for place in reader.kinds_of_terms(rules) if place.lines]
    context = book_context(request, book, "settings:versions") | {
        "version": shown,
        "other": other,
        "others": RuleVersion.objects.filter(book=book).exclude(pk=shown.pk).values_list("number", flat=True),
        "changes": reader.changes(changes(other.rule_set if other else RuleSet(), rules)),
        "places": reader.shown_first(rules) + more,
        "is_current": shown == current_version(book),
    }
    return render(request, "settings/rules/version.html", context)


@require_POST
def version_restore(request, book, number):
    """Fill the draft with this version; the preview shows what that means before it is saved."""
    require_editor(request, book)
    with refusals_as_messages(request):
        drafts.restore(_version(book, number), by=request.user)
        messages.info(request, f"Version {number} is in your draft. Look at what it changes, then save it.")
    return redirect("settings:preview", book)


def _version(book, number):
    return get_object_or_404(RuleVersion.objects.select_related("saved_by", "restores"), book=book, number=number)


def _other(request, book, number):
    """The version to compare with: the one asked for, else the one before."""
    wanted = number_or(number - 1, request.GET.get("with"))
    return RuleVersion.objects.filter(book=book, number=wanted).first()
