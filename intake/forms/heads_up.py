"""The thirty-second form."""

from django import forms
from django.conf import settings
from djmoney.money import Money

from intake import policies, typed
from intake.fields import TEXT, ChoiceField, DayInput, TextField, VendorInput
from intake.models import IntakeRequest


class HeadsUpForm(forms.Form):
    """What a heads-up says. What is missing in it is said by the rules (intake.policies)."""

    field_order = ["title", "vendor_name", "reason", "value", "currency", "needed_by", "request_type"]

    request_type = forms.ModelChoiceField(
        label="What kind of thing is it?",
        queryset=None,
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the closest one. You can say more later."},
    )
    title = TextField(
        label="What may be coming?",
        help_text="A few words, for example “Survey tool for the web team”.",
        max_length=160,
    )
    vendor_name = TextField(
        label="With which vendor?",
        help_text="Your best guess is fine. Start typing and choose, or write a new name.",
        max_length=200,
        widget=VendorInput,
    )
    reason = TextField(
        label="Why?",
        help_text="One sentence is enough.",
        max_length=TEXT,
        widget=forms.Textarea({"rows": 2, "minlength": policies.TOO_SHORT}),
    )
    value = TextField(
        label="How much, roughly? (optional)",
        help_text="Over the whole contract: 48,000, 50k or 12k a year for 3 years.",
        max_length=40,
        required=False,
        widget=forms.TextInput(),
    )
    currency = ChoiceField(label="Currency", choices=[(code, code) for code in settings.CURRENCIES], required=False)
    needed_by = TextField(
        label="When, roughly? (optional)",
        help_text="The earliest day on which it could start: 31.12., next Friday, end of March.",
        max_length=40,
        required=False,
        widget=DayInput,
    )

    def __init__(self, data=None, *, request_types):
        super().__init__(data, initial={"currency": settings.DEFAULT_CURRENCY})
        self.fields["request_type"].queryset = request_types

    def clean_needed_by(self):
        text = self.cleaned_data["needed_by"]
        day = typed.read_day(text)
        if text and day is None:
            raise forms.ValidationError(policies.fault_of_typed("needed_by", text))
        return day

    def readings(self):
        """{field: sentence} of what was understood otherwise than it stands there: shown before it is sent."""
        if not self.is_bound:
            return {}
        texts = {name: self[name].value() or "" for name in ("value", "currency", "needed_by")}
        readings = {
            "value": typed.reading_of_amount(texts["value"], texts["currency"] or settings.DEFAULT_CURRENCY),
            "needed_by": typed.reading_of_day(texts["needed_by"]),
        }
        return {name: sentence for name, sentence in readings.items() if sentence}

    @property
    def readings_shown(self):
        """What the page says that it has shown, for `has_unseen_readings`."""
        return "\n".join(self.readings().values())

    def has_unseen_readings(self, seen):
        """Whether something was understood that its writer has not been shown. `seen` is what the page had shown."""
        return not set(self.readings().values()) <= set(seen.splitlines())

    def clean(self):
        """Everything that is missing at once, the kind of thing and the words alike; the amount with its currency."""
        self._read_value()
        words = {name: self.cleaned_data[name] for name in ("title", "vendor_name", "reason")}
        for name, sentence in policies.faults_to_heads_up(IntakeRequest(**words)).items():
            self.add_error(name, sentence)
        return self.cleaned_data

    def _read_value(self):
        """A rough size with its currency in one; text that is no amount is asked about."""
        text, currency = self.cleaned_data.pop("value", ""), self.cleaned_data.pop("currency", "")
        currency = currency if currency in settings.CURRENCIES else settings.DEFAULT_CURRENCY
        amount = typed.read_amount(text)
        if text and amount is None:
            self.add_error("value", policies.fault_of_typed("value", text))
        self.cleaned_data["value"] = Money(amount.number, amount.currency or currency) if amount else None
