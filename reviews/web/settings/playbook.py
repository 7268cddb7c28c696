"""The playbook: what we want of each kind of term, how far we give way, and who may go further."""

import difflib
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from common.locks import locked_row
from common.log import last_change
from common.paging import page_by_key
from common.refusals import refusals_as_messages
from common.stale import unless_changed
from common.words import listed
from reviews.models import Side, TermType
from reviews.playbook import changing as playbook_changing
from reviews.playbook import policies as playbook_policies
from reviews.pure.verbs import Verb
from reviews.rules import policies as rule_policies
from reviews.rules.fields import all_fields
from reviews.web.settings.expectation_forms import UNITS, expectation_rows, expected_form
from reviews.web.settings.forms import PlaybookForm


@require_GET
def playbook(request):
    """Every kind of term, by side, and of one desk when `?desk=` names it."""
    _require_reader(request)
    types = list(TermType.objects.filter(is_active=True).select_related("desk", "second_desk"))
    desks = sorted({desk for term_type in types for desk in term_type.desks}, key=str)
    slug = request.GET.get("desk", "")
    shown = [term_type for term_type in types if not slug or slug in {desk.slug for desk in term_type.desks}]
    sides = [(side, [term_type for term_type in shown if term_type.side == side]) for side in Side]
    context = {
        "sides": [(side, of_side) for side, of_side in sides if of_side],
        "number": len(shown),
        "starting_points": sum(term_type.is_starting_point for term_type in shown),
        "desks": desks,
        "chosen": slug,
        "may_read_split": rule_policies.may_read_split(request.user),
    }
    return render(request, "settings/playbook/playbook.html", context)


@require_GET
def playbook_entry(request, slug):
    _require_reader(request)
    term_type = _term_type(slug)
    context = {
        "term_type": term_type,
        "expected_in": playbook_changing.expected_in(term_type),
        "may_edit": playbook_policies.may_edit_playbook(request.user, term_type),
        "editors": listed(term_type.desks),
        "last_change": term_type.playbook_changes.select_related("changed_by").first(),
    }
    return render(request, "settings/playbook/playbook_entry.html", context)


@require_http_methods(["GET", "POST"])
def playbook_edit(request, slug):
    _require_reader(request)
    term_type = _term_type(slug)
    if not playbook_policies.may_edit_playbook(request.user, term_type):
        raise PermissionDenied(f"Only leads of {listed(term_type.desks)} can change this.")
    data = request.POST or None
    forms = EntryForms(data, term_type)
    with unless_changed(
        request,
        lambda: EntryForms(None, _locked(slug)).parts,
        last=lambda: last_change(term_type, Verb.PLAYBOOK_CHANGED),
    ):
        if data is not None and "more" not in data and forms.are_valid():
            with refusals_as_messages(request):
                playbook_changing.change_playbook(term_type, **forms.change, by=request.user)
                messages.success(request, "Saved. New reviews start from this position.")
                return redirect("settings:playbook_entry", slug)
    status = 422 if data is not None and "more" not in data else 200
    context = {"forms": forms, "form": forms.entry, "rows": forms.rows, "term_type": term_type, "units": UNITS}
    return render(request, "settings/playbook/playbook_edit.html", context, status=status)


class EntryForms:
    """The three parts of an entry that are sent together: its prose, the rows that are checked, where it is missed.

    “Another row” sends everything back as typed, with one row more and without faults.
    """

    def __init__(self, data, term_type):
        only_more = data is not None and "more" in data
        kinds = all_fields()["kind"].choices
        instance = _term_type(term_type.slug)
        typed = data if not only_more else None
        initial = data.dict() if only_more else None
        self.entry = PlaybookForm(typed, instance=instance, initial=initial)
        self.rows = expectation_rows(data, term_type.expectations)
        self.expected = expected_form(typed, term_type, kinds)
        if only_more:
            self.entry.initial |= {"fallbacks": data.get("fallbacks", "")}
            self.expected.initial = {name: data.getlist(name) for name in ("expected_kinds",)}
            self.expected.initial["expected"] = data.get("expected", "")

    @property
    def parts(self):
        return [self.entry, self.rows, self.expected]

    def are_valid(self):
        return all([self.entry.is_valid(), self.rows.is_valid(), self.expected.is_valid()])

    @property
    def change(self):
        fields = {**self.entry.cleaned_data, **self.expected.cleaned_data, "expectations": self.rows.rows}
        return {"reason": fields.pop("reason"), "fields": fields}


@require_GET
def playbook_history(request, slug):
    """Who changed what, when and why, newest first."""
    _require_reader(request)
    term_type = _term_type(slug)
    page = page_by_key(term_type.playbook_changes.select_related("changed_by"), request, key="-pk")
    rows = [(change, _diff(change)) for change in page.rows]
    return render(
        request, "settings/playbook/playbook_history.html", {"term_type": term_type, "page": page, "rows": rows}
    )


def _require_reader(request):
    if not playbook_policies.may_read_playbook(request.user):
        raise Http404


def _term_type(slug):
    return get_object_or_404(
        TermType.objects.select_related("desk", "second_desk", "deviation_person", "deviation_desk"), slug=slug
    )


def _locked(slug):
    return locked_row(_term_type(slug))


def _diff(change):
    """[(part, [Words])] of the parts that changed."""
    parts = [part for part in change.after if change.before.get(part, "") != change.after[part]]
    return [(part, _words(change.before.get(part, ""), change.after[part])) for part in parts]


class Words(NamedTuple):
    """Some words of a text that was changed: kept, or else added or removed."""

    text: str
    is_added: bool = False
    is_removed: bool = False


def _words(before, after):
    old, new = before.split(" "), after.split(" ")
    pieces = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Words(" ".join(old[a:b])))
            continue
        pieces.extend([Words(" ".join(old[a:b]), is_removed=True)] if b > a else [])
        pieces.extend([Words(" ".join(new[c:d]), is_added=True)] if d > c else [])
    return pieces
