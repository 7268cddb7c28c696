"""One rule of a draft: add, edit, try it earlier or later, switch it off, remove it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from people.refusals import refusals_as_messages
from reviews import actions
from reviews.health import rule_url
from reviews.live_rules import live_rules
from reviews.settings_forms import RuleForm, condition_rows, rule_from
from reviews.settings_pages import Reader
from reviews.settings_views.common import draft_of, require_editor

form_view = require_http_methods(["GET", "POST"])


@form_view
def rule_add(request, place):
    require_editor(request)
    if place not in Reader().place_names:
        raise Http404
    return _rule_page(request, place, None)


@form_view
def rule_edit(request, key):
    require_editor(request)
    return _rule_page(request, *_place_and_rule(request, key))


@require_POST
def rule_earlier(request, key):
    return _changed(request, key, actions.move_rule, steps=-1)


@require_POST
def rule_later(request, key):
    return _changed(request, key, actions.move_rule, steps=1)


@require_POST
def rule_switch(request, key):
    return _changed(request, key, actions.switch_rule)


@require_POST
def rule_remove(request, key):
    return _changed(request, key, actions.remove_rule)


def _rules(request):
    draft = draft_of(request)
    return draft.rule_set if draft else live_rules()


def _place_and_rule(request, key):
    if (each := _rules(request).find(key)) is None:
        raise Http404
    return each.rule.place, each.rule


def _changed(request, key, action, **more):
    """Do one thing to a rule of the draft and go back to where it stands."""
    require_editor(request)
    _, rule = _place_and_rule(request, key)
    with refusals_as_messages(request):
        action(key, by=request.user, **more)
    return redirect(rule_url(rule))


def _rule_page(request, place, rule):
    """The form of a rule: shown, sent back with another row, sent back with its faults, or kept in the draft."""
    reader, data = Reader(), request.POST or None
    rows = condition_rows(data, rule.conditions if rule else [], reader.fields)
    if data is not None and "more" in data:
        form = RuleForm(initial=data.dict())
        return _rendered(request, form, rows, reader, place, rule, 200)
    form = RuleForm(data, initial=RuleForm.initial_of(rule) if rule else None)
    if form.is_valid() and rows.is_valid():
        new = rule_from(form, rows, place=place, former=rule)
        with refusals_as_messages(request):
            actions.put_rule(new, by=request.user)
            messages.success(request, "Noted in your draft. It routes nothing until you save it.")
            return redirect(rule_url(new))
    return _rendered(request, form, rows, reader, place, rule, 422 if data else 200)


def _rendered(request, form, rows, reader, place, rule, status):
    context = {
        "form": form,
        "rows": rows,
        "place": reader.place_names.get(place, place),
        "rule": rule,
        "back": rule_url(rule) if rule else "",
        "is_term": place.startswith("term:"),
        "known_values": [(words, each.label) for each in reader.fields.values() for words in _values(each)],
    }
    return render(request, "settings/rule.html", context, status=status)


def _values(field):
    return ["yes", "no"] if field.is_flag else [str(words) for words in field.choices.values()]
