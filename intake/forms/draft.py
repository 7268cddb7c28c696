"""The form behind a draft: what every request needs, then the questions of its type.

It never refuses anything: whatever is typed is saved. Text that cannot be read as an amount or a day yet is kept as it
was typed (IntakeRequest.typed), so it survives a reload, and the rules name it when the request is submitted.
"""

from copy import copy
from dataclasses import dataclass

from django import forms
from django.conf import settings
from djmoney.money import Money

from common.words import day_in_words
from intake import policies, prefilled, questions, typed
from intake.fields import TEXT, ChoiceField, DayInput, TextField, VendorInput
from intake.kinds import kind_of
from intake.models import TYPED


@dataclass(frozen=True)
class Asking:
    """One question as the page shows it: its field, whether it is asked now, and who has flagged it early."""

    field: forms.BoundField
    is_asked: bool
    reading: str = ""
    flagged: str = ""


@dataclass(frozen=True)
class Moved:
    """A currency that was typed with the amount and belongs into the list beside it: “USD 48,000”."""

    typed: str
    figures: str
    currency: str


class DraftForm(forms.Form):
    """Everything a requester says about one request."""

    title = TextField(
        label="What do you need?",
        help_text="A short name that your colleagues will recognise, for example “Survey tool for customer research”.",
        max_length=160,
    )
    vendor_name = TextField(
        label="Which vendor?",
        help_text="The company that you would buy from. Start typing and choose, or write a new name.",
        max_length=200,
        widget=VendorInput,
    )
    value = TextField(
        label="What will it cost? (optional)",
        help_text="Everything you expect to pay over the whole contract, roughly: 48,000 or 12k a year for 3 years. "
        "Leave it empty if you do not know yet.",
        max_length=40,
        required=False,
        widget=forms.TextInput(),
    )
    currency = ChoiceField(label="Currency", choices=[(code, code) for code in settings.CURRENCIES], required=False)
    needed_by = TextField(
        label="When do you need it? (optional)",
        help_text="The day on which you want to start, as you would say it: 31.12., next Friday, end of March.",
        max_length=40,
        required=False,
        widget=DayInput,
    )
    reason = TextField(
        label="Why do you need it?",
        help_text="One or two sentences: what it is for, and what happens without it.",
        max_length=TEXT,
        widget=forms.Textarea({"rows": 4, "minlength": policies.TOO_SHORT}),
    )

    def __init__(self, data=None, *, intake_request):
        self.intake_request = intake_request
        self.questions = list(intake_request.request_type.questions.all())
        self.flagged = prefilled.flagged(intake_request, self.questions)
        chosen = {key: answer for key, (answer, _) in self.flagged.items()}
        intake_request.answers = chosen | intake_request.answers  # shown as chosen; a save keeps it
        super().__init__(data, initial=_initial(intake_request))
        if not self.asks_cost:
            del self.fields["value"], self.fields["currency"]
        for question in self.questions:
            self.fields[question.key] = kind_of(question).form_field()

    @property
    def asks_cost(self):
        """Not where nothing is paid: an NDA."""
        return self.intake_request.request_type.asks_cost

    def fields_and_answers(self):
        """As `actions.save_draft` takes them. Answers to questions that are hidden are left out."""
        fields, unread = self._fields()
        draft = copy(self.intake_request)
        draft.value = fields.get("value")
        draft.answers = {
            question.key: kind_of(question).stored(self.cleaned_data[question.key]) for question in self.questions
        }
        answers = questions.kept(self.questions, policies.facts(draft))
        return fields, answers | ({TYPED: unread} if unread else {})

    def asking(self):
        """Every question in order; those that are not asked now are drawn hidden, until a save says otherwise."""
        asked = self.asked()
        readings = self.readings()
        return [
            Asking(
                self[question.key],
                question.key in asked,
                readings.get(question.key, ""),
                self.flagged.get(question.key, ("", ""))[1],
            )
            for question in self.questions
        ]

    def readings(self):
        """{field: sentence} of what was understood otherwise than it stands there: shown before it is sent."""
        if not self.is_bound:
            return {}
        data = self.cleaned_data
        readings = {"needed_by": typed.reading_of_day(data.get("needed_by", ""))}
        if self.asks_cost:
            currency = data.get("currency") or settings.DEFAULT_CURRENCY
            readings["value"] = typed.reading_of_amount(data.get("value", ""), currency)
        for question in self.questions:
            readings[question.key] = kind_of(question).reading(data.get(question.key, ""))
        return {name: sentence for name, sentence in readings.items() if sentence}

    def either(self):
        """{field: [(day as it is sent, in words), the other]} of days that can be two: one chooses."""
        texts = {
            name: text for name, text in self.cleaned_data.items() if isinstance(self.fields[name].widget, DayInput)
        }
        pairs = {name: typed.either_day(text) for name, text in texts.items()}
        return {name: [day_in_words(day) for day in pair] for name, pair in pairs.items() if pair}

    def has_unseen_readings(self, seen):
        """Whether something was understood that its writer has not been shown. `seen` is what the page had shown."""
        return not set(self.readings().values()) <= set(seen.splitlines())

    @property
    def readings_shown(self):
        """What the page says that it has shown, for `has_unseen_readings`."""
        return "\n".join(self.readings().values())

    def asked(self):
        """The keys of the questions that are asked, given what the draft holds."""
        return [question.key for question in questions.asked(self.questions, policies.facts(self.intake_request))]

    def moved(self):
        """What becomes of an amount that was typed with its currency, as `Moved`; None when there was none."""
        text = self.cleaned_data.get("value", "")
        amount = typed.read_amount(text)
        return Moved(text, typed.in_figures(amount.number), amount.currency) if amount and amount.currency else None

    def _fields(self):
        """What the columns take, and the texts that could not be read for them."""
        data = self.cleaned_data
        fields = {name: data[name] for name in ("title", "vendor_name", "reason")}
        fields["needed_by"] = typed.read_day(data["needed_by"])
        unread = self._read_cost(fields) if self.asks_cost else {}
        if data["needed_by"] and fields["needed_by"] is None:
            unread["needed_by"] = data["needed_by"]
        return fields, unread

    def _read_cost(self, fields):
        """Put the amount into `fields`. Returns what could not be read of it."""
        text, currency = self.cleaned_data["value"], self.cleaned_data["currency"]
        currency = currency if currency in settings.CURRENCIES else settings.DEFAULT_CURRENCY
        amount = typed.read_amount(text)
        fields["value"] = Money(amount.number, amount.currency or currency) if amount else None
        unread = {"value": text} if text and amount is None else {}
        if amount is None and currency != settings.DEFAULT_CURRENCY:
            unread["currency"] = currency
        return unread


def _initial(intake_request):
    value, day = intake_request.value, intake_request.needed_by
    return {
        **intake_request.answers,
        "title": intake_request.title,
        "vendor_name": intake_request.vendor_name,
        "reason": intake_request.reason,
        "value": typed.in_figures(value.amount) if value is not None else "",
        "currency": str(value.currency) if value is not None else settings.DEFAULT_CURRENCY,
        "needed_by": day.isoformat() if day else "",
        **intake_request.typed,
    }
