"""What the lists of waits and reviews can be narrowed to. Filters live in the address, so that a list can be shared."""

import re
from operator import itemgetter

import django_filters as filters
from django import forms
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from common.keys import pk_or_none
from common.searching import contains
from common.words import listed
from people.models import DeskSide, Team
from reviews.models import Review, Wait
from reviews.pure.stages import Stage
from vendors.models import Vendor

REFERENCE = re.compile(r"(?:r-?)?([0-9]{1,12})", re.IGNORECASE)
CHOICES_FROM = 100
"""Request types and vendors are offered as they occur in this many rows: enough to choose from, whatever the total."""

COLUMNS = {"needed_by": "Needed by", "stage": "Stage", "type": "Type", "since": "Held"}
"""What the queue can show besides what it always shows: {name in the address: head of the column}."""


def select(label):
    """A choice that sends the filters at once."""
    return forms.Select(attrs={"class": "form-select", "aria-label": label, "data-submits": ""})


def tick():
    return forms.CheckboxInput(attrs={"class": "form-check-input", "data-submits": ""})


# --- searching ------------------------------------------------------------------------------------------


def reviews_about(reviews, text):
    """[reviews with the text in their title, those with it in their vendor's name, the one with this number: R-1042,
    r1042 or 1042].

    Each place is a part of its own, because an OR over two tables can use no index, and because a page of each is
    enough (`common.paging`): for a word that many have, PostgreSQL goes through the list until the page is full; for
    one that few have, it begins with them. Indexes: review_title_contains, vendor_name_contains.
    """
    places = [reviews.filter(contains("title", text)), reviews.filter(contains("vendor__name", text))]
    if number := REFERENCE.fullmatch(text):
        places.append(reviews.filter(pk=int(number[1])))
    return places


def waits_about(waits, text):
    """[waits that ask for something with the text in it, those of reviews about it (`reviews_about`)]. Indexes:
    wait_needed_contains, review_title_contains, vendor_name_contains, wait_open_of_review."""
    places = [
        waits.filter(contains("needed", text)),
        waits.filter(contains("review__title", text)),
        waits.filter(contains("review__vendor__name", text)),
    ]
    if number := REFERENCE.fullmatch(text):
        places.append(waits.filter(review=int(number[1])))
    return places


# --- the queue ------------------------------------------------------------------------------------------


NARROWINGS = {
    "side": lambda waits, side, user: waits.filter(desk__in=Team.objects.of_party(side)),
    "type": lambda waits, kind, user: waits.filter(review__kind=kind),
    "vendor": lambda waits, vendor, user: _of_vendor(waits, getattr(vendor, "pk", vendor)),
    "overdue": lambda waits, wanted, user: waits.overdue(timezone.now()),
    "soon": lambda waits, wanted, user: waits.due_soon(timezone.now()),
    "mine": lambda waits, wanted, user: waits.filter(person=user),
    "unclaimed": lambda waits, wanted, user: waits.filter(person=None),
}


def _of_vendor(waits, pk):
    vendor = pk_or_none(pk)
    return waits.none() if vendor is None else waits.filter(review__vendor=vendor)


def narrow(parts, chosen, user):
    """What is left of the queue in parts by the filters `chosen`, {name: value} as a form or a saved view has it: in
    parts as well, of which a search makes several that may have waits in common."""
    for name, value in chosen.items():
        if value and name in NARROWINGS:
            parts = [NARROWINGS[name](part, value, user) for part in parts]
    if text := chosen.get("q"):
        parts = [place for part in parts for place in waits_about(part, text)]
    return parts


def columns_in(texts):
    """The columns that are named in the texts, between commas, in their order; others are left out."""
    named = {name for text in texts for name in text.split(",")}
    return [name for name in COLUMNS if name in named]


class ColumnsField(forms.MultipleChoiceField):
    """Columns, as the boxes of a form send them, or with commas between them, as a saved view keeps them. Their value
    is the latter; what is not known is left out."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input", "data-submits": ""})

    def to_python(self, value):
        return columns_in(value or [])

    def clean(self, value):
        return ",".join(super().clean(value))

    def prepare_value(self, value):
        return columns_in(value or [])


class ColumnsFilter(filters.Filter):
    """Chooses what is shown; narrows nothing."""

    field_class = ColumnsField

    def filter(self, waits, value):
        return waits


class QueueFilter(filters.FilterSet):
    """Narrows what a person's desks hold."""

    q = filters.CharFilter(label="Search", max_length=200, strip=True)
    side = filters.ChoiceFilter(label="Side", empty_label="All sides", widget=select("Side"))
    type = filters.ChoiceFilter(label="Request type", empty_label="All types", widget=select("Request type"))
    vendor = filters.ModelChoiceFilter(
        label="Vendor", queryset=None, empty_label="All vendors", widget=select("Vendor")
    )
    overdue = filters.BooleanFilter(label="Overdue", widget=tick())
    soon = filters.BooleanFilter(label="Due soon", widget=tick())
    mine = filters.BooleanFilter(label="Mine", widget=tick())
    unclaimed = filters.BooleanFilter(label="Unclaimed", widget=tick())
    columns = ColumnsFilter(label="Columns", choices=list(COLUMNS.items()))

    class Meta:
        model = Wait
        fields = []

    def __init__(self, data, parts, *, user):
        """`parts`: the queue in parts (`Wait.objects.queue_parts`)."""
        super().__init__(data, Wait.objects.none())
        self.parts, self.user = parts, user
        parties = dict(DeskSide.choices) | {desk.party: desk.name for desk in user.teams if not desk.speaks_for}
        asked = {desk.party for desk in user.teams} | {data.get("side")}
        kinds, vendors = occurring(parts)
        self.filters["side"].extra["choices"] = [choice for choice in parties.items() if choice[0] in asked]
        self.filters["type"].extra["choices"] = lambda: with_asked(kinds, data.get("type"), user)
        named = pk_or_none(data.get("vendor") or "")
        self.filters["vendor"].queryset = Vendor.objects.visible_to(user).filter(pk__in=vendors | {named} - {None})

    @property
    def narrowed_parts(self):
        """The parts of the queue with these filters; what a filter does not know narrows nothing."""
        self.form.is_valid()
        return narrow(self.parts, self.form.cleaned_data, self.user)

    @property
    def ticks(self):
        """The fields that are ticked: overdue, due soon, mine, unclaimed."""
        return [field for field in self.form if isinstance(field.field.widget, forms.CheckboxInput)]

    @property
    def chosen(self):
        """What narrows the list, as the address says it: what a saved view keeps."""
        self.form.is_valid()
        values = {name: value for name, value in self.form.cleaned_data.items() if value}
        return {name: str(getattr(value, "pk", "on" if value is True else value)) for name, value in values.items()}

    @property
    def columns_shown(self):
        """The columns that are shown besides the usual ones."""
        return columns_in([self.chosen.get("columns", "")])

    @property
    def narrowing(self):
        """What of `chosen` leaves something out."""
        return {name: value for name, value in self.chosen.items() if name != "columns"}

    @property
    def described(self):
        """[(what, value)] in words: what a saved view narrows to."""
        return [(self.filters[name].label, _in_words(self.form, name, value)) for name, value in self.chosen.items()]

    @property
    def left_out(self):
        """Sentences about what the address asks for and nobody knows (any more): an old link still opens."""
        return [
            f"“{self.data.get(name)}” is not known as a choice of “{self.filters[name].label}” (any more), "
            "so the list is shown without it."
            for name in self.form.errors
        ]


def _in_words(form, name, value):
    if value == "on":
        return "yes"
    if name == "columns":
        return listed(COLUMNS[column] for column in value.split(","))
    return dict(getattr(form.fields[name], "choices", {})).get(value) or str(form.cleaned_data[name])


def occurring(parts):
    """([(slug, label)] of the request types, {pk} of the vendors) of what is due first in the parts of a queue.

    One query, which looks up the review of each of these waits.
    """
    review = Review.objects.filter(pk=OuterRef("review"))
    named = Subquery(review.values(named=JSONObject(kind="kind", label="kind_label", vendor="vendor_id"))[:1])
    rows = [part.annotate(named=named).order_by("due_at", "pk").values_list("named")[:CHOICES_FROM] for part in parts]
    reviews = [named for (named,) in rows[0].union(*rows[1:], all=True)]
    kinds = {(review["kind"], review["label"]) for review in reviews}
    return sorted(kinds, key=itemgetter(1)), {review["vendor"] for review in reviews}


def with_asked(kinds, asked, user):
    """With the request type that the address names, if the person has ever seen it. Index: review_by_kind."""
    if not asked or asked in dict(kinds):
        return kinds
    newest = Review.objects.for_list(user).filter(kind=asked).order_by("-pk")
    return [*kinds, *newest.values_list("kind", "kind_label")[:1]]


def kinds_in(reviews):
    """[(slug, label)] of the request types of the newest of these reviews."""
    newest = reviews.order_by("-pk").values_list("kind", "kind_label")[:CHOICES_FROM]
    return sorted(set(newest), key=itemgetter(1))


class ReviewFilter(filters.FilterSet):
    """Narrows the reviews that a person may see (`Review.objects.for_list`)."""

    q = filters.CharFilter(method="search", max_length=200, strip=True)  # see `narrowed_parts`
    stage = filters.ChoiceFilter(choices=Stage, empty_label="All stages", widget=select("Stage"))
    type = filters.ChoiceFilter(field_name="kind", empty_label="All types", widget=select("Request type"))
    vendor = filters.ModelChoiceFilter(queryset=None, widget=forms.HiddenInput)

    class Meta:
        model = Review
        fields = []

    def __init__(self, data, queryset, *, user):
        super().__init__(data, queryset)
        self.filters["vendor"].queryset = Vendor.objects.visible_to(user)
        self.filters["type"].extra["choices"] = lambda: with_asked(kinds_in(queryset), data.get("type"), user)

    @property
    def narrowed_parts(self):
        """The list with these filters, in parts, of which a search makes several; what a filter does not know narrows
        nothing."""
        text = self.form.cleaned_data.get("q") if self.form.is_valid() else ""
        return reviews_about(self.qs, text) if text else [self.qs]

    def search(self, reviews, name, text):
        return reviews  # a search makes several parts of each
