"""Who is named on a review. Outside counsel is given by address: their accounts are no list to choose from."""

from django import forms
from django.utils import timezone

from reviews.walls import policies
from reviews.web.forms.review import PageForm

UNKNOWN = "No account of outside counsel that you could name has this address."


class WallForm(PageForm):
    """For whom the review shall exist, besides its requester and whoever walls it."""

    kind = "wall"
    people = forms.ModelMultipleChoiceField(
        None,
        label="For whom it exists",
        widget=forms.CheckboxSelectMultiple,
        help_text="Besides you and the requester. Both functions need somebody, and whoever holds work here stays.",
    )

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        people = policies.nameable(self.about).exclude(pk=reader.pk)
        self.fields["people"].queryset = people.order_by("name", "pk")


class NamePersonForm(PageForm):
    """One more colleague."""

    kind = "name-person"
    person = forms.ModelChoiceField(None, label="Name one more person", empty_label="Choose a colleague")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        named = self.about.named_people.values("person")
        self.fields["person"].queryset = policies.nameable(self.about).exclude(pk__in=named).order_by("name", "pk")


class OutsideCounselForm(PageForm):
    """Somebody of a law firm, for this review and until a day."""

    kind = "name-outside"
    person = forms.EmailField(label="E-mail address of outside counsel")
    until = forms.DateField(
        label="Until", widget=forms.DateInput(attrs={"type": "date"}), help_text="The last day on which they see it."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until"].widget.attrs["min"] = str(timezone.localdate())

    def clean_person(self):
        person = policies.outside_counsel().filter(email=self.cleaned_data["person"].lower()).first()
        if person is None:
            raise forms.ValidationError(UNKNOWN)
        return person
