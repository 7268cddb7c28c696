"""The record of a contract as it is corrected, its amendments, and its signed file."""

from django import forms
from django.conf import settings
from djmoney.money import Money

from common.fields import DayField, keep_offering
from common.words import amount_in_words
from contracts.actions.contracts import CORRECTABLE, ValueChange, value_step
from contracts.models import Contract
from contracts.notation import typed_end
from contracts.web.forms.fields import LengthsField, NoticeField, PeriodField, PersonField
from contracts.web.forms.terms import TermsForm
from people.models import Team

ABOUT = ["title", "kind", "reference", "our_entity", "their_entity", "parent"]
PEOPLE = ["owner", "backup_owner", "desk"]
TERMS = ["signed_on", "starts_on", "first_term", "ends_on", "renewal", "renewal_term", "notice"]
COUNTING = [
    "notice_not_before",
    "notice_delivery",
    "notice_to",
    "notice_zone",
    "notice_weekend",
    "notice_count",
    "month_rule",
    "late_notice",
    "notice_basis",
    "open_notice",
    "renewals_at_most",
    "latest_end_on",
    "process_days",
    "calendar",
]
FAMILY_SHOWN = 200
TOTAL, CHANGE = "total", "change"


class RecordForm(TermsForm, forms.ModelForm):
    """All that can be corrected, and why."""

    owner = PersonField(label="Owner", help_text="The e-mail address of whoever answers for it.")
    backup_owner = PersonField(label="Stands in for the owner", required=False)
    desk = forms.ModelChoiceField(Team.objects.in_use(), label="Desk that looks after it", required=False)
    latest_end_on = DayField(label="Never runs past", required=False)
    renewals_at_most = forms.IntegerField(
        label="Renewals at most", required=False, min_value=0, max_value=999, help_text="Empty: again and again."
    )
    notice_not_before = NoticeField(label="Notice not earlier than", help_text="As long before the end as this.")
    open_notice = NoticeField(label="Notice once it is open-ended", help_text="Where it differs from the first term’s.")
    notice_delivery = PeriodField(label="Days in the post", help_text="Taken off, so that the notice arrives in time.")
    amount = forms.DecimalField(
        label="Value", required=False, min_value=0, max_digits=14, decimal_places=2, help_text="Figures alone."
    )
    currency = forms.ChoiceField(
        choices=[(currency, currency) for currency in settings.CURRENCIES], initial=settings.DEFAULT_CURRENCY
    )
    why = forms.CharField(
        label="Why", max_length=300, help_text="Stays beside the change: “The order form says 60 days, not 90.”"
    )

    class Meta:
        model = Contract
        fields = [name for name in CORRECTABLE if name != "value"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        contract = self.instance
        family = Contract.objects.visible_to(by).filter(vendor=contract.vendor_id).exclude(pk=contract.pk)
        self.fields["parent"].queryset = family.order_by("-pk")
        self.fields["parent"].label_from_instance = lambda row: f"{row.number} {row.title}"
        self.fields["calendar"].empty_label = "Monday to Friday, without holidays"
        keep_offering(self.fields["desk"], contract.desk_id)
        if contract.value is not None:
            self.initial |= {"amount": contract.value.amount, "currency": str(contract.value.currency)}
        keep_offering(self.fields["currency"], self.initial.get("currency"))
        if end := typed_end(contract.first_term):
            self.initial |= {"first_term": "", "ends_on": end}

    def clean(self):
        data = super().clean()
        amount = data.pop("amount", None)
        data["value"] = None if amount is None else Money(amount, data.pop("currency"))
        return data

    @property
    def changes(self):
        """{column: value} of all that can be corrected."""
        return {name: self.cleaned_data[name] for name in CORRECTABLE}

    def parts(self):
        """[(heading, its fields)] of the page."""
        names = {
            "What it is": ["title", "kind", "reference", "our_entity", "their_entity", "parent"],
            "Who answers for it": PEOPLE,
            "What it costs": ["amount", "currency", "value_per", "value_months"],
            "How long it runs, and how it is stopped": TERMS,
        }
        return [(heading, [self[name] for name in fields]) for heading, fields in names.items()]

    def counting(self):
        """The fields about how the clause counts: most contracts never need them."""
        return [self[name] for name in COUNTING]

    @property
    def counts_otherwise(self):
        """Whether any of those says something else than usual, or is at fault."""
        usual = Contract()
        return any(
            name in self.errors or getattr(self.instance, name) != getattr(usual, name)
            for name in COUNTING
            if name != "calendar"
        )


class SignedFileForm(forms.Form):
    """The signed paper; in place of another one with a reason."""

    file = forms.FileField(label="Signed file", help_text="PDF or Word (.docx).")
    why = forms.CharField(label="Why it takes the place of the one before", max_length=300, required=False)

    def __init__(self, *args, replaces, **kwargs):
        super().__init__(*args, **kwargs)
        if replaces:
            self.fields["why"].required = True
        else:
            del self.fields["why"]


class AmendmentForm(forms.Form):
    """What an amendment changes, from a day on. What is left empty stays as it is."""

    signed_on = DayField(label="Amendment signed on")
    effective_on = DayField(label="Counts from", required=False, help_text="Empty: from its signature on.")
    end_on = DayField(label="The running term now ends on", required=False)
    renewal = forms.ChoiceField(
        label="After the term",
        required=False,
        choices=[("", "stays as it is"), *Contract._meta.get_field("renewal").choices],
    )
    renewal_length = LengthsField(label="Each renewal now lasts")
    notice = NoticeField(label="Notice is now")
    cap = forms.IntegerField(label="Renewals at most", required=False, min_value=0, max_value=999)
    value_is = forms.ChoiceField(
        label="What it says about the value",
        required=False,
        choices=[("", "nothing"), (TOTAL, "the new total"), (CHANGE, "by how much it changes")],
    )
    amount = forms.DecimalField(
        label="Amount", required=False, max_digits=14, decimal_places=2, help_text="Less is written with a minus: -500."
    )
    value_is_meant = forms.BooleanField(label="That is what the amendment says", required=False)
    paper = forms.ModelChoiceField(
        Contract.objects.none(), label="The amendment itself", required=False, empty_label="not on record"
    )
    note = forms.CharField(label="What it is about", max_length=300, required=False)

    def __init__(self, *args, about, by, asks_back=True, **kwargs):
        """`asks_back`: a change of the value is shown before it is kept."""
        super().__init__(*args, **kwargs)
        self.asks_back = asks_back
        self.about = about
        if about.value is not None:
            now = f"{amount_in_words(about.value.amount, about.value.currency)} {about.get_value_per_display()}"
            self.fields["value_is"].help_text = f"On record today: {now}."
        if not self.data.get("value_is"):
            self.fields["value_is_meant"].widget = forms.HiddenInput()
        papers = Contract.objects.visible_to(by).filter(parent=about, kind="amendment", amends=None)
        self.fields["paper"].queryset = papers.order_by("-pk")

    def clean(self):
        data = super().clean()
        names = ("renewal", "renewal_length", "notice", "cap")
        changes = {name: data.pop(name, None) for name in names}
        data["changes"] = {name: str(value) for name, value in changes.items() if value not in (None, "")}
        data["value_change"] = self._value_change(data.pop("value_is", ""), data.pop("amount", None), data)
        if not self.errors and not data["changes"] and not data.get("end_on") and data["value_change"] is None:
            self.add_error(None, "Say what the amendment changes.")
        return data

    def _value_change(self, value_is, amount, data):
        """A `ValueChange`, shown as old, change and new until somebody says that it is meant; None for none."""
        if not value_is and amount is None:
            return None
        if not value_is:
            self.add_error("value_is", "Say whether this is the new total or the change.")
            return None
        if amount is None:
            self.add_error("amount", "Write the amount in figures.")
            return None
        change = ValueChange(amount, is_total=value_is == TOTAL)
        if data.get("signed_on") and not data.get("value_is_meant") and self.asks_back:
            day = max(data["signed_on"], data.get("effective_on") or data["signed_on"])
            if step := value_step(self.about, change, day):
                self.add_error("value_is_meant", f"{step.words} Tick this if it is so.")
        return change
