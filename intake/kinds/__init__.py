"""The kinds of questions that a request type may ask, one class each: the only place that knows how they differ.

To add a kind:

1. Write its class in a file of this folder, beside the others. base.py says what a kind may say; most of it has a
   default. `Day` (day.py) is a good one to copy: a field, what is stored, what is a fault, the words.
2. Register it: import it here and name it in `KINDS`. Its place there is its place in the admin's list.
3. Run tests/intake/kinds/. Every registered kind is walked with its `example` from what is typed to what the review
   shows: field, page, fault, words, JSON, conditions. What is special about the kind gets a test of its own in
   test_kinds.py there.
4. Only if no field of intake/fields.py will do: write one there, as `DayInput` is, with a template if it needs one.

Nothing else has to be touched: no migration (the model's choices are `kind_choices`), no JavaScript (the server says
which questions are asked), no form, no rule field, no settings page.
"""

from intake.kinds.base import Example, Kind
from intake.kinds.choices import Choice, Choices
from intake.kinds.day import Day
from intake.kinds.texts import LongText, Text
from intake.kinds.whole_number import WholeNumber
from intake.kinds.yes_no import YesNo

KINDS: dict[str, type[Kind]] = {
    kind.key: kind
    for kind in [
        Text,
        LongText,
        YesNo,
        Choice,
        Choices,
        WholeNumber,
        Day,
    ]
}
"""{what `Question.kind` stores: the class}, in the order of the admin's list."""


def kind_of(question) -> Kind:
    """The kind of a question, bound to it. KeyError for a kind that is not registered."""
    return KINDS[question.kind](question)


def kind_choices() -> list[tuple[str, str]]:
    """The kinds as a model field or a form offers them."""
    return [(kind.key, kind.label) for kind in KINDS.values()]


__all__ = [
    "KINDS",
    "Choice",
    "Choices",
    "Day",
    "Example",
    "Kind",
    "LongText",
    "Text",
    "WholeNumber",
    "YesNo",
    "kind_choices",
    "kind_of",
]
