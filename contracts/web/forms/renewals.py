"""What becomes of a contract: proposed, decided, sent."""

from django import forms
from django.conf import settings

from common.fields import DayField
from contracts.models import Answer, Told

HINTS = {
    Answer.RENEW: "as it is",
    Answer.RENEGOTIATE: "the same vendor, other terms",
    Answer.REDUCE: "less of it, the same vendor",
    Answer.REPLACE: "give notice, look for another",
    Answer.END: "give notice, and no other",
}


class AnswerForm(forms.Form):
    """One of the five answers, and why."""

    answer = forms.ChoiceField(
        label="What should become of it",
        choices=[(answer.value, f"{answer.label}: {HINTS[answer]}") for answer in Answer],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label="Why", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class DecideForm(AnswerForm):
    """The decision; whoever renegotiates or reduces may begin with a notice."""

    gives_notice = forms.BooleanField(
        label="Renegotiating or reducing begins with a notice",
        required=False,
        help_text="Ending and replacing always do. Nothing renews by itself meanwhile.",
    )


class SendingForm(forms.Form):
    """The evidence that the notice went out."""

    sent_on = DayField(label="Sent on")
    how = forms.CharField(
        label="How", max_length=120, help_text="By e-mail to notices@…, by registered letter, by courier with receipt."
    )
    file = forms.FileField(
        label="Evidence",
        required=False,
        widget=forms.FileInput,
        help_text="The signed letter or the receipt: PDF or Word.",
    )


class LadderForm(forms.Form):
    """One step of the ladder."""

    days = forms.IntegerField(label="Days before", min_value=0, max_value=730)
    tells = forms.MultipleChoiceField(label="Who is told", choices=Told.choices, widget=forms.CheckboxSelectMultiple)


class BandForm(forms.Form):
    """From which value a year on any notice needs legal's signature."""

    amount = forms.DecimalField(
        label=f"Value a year ({settings.DEFAULT_CURRENCY} or the contract’s own currency)",
        min_value=0,
        max_digits=14,
        decimal_places=2,
    )
