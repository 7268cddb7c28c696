"""Answers from a list that the admin writes."""

from django import forms

from intake.fields import ChoiceField, ChoicesField
from intake.kinds.base import IN_NUMBERS, Example, Kind

FEW = 6  # choices up to this number stand on the page, more go into a list
PLEASE_CHOOSE = ("", "Please choose")


class FromList(Kind):
    """What both kinds have in common. Not a kind itself."""

    needs_choices = True

    def check(self, answer):
        chosen = answer if isinstance(answer, list) else [answer]
        return None if set(chosen) <= set(self.question.choices) else "Choose from the list."

    def choices(self):
        return {text: text for text in self.question.choices}


class Choice(FromList):
    """One of several."""

    key = "choice"
    label = "One of several"
    example = Example(typed="Two", stored="Two", words="Two", refused="Seven")

    def field(self, **about):
        choices = list(self.choices().items())
        if len(choices) <= FEW:
            return ChoiceField(choices=choices, widget=forms.RadioSelect, **about)
        return ChoiceField(choices=[PLEASE_CHOOSE, *choices], **about)


class Choices(FromList):
    """Any of several. The answer is a list."""

    key = "choices"
    label = "Any of several"
    example = Example(typed=["One", "Two"], stored=["One", "Two"], words="One, Two", refused="Seven")
    comparisons = Kind.comparisons - IN_NUMBERS

    def field(self, **about):
        choices = list(self.choices().items())
        return ChoicesField(choices=choices, widget=forms.CheckboxSelectMultiple, **about)

    def words(self, answer):
        return ", ".join(answer)
