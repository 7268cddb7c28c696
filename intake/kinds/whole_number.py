"""How many."""

from django import forms

from intake import typed
from intake.fields import TextField
from intake.kinds.base import Example, Kind


class WholeNumber(Kind):
    """A whole number, written the way people write it, kept as its digits."""

    key = "number"
    label = "A whole number"
    example = Example(typed="1,200", stored="1200", words="1200", refused="forty")

    def field(self, **about):
        return TextField(max_length=20, widget=forms.TextInput({"inputmode": "numeric"}), **about)

    def stored(self, text):
        return typed.read_whole_number(text) or text

    def check(self, answer):
        return None if str(answer).isascii() and str(answer).isdigit() else "Write a whole number, digits only."
