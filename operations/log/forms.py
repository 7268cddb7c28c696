"""What narrows the log; whatever is no choice is left out."""

from django import forms

from common.fields import DayField
from common.keys import pk_or_none
from common.sentences import MILESTONES, SENTENCES
from operations.log.lines import Narrowed, kinds_for
from people.models import User

WORDS_OF_VERBS = str.maketrans({"_": " ", ".": ": "})


class LogFilter(forms.Form):
    """Who, what, about what, when."""

    by = forms.CharField(label="Who did it", required=False, max_length=254)
    kind = forms.ChoiceField(label="About what", required=False)
    verb = forms.ChoiceField(label="What was done", required=False)
    first = DayField(label="From", required=False)
    last = DayField(label="To", required=False)
    about = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments, user, **options):
        super().__init__(*arguments, **options)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
        self.fields["kind"].choices = [("", "Everything"), *kinds_for(user).items()]
        self.fields["verb"].choices = [("", "Anything"), *verbs()]
        self.fields["by"].widget.attrs |= {"list": "colleagues", "autocomplete": "off", "placeholder": "Address"}

    def narrowed(self):
        """What was chosen, as far as it can be."""
        self.is_valid()
        for name in ("kind", "verb", "about"):
            self.errors.pop(name, None)  # no choice of theirs: it narrows nothing
        facts = self.cleaned_data
        address = (facts.get("by") or "").strip().lower()
        by = User.objects.filter(email=address).first() if address else None
        if address and by is None:
            self.add_error("by", "Nobody has this address.")
        return Narrowed(
            by=by,
            verb=facts.get("verb") or "",
            kind=facts.get("kind") or "",
            about=pk_or_none(str(facts.get("about") or "")) if facts.get("kind") else None,
            first=facts.get("first"),
            last=facts.get("last"),
        )


def verbs():
    """[(verb, in words)] of everything that can be written in the log."""
    return sorted((verb, verb_in_words(verb)) for verb in SENTENCES.keys() | MILESTONES.keys())


def verb_in_words(verb):
    """“people: seat given”."""
    return verb.translate(WORDS_OF_VERBS).capitalize()
