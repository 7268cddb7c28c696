"""What the pipeline can be narrowed to. Filters live in the address; what is no choice narrows nothing."""

from datetime import date

from django import forms

from common.words import month_in_words
from intake.pipeline.coming import Narrowed
from intake.pipeline.merged import SOURCES
from people.models import DeskSide, Team

FOR_READERS = "The pipeline is for the people who review requests. Yours are under “My requests”."

MONTHS = 12
"""So many months are offered, from the present one on."""


def months(today: date) -> list[date]:
    """The first days of the months on offer."""
    number = today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(number, number + MONTHS)]


def _select(label):
    return forms.Select(attrs={"class": "form-select", "aria-label": label, "data-submits": ""})


class PipelineForm(forms.Form):
    source = forms.ChoiceField(required=False, widget=_select("What"))
    side = forms.ChoiceField(required=False, widget=_select("Side"))
    desk = forms.ModelChoiceField(
        Team.objects.none(), to_field_name="slug", required=False, empty_label="Every desk", widget=_select("Desk")
    )
    month = forms.ChoiceField(required=False, widget=_select("Month"))
    vendor = forms.CharField(required=False, max_length=200)

    def __init__(self, data, *, today):
        super().__init__(data)
        self.fields["source"].choices = [("", "Everything"), *((source.key, source.label) for source in SOURCES)]
        self.fields["side"].choices = [("", "Both sides"), *DeskSide.choices]
        self.fields["desk"].queryset = Team.objects.in_use()
        first_days = {f"{day:%Y-%m}": day for day in months(today)}
        self.first_days = first_days
        self.fields["month"].choices = [
            ("", "Every month"),
            *((key, month_in_words(day)) for key, day in first_days.items()),
        ]

    def narrowed(self) -> Narrowed:
        self.is_valid()
        data = self.cleaned_data
        side = data.get("side")
        return Narrowed(
            source=data.get("source") or "",
            desk=data.get("desk"),
            side=DeskSide(side) if side else None,
            vendor=(data.get("vendor") or "").replace("\0", "").strip(),
            month=self.first_days.get(data.get("month") or ""),
        )
