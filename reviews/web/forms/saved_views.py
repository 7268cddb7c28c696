"""What people type to keep a view of the queue."""

from django import forms

from people.models import Team
from reviews.models import SavedView, Sharing


class SavedViewForm(forms.Form):
    """Its name, and who finds it. Sharing with a desk is offered to those who lead one."""

    name = forms.CharField(label="Name", max_length=60, help_text="A few words, such as “Renewals that are late”.")
    sharing = forms.ChoiceField(label="Who finds it", choices=Sharing, widget=forms.RadioSelect)
    desk = forms.ModelChoiceField(None, label="Desk", required=False, empty_label="Choose the desk")

    def __init__(self, data=None, *, user, view=None):
        view = view or SavedView(sharing=Sharing.PRIVATE)
        super().__init__(data, initial={"name": view.name, "sharing": view.sharing, "desk": view.desk_id})
        offered = {desk.pk for desk in user.teams_led} | {view.desk_id}
        self.fields["desk"].queryset = Team.objects.filter(pk__in=offered)
        if offered == {None}:
            del self.fields["desk"]
            choices = [choice for choice in Sharing.choices if choice[0] != Sharing.DESK]
            self.fields["sharing"].choices = choices

    def clean(self):
        if self.cleaned_data.get("sharing") == Sharing.DESK and not self.cleaned_data.get("desk"):
            self.add_error("desk", "Choose the desk.")
