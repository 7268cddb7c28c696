"""What people type and press to decide terms, to write down their wordings, and to say which paper speaks."""

import re

from django import forms

from common.fields import keep_offering
from contracts.models import Document
from people.models import Team
from reviews.models import Outcome
from reviews.terms import outcomes
from reviews.web.forms.review import PageForm, lines

FALLBACK = re.compile(r"fallback-(\d{1,4})")
"""What the button of a fallback sends: its rank is part of it, because a button sends one value."""


class DecideForm(PageForm):
    """Drawn by hand in templates/reviews/terms/_verdict.html: forty of them stand on one page."""

    kind = "decide"
    outcome = forms.CharField(max_length=20)
    desk = forms.ModelChoiceField(Team.objects.all())
    reason = forms.CharField(required=False, max_length=2000)
    suggested = forms.CharField(required=False, max_length=2000)
    carried = forms.BooleanField(required=False)

    def clean(self):
        """What was only suggested is nobody's reason: all buttons send the same field."""
        data = super().clean()
        if fallback := FALLBACK.fullmatch(data.get("outcome", "")):
            data |= {"outcome": Outcome.FALLBACK, "rank": int(fallback[1])}
        outcome, suggested = data.get("outcome"), data.pop("suggested", "")
        if data.get("reason", "").split() == suggested.split():
            data["reason"] = ""
        if outcome in outcomes.NEEDS_REASON and not data.get("reason"):
            self.add_error("reason", outcomes.NEEDS_REASON[Outcome(outcome)])
        return data

    def in_words(self):
        """What the form would decide, for whoever is asked whether they still want it. Only after `is_valid`."""
        data = self.cleaned_data
        outcome = dict(Outcome.choices).get(data["outcome"], data["outcome"])
        rank = f" {data['rank']}" if data.get("rank") else ""
        return f"{outcome}{rank}" + (f": {data['reason']}" if data.get("reason") else "")


class EditTermForm(PageForm):
    kind = "edit"
    position = forms.CharField(label="What we ask for", required=False, widget=lines(3))
    vendor_wording = forms.CharField(label="What the vendor's paper says", required=False, widget=lines(4))
    place = forms.CharField(label="Where it stands", required=False, max_length=80, help_text="For example clause 8.2.")

    def __init__(self, *args, about, **kwargs):
        written = {name: getattr(about, name) for name in ("position", "vendor_wording", "place")}
        super().__init__(*args, about=about, initial=written, **kwargs)


class PaperForm(PageForm):
    """Which of several papers speaks on a term; none: the one that usually does. `papers` are those that could."""

    kind = "paper"
    document = forms.ModelChoiceField(
        None, label="The paper that speaks", required=False, empty_label="The one that usually goes before"
    )
    reason = forms.CharField(label="Why", required=False, max_length=200)

    def __init__(self, *args, about, papers=(), **kwargs):
        chosen = {"document": about.paper_id, "reason": about.paper_because}
        super().__init__(*args, about=about, initial=chosen, **kwargs)
        named = [paper.version.document_id for paper in papers]
        self.fields["document"].queryset = Document.objects.filter(reviews=about.review_id, pk__in=named)
        keep_offering(self.fields["document"], about.paper_id)
