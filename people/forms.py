"""What a person may change about themselves, and how the settings pages make and change people."""

from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.forms import UserChangeForm

from common.fields import keep_offering
from people.models import User
from people.models.user import CLOCK_CHOICES, DAY_CHOICES, NUMBER_CHOICES


def time_zones():
    """The zones that this computer knows, as choices of a field."""
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones())]


class ProfileForm(forms.ModelForm):
    """A person's own name and time zone. The address is how they are known: only an operator changes it."""

    time_zone = forms.ChoiceField(choices=time_zones, help_text="Times on all pages are shown in this zone.")

    day_form = forms.ChoiceField(label="Days", choices=DAY_CHOICES, required=False)
    clock_form = forms.ChoiceField(label="Times of day", choices=CLOCK_CHOICES, required=False)
    number_form = forms.ChoiceField(
        label="Numbers",
        choices=NUMBER_CHOICES,
        required=False,
        help_text="How pages show days, times and numbers to you. What everybody reads alike, as a text that is sent "
        "to several people, is written in the first form of each list.",
    )

    class Meta:
        model = User
        fields = ["name", "time_zone", "day_form", "clock_form", "number_form"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        keep_offering(self.fields["time_zone"], self.instance.time_zone)
        for name in ("day_form", "clock_form", "number_form"):
            self.fields[name].widget.attrs["data-samples"] = True


class PersonAddForm(forms.ModelForm):
    """A new account has no password: its owner sets one through “Forgot your password?”, and only they know it."""

    class Meta:
        model = User
        fields = ["email", "name"]

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class PersonChangeForm(UserChangeForm):
    """Django's form for a person in the settings pages, for accounts known by e-mail."""

    class Meta(UserChangeForm.Meta):
        model = User
        field_classes = {}

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        """Whoever audits or is outside counsel has no other role and no desk: what they may is that role alone."""
        facts = super().clean()
        kinds = [name for name in ("is_auditor", "is_outside") if facts.get(name)]
        others = any(facts.get(name) for name in ("is_admin", "is_superuser", "is_staff"))
        if len(kinds) > 1 or (kinds and others):
            raise forms.ValidationError("An auditor or outside counsel has no other role.")
        if kinds and self.instance.memberships.exists():
            raise forms.ValidationError("Take their desks away first: an auditor or outside counsel sits on none.")
        return facts
