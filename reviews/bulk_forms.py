"""What people type to hand over many waits at once."""

from django import forms
from django.utils import timezone

from people.models import User
from reviews.presence import why_not_present


class HandOverManyForm(forms.Form):
    """To whom and why. Colleagues who are away can be chosen: the work may well wait for them; the list says so."""

    to = forms.ModelChoiceField(None, label="To whom", empty_label="Choose a colleague")
    reason = forms.CharField(label="Why", max_length=300)

    def __init__(self, data=None, *, desks):
        super().__init__(data, auto_id="bulk-%s")
        field = self.fields["to"]
        field.queryset = User.objects.filter(memberships__team__in=desks, is_active=True).distinct().order_by("name")
        field.label_from_instance = _with_absence
        for name, css in (("to", "form-select"), ("reason", "form-control")):
            self.fields[name].widget.attrs["class"] = css


def _with_absence(person):
    absence = why_not_present(person, timezone.now())
    return f"{person} ({absence})" if absence else str(person)
