"""What a person may change about themselves, and how the settings pages make and change people."""

from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.forms import UserChangeForm

from people.models import USUAL, Delivery, NoticeKind, NoticePreference, User


def time_zones():
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones())]


KIND_HINTS = {
    NoticeKind.REMINDER: "Most come with the daily mail anyway. On the day something is due you always get a mail.",
    NoticeKind.ESCALATION: "What has been waiting for long with somebody else.",
    NoticeKind.NEWS: "What happens in matters you take part in.",
}


class ProfileForm(forms.ModelForm):
    """A person's own name and time zone. The address is how they are known: only an operator changes it."""

    time_zone = forms.ChoiceField(choices=time_zones, help_text="Times on all pages are shown in this zone.")

    class Meta:
        model = User
        fields = ["name", "time_zone"]


class PreferencesForm(forms.ModelForm):
    """How a person wants to be told, kind by kind, and when their daily mail comes."""

    class Meta:
        model = User
        fields = ["digest_hour"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = dict(self.instance.notice_preferences.values_list("kind", "delivery"))
        for kind, usual in USUAL.items():
            self.fields[kind] = forms.ChoiceField(
                label=NoticeKind(kind).label,
                choices=Delivery,
                initial=chosen.get(kind, usual),
                help_text=KIND_HINTS.get(kind, ""),
            )
        self.order_fields([*USUAL, "digest_hour"])

    def save(self):
        self.instance.save(update_fields=["digest_hour"])
        NoticePreference.objects.bulk_create(
            [NoticePreference(person=self.instance, kind=kind, delivery=self.cleaned_data[kind]) for kind in USUAL],
            update_conflicts=True,
            unique_fields=["person", "kind"],
            update_fields=["delivery"],
        )
        return self.instance


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
