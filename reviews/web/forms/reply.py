"""What people type when they note the vendor's reply: what changed, and who looks at it."""

from dataclasses import dataclass

from django import forms

from reviews.models import Term, TermType
from reviews.negotiation.asks import asks_in_the_paper
from reviews.negotiation.loose_clauses import LooseClause
from reviews.negotiation.returned import blockers_from_what_is_left, returned
from reviews.web.forms.review import PageForm, lines

MOST_UNKNOWN = 40
"""Clauses that look like no term of ours and can be given to a desk here; the comparison shows the others."""


@dataclass(frozen=True)
class ClauseChoice:
    """A loose clause, and what stands beside it: a box if it looks like a term, a list of terms if it does not."""

    clause: LooseClause
    field: object


class ReplyForm(PageForm):
    """What the vendor answered. Cleaned, it holds the arguments of actions.record_vendor_reply."""

    kind = "reply"
    ACCEPTED, CHANGED = "accepted", "changed"
    reply = forms.ChoiceField(
        label="The vendor",
        choices=[(ACCEPTED, "accepts our position as sent"), (CHANGED, "changed something")],
        widget=forms.RadioSelect,
    )
    changed_terms = forms.ModelMultipleChoiceField(
        None,
        label="Terms that the vendor changed",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only these go back to the desks that own them.",
    )
    taken_up = forms.MultipleChoiceField(
        label="Clauses that no term rests on",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    note = forms.CharField(label="What they say", required=False, max_length=2000, widget=lines(3))
    kept_because = forms.CharField(
        label="Why nobody looks at something that changed",
        required=False,
        max_length=1000,
        widget=lines(2),
        help_text="Only where something that was found is not ticked.",
    )
    without_comparison = forms.BooleanField(
        label="Go on without the comparison: I have ticked the changed terms myself", required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.returned = returned(self.about)
        self.asks = asks_in_the_paper(self.about)
        self.guessed = {clause.key: clause for clause in self.returned.guessed}
        self.unknown = {f"clause-{clause.key}": clause for clause in self.returned.unknown[:MOST_UNKNOWN]}
        self.fields["changed_terms"].queryset = Term.objects.filter(review=self.about).select_related("term_type")
        self.fields["taken_up"].choices = [(key, clause.title) for key, clause in self.guessed.items()]
        self._offer_types()
        self._tick_what_changed()
        self._leave_out_what_is_not_needed()

    def _offer_types(self):
        """A list beside each clause that looks like no term: what it is looked at as."""
        types = TermType.objects.filter(is_active=True).select_related("desk") if self.unknown else []
        self.types = {str(term_type.pk): term_type for term_type in types}
        owners = ((pk, f"{term_type} ({term_type.desk})") for pk, term_type in self.types.items())
        choices = [("", "Nobody: no term of ours"), *owners]
        for name, clause in self.unknown.items():
            self.fields[name] = forms.ChoiceField(label=clause.title, choices=choices, required=False)
            self.fields[name].widget.attrs["class"] = "form-select"

    def _tick_what_changed(self):
        if self.returned.changed or self.guessed:
            ticked = {"changed_terms": list(self.returned.changed), "taken_up": list(self.guessed)}
            self.initial = {"reply": self.CHANGED, **ticked, **self.initial}

    def _leave_out_what_is_not_needed(self):
        needed = {
            "taken_up": self.guessed,
            "kept_because": self.returned.changed or self.guessed,
            "without_comparison": self.returned.waiting,
        }
        for name, is_needed in needed.items():
            if not is_needed:
                del self.fields[name]

    # --- for the page ---------------------------------------------------------------------------------

    @property
    def boxes(self):
        """The clauses that look like a term, each with its box."""
        boxes = self["taken_up"] if self.guessed else []
        return [ClauseChoice(self.guessed[box.data["value"]], box) for box in boxes]

    @property
    def lists(self):
        """The clauses that look like no term, each with the list of terms."""
        return [ClauseChoice(clause, self[name]) for name, clause in self.unknown.items()]

    @property
    def more_unknown(self):
        """How many clauses that look like no term are in the comparison alone."""
        return len(self.returned.unknown) - len(self.unknown)

    # --- what was sent ----------------------------------------------------------------------------------

    def clean(self):
        data = super().clean()
        reply, terms = data.pop("reply", None), list(data.get("changed_terms") or ())
        clauses = self._clauses(data)
        if reply == self.ACCEPTED:
            terms, clauses = self._nothing(terms, clauses)
        elif reply == self.CHANGED:
            self._require_something(terms, clauses, data.get("note"))
        ticked = {term.pk for term in terms} | self.asks.keys()
        if not data.get("kept_because") and self.returned.comparisons:
            for sentence in blockers_from_what_is_left(self.returned, ticked, clauses):
                self.add_error("kept_because", sentence)
        return data | {"changed_terms": terms, "clauses": clauses}

    def _clauses(self, data):
        """{key of a loose clause: the term type it is looked at as}, taken out of the data of the fields."""
        ticked = data.pop("taken_up", None) or ()
        chosen = {clause.key: self.types.get(data.pop(name, "")) for name, clause in self.unknown.items()}
        return {key: self.guessed[key].guess.term_type for key in ticked} | {
            key: term_type for key, term_type in chosen.items() if term_type
        }

    def _nothing(self, terms, clauses):
        """Boxes that were ticked for the reader, and are hidden now, count for nothing; those ticked by hand do."""
        by_hand = [term for term in terms if term.pk not in self.returned.changed]
        if by_hand or clauses.keys() - self.guessed.keys():
            self.add_error("changed_terms", "Tick no terms when the vendor accepts everything.")
        return [], {}

    def _require_something(self, terms, clauses, note):
        if not terms and not clauses:
            self.add_error("changed_terms", "Tick the terms that the vendor changed.")
        if not note:
            self.add_error("note", "Say in a sentence what the vendor changed.")
