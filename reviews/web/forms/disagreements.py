"""What people type when functions see a term differently, and when they have talked."""

from django import forms

from reviews.disagreements.policies import blockers_to_decide_anew
from reviews.web.forms.review import PageForm, lines


class DisagreeForm(PageForm):
    kind = "disagree"
    reason = forms.CharField(label="Why you see it differently", max_length=2000, widget=lines(2))
    proposal = forms.CharField(label="What you propose", max_length=2000, required=False, widget=lines(2))
    is_blocking = forms.BooleanField(
        label="It blocks: the leads of both sides settle it before the review goes on",
        required=False,
        help_text="Otherwise it goes to the next check-in, and work goes on.",
    )

    def clean(self):
        if self.cleaned_data.get("is_blocking") and not self.cleaned_data.get("proposal"):
            self.add_error("proposal", "Say what you propose: the two leads decide between two proposals.")


class ReplyToDisagreementForm(PageForm):
    kind = "reply-to"
    reply = forms.CharField(label="What the owners propose", max_length=2000, widget=lines(3))

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, about=about, initial={"reply": about.reply}, **kwargs)


class DecidesAnew(PageForm):
    """An outcome that may let the term be decided anew, while its review is under way."""

    reopens = forms.BooleanField(
        label="The term is decided anew",
        required=False,
        help_text="The decision of its owners falls, and they are asked again, also when their side is done.",
    )

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, about=about, **kwargs)
        if not self.about_a_term(about) or blockers_to_decide_anew(about.review):
            del self.fields["reopens"]

    @staticmethod
    def about_a_term(about):
        return True


class OutcomeForm(DecidesAnew):
    kind = "outcome"
    field_order = ["outcome", "reopens"]
    outcome = forms.CharField(label="What you two agreed", max_length=2000, widget=lines(3))

    def __init__(self, *args, about, **kwargs):
        """Begins with what is proposed already, so that nobody replaces it without having read it."""
        proposed = {"outcome": about.outcome, "reopens": about.reopens}
        super().__init__(*args, about=about, initial=proposed, **kwargs)


class TalkedForm(DecidesAnew):
    kind = "talked"
    field_order = ["outcome", "reopens"]
    outcome = forms.CharField(label="What came of it", max_length=300)

    @staticmethod
    def about_a_term(about):
        return about.disagreement_id is not None
