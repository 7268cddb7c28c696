"""What the lists of waits and reviews can be narrowed to. Filters live in the address, so that a list can be shared."""

import re

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils import timezone

from people.models import Function
from reviews.models import Review, Stage, Wait
from vendors.models import Vendor

REFERENCE = re.compile(r"(?:r-?)?([0-9]{1,12})", re.IGNORECASE)
CHOICES_FROM = 300
"""Request types and vendors are offered as they occur in this many rows: enough to choose from, whatever the total."""


def select(label):
    """A choice that sends the filters at once."""
    return forms.Select(attrs={"class": "form-select", "aria-label": label, "data-submits": ""})


def tick():
    return forms.CheckboxInput(attrs={"class": "form-check-input", "data-submits": ""})


def mentions(text, *fields):
    """The text in one of the fields, or the number of a review: R-1042, r1042 or 1042. `fields` begin with the pk."""
    pk, *names = fields
    found = Q()
    for name in names:
        found |= Q(**{f"{name}__icontains": text})
    if number := REFERENCE.fullmatch(text):
        found |= Q(**{pk: int(number[1])})
    return found


def kinds_in(reviews):
    """[(slug, label)] of the request types that occur."""
    return list(reviews.order_by("kind_label").values_list("kind", "kind_label").distinct())


class QueueFilter(filters.FilterSet):
    """Narrows what a person's desks hold."""

    q = filters.CharFilter(method="search", strip=True)
    side = filters.ChoiceFilter(
        choices=Function, field_name="desk__function", empty_label="All sides", widget=select("Side")
    )
    type = filters.ChoiceFilter(field_name="review__kind", empty_label="All types", widget=select("Request type"))
    vendor = filters.ModelChoiceFilter(
        queryset=None, field_name="review__vendor", empty_label="All vendors", widget=select("Vendor")
    )
    overdue = filters.BooleanFilter(label="Overdue", method="only_overdue", widget=tick())
    mine = filters.BooleanFilter(label="Mine", method="only_mine", widget=tick())
    unclaimed = filters.BooleanFilter(label="Unclaimed", method="only_unclaimed", widget=tick())

    class Meta:
        model = Wait
        fields = []

    def __init__(self, data, queryset, *, user):
        super().__init__(data, queryset)
        self.user = user
        functions = {team.function for team in user.teams}
        first = Wait.objects.filter(pk__in=queryset.order_by("due_at", "pk").values("pk")[:CHOICES_FROM])
        reviews = Review.objects.filter(pk__in=first.values("review"))
        self.filters["side"].extra["choices"] = [choice for choice in Function.choices if choice[0] in functions]
        self.filters["type"].extra["choices"] = lambda: kinds_in(reviews)
        self.filters["vendor"].queryset = Vendor.objects.filter(pk__in=reviews.values("vendor"))

    def search(self, waits, name, text):
        fields = ("review__pk", "review__title", "review__vendor__name", "needed")
        return waits.filter(mentions(text, *fields))

    def only_overdue(self, waits, name, wanted):
        return waits.overdue(timezone.now()) if wanted else waits

    def only_mine(self, waits, name, wanted):
        return waits.filter(person=self.user) if wanted else waits

    def only_unclaimed(self, waits, name, wanted):
        return waits.filter(person=None) if wanted else waits


class ReviewFilter(filters.FilterSet):
    """Narrows the reviews that a person may see."""

    q = filters.CharFilter(method="search", strip=True)
    stage = filters.ChoiceFilter(choices=Stage, empty_label="All stages", widget=select("Stage"))
    type = filters.ChoiceFilter(field_name="kind", empty_label="All types", widget=select("Request type"))
    vendor = filters.ModelChoiceFilter(queryset=Vendor.objects.all(), widget=forms.HiddenInput)

    class Meta:
        model = Review
        fields = []

    def __init__(self, data, queryset):
        super().__init__(data, queryset)
        newest = Review.objects.filter(pk__in=queryset.order_by("-pk").values("pk")[:CHOICES_FROM])
        self.filters["type"].extra["choices"] = lambda: kinds_in(newest)

    def search(self, reviews, name, text):
        return reviews.filter(mentions(text, "pk", "title", "vendor__name"))
