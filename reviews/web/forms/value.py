"""What is typed for the value ledger."""

from django import forms
from django.conf import settings
from djmoney.money import Money

from contracts.models import DocumentVersion
from reviews.models import ValueKind, ValueState
from reviews.models.value_entry import GROUPS, Baseline, Per

CURRENCIES = [(currency, currency) for currency in settings.CURRENCIES]
AMOUNT = {"required": False, "min_value": 0, "max_digits": 14, "decimal_places": 2}


class ValueForm(forms.Form):
    """One thing that was brought about. Which of the amounts and days are needed follows from the kind."""

    kind = forms.ChoiceField(
        label="What kind of value",
        choices=[(group, [(kind.value, kind.label) for kind in kinds]) for group, kinds in GROUPS.items()],
    )
    what = forms.CharField(
        label="What was brought about", max_length=200, help_text="In a sentence that others understand."
    )
    by_commercial = forms.BooleanField(label="Procurement had a part in it", required=False, initial=True)
    by_legal = forms.BooleanField(label="Legal had a part in it", required=False, initial=True)
    before = forms.DecimalField(label="What it would have cost", help_text="For money. Figures alone.", **AMOUNT)
    after = forms.DecimalField(label="What it costs", **AMOUNT)
    currency = forms.ChoiceField(choices=CURRENCIES, required=False, initial=settings.DEFAULT_CURRENCY)
    per = forms.ChoiceField(label="Counts", choices=[("", "Choose"), *Per.choices], required=False)
    against = forms.ChoiceField(label="Held against", choices=[("", "Choose"), *Baseline.choices], required=False)
    days = forms.IntegerField(
        label="Days gained", required=False, min_value=1, max_value=3650, help_text="For payment terms and time saved."
    )
    shown_by = forms.ModelChoiceField(None, label="Paper that shows it", required=False, empty_label="None of these")
    evidence = forms.CharField(
        label="Or what else shows it", required=False, max_length=300, help_text="“Invoice 4711 of last year.”"
    )
    term = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, data=None, *, review, **options):
        super().__init__(data, **options)
        self.review = review
        papers = DocumentVersion.objects.filter(document__reviews=review).select_related("document").order_by("-pk")
        self.fields["shown_by"].queryset = papers
        self.fields["shown_by"].label_from_instance = lambda version: version.original_name

    def clean_term(self):
        pk = self.cleaned_data["term"]
        return self.review.terms.filter(pk=pk).first() if pk else None

    @property
    def facts(self):
        """The columns, as the action takes them."""
        facts = dict(self.cleaned_data)
        currency = facts.pop("currency") or settings.DEFAULT_CURRENCY
        for name in ("before", "after"):
            facts[name] = None if facts[name] is None else Money(facts[name], currency)
        return facts


class EndForm(forms.Form):
    """Confirm, reject or take back: the button says which."""

    why = forms.CharField(label="Why", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


def select(label):
    """A choice that sends the filters at once."""
    return forms.Select(attrs={"class": "form-select", "aria-label": label, "data-submits": ""})


class ValueFilter(forms.Form):
    """What the ledger is narrowed to; what cannot be read narrows nothing."""

    kind = forms.ChoiceField(required=False, choices=[("", "All kinds"), *ValueKind.choices], widget=select("Kind"))
    state = forms.ChoiceField(
        required=False, choices=[("", "All that counts"), *ValueState.choices], widget=select("State")
    )

    def narrow(self, entries):
        """The entries that it leaves."""
        self.is_valid()
        kind, state = self.cleaned_data.get("kind"), self.cleaned_data.get("state")
        entries = entries.filter(state=state) if state else entries.standing()
        return entries.filter(kind=kind) if kind else entries
