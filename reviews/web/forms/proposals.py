"""What people type when they sort or correct a passage."""

from django import forms

from common.fields import keep_offering
from people.models import Team
from reviews.models import Side, TermType
from reviews.web.forms.review import PageForm

SIDES = [("", "As usual for this term"), *((side, side.label) for side in Side if side != Side.SHARED)]


class CorrectForm(PageForm):
    """Field names are the arguments of actions.correct_proposal and actions.mark_clause."""

    kind = "correct"
    term_type = forms.ModelChoiceField(None, label="What it is about", empty_label="Choose a term")
    side = forms.ChoiceField(label="Side", choices=SIDES, required=False)
    desk = forms.ModelChoiceField(
        Team.objects.owning_terms(),
        label="Owner",
        required=False,
        empty_label="As the rules say",
        help_text="A new term only.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["term_type"].queryset = TermType.objects.filter(is_active=True)
        keep_offering(self.fields["term_type"], self.initial.get("term_type"))
