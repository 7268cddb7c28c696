"""What is typed about a wait: questions, pauses, waiting for others, and handing over to a desk."""

from datetime import timedelta

from django import forms
from django.urls import reverse
from django.utils import timezone

from common.fields import DayField
from people.models import Team
from reviews.waits import due_days, pausing
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
        self.desks = {desk.slug: desk for desk in Team.objects.in_use().exclude(pk=self.about.desk_id)}
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


class StandStillForm(PageForm):
    """Why a wait cannot go on now: the workbench draws one for each of `PAUSES`, and its address ends in its `kind`."""

    heading = ""
    button = ""
    done = ""
    """What the person reads afterwards."""

    verb = None
    """The action of reviews/waits/pausing.py, called with what was typed."""

    @classmethod
    def url_name(cls):
        return cls.kind.replace("-", "_")

    @property
    def address(self):
        return reverse(f"reviews:{self.url_name()}", args=[self.about.pk])


class PauseForm(StandStillForm):
    kind = "pause"
    heading, button = "Nothing can be done before a day", "Pause until then"
    done = "Paused. It goes on by itself on the day you chose."
    verb = staticmethod(pausing.pause)
    until = DayField(label="Until", help_text="It goes on by itself that morning.")
    reason = forms.CharField(**REASON, help_text="The requester reads this too.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["until"].widget.attrs |= {
            "min": str(today + timedelta(days=1)),
            "max": str(today + timedelta(days=LONGEST_PAUSE_DAYS)),
        }


class WaitForForm(StandStillForm):
    """Something that is open on the review, or a desk that has nothing open there."""

    kind = "wait-for"
    heading, button = "Somebody else must act first", "Wait for that"
    done = "Paused. It goes on by itself once that is done."
    what = forms.ChoiceField(label="Before what is done")
    reason = forms.CharField(
        **REASON, help_text="The requester reads this too. A desk with nothing open here is asked in these words."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        wait = self.about
        waits = list(wait.review.waits.open().with_names())
        able = wait_policies.could_wait_for(wait, waits)
        busy = {other.desk_id for other in waits if not other.is_among_reviewers}
        self.waits = {f"wait-{other.pk}": other for other in able}
        self.desks = {f"desk-{desk.slug}": desk for desk in Team.objects.in_use().exclude(pk__in=busy - {None})}
        self.fields["what"].choices = [
            ("", "Choose"),
            *((key, f"{other.who}: {other.needed}") for key, other in self.waits.items()),
            *((key, f"{desk} (has nothing open here)") for key, desk in self.desks.items()),
        ]

    def clean(self):
        chosen = self.cleaned_data.get("what")
        about = {"desk": self.desks[chosen]} if chosen in self.desks else {"other": self.waits.get(chosen)}
        return about | {"reason": self.cleaned_data.get("reason")}

    @property
    def verb(self):
        return pausing.wait_for_desk if "desk" in self.cleaned_data else pausing.wait_for


class MoveDueForm(StandStillForm):
    """It goes on, but takes longer, or less long, than was said."""

    kind = "another-day"
    heading, button = "It is done on another day", "Say that day"
    done = "Said. The requester reads the new day and why."
    verb = staticmethod(due_days.move_due)
    day = DayField(label="Until", help_text="The end of that day.")
    reason = forms.CharField(**REASON, help_text="The requester reads this: “later than we said, because …”.")


PAUSES = (WaitForForm, PauseForm, MoveDueForm)
"""Every reason, in the order in which the page offers them."""


class HandToDeskForm(PageForm):
    kind = "hand-to-desk"
    desk = forms.ModelChoiceField(None, label="To which desk", empty_label="Choose a desk", to_field_name="slug")
    reason = forms.CharField(**REASON, help_text="The desk reads this with the notice.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        able = [desk.pk for desk in Team.objects.all() if wait_policies.can_go_to(self.about, desk)]
        self.fields["desk"].queryset = Team.objects.filter(pk__in=able)
