"""Answers in the requester's own words."""

from django import forms

from intake.fields import LINE, TEXT, TextField
from intake.kinds.base import Example, Kind


class Text(Kind):
    """One line."""

    key = "text"
    label = "A line of text"
    example = Example(typed="Single sign-on", stored="Single sign-on", words="Single sign-on")

    def field(self, **about):
        return TextField(max_length=LINE, **about)


class LongText(Kind):
    """Several lines."""

    key = "long_text"
    label = "Several lines of text"
    example = Example(typed="One\r\nTwo", stored="One\r\nTwo", words="One\r\nTwo")

    def field(self, **about):
        return TextField(max_length=TEXT, widget=forms.Textarea({"rows": 3}), **about)
