"""What figures are narrowed to. It all stands in the address, so that a page can be shared and a list leads back."""

from django import forms
from django.utils import timezone

from people.models import Team
from reviews.measures.scope import PERIODS, USUAL_PERIOD, Scope, period_now
from reviews.models import Review
from vendors.models import Vendor


def select(label):
    """A choice that sends the filters at once."""
    return forms.Select(attrs={"class": "form-select", "aria-label": label, "data-submits": ""})


class InsightsFilter(forms.Form):
    """The filters of the page; what cannot be read narrows nothing."""

    period = forms.ChoiceField(required=False, choices=[*PERIODS.items()], widget=select("Period"))
    type = forms.ChoiceField(required=False, widget=select("Type of request"))
    desk = forms.ModelChoiceField(None, required=False, empty_label="All desks", widget=select("Desk"))
    vendor = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)

    def __init__(self, data, user):
        super().__init__({"period": USUAL_PERIOD, **data.dict()})
        kinds = Review.objects.order_by("kind", "-pk").distinct("kind").values_list("kind", "kind_label")
        self.fields["type"].choices = [("", "All types"), *((kind, label or kind) for kind, label in kinds)]
        self.fields["desk"].queryset = Team.objects.in_use()
        self.is_valid()
        chosen = self.cleaned_data
        vendor = chosen.get("vendor")
        self.only_vendor = Vendor.objects.known_to(user).filter(pk=vendor).first() if vendor else None
        self.scope = Scope(
            period=period_now(chosen.get("period") or USUAL_PERIOD, timezone.now()),
            kind=chosen.get("type") or "",
            desk=chosen.get("desk"),
            vendor=self.only_vendor,
        )

    @property
    def is_narrowed(self):
        """Whether anything but the period is chosen."""
        return bool(self.scope.kind or self.scope.desk or self.scope.vendor)
