"""What procurement types about vendors. The forms check; vendors.actions write."""

from django import forms

from vendors.models import Vendor, VendorContact


class VendorForm(forms.ModelForm):
    website = forms.URLField(required=False, assume_scheme="https", help_text="For example https://vendor.example")

    class Meta:
        model = Vendor
        fields = ["name", "website", "country", "risk_tier"]


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
