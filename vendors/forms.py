"""What is typed about vendors, and what their list is narrowed to. The forms check; the actions write."""

from django import forms

from common.fields import keep_offering
from people.models import User
from vendors.actions import tidy_categories
from vendors.models import RiskTier, Sensitive, Status, Vendor, VendorContact

LONGEST_SEARCH = 200


class NamesField(forms.CharField):
    """Several names, one a line. Its value is the list of them."""

    widget = forms.Textarea({"rows": 2})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)


class CategoriesField(forms.CharField):
    """A few words, with commas between them. Its value is the list of them."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value):
        try:
            return tidy_categories((value or "").split(","))
        except forms.ValidationError as fault:
            raise forms.ValidationError(fault.messages) from None

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != self.prepare_value(data)


class VendorForm(forms.ModelForm):
    website = forms.URLField(required=False, assume_scheme="https", help_text="For example https://vendor.example")
    categories = CategoriesField(
        required=False, help_text="What we buy there, with commas between: cloud hosting, payroll."
    )
    legal_names = NamesField(required=False, help_text="As it is registered, one a line.")
    aliases = NamesField(label="Also known as", required=False, help_text="Other names people use, one a line.")

    class Meta:
        model = Vendor
        fields = ["name", "website", "country", "registration_number", "risk_tier", "owner"]

    field_order = [
        "name",
        "legal_names",
        "aliases",
        "website",
        "country",
        "registration_number",
        "categories",
        "risk_tier",
        "owner",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        owners = User.objects.filter(is_active=True, memberships__isnull=False).distinct()
        self.fields["owner"].queryset = owners.order_by("name", "pk")
        self.fields["owner"].empty_label = "Nobody yet"
        if self.instance.pk:
            keep_offering(self.fields["owner"], self.instance.owner_id)
            names = list(self.instance.names.all())
            self.initial |= {
                "categories": self.instance.categories,
                "legal_names": [name.name for name in names if name.is_legal],
                "aliases": [name.name for name in names if not name.is_legal],
            }


class VendorContactForm(forms.ModelForm):
    class Meta:
        model = VendorContact
        fields = ["name", "email", "role"]

    def __init__(self, *args, vendor, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.vendor = vendor

    def _get_validation_exclusions(self):
        """The vendor is no field of the form, yet decides whether the address is there already."""
        return super()._get_validation_exclusions() - {"vendor"}


class ChangeForm(forms.Form):
    """What somebody asks a second person for. One of the three at a time."""

    field = forms.ChoiceField(label="What should change?", choices=Sensitive)
    status = forms.ChoiceField(
        label="New status", required=False, choices=Status, help_text="Where the status should change."
    )
    number = forms.CharField(
        label="New number or account",
        required=False,
        max_length=200,
        help_text="Where the tax number or the bank account should change. Empty takes it away.",
    )
    why = forms.CharField(label="Why", max_length=300, help_text="The second person decides on it.")

    @property
    def value(self):
        """What is asked for: of the two fields, the one that belongs to what should change."""
        return self.cleaned_data["status" if self.cleaned_data["field"] == Sensitive.STATUS else "number"]


class MergeForm(forms.Form):
    """With whom."""

    other = forms.CharField(
        label="The other vendor", max_length=200, help_text="Its name, or another name that it has."
    )


def _select(label):
    return forms.Select({"class": "form-select", "aria-label": label, "data-submits": ""})


def _tick():
    return forms.CheckboxInput({"class": "form-check-input", "data-submits": ""})


class VendorFilter(forms.Form):
    """What the list is narrowed to; all of it stands in the address."""

    q = forms.CharField(required=False, max_length=LONGEST_SEARCH)
    status = forms.ChoiceField(required=False, choices=[("", "Any status"), *Status.choices], widget=_select("Status"))
    risk = forms.ChoiceField(required=False, choices=[("", "Any risk"), *RiskTier.choices], widget=_select("Risk"))
    mine = forms.BooleanField(required=False, label="Mine", widget=_tick())
    to_confirm = forms.BooleanField(required=False, label="To confirm", widget=_tick())
    category = forms.CharField(required=False, max_length=LONGEST_SEARCH, widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        required=False, choices=[("", "By name"), ("newest", "Newest first")], widget=_select("Order")
    )

    @property
    def chosen(self):
        """{name: value} of what is chosen; what is not known is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
