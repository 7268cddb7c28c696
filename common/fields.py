"""Fields that show what is stored: in the format that the browser reads, and also where it is no longer offered."""

from django import forms


class DayInput(forms.DateInput):
    """The browser's calendar, which reads year-month-day and nothing else. Other text would vanish in it, so it is
    shown as plain text."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        text = context["widget"]["value"] or ""
        if text and not (len(text) == 10 and text[4] == text[7] == "-"):
            context["widget"]["type"] = "text"
        return context


class DayField(forms.DateField):
    """A day."""

    widget = DayInput


def keep_offering(field, value, words=None):
    """Let a list offer what is stored though it offers it to nobody else any more: saving must not lose it unseen.

    `value` is the stored value (or the key of a row), `words` what it is called. Whether it may be saved once more is
    said by whoever saves.
    """
    if value in (None, ""):
        return
    if isinstance(field, forms.ModelChoiceField):
        rows = field.queryset
        if not rows.filter(pk=value).exists():
            field.queryset = rows.model._default_manager.filter(pk__in=[value, *rows.values_list("pk", flat=True)])
            named = field.label_from_instance
            field.label_from_instance = lambda row: f"{named(row)}{GONE if row.pk == value else ''}"
        return
    choices = list(field.choices)
    if str(value) not in {str(known) for known, _ in choices}:
        field.choices = [*choices, (value, f"{words or value}{GONE}")]


GONE = " (no longer offered)"
