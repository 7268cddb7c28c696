"""One rule of a draft: add, edit, try it earlier or later, switch it off, remove it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from common.locks import locked_row
from common.refusals import refusals_as_messages
from common.stale import own_window, unless_changed
from reviews.models import Book
from reviews.rules import drafts
from reviews.rules.books import live_rules
from reviews.rules.health import rule_url
from reviews.web.settings.common import draft_of, home_of, require_editor
from reviews.web.settings.forms import ApprovalRuleForm, RuleForm, condition_rows, rule_from
from reviews.web.settings.pages import Reader

FORMS = {Book.SPLIT: RuleForm, Book.APPROVALS: ApprovalRuleForm}

form_view = require_http_methods(["GET", "POST"])


@form_view
def rule_add(request, book, place):
    require_editor(request, book)
    if place not in Reader(book).places:
        raise Http404
    return _rule_page(request, book, place, None)


@form_view
def rule_edit(request, book, key):
    require_editor(request, book)

    def fresh():
        """As the person's own draft has it: another window of theirs may have changed it."""
        locked_row(request.user)
        _, rule = _place_and_rule(request, book, key)
        form_class, fields = FORMS[book], Reader(book).fields
        return [form_class(initial=form_class.initial_of(rule)), condition_rows(None, rule.conditions, fields)]

    with unless_changed(request, fresh, last=own_window):
        return _rule_page(request, book, *_place_and_rule(request, book, key))


@require_POST
def rule_earlier(request, book, key):
    return _changed(request, book, key, drafts.move_rule, steps=-1)


@require_POST
def rule_later(request, book, key):
    return _changed(request, book, key, drafts.move_rule, steps=1)


@require_POST
def rule_switch(request, book, key):
    return _changed(request, book, key, drafts.switch_rule)


@require_POST
def rule_remove(request, book, key):
    return _changed(request, book, key, drafts.remove_rule)


def _place_and_rule(request, book, key):
    draft = draft_of(request, book)
    rules = draft.rule_set if draft else live_rules(book)
    if (numbered := rules.find(key)) is None:
        raise Http404
    return numbered.rule.place, numbered.rule


def _changed(request, book, key, action, **more):
    """Do one thing to a rule of the draft and go back to where it stands."""
    require_editor(request, book)
    _, rule = _place_and_rule(request, book, key)
    with refusals_as_messages(request):
        action(key, book=book, by=request.user, **more)
    return redirect(rule_url(rule))


def _rule_page(request, book, place, rule):
    """The form of a rule: shown, sent back with another row, sent back with its faults, or kept in the draft."""
    reader, data, form_class = Reader(book), request.POST or None, FORMS[book]
    rows = condition_rows(data, rule.conditions if rule else [], reader.fields)
    if data is not None and "more" in data:
        form = form_class(initial=form_class.initial_typed(data))
        return _rendered(request, form, rows, reader, place, rule, 200)
    form = form_class(data, initial=form_class.initial_of(rule) if rule else None)
    if form.is_valid() and rows.is_valid():
        new = rule_from(form, rows, place=place, former=rule)
        with refusals_as_messages(request):
            drafts.put_rule(new, by=request.user)
            messages.success(request, "Noted in your draft. It decides nothing until you save it.")
            return redirect(rule_url(new))
    return _rendered(request, form, rows, reader, place, rule, 422 if data else 200)


def _rendered(request, form, rows, reader, place, rule, status):
    context = {
        "form": form,
        "rows": rows,
        "parts": [form, rows] if rule else None,
        "place": reader.place_names.get(place, place),
        "rule": rule,
        "book": reader.book,
        "home": home_of(reader.book),
        "is_approvals": reader.book == Book.APPROVALS,
        "back": rule_url(rule) if rule else "",
        "is_term": place.startswith("term:"),
        "known_values": [(words, field.label) for field in reader.fields.values() for words in _values(field)],
    }
    return render(request, "settings/rules/rule.html", context, status=status)


def _values(field):
    return ["yes", "no"] if field.is_flag else [str(words) for words in field.choices.values()]
