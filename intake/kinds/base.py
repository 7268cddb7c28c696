"""What every kind of question says of itself, and what is the same for all of them."""

from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.utils.html import escape

from common import conditions

IN_NUMBERS = frozenset({conditions.AT_LEAST, conditions.BELOW})
"""Comparisons that hold of nothing but numbers."""


@dataclass(frozen=True)
class Example:
    """One answer on its way through Duet. The tests walk every registered kind with it (tests/intake/kinds/)."""

    typed: str | list[str]  # as the form sends it
    stored: str | list[str]  # as `IntakeRequest.answers` keeps it
    words: str  # as the review shows it
    refused: str = ""  # an answer that is a fault; nothing for a kind that takes any text


class Kind:
    """A way of answering, bound to one question. A subclass says what is special about it; most say little."""

    key: ClassVar[str]
    """What `Question.kind` stores. It never changes."""

    label: ClassVar[str]
    """What an admin chooses it by."""

    example: ClassVar[Example]

    needs_choices: ClassVar[bool] = False
    """Whether a question of this kind is answered from a list that the admin writes (`Question.choices`)."""

    comparisons: ClassVar[frozenset[str]] = frozenset(conditions.COMPARISONS)
    """The comparisons of common/conditions.py that can hold of an answer; the settings refuse the others."""

    def __init__(self, question):
        self.question = question

    # --- what a kind may say ------------------------------------------------------------------------

    def field(self, **about) -> forms.Field:
        """The form field. It refuses nothing (intake/fields.py): a draft keeps whatever is typed."""
        raise NotImplementedError

    def stored(self, typed: str | list[str]) -> str | list[str]:
        """What is kept, as JSON, of what the form field gives. What cannot be read is kept as it was typed."""
        return typed

    def reading(self, typed: str | list[str]) -> str:
        """What a text was understood as, in a sentence for whoever typed it; nothing where it stands there already."""
        return ""

    def check(self, answer) -> str | None:
        """What is wrong with a stored answer, as a sentence. It is never empty."""
        return None

    def words(self, answer) -> str:
        """A stored answer without fault, as a person reads it."""
        return str(answer)

    def choices(self) -> dict[str, str]:
        """{stored: words} of the answers that conditions of rules are offered; none where any text will do."""
        return {}

    def yes(self) -> str:
        """The stored answer that says yes; nothing where no choice does."""
        return next((stored for stored, words in self.choices().items() if words.casefold() == "yes"), "")

    # --- what is the same for all -------------------------------------------------------------------

    def form_field(self) -> forms.Field:
        """The form field with the words of the question."""
        question = self.question
        label = question.text if question.required else f"{question.text} (optional)"
        return self.field(label=label, help_text=escape(question.help), required=question.required)

    def fault(self, answer) -> str | None:
        """What keeps the request from being submitted with this answer, or with none; None when nothing does."""
        if conditions.is_empty(answer):
            return "Please answer this question." if self.question.required else None
        return self.check(answer)
