"""What is typed to help where nobody can do something, or where somebody else is the requester."""

from django import forms

from people.models import Team, User
from reviews.waits import policies as wait_policies

REASON_MAX = 200


class PersonField(forms.ModelChoiceField):
    """Somebody who may sign in, by name and address: two people may have one name."""

    def label_from_instance(self, person):
        return f"{person.name} ({person.email})"


def reason_field(help_text):
    return forms.CharField(label="Why", max_length=REASON_MAX, help_text=help_text)


class NameSettlerForm(forms.Form):
    """Somebody for what nobody who is asked could settle."""

    person = PersonField(label="Who settles it", queryset=User.objects.none())
    reason = reason_field("Everybody who works on this review reads it, and so does whoever you name.")

    def __init__(self, *args, review, by, **kwargs):
        super().__init__(*args, **kwargs)
        reviewers = User.objects.filter(is_active=True, memberships__isnull=False).distinct()
        but_not = {by.pk, review.requester_id}
        self.fields["person"].queryset = reviewers.exclude(pk__in=but_not).order_by("name", "pk")


class NameApproverForm(NameSettlerForm):
    person = PersonField(label="Who approves", queryset=User.objects.none())


class LetInForm(forms.Form):
    """Everybody on a desk is offered: a list of those who could be let in would tell whose request it is."""

    person = PersonField(label="Who is let in", queryset=User.objects.none())
    reason = reason_field("Everybody inside reads it, and nobody else.")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        reviewers = User.objects.filter(is_active=True, memberships__isnull=False).distinct()
        self.fields["person"].queryset = reviewers.exclude(pk=by.pk).order_by("name", "pk")


class RequesterForm(forms.Form):
    person = PersonField(label="New requester", queryset=User.objects.none())
    reason = reason_field("Both requesters and everybody who works on this review read it.")

    def __init__(self, *args, review, by, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).exclude(pk__in={by.pk, review.requester_id})
        self.fields["person"].queryset = people.order_by("name", "pk")


class HandOnForm(forms.Form):
    desk = forms.ModelChoiceField(label="To which desk", queryset=Team.objects.none())
    reason = reason_field("The desk reads it.")

    def __init__(self, *args, wait, **kwargs):
        super().__init__(*args, **kwargs)
        able = [desk.pk for desk in Team.objects.all() if wait_policies.can_go_to(wait, desk)]
        self.fields["desk"].queryset = Team.objects.filter(pk__in=able)
