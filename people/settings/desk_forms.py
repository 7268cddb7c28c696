"""What the settings pages of desks ask for."""

from django import forms
from django.utils.html import format_html

from common.templatetags.duet import icon
from people.actions.desks import COLUMNS
from people.models import ICONS, Colour, DeskSide, Team, User
from people.settings.forms import MEMBER, PARTS, DeskChoice, PersonField

COLLEAGUES_SHOWN = 100
OWNS, ASKED = "owns", "asked"
DUTIES = [
    (OWNS, "It decides terms of contracts"),
    (ASKED, "It is asked: for answers and approvals (IT, HR, a budget holder)"),
]
SIDES = [("", "Neither: it speaks for itself"), *DeskSide.choices]


def swatch(value, label):
    """A colour as the chips will show it, with its name."""
    return format_html('<span class="chip tone-{}">{}</span>', value, label)


def picture(value, label):
    """An icon, with its name."""
    return format_html('<span class="pick-icon">{}</span>{}', icon(value, 20), label)


class DeskForm(forms.ModelForm):
    """Everything that an admin says of a desk."""

    duty = forms.ChoiceField(label="What it does", choices=DUTIES, widget=forms.RadioSelect)
    speaks_for = forms.ChoiceField(
        label="The side it speaks for",
        choices=SIDES,
        required=False,
        widget=forms.RadioSelect,
        help_text="Whoever sits at a desk of one of the two sides sees every review from the first minute and closes "
        "that side. A seat at a legal desk takes two admins.",
    )
    colour = forms.ChoiceField(
        choices=[(value, swatch(value, label)) for value, label in Colour.choices], widget=forms.RadioSelect
    )
    icon = forms.ChoiceField(
        choices=[("", "None"), *((value, picture(value, label)) for value, label in ICONS.items())],
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Team
        fields = ["name", "description", "raises_findings", "checks_value", "ticks_passages"]
        fields += ["calendar", "colour", "icon"]
        labels = {
            "raises_findings": "Its members may note risks of a vendor, and resolve others'",
            "checks_value": "Its members check amounts that were saved, and confirm or reject them",
            "ticks_passages": "It confirms each passage of a vendor's paper by itself, never from a list",
            "calendar": "Working calendar",
        }
        help_texts = {
            "raises_findings": "",
            "checks_value": "",
            "ticks_passages": "",
            "calendar": "The hours and free days by which its target times are counted.",
        }

    field_order = [
        *("name", "description", "duty", "speaks_for", "raises_findings", "checks_value", "ticks_passages"),
        *("calendar", "colour", "icon"),
    ]

    def __init__(self, *arguments, instance=None, initial=None, **options):
        shown = (
            {}
            if instance is None
            else {"duty": OWNS if instance.owns_terms else ASKED, "speaks_for": instance.speaks_for}
        )
        super().__init__(*arguments, instance=instance, initial=shown | (initial or {}), **options)
        self.fields["calendar"].empty_label = None
        for name in ("colour", "icon"):
            self.fields[name].widget.attrs["class"] = "form-check-input"

    def _post_clean(self):
        """What is wrong with a desk is said by the action (people.actions.desks), in one place."""

    def columns(self):
        """{column: value}, as the action takes them."""
        facts = self.cleaned_data | {"owns_terms": self.cleaned_data["duty"] == OWNS}
        return {name: facts[name] for name in COLUMNS}


class DeskSeatForm(forms.Form):
    """Somebody who sits at this desk from now on."""

    person = PersonField(label="Who", help_text="The address of somebody who can sign in.")
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

    def __init__(self, *arguments, alone=False, **options):
        super().__init__(*arguments, **options)
        if not alone:
            del self.fields["alone"]


def colleagues_beside(desk):
    """Suggestions while an address is typed: people without a seat at the desk."""
    seated = desk.memberships.values("user")
    return User.objects.filter(is_active=True).exclude(pk__in=seated).only("email", "name")[:COLLEAGUES_SHOWN]


class RetireForm(forms.Form):
    """Who takes what is open."""

    taker = DeskChoice(
        label="Who takes the open work",
        required=False,
        empty_label="Nobody: its people finish it",
        help_text="What cannot go there is named on the next page and stays with the people of this desk.",
    )

    def __init__(self, *arguments, desk, **options):
        super().__init__(*arguments, **options)
        self.fields["taker"].queryset = Team.objects.in_use().exclude(pk=desk.pk)
