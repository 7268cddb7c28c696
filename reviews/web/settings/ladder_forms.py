"""The form for one rung of a ladder."""

from django import forms

from reviews.models import Anchor, Recipient, Rung


class RungForm(forms.ModelForm):
    """When, to whom, how often. `others` are the rungs that stay beside it: saying one thing twice helps nobody."""

    recipients = forms.MultipleChoiceField(label="To", choices=Recipient, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Rung
        fields = [
            "anchor",
            "business_days",
            "percent",
            "only_over_days",
            "recipients",
            "daily",
            "times",
            "every_days",
            "note",
        ]

    def __init__(self, *args, others=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.others = others
        self.fields["anchor"].label = "When"
        self.fields["note"].label = "Sentence to add"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("anchor") == Anchor.SHARE and not cleaned.get("percent"):
            self.add_error("percent", "Say which share of the way, in percent.")
        if cleaned.get("anchor") != Anchor.SHARE:
            cleaned["percent"] = None
        else:
            cleaned["business_days"] = 0
        if cleaned.get("anchor") == Anchor.BEFORE and not cleaned.get("business_days"):
            self.add_error("business_days", "Say how many business days before it is due.")
        if not self.errors and any(_says_the_same(rung, cleaned) for rung in self.others):
            raise forms.ValidationError("The ladder has a rung at this moment for the same people already.")
        return cleaned


def _says_the_same(rung, cleaned):
    same_moment = all(getattr(rung, name) == cleaned[name] for name in ("anchor", "business_days", "percent"))
    return same_moment and set(rung.recipients) & set(cleaned["recipients"])
