"""Fields that keep whatever is typed, finished or not. What is missing is asked when the request is submitted."""

from django import forms
from django.urls import reverse
from django.utils.html import escape

from intake import typed
from intake.models import QuestionKind

FEW = 6  # choices up to this number stand on the page, more go into a list
LINE, TEXT = 300, 5000  # characters
PLEASE_CHOOSE = ("", "Please choose")


class AsTyped:
    """No input is refused. Only what the database cannot store is left out."""

    def clean(self, value):
        kept = self.to_python(value)
        return [_storable(one) for one in kept] if isinstance(kept, list) else _storable(kept)


def _storable(text):
    return text.replace("\0", "")


class TextField(AsTyped, forms.CharField):
    """Text, cut where the browser's own limit would have stopped it."""

    def to_python(self, value):
        return super().to_python(value)[: self.max_length]


class ChoiceField(AsTyped, forms.ChoiceField):
    """One of several."""


class ChoicesField(AsTyped, forms.MultipleChoiceField):
    """Any of several."""


class DayInput(forms.TextInput):
    """The browser's calendar. Text that is no day would vanish in one, so it is shown as plain text."""

    def __init__(self):
        super().__init__({"min": "2000-01-01", "max": "2100-12-31"})

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["type"] = "date" if not value or typed.is_iso_day(value) else "text"
        return context


class VendorInput(forms.TextInput):
    """A vendor's name with suggestions (static/js/vendor_field.js)."""

    def get_context(self, name, value, attrs):
        return super().get_context(
            name, value, attrs | {"list": "vendor-options", "data-suggest": reverse("vendors:suggest")}
        )


def field_for(question):
    """The form field that asks a question."""
    about = {"label": question.text, "help_text": escape(question.help), "required": question.required}
    if not question.required:
        about["label"] += " (optional)"
    return BUILDERS[question.kind](question, about)


def _choice(question, about):
    choices = [(text, text) for text in question.choices]
    if len(choices) <= FEW:
        return ChoiceField(choices=choices, widget=forms.RadioSelect, **about)
    return ChoiceField(choices=[PLEASE_CHOOSE, *choices], **about)


def _choices(question, about):
    choices = [(text, text) for text in question.choices]
    return ChoicesField(choices=choices, widget=forms.CheckboxSelectMultiple, **about)


def _number(question, about):
    return TextField(max_length=20, widget=forms.TextInput({"inputmode": "numeric"}), **about)


BUILDERS = {
    QuestionKind.TEXT: lambda question, about: TextField(max_length=LINE, **about),
    QuestionKind.LONG_TEXT: lambda question, about: TextField(
        max_length=TEXT, widget=forms.Textarea({"rows": 3}), **about
    ),
    QuestionKind.YES_NO: lambda question, about: ChoiceField(
        choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect, **about
    ),
    QuestionKind.CHOICE: _choice,
    QuestionKind.CHOICES: _choices,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: lambda question, about: TextField(max_length=LINE, widget=DayInput, **about),
}
