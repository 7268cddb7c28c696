"""What the settings pages of people ask for."""

from django import forms

from common.fields import keep_offering
from people.models import Team, User
from people.settings.filters import STATES

MEMBER, LEAD, BACKUP = "member", "lead", "backup"
PARTS = [
    (MEMBER, "Member: does the desk's work"),
    (LEAD, "Lead: decides what is escalated, approves for the desk, hands work over"),
    (BACKUP, "Backup of the lead: hears of late work first, proposed to stand in for the lead"),
]


class DeskChoice(forms.ModelChoiceField):
    """A desk that is in use."""

    def __init__(self, **options):
        super().__init__(Team.objects.in_use(), **options)


class PersonField(forms.CharField):
    """Somebody who can sign in, by address, with suggestions while it is typed."""

    def __init__(self, **options):
        super().__init__(max_length=254, **options)
        self.widget.attrs |= {"list": "colleagues", "autocomplete": "off", "inputmode": "email"}

    def clean(self, value):
        address = super().clean(value)
        if not address:
            return None
        person = User.objects.filter(email=address.strip().lower(), is_active=True).first()
        if person is None:
            raise forms.ValidationError("Nobody who can sign in has this address. Choose one of the suggestions.")
        return person


class InviteForm(forms.Form):
    """One person."""

    email = forms.EmailField(label="E-mail address", max_length=254)
    name = forms.CharField(
        label="Name", max_length=150, required=False, help_text="They can change it when they set their password."
    )
    desk = DeskChoice(label="Desk", required=False, empty_label="None: they only ask for things")
    part = forms.ChoiceField(label="Part at the desk", choices=PARTS, initial=MEMBER, widget=forms.RadioSelect)
    role = forms.ChoiceField(
        label="Without a desk",
        required=False,
        choices=[
            ("", "Nothing more"),
            ("is_auditor", "Auditor: reads what was decided, changes nothing"),
            ("is_outside", "Outside counsel: sees the reviews that name them"),
        ],
    )


class ListForm(forms.Form):
    """Many people: pasted, or a file."""

    text = forms.CharField(
        label="One person a line",
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text="An address is enough. A name, a desk and a part (member, lead, backup, auditor) may stand beside "
        "it, separated by commas, semicolons or tabs: “ada@example.com, Ada Lovelace, Legal, lead”.",
    )
    file = forms.FileField(label="Or a CSV file", required=False, widget=forms.FileInput)

    def clean(self):
        facts = super().clean()
        if not facts.get("text", "").strip() and not facts.get("file"):
            raise forms.ValidationError("Paste a list, or choose a file.")
        return facts


class SeatForm(forms.Form):
    """A seat of one person."""

    desk = DeskChoice(label="Desk")
    part = forms.ChoiceField(label="Part at the desk", choices=PARTS, initial=MEMBER, widget=forms.RadioSelect)
    may_override = forms.BooleanField(
        label="May skip or override approvals",
        required=False,
        help_text="Of any desk, with a reason that everybody reads; never on their own request. A second admin "
        "confirms it.",
    )
    alone = forms.BooleanField(
        label="I know that nobody else confirms this",
        required=False,
        help_text="You are the only admin. Legal seats, and the right to skip approvals, are written in the log as "
        "given alone, and the leads are told.",
    )

    def __init__(self, *arguments, alone=False, seat=None, **options):
        super().__init__(*arguments, **options)
        if not alone:
            del self.fields["alone"]
        if seat:
            self.fields["desk"].disabled = True
            keep_offering(self.fields["desk"], seat.team_id)


def initial_of(seat):
    """What the form shows of a stored seat."""
    part = LEAD if seat.is_lead else BACKUP if seat.is_backup else MEMBER
    return {"desk": seat.team_id, "part": part, "may_override": seat.may_override}


class NameForm(forms.ModelForm):
    """What a person is called here."""

    class Meta:
        model = User
        fields = ["name"]


class LeaveForm(forms.Form):
    """Who takes over: one person for everything, and others for single kinds."""

    taker = PersonField(label="Who takes over", required=False, help_text="Leave it empty to let everything stay.")

    def __init__(self, *arguments, lines=(), **options):
        super().__init__(*arguments, **options)
        self.kinds = [line.kind for line in lines]
        if not lines:
            del self.fields["taker"]
        for line in lines:
            self.fields[f"taker_{line.kind.key}"] = PersonField(label="Somebody else for this", required=False)

    def takers(self):
        """{key of a kind: who takes it}, where it is somebody else."""
        chosen = {kind.key: self.cleaned_data.get(f"taker_{kind.key}") for kind in self.kinds}
        return {key: person for key, person in chosen.items() if person}

    def field_of(self, kind):
        return self[f"taker_{kind.key}"]


class PeopleFilter(forms.Form):
    """What narrows the list of people; whatever is no choice is left out."""

    q = forms.CharField(required=False)
    desk = forms.ModelChoiceField(Team.objects.all(), required=False, empty_label="All desks")
    role = forms.ChoiceField(
        required=False,
        choices=[
            ("", "All roles"),
            ("admin", "Admins"),
            ("lead", "Leads"),
            ("auditor", "Auditors"),
            ("outside", "Outside counsel"),
        ],
    )
    state = forms.ChoiceField(required=False, choices=STATES)

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        for name, label in {"desk": "Desk", "role": "Role", "state": "Whether they can sign in"}.items():
            self.fields[name].widget.attrs |= {"class": "form-select", "aria-label": label}
