"""What is typed on the pages of check-ins. Field names are the arguments of the actions."""

from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone

from checkins import rhythm
from checkins.actions.series import next_number_of
from checkins.models import RemarkKind, Rhythm
from common.fields import DayField
from people.models import TWO_SIDES, User


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class MomentField(forms.DateTimeField):
    """A day and a time on the reader's clock, as the browser offers them."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def those_who_meet():
    """Whoever may come: they sit on a desk that speaks for a side."""
    seated = User.objects.filter(is_active=True, is_auditor=False, is_outside=False)
    return seated.filter(memberships__team__speaks_for__in=TWO_SIDES).distinct().order_by("name")


def _zones():
    return [(name, name) for name in sorted(available_timezones()) if "/" in name or name == "UTC"]


class SeriesForm(forms.Form):
    """A plan and its people."""

    title = forms.CharField(label="Name", max_length=100)
    rhythm = forms.ChoiceField(label="How often", choices=Rhythm)
    first_on = DayField(label="Next meeting on", help_text="The others follow from it, on the same day of the week.")
    starts_at = forms.TimeField(label="At", widget=TimeInput)
    minutes = forms.IntegerField(label="Minutes", min_value=5, max_value=240)
    time_zone = forms.ChoiceField(label="Time zone", choices=_zones, help_text="The hour stays when clocks change.")
    members = forms.ModelMultipleChoiceField(
        None, label="Who comes", widget=forms.CheckboxSelectMultiple, help_text="People of both functions."
    )

    def __init__(self, data=None, *, series=None, zone="UTC", **kwargs):
        super().__init__(data, initial=_initial(series, zone), **kwargs)
        self.series = series
        able = those_who_meet()
        if series:
            keys = [*able.values_list("pk", flat=True), *series.members.values_list("pk", flat=True)]
            able = User.objects.filter(pk__in=keys).order_by("name")
        self.fields["members"].queryset = able

    def clean_first_on(self):
        day = self.cleaned_data["first_on"]
        unchanged = self.series and day == self.series.planned_day(next_number_of(self.series))
        if day < timezone.localdate() and not unchanged:
            raise forms.ValidationError("Choose a day that is still to come.")
        return day


def _initial(series, zone):
    if series is None:
        return {"rhythm": rhythm.FORTNIGHTLY, "minutes": 45, "time_zone": zone}
    return {
        "title": series.title,
        "rhythm": series.rhythm,
        "first_on": series.planned_day(next_number_of(series)),
        "starts_at": series.starts_at,
        "minutes": series.minutes,
        "time_zone": series.time_zone,
        "members": list(series.members.values_list("pk", flat=True)),
    }


class MoveForm(forms.Form):
    starts_at = MomentField(label="To when")

    def __init__(self, data=None, *, meeting, **kwargs):
        super().__init__(data, initial={"starts_at": meeting.starts_at}, **kwargs)
        zone = ZoneInfo(meeting.series.time_zone)
        self.fields["starts_at"].help_text = f"On your clock. The plan is {meeting.series.clock} in {zone}."


class CancelForm(forms.Form):
    because = forms.CharField(label="Why", max_length=200, help_text="Everybody who comes reads it.")


class ItemForm(forms.Form):
    title = forms.CharField(label="What to talk about", max_length=200)
    what = forms.CharField(label="In a few words", max_length=300, required=False)


class RemarkForm(forms.Form):
    kind = forms.ChoiceField(label="About", choices=RemarkKind, initial=RemarkKind.WORKED)
    text = forms.CharField(label="In a line", max_length=300, help_text="Shown without a name. Nobody can look it up.")
