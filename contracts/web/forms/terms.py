"""How long a contract runs and how it is stopped: the part that signing and correcting have in common."""

from django import forms
from django.core.exceptions import ValidationError

from common.fields import DayField
from contracts.dates import CannotWorkOut, answer, read_record
from contracts.models import Renewal
from contracts.models.contract import COLUMNS
from contracts.web.forms.fields import LengthsField, NoticeField, PeriodField


class TermsForm(forms.Form):
    """Its cleaned data are columns of `Contract`, in the notation of the engine."""

    signed_on = DayField(label="Signed on")
    starts_on = DayField(label="Runs from")
    first_term = PeriodField(label="First term", help_text="12 months, 3 years. Or give its last day.")
    ends_on = DayField(
        label="Last day of the first term",
        required=False,
        help_text="Where the paper names the day. Leave both empty when it runs until somebody ends it.",
    )
    renewal = forms.ChoiceField(
        label="After that", choices=[("", "Choose what happens"), *Renewal.choices], initial="", required=True
    )
    renewal_term = LengthsField(label="Each renewal lasts")
    notice = NoticeField(label="Notice to stop it")

    def clean(self):
        data = super().clean() or self.cleaned_data
        ends_on = data.pop("ends_on", None)
        self._check_end(data, ends_on)
        if data.get("renewal") == Renewal.AUTO and not data.get("renewal_term") and "renewal_term" not in self.errors:
            self.add_error("renewal_term", "Say how long each renewal lasts: the last date to act follows from it.")
        if not self.errors:
            self._check_dates(data)
        return data

    def _check_end(self, data, ends_on):
        starts_on = data.get("starts_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The end is before the start.")
        elif ends_on and data.get("first_term"):
            self.add_error("ends_on", "Give the length of the first term or its last day, not both.")
        elif ends_on:
            data["first_term"] = f"to:{ends_on.isoformat()}"
        elif self._lacks_an_end(data):
            self.add_error("first_term", "Say how long it runs, or that it goes on without an end.")

    def _lacks_an_end(self, data):
        is_open = data.get("renewal") in (None, "", Renewal.OPEN)
        return data.get("first_term") == "" and not is_open and "ends_on" not in self.errors

    def _check_dates(self, data):
        """Refuse what no date can follow from, in the engine's words."""
        texts = {name: str(data.get(column) or "") for name, column in COLUMNS.items()}
        try:
            answer(read_record(texts), data["starts_on"])
        except CannotWorkOut as reason:
            self.add_error(None, ValidationError(str(reason)))
