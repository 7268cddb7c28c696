"""Fields for periods and people: typed in words, kept in the notation of the date engine, shown in words."""

from django import forms
from django.core.exceptions import ValidationError

from contracts import notation
from people.models import User


class PeriodField(forms.CharField):
    """“3 months”, kept as `3m`."""

    read = staticmethod(notation.read_period)
    hint = notation.EXAMPLE

    def __init__(self, **options):
        super().__init__(**{"help_text": self.hint, "required": False, "max_length": 60} | options)

    def clean(self, value):
        return self.read(super().clean(value))

    def prepare_value(self, value):
        """What is stored in words; what was typed as it was typed."""
        return notation.in_words(value)

    def has_changed(self, initial, data):
        try:
            return self.read(data or "") != (initial or "")
        except ValidationError:
            return True


class LengthsField(PeriodField):
    """“24 months, then 12 months”, kept as `24m,12m`."""

    read = staticmethod(notation.read_lengths)
    hint = "12 months; or, where they differ, 24 months, then 12 months."


class NoticeField(PeriodField):
    """“90 days” or “by 30 September each year”, kept as `90d` or `by:09-30`."""

    read = staticmethod(notation.read_notice)
    hint = "90 days, 3 months or 10 business days; or by a day of each year."


class PersonField(forms.EmailField):
    """A colleague by the address that they sign in with: there may be too many for a list."""

    def __init__(self, **options):
        super().__init__(**{"help_text": "Their e-mail address."} | options)

    def clean(self, value):
        address = super().clean(value)
        if not address:
            return None
        person = User.objects.filter(email__iexact=address, is_active=True, is_outside=False).first()
        if person is None:
            raise ValidationError("Nobody who works here signs in with this address.")
        return person

    def prepare_value(self, value):
        if isinstance(value, User):
            return value.email
        if isinstance(value, int):
            return User.objects.filter(pk=value).values_list("email", flat=True).first() or ""
        return value
