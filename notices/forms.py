"""How a person wants to be told."""

from django import forms

from notices.models import ALWAYS_MAILED, USUAL, Delivery, NoticeKind, NoticePreference
from people.models import User

KIND_HINTS = {
    NoticeKind.ASSIGNMENT: "What is given to you or to your desk. What is due on the same day is mailed at once.",
    NoticeKind.REMINDER: "Most come with the daily mail anyway. On the day something is due you always get a mail.",
    NoticeKind.ESCALATION: "What has been waiting for long with somebody else.",
    NoticeKind.NEWS: "What happens in matters you take part in.",
}


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
                choices=_choices(kind),
                initial=chosen.get(kind, usual),
                help_text=KIND_HINTS.get(kind, ""),
            )
        self.order_fields([*USUAL, "digest_hour"])

    def save(self):
        """Keep the hour and every choice, usual ones too: they stay when what is usual changes. Returns the user."""
        self.instance.save(update_fields=["digest_hour"])
        NoticePreference.objects.bulk_create(
            [NoticePreference(person=self.instance, kind=kind, delivery=self.cleaned_data[kind]) for kind in USUAL],
            update_conflicts=True,
            unique_fields=["person", "kind"],
            update_fields=["delivery"],
        )
        return self.instance


def _choices(kind):
    """The ways of being told that are offered for a kind: what must be known is always mailed."""
    return [choice for choice in Delivery.choices if kind not in ALWAYS_MAILED or choice[0] != Delivery.OFF]


class ChannelForm(forms.Form):
    """Where a desk is told in the chat. The stored address is a secret and is not shown again."""

    url = forms.CharField(
        label="Address",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}),
        help_text="Of an incoming webhook, as Slack or Teams shows it. Who knows it can post there.",
    )
    is_active = forms.BooleanField(label="In use", required=False, initial=True)

    def __init__(self, *args, webhook=None, **kwargs):
        stored = {"is_active": webhook.is_active} if webhook else {}
        super().__init__(*args, initial=stored, **kwargs)
        if webhook:
            self.fields["url"].label = "Another address"
            self.fields["url"].help_text += " Leave it empty to keep the present one."
