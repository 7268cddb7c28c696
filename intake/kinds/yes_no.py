"""Yes or no."""

from django import forms

from intake.fields import ChoiceField
from intake.kinds.base import IN_NUMBERS, Example, Kind

WORDS = {"yes": "Yes", "no": "No"}


class YesNo(Kind):
    """Two buttons."""

    key = "yes_no"
    label = "Yes or no"
    example = Example(typed="yes", stored="yes", words="Yes", refused="maybe")
    comparisons = Kind.comparisons - IN_NUMBERS

    def field(self, **about):
        return ChoiceField(choices=list(WORDS.items()), widget=forms.RadioSelect, **about)

    def check(self, answer):
        return None if answer in {"yes", "no"} else "Choose yes or no."

    def words(self, answer):
        return WORDS[answer]

    def choices(self):
        return {"yes": "yes", "no": "no"}
