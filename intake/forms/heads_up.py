"""The thirty-second form."""

from django import forms

from intake import policies, typed
from intake.fields import TEXT, DayInput, TextField, VendorInput
from intake.models import IntakeRequest


class HeadsUpForm(forms.Form):
    """What a heads-up says. What is missing in it is said by the rules (intake.policies)."""

    field_order = ["title", "vendor_name", "reason", "needed_by", "request_type"]

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
    needed_by = TextField(
        label="When, roughly? (optional)",
        help_text="The earliest day on which it could start.",
        max_length=40,
        required=False,
        widget=DayInput,
    )

    def __init__(self, data=None, *, request_types):
        super().__init__(data)
        self.fields["request_type"].queryset = request_types

    def clean_needed_by(self):
        text = self.cleaned_data["needed_by"]
        day = typed.read_day(text)
        if text and day is None:
            raise forms.ValidationError(policies.fault_of_typed("needed_by", text))
        return day

    def clean(self):
        """Everything that is missing at once, the kind of thing and the words alike."""
        words = {name: self.cleaned_data[name] for name in ("title", "vendor_name", "reason")}
        for name, sentence in policies.faults_to_heads_up(IntakeRequest(**words)).items():
            self.add_error(name, sentence)
        return self.cleaned_data
