"""The forms for target times."""

from django import forms

from reviews.models import TargetTime
from reviews.rules.fields import all_fields

REASON = {"label": "Why", "max_length": 300, "help_text": "Kept with the change, for whoever looks at it later."}


def kinds():
    """{slug: name} of the request types that there are."""
    known = all_fields().get("kind")
    return known.choices if known else {}


class NewTargetForm(forms.ModelForm):
    """A target time for one desk, one type of request, or both."""

    kind = forms.ChoiceField(label="Type of request", required=False)
    reason = forms.CharField(**REASON)

    class Meta:
        model = TargetTime
        fields = ["purpose", "desk", "kind", "business_days"]
        labels = {"purpose": "For", "desk": "Desk", "business_days": "Business days"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [("", "Choose what waits"), *self.fields["purpose"].choices[1:]]
        self.fields["desk"].empty_label = "Every desk"
        self.fields["kind"].choices = [("", "Every type"), *kinds().items()]


class TargetForm(forms.ModelForm):
    """Another number of days for a target time that is there."""

    reason = forms.CharField(**REASON)

    class Meta:
        model = TargetTime
        fields = ["business_days"]
        labels = {"business_days": "Business days"}


class RemoveTargetForm(forms.Form):
    reason = forms.CharField(**REASON)
