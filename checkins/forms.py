"""What is typed on the pages of check-ins. Field names are the arguments of the actions."""

from datetime import timedelta
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils import timezone

from checkins import policies, rhythm
from checkins.actions.series import next_number_of
from checkins.models import RemarkKind, Result, Rhythm
from common.fields import DayField
from people.models import TWO_SIDES, User
from reviews.models import Outcome

FALLBACK = Outcome.FALLBACK


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
        if not unchanged and (blockers := policies.blockers_to_first_day(day)):
            raise forms.ValidationError(blockers)
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


class BeginForm(forms.Form):
    """Who is in the room: what is on the screen, all of them may see."""

    present = forms.ModelMultipleChoiceField(
        None,
        label="Who is here",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Only what everybody who is here may see is shown; the rest is a number.",
    )

    def __init__(self, data=None, *, meeting, **kwargs):
        members = meeting.series.members.filter(is_active=True).order_by("name")
        super().__init__(data, initial={"present": [person.pk for person in members]}, **kwargs)
        self.fields["present"].queryset = members


class NoteForm(forms.Form):
    """What came of an item: one of four, a sentence, and what the kind needs."""

    result = forms.ChoiceField(choices=Result, widget=forms.RadioSelect, initial=Result.DECISION)
    outcome = forms.CharField(label="In a sentence", max_length=300, required=False)
    term_choice = forms.ChoiceField(label="And the term", required=False)
    owner = forms.ModelChoiceField(None, label="Who", required=False, empty_label="Choose a colleague")
    due_on = DayField(label="Until", required=False)

    def __init__(self, data=None, *, item, **kwargs):
        super().__init__(data, initial={"due_on": timezone.localdate() + timedelta(days=7)}, **kwargs)
        seated = User.objects.filter(is_active=True, memberships__isnull=False, is_outside=False, is_auditor=False)
        self.fields["owner"].queryset = seated.distinct().order_by("name")
        if item.term is None:
            del self.fields["term_choice"]
        else:
            self.fields["term_choice"].choices = choices_for(item.term)

    def clean(self):
        """`term_outcome` and `rank`, as the action takes them, out of the one list."""
        typed = super().clean()
        outcome, _, rank = typed.pop("term_choice", "").partition("-")
        if typed.get("result") != Result.DECISION:
            outcome = rank = ""
        if typed.get("result") != Result.ACTION:
            typed["owner"] = typed["due_on"] = None
        return typed | {"term_outcome": outcome, "rank": int(rank) if rank else None}


def choices_for(term):
    """What a meeting can propose for a term; the first proposes nothing."""
    plain = [
        (outcome.value, outcome.label)
        for outcome in Outcome
        if outcome not in (Outcome.OPEN, Outcome.ESCALATED, FALLBACK)
    ]
    fallbacks = [
        (f"{FALLBACK}-{rank}", f"Fallback {rank}: {text[:80]}") for rank, text in enumerate(term.term_type.fallbacks, 1)
    ]
    return [("", "Nothing is proposed for it"), *plain, *fallbacks]


class DoneForm(forms.Form):
    note = forms.CharField(label="What came of it", max_length=300)


class ImprovementForm(forms.Form):
    done = forms.CharField(label="What was done", max_length=300)

    def __init__(self, data=None, *, remark, **kwargs):
        super().__init__(data, initial={"done": remark.done}, auto_id=f"remark-{remark.pk}-%s", **kwargs)
