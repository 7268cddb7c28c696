"""What the list of contracts can be narrowed to. Filters live in the address, so that a list can be shared."""

import re
from datetime import timedelta

from django import forms
from django.db.models import Q

from common.searching import contains
from contracts.models import ContractKind, State
from people.models import Team

NUMBER = re.compile(r"(?:c-?)?([0-9]{1,12})", re.IGNORECASE)
WITHIN = {"30": "within 30 days", "90": "within 90 days", "180": "within 180 days"}
SORTS = {
    "": ("Newest first", ("-pk",)),
    "act": ("Last date to act", ("act_by", "pk")),
    "end": ("End of the term", ("term_ends_on", "pk")),
}
"""{name in the address: (label, key of the page)}. What has no such date is left out of the order by it."""


def select(label):
    """A choice that sends the filters at once."""
    return forms.Select(attrs={"class": "form-select", "aria-label": label, "data-submits": ""})


class ContractFilter(forms.Form):
    """The filters of the list; what cannot be read narrows nothing."""

    q = forms.CharField(required=False, max_length=200)
    kind = forms.ChoiceField(required=False, choices=[("", "All kinds"), *ContractKind.choices], widget=select("Kind"))
    state = forms.ChoiceField(required=False, choices=[("", "Every state"), *State.choices], widget=select("State"))
    desk = forms.ModelChoiceField(None, required=False, empty_label="All desks", widget=select("Desk"))
    owner = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    vendor = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    ends = forms.ChoiceField(
        required=False,
        choices=[("", "Any end"), *((days, f"Ends {words}") for days, words in WITHIN.items())],
        widget=select("End of the term"),
    )
    act = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Any last date"),
            *((days, f"Act {words}") for days, words in WITHIN.items()),
            ("missed", "Missed"),
        ],
        widget=select("Last date to act"),
    )
    sort = forms.ChoiceField(
        required=False, choices=[(name, label) for name, (label, _) in SORTS.items()], widget=select("Order")
    )

    def __init__(self, data, *, today):
        super().__init__(data)
        self.today = today
        self.fields["desk"].queryset = Team.objects.in_use()
        self.is_valid()
        self.chosen = {name: self.cleaned_data.get(name) for name in self.fields}

    @property
    def is_narrowed(self):
        return any(value for name, value in self.chosen.items() if name != "sort")

    @property
    def key(self):
        """The key of the pages."""
        return SORTS[self.chosen["sort"] or ""][1]

    def parts(self, contracts):
        """The contracts in parts, of which a search makes several. Indexes: contract_by_kind, _state, _desk, _owner,
        _vendor, contract_by_end, contract_by_act_by; contract_title_contains, contract_number_contains,
        vendor_name_contains."""
        chosen = self.chosen
        columns = {name: chosen[name] for name in ("kind", "state", "desk", "owner", "vendor") if chosen[name]}
        contracts = contracts.filter(self._dates(), **columns)
        return self._places(contracts, chosen["q"]) if chosen["q"] else [contracts]

    def _dates(self):
        dates = Q()
        for name, column in (("ends", "term_ends_on"), ("act", "act_by")):
            if within := self.chosen[name]:
                dates &= self._within(column, within)
        sorted_by = self.key[0]
        return dates if sorted_by == "-pk" else dates & Q(**{f"{sorted_by}__isnull": False}) & ~Q(state=State.ENDED)

    def _within(self, column, within):
        if within == "missed":
            return Q(**{f"{column}__lt": self.today}) & ~Q(state=State.ENDED)
        last = self.today + timedelta(days=int(within))
        return Q(**{f"{column}__range": (self.today, last)}) & ~Q(state=State.ENDED)

    def _places(self, contracts, text):
        places = [contracts.filter(contains(name, text)) for name in ("title", "reference", "vendor__name")]
        if number := NUMBER.fullmatch(text):
            places.append(contracts.filter(pk=int(number[1])))
        return places
