"""Fields that keep whatever is typed, finished or not. What is missing is asked when the request is submitted."""

from django import forms
from django.urls import reverse

from common.words import OURS, day_in_words, written_as
from intake import typed

LINE, TEXT = 300, 5000  # characters


class AsTyped:
    """No input is refused. Only what the database cannot store is left out."""

    def clean(self, value):
        typed = self.to_python(value)
        return [_storable(choice) for choice in typed] if isinstance(typed, list) else _storable(typed)


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
    """A day as people say it, with a calendar beside it where scripts run (static/js/day_field.js). A stored day is
    shown in words, which are read again as that day."""

    def __init__(self):
        super().__init__({"data-day": True})

    @written_as(OURS)
    def format_value(self, value):
        value = super().format_value(value)
        return day_in_words(value) if value and typed.is_iso_day(value) else value


class VendorInput(forms.TextInput):
    """A vendor's name with suggestions (static/js/vendor_field.js)."""

    def get_context(self, name, value, attrs):
        return super().get_context(
            name, value, attrs | {"list": "vendor-options", "data-suggest": reverse("vendors:suggest")}
        )
