"""What is said of a new token and of a new integration. The actions say what is wrong with it."""

from django import forms

from people.models import AREAS, FOR_PEOPLE_ALONE

DAYS = {30: "30 days", 90: "90 days", 180: "half a year", 365: "a year"}
MAY_READ = [(f"{area}:read", words) for area, words in AREAS.items()]
MAY_CHANGE = [(f"{area}:write", words) for area, words in AREAS.items()]


class TokenForm(forms.Form):
    """A name, what it may do, and for how long."""

    name = forms.CharField(
        label="What is it for?",
        max_length=80,
        required=False,
        help_text="So that you know it again in the list: Requests from our help desk, for example.",
    )
    reads = forms.MultipleChoiceField(
        label="It may read", choices=MAY_READ, required=False, widget=forms.CheckboxSelectMultiple
    )
    writes = forms.MultipleChoiceField(
        label="It may read and change", choices=MAY_CHANGE, required=False, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label="It works for", choices=list(DAYS.items()), coerce=int, initial=90, help_text="It can be revoked any day."
    )

    def __init__(self, *arguments, is_integration=False, **options):
        super().__init__(*arguments, **options)
        if is_integration:
            self.fields["writes"].choices = [choice for choice in MAY_CHANGE if choice[0] not in FOR_PEOPLE_ALONE]

    def facts(self):
        """What `people.actions.tokens.add_token` takes."""
        facts = self.cleaned_data
        return {"name": facts["name"], "scopes": [*facts["reads"], *facts["writes"]], "days": facts["days"]}

    def add_error(self, field, error):
        """What the action says of the scopes stands at the first list."""
        faults = getattr(error, "error_dict", None)
        if faults and "scopes" in faults:
            faults["reads"] = faults.pop("scopes")
        super().add_error(field, error)


class IntegrationForm(forms.Form):
    name = forms.CharField(
        label="Which program?",
        max_length=100,
        required=False,
        help_text="Its name stands in the log and beside what it does: Help desk, for example.",
    )
