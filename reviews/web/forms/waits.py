"""What is typed about a wait: questions, pauses, waiting for others, and handing over to a desk."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from people.models import Team
from reviews.waits import policies as wait_policies
from reviews.waits.pauses import LONGEST_PAUSE_DAYS
from reviews.web.forms.review import PageForm, lines

TO_REQUESTER, TO_VENDOR = "requester", "vendor"
REASON = {"label": "Why", "max_length": 300}


class AskForm(PageForm):
    """A question to the requester, the vendor or a desk. `desk` is the one that was chosen, if it is one."""

    kind = "ask"
    whom = forms.ChoiceField(label="Whom", required=False)
    question = forms.CharField(
        label="Question",
        widget=lines(3),
        help_text="Plain words: they read it as you write it. Your clock stops until the answer is there.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        review = self.about.review
        self.desks = {desk.slug: desk for desk in Team.objects.exclude(pk=self.about.desk_id)}
        self.fields["whom"].choices = [
            (TO_REQUESTER, f"{review.requester}, who asked for it"),
            (TO_VENDOR, f"{review.vendor}, through whoever talks to them"),
            *((f"desk-{slug}", desk.name) for slug, desk in self.desks.items()),
        ]

    @property
    def desk(self):
        return self.desks.get(self.cleaned_data["whom"].removeprefix("desk-"))

    @property
    def is_to_vendor(self):
        return self.cleaned_data["whom"] == TO_VENDOR


class PauseForm(PageForm):
    kind = "pause"
    heading, button, address = "Nothing can be done before a day", "Pause until then", "reviews:pause"
    until = forms.DateField(
        label="Until", widget=forms.DateInput(attrs={"type": "date"}), help_text="It goes on by itself that morning."
    )
    reason = forms.CharField(**REASON, help_text="The requester reads this too.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["until"].widget.attrs |= {
            "min": str(today + timedelta(days=1)),
            "max": str(today + timedelta(days=LONGEST_PAUSE_DAYS)),
        }


class WaitForForm(PageForm):
    """Something that is open on the review, or a desk that has nothing open there."""

    kind = "wait-for"
    heading, button, address = "Somebody else must act first", "Wait for that", "reviews:wait_for"
    what = forms.ChoiceField(label="Before what is done")
    reason = forms.CharField(
        **REASON, help_text="The requester reads this too. A desk with nothing open here is asked in these words."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        wait = self.about
        waits = list(wait.review.waits.open().with_names())
        able = wait_policies.could_wait_for(wait, waits)
        busy = {each.desk_id for each in waits if not each.is_among_reviewers}
        self.waits = {f"wait-{each.pk}": each for each in able}
        self.desks = {f"desk-{desk.slug}": desk for desk in Team.objects.exclude(pk__in=busy - {None})}
        self.fields["what"].choices = [
            ("", "Choose"),
            *((key, f"{each.who}: {each.needed}") for key, each in self.waits.items()),
            *((key, f"{desk} (has nothing open here)") for key, desk in self.desks.items()),
        ]

    def clean(self):
        chosen = self.cleaned_data.get("what")
        self.other, self.desk = self.waits.get(chosen), self.desks.get(chosen)
        return self.cleaned_data


PAUSES = (WaitForForm, PauseForm)
"""Why a wait cannot go on now: one form for each reason, in the order in which the page offers them. Each says under
which `heading`, on what `button`, and to which `address` it is posted."""


class HandToDeskForm(PageForm):
    kind = "hand-to-desk"
    desk = forms.ModelChoiceField(None, label="To which desk", empty_label="Choose a desk", to_field_name="slug")
    reason = forms.CharField(**REASON, help_text="The desk reads this with the notice.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        able = [desk.pk for desk in Team.objects.all() if wait_policies.can_go_to(self.about, desk)]
        self.fields["desk"].queryset = Team.objects.filter(pk__in=able)
