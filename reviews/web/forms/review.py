"""What people type on the pages of a review. The forms check; the actions decide and write.

Field names are the arguments of the action that the form is for. Many forms stand on one page, so each knows what
it is about: that makes its ids unique, and lets a form with errors come back in its place
(reviews/web/cards/forms_on_page.py).
"""

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from common.fields import DayField, keep_offering
from common.keys import pk_or_none
from contracts.models import Document
from contracts.web.forms.terms import TermsForm
from people.models import Team, User
from reviews.closing.actions import NOTE_FIELDS, papers_to_sign
from reviews.models import DecisionNote, Issue, RiskLevel, Severity, Term
from reviews.waits.policies import takers_of


def lines(rows, **attrs):
    """A field of several lines."""
    return forms.Textarea(attrs={"rows": rows, **attrs})


def colleagues(user_filter):
    return User.objects.filter(user_filter, is_active=True).distinct()


class PageForm(forms.Form):
    """A form about one thing of a page: a wait, a term, an issue."""

    kind = ""

    def __init__(self, data=None, *, about, **kwargs):
        self.about = about
        self.key = f"{self.kind}-{about.pk}"
        super().__init__(data, auto_id=f"{self.key}-%s", **kwargs)


# --- waits ----------------------------------------------------------------------------------------


class HandOverForm(PageForm):
    kind = "hand-over"
    to = forms.ModelChoiceField(None, label="To whom", empty_label="Choose a colleague")
    reason = forms.CharField(label="Why", max_length=300, help_text="Your colleague reads this with the notice.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        able = takers_of(self.about).exclude(pk=self.about.person_id)
        self.fields["to"].queryset = able.distinct().order_by("name")


class AnswerForm(PageForm):
    kind = "answer"
    answer = forms.CharField(label="Your answer", widget=lines(3))


# --- issues -----------------------------------------------------------------------------------------


class IssueForm(PageForm):
    kind = "issue"
    summary = forms.CharField(
        label="What is wrong",
        max_length=Issue._meta.get_field("summary").max_length,
        widget=lines(2),
        help_text="The requester reads this at once: say it in words they understand.",
    )
    plan = forms.CharField(
        label="What we do about it",
        required=False,
        max_length=Issue._meta.get_field("plan").max_length,
        widget=lines(2),
        help_text="The requester reads this, too. Without it they read who looks after it.",
    )
    severity = forms.ChoiceField(label="How much it stands in the way", choices=Severity, initial=Severity.CONCERN)
    term = forms.ModelChoiceField(None, label="About a term", required=False, empty_label="The whole request")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = Term.objects.filter(review=self.about).select_related("term_type")


class ResolveForm(PageForm):
    kind = "resolve"
    resolution = forms.CharField(label="How it was settled", max_length=300, help_text="The requester reads this too.")


# --- ways to the end --------------------------------------------------------------------------------


class ApproveForm(PageForm):
    """`seen` is {pk: fingerprint} of the approvals as the page shows them; it travels as “12-ab34 13-cd56”."""

    kind = "approve"
    seen = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": "Open the page again, so that you see what you approve."}
    )
    remark = forms.CharField(label="Remark", required=False, max_length=300, help_text="Read by the requester too.")

    def __init__(self, *args, seen=None, **kwargs):
        super().__init__(*args, initial={"seen": self.in_words(seen or {})}, **kwargs)

    @staticmethod
    def in_words(seen):
        return " ".join(f"{pk}-{fingerprint}" for pk, fingerprint in seen.items())

    def looked_at_again(self, seen):
        """The form that was sent, with what its page shows now: a refusal shows the difference and keeps the remark."""
        if self.is_bound:
            self.data = {**self.data.dict(), "seen": self.in_words(seen)}
        return self

    def clean_seen(self):
        pairs = [text.partition("-") for text in self.cleaned_data["seen"].split()]
        return {pk: fingerprint for text, _, fingerprint in pairs if (pk := pk_or_none(text))}


class PassOverForm(ApproveForm):
    """Skip or override an approval that is asked of others: the button says which."""

    kind = "pass-over"
    remark = None
    reason = forms.CharField(
        label="Why",
        max_length=300,
        widget=lines(2),
        help_text="Read by everybody who works on this, and by those passed over.",
    )


def without_empty_cents(amount):
    """“12000”, not “12000.00”; cents only when there are some."""
    whole = amount.to_integral_value()
    return whole if whole == amount else amount


class FiguresForm(PageForm):
    kind = "figures"
    value = forms.DecimalField(label="Value", required=False, min_value=0, max_digits=14, decimal_places=2)
    currency = forms.ChoiceField(choices=[(currency, currency) for currency in settings.CURRENCIES])
    needed_by = DayField(label="Needed by", required=False)
    reason = forms.CharField(label="Why", max_length=200, required=False, help_text="The requester reads this.")

    def __init__(self, *args, about, **kwargs):
        value = about.value
        now = {
            "value": value and without_empty_cents(value.amount),
            "currency": str(value.currency) if value else settings.DEFAULT_CURRENCY,
            "needed_by": about.needed_by,
        }
        super().__init__(*args, about=about, initial=now, **kwargs)
        keep_offering(self.fields["currency"], now["currency"])


class FindingForm(PageForm):
    kind = "finding"
    level = forms.ChoiceField(label="Severity", choices=RiskLevel, initial=RiskLevel.MEDIUM)
    text = forms.CharField(label="What was found", max_length=300, widget=lines(2))
    meaning = forms.CharField(label="What it means for us", max_length=500, widget=lines(2))


class CloseFindingForm(PageForm):
    """Resolve or waive: the button says which."""

    kind = "close-finding"
    reason = forms.CharField(
        label="Why", max_length=300, help_text="For reviewers. The requester reads the outcome alone."
    )


class NotNeededForm(PageForm):
    """About a kind of term that was not found. Drawn by hand in templates/reviews/terms/_missing.html."""

    kind = "not-needed"
    reason = forms.CharField(max_length=300)


class DecisionNoteForm(PageForm):
    """The five parts of a no. Each hint says what belongs there."""

    kind = "decline"
    LABELS = {
        "what": "What we decided",
        "why": "Why",
        "could_have_happened": "What could have happened",
        "would_change_our_mind": "What would change our mind",
        "instead": "What you can do instead",
    }
    HINTS = {
        "what": "One sentence, addressed to the requester.",
        "why": "Without jargon. Name the term or the fact that decides it.",
        "could_have_happened": "What could have gone wrong if we had signed, in everyday consequences.",
        "would_change_our_mind": "What the vendor or we would have to change. “Nothing” is an answer too: say why.",
        "instead": "A way that is open: another tool, another vendor, a smaller purchase.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in NOTE_FIELDS:
            self.fields[name] = forms.CharField(
                label=self.LABELS[name],
                help_text=self.HINTS[name],
                widget=lines(3),
                error_messages={"required": NOTE_FIELDS[name]},
            )


def parts_of(note: DecisionNote):
    """[(label, text)]: a decision note as it is read."""
    return [(label, getattr(note, name)) for name, label in DecisionNoteForm.LABELS.items()]


class ObjectForm(PageForm):
    kind = "object"
    objection = forms.CharField(label="Why you do not sign", widget=lines(2))


class WithdrawForm(PageForm):
    kind = "withdraw"
    reason = forms.CharField(label="Why you no longer need it", max_length=300)


class SplitForm(PageForm):
    """One of the three questions that no rule answered."""

    kind = "split"
    slot = forms.CharField(widget=forms.HiddenInput)
    desk = forms.ModelChoiceField(Team.objects.owning_terms(), empty_label="Choose a desk")
    person = forms.ModelChoiceField(
        None, label="Person", required=False, empty_label="Anybody on the desk", help_text="A member of that desk."
    )

    def __init__(self, *args, slot, **kwargs):
        super().__init__(*args, initial={"slot": slot.value}, **kwargs)
        self.key = f"{self.kind}-{slot.value}"
        self.auto_id = f"{self.key}-%s"
        self.fields["desk"].label = slot.label
        self.fields["person"].queryset = colleagues(Q(memberships__isnull=False)).exclude(pk=self.about.requester_id)


class SignatureForm(TermsForm, PageForm):
    """What was signed, how long it runs and how it is stopped; what was read in the paper is offered with its words."""

    kind = "signature"
    document = forms.ModelChoiceField(
        Document.objects.none(), label="Which paper was signed", required=False, empty_label="none of these"
    )
    signed_file = forms.FileField(
        label="The signed file",
        required=False,
        widget=forms.FileInput,
        help_text="PDF or Word. It can be attached later, too.",
    )

    def __init__(self, *args, read=None, **kwargs):
        """`read` is {field: (value, help text)} of what was read in the paper."""
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = self.about.documents.all()
        self.initial.setdefault("document", getattr(papers_to_sign(self.about).first(), "pk", None))
        for name, (value, words) in (read or {}).items():
            self.initial.setdefault(name, value)
            self.fields[name].help_text = words

    def clean(self):
        data = super().clean()
        signed_on = data.get("signed_on")
        if signed_on and signed_on > timezone.localdate():
            self.add_error("signed_on", "This day is still to come. Note the signature once it is there.")
        return data
