"""What people type to hand over many waits at once."""

from django import forms

from people.models import User
from reviews.spine.colleagues import away_among


class HandOverManyForm(forms.Form):
    """To whom and why. Colleagues who are away are marked: nothing can be handed to them meanwhile."""

    to = forms.ModelChoiceField(None, label="To whom", empty_label="Choose a colleague")
    reason = forms.CharField(label="Why", max_length=300)

    def __init__(self, data=None, *, desks):
        super().__init__(data, auto_id="bulk-%s")
        colleagues = User.objects.filter(memberships__team__in=desks, is_active=True).distinct()
        away = away_among(colleagues)
        field = self.fields["to"]
        field.queryset = colleagues
        field.label_from_instance = lambda person: f"{person} (is away)" if person.pk in away else str(person)
        for name, css in (("to", "form-select"), ("reason", "form-control")):
            self.fields[name].widget.attrs["class"] = css
