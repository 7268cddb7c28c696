"""The rows of a playbook entry that can be checked, and in which contracts the term is missed, as people type them."""

from django import forms
from django.core.exceptions import ValidationError

from common.keys import number_or
from reviews.models import Expected
from reviews.pure import expectations
from reviews.pure.expectations import rows as known

SPARE_ROWS = 2
"""Empty rows for further things to check."""
UNITS = [*known.PERIOD_UNITS, "EUR", "USD", "GBP", "CHF"]


class ExpectationForm(forms.Form):
    """One row: what is measured, and what we ask for. A row without a measure says nothing."""

    measure = forms.ChoiceField(
        required=False, choices=[("", "Nothing"), *((key, measure.label) for key, measure in known.MEASURES.items())]
    )
    comparison = forms.ChoiceField(required=False, choices=list(known.COMPARISONS.items()))
    value = forms.CharField(required=False, max_length=300)
    unit = forms.CharField(required=False, max_length=12, widget=forms.TextInput({"list": "known-units"}))

    def clean(self):
        data = super().clean()
        if data.get("measure") and not self.errors:
            for sentence in known.faults_of(self._typed(data)):
                self.add_error("value", sentence)
        return data

    def _typed(self, data):
        """The row as typed. What a measure does not have is left out: choosing another measure is enough."""
        kind = known.MEASURES[data["measure"]].kind
        text, row = data.get("value", ""), {"measure": data["measure"], "comparison": data.get("comparison")}
        if kind == known.Kind.POINT:
            return row
        if kind in {known.Kind.PLACE, known.Kind.WORDS}:
            return row | {"value": [part.strip() for part in text.split(";") if part.strip()]}
        unit = {"unit": _unit(data.get("unit", ""))} if kind in {known.Kind.PERIOD, known.Kind.MONEY} else {}
        return row | {"value": text.replace(",", ""), **unit}

    @property
    def row(self):
        """What it says, or None for an empty one. Only after `is_valid`."""
        data = self.cleaned_data
        return expectations.clean([self._typed(data)])[0] if data.get("measure") else None


def _unit(text):
    """“Days” is a day; “eur” is EUR."""
    text = text.strip()
    singular = text.lower().removesuffix("s")
    return singular if singular in known.PERIOD_UNITS else text.upper()


class ExpectationRows(forms.BaseFormSet):
    @property
    def rows(self):
        return [row for form in self.forms if (row := form.row)]


def expectation_rows(data, stored):
    """The rows: as typed, else as stored, with empty ones to fill in."""
    make = forms.formset_factory(ExpectationForm, formset=ExpectationRows, extra=SPARE_ROWS, max_num=known.MOST_ROWS)
    if data is not None and "more" in data:
        data = data.copy()
        total = number_or(0, data.get("rows-TOTAL_FORMS"))
        data["rows-TOTAL_FORMS"] = str(min(total + 1, known.MOST_ROWS))
    return make(data, prefix="rows", initial=[_as_typed(row) for row in stored])


def _as_typed(row):
    value = row.get("value", "")
    return {**row, "value": "; ".join(value) if isinstance(value, list) else value}


class ExpectedForm(forms.Form):
    """In which contracts we miss the term when it is not found."""

    expected = forms.ChoiceField(label="Is it missed when a contract says nothing about it?", choices=Expected)
    expected_kinds = forms.MultipleChoiceField(
        label="Which kinds of request?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        gone = [slug for slug in self.initial.get("expected_kinds", []) if slug not in kinds]
        self.fields["expected_kinds"].choices = [*kinds.items(), *((slug, f"{slug} (gone)") for slug in gone)]

    def clean(self):
        """Kinds belong to one answer; without any, that answer says nothing."""
        data = super().clean()
        if data.get("expected") != Expected.SOME:
            data["expected_kinds"] = []
        elif not data.get("expected_kinds") and not self.errors:
            raise ValidationError("Name the kinds of request in which it is expected.")
        return data


def expected_form(data, term_type, kinds):
    initial = {"expected": term_type.expected, "expected_kinds": term_type.expected_kinds}
    return ExpectedForm(data, initial=initial, kinds=kinds)
