"""What is owed under a contract, and what became of one of its dates."""

from django import forms

from common.fields import DayField
from contracts.actions.obligations import CHANGEABLE
from contracts.models import Obligation
from contracts.web.forms.fields import PersonField


class ObligationForm(forms.ModelForm):
    """What is owed, by whom, when; who sees to it."""

    owner = PersonField(label="Who sees to it")
    backup_owner = PersonField(label="Who stands in", required=False)
    first_due_on = DayField(label="First due on")
    until_on = DayField(label="Not after", required=False, help_text="Empty: as long as the contract runs.")
    lead_days = forms.IntegerField(
        label="Days before: first reminder", min_value=0, max_value=365, initial=14, help_text="0: on the day itself."
    )

    class Meta:
        model = Obligation
        fields = list(CHANGEABLE)
        widgets = {"party": forms.RadioSelect}

    def clean(self):
        data = super().clean()
        first, until = data.get("first_due_on"), data.get("until_on")
        if first and until and until < first:
            self.add_error("until_on", "The last day lies before the first.")
        return data

    @property
    def facts(self):
        """{column: value} of all that is typed."""
        return {name: self.cleaned_data[name] for name in CHANGEABLE}


class ObligationChangeForm(ObligationForm):
    """The same, and why it changes."""

    why = forms.CharField(label="Why it changes", max_length=300)


class DoneForm(forms.Form):
    """That it was done, and what shows it."""

    done_on = DayField(label="Done on")
    note = forms.CharField(label="What was done", max_length=300, required=False)
    file = forms.FileField(label="Evidence", required=False, widget=forms.FileInput, help_text="PDF or Word (.docx).")

    def __init__(self, *args, needs_evidence=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = needs_evidence


class ReasonForm(forms.Form):
    """Why something is not needed, is over, or was not so after all."""

    why = forms.CharField(label="Why", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
