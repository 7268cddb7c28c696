"""Fields that keep whatever is typed, finished or not. What is missing is asked when the request is submitted."""

from django import forms
from django.urls import reverse

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
