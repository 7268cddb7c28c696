"""What people type to hand over many waits at once."""

from django import forms

from people.absences import Away
from people.models import User
from reviews.presence import why_not_present


class HandOverManyForm(forms.Form):
    """To whom and why. Colleagues who are away are marked: nothing can be handed to them meanwhile."""

    to = forms.ModelChoiceField(None, label="To whom", empty_label="Choose a colleague")
    reason = forms.CharField(label="Why", max_length=300)

    def __init__(self, data=None, *, desks):
        super().__init__(data, auto_id="bulk-%s")
        field = self.fields["to"]
        field.queryset = User.objects.filter(memberships__team__in=desks, is_active=True).distinct().order_by("name")
        away = Away()
        field.label_from_instance = lambda person: _with_absence(person, away)
        for name, css in (("to", "form-select"), ("reason", "form-control")):
            self.fields[name].widget.attrs["class"] = css


def _with_absence(person, away):
    absence = why_not_present(person, away)
    return f"{person} ({absence})" if absence else str(person)
