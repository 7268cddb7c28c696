"""What a desk says at first sight, and why it looks again."""

from django import forms

from reviews.first_looks.policies import NOTE_LENGTH
from reviews.pure.flags import Flag
from reviews.web.forms.review import PageForm, lines


class LookForm(PageForm):
    """Flags and a note; which of the two buttons was pressed says whether there are concerns."""

    kind = "look"
    flags = forms.MultipleChoiceField(
        label="What should be looked at early?", choices=Flag, required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label="Note (optional)",
        max_length=NOTE_LENGTH,
        required=False,
        widget=lines(2),
        help_text="The requester reads it: say it in words they understand. “Something else” needs one.",
    )
    has_concerns = forms.TypedChoiceField(
        choices=[("no", "No concerns yet"), ("yes", "Early flags")],
        coerce=lambda value: value == "yes",
        widget=forms.HiddenInput,
        error_messages={"required": "Press one of the two buttons."},
    )


class LookAgainForm(PageForm):
    kind = "look-again"
    reason = forms.CharField(label="Why you look again", max_length=300, help_text="The requester reads it, too.")
