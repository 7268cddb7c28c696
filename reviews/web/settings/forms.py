"""What admins, leads and owning desks type on the settings pages. The forms check; the actions write."""

from django import forms
from django.core.exceptions import ValidationError

from common import conditions
from common.fields import keep_offering
from common.keys import number_or, pk_or_none
from people.models import Membership, Team, User
from reviews.models import DeviationBy, Part, PlaybookChange, RuleVersion, TermType
from reviews.pure.rule_sets import Rule
from reviews.rules.drafts import NAME_MAX

SPARE_ROWS = 2
"""Empty rows for further conditions."""


def people_of_desks():
    """[(pk, name and desks)] of everybody who sits on a desk and has not left, for a list to choose from."""
    desks = {}
    seats = Membership.objects.filter(user__is_active=True).select_related("user", "team")
    for seat in seats.order_by("user__name", "team__name"):
        desks.setdefault(seat.user, []).append(seat.team.name)
    return [(user.pk, f"{user.name} ({', '.join(names)})") for user, names in desks.items()]


def _keep_people(form, *names):
    """Whoever is stored stays in the list, also when they have left their desk: saving then says so."""
    for name in names:
        stored = form.initial.get(name)
        if name in form.fields and stored:
            known = {str(pk) for pk, _ in form.fields[name].choices}
            if str(stored) not in known:
                person = User.objects.filter(pk=pk_or_none(stored)).first()
                choices = [*form.fields[name].choices, (stored, f"{person or stored} (no longer on a desk)")]
                form.fields[name].choices = choices


class RuleForm(forms.Form):
    """Everything of a rule except its place and its conditions."""

    NOBODY = "Nobody in particular: the desk shares it"

    name = forms.CharField(
        max_length=NAME_MAX, help_text="What the rule says, in words: it is shown on the review as the reason."
    )
    desk = forms.TypedChoiceField(coerce=int)
    person = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    backup = forms.TypedChoiceField(
        coerce=int, required=False, empty_value=None, help_text="Stands in while the person is away."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = people_of_desks()
        self.fields["desk"].choices = [("", "Choose a desk"), *self.desks().values_list("pk", "name")]
        stored = Team.objects.filter(pk=pk_or_none(self.initial.get("desk"))).first()
        keep_offering(self.fields["desk"], stored and stored.pk, stored and stored.name)
        self.fields["person"].choices = [("", self.NOBODY), *people]
        if "backup" in self.fields:
            self.fields["backup"].choices = [("", "No backup"), *people]
        _keep_people(self, "person", "backup")

    @staticmethod
    def desks():
        """Those that such a rule may name."""
        return Team.objects.owning_terms()

    @classmethod
    def initial_of(cls, rule):
        return {name: getattr(rule, name) for name in cls.base_fields}

    @staticmethod
    def initial_typed(data):
        """What was typed so far, for the form that comes back with one more row."""
        return data.dict()


class ApprovalRuleForm(RuleForm):
    """An approval rule: whom it asks, and what the approval covers."""

    NOBODY = "Nobody in particular: any lead of the desk"
    covers = forms.MultipleChoiceField(
        choices=Part.choices,
        required=False,
        initial=Part.values,
        widget=forms.CheckboxSelectMultiple,
        help_text="A change of any of these asks again. The documents, and what the conditions look at, always do.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[
            "name"
        ].help_text = "Why it is asked, in words: “Value is 50,000 or more”. The requester reads it too."
        self.fields[
            "person"
        ].help_text = "Then nobody else decides, unless they have left, are away, or it is their own."
        self.fields[
            "backup"
        ].help_text = "Of any desk. Approves where nobody else who may is there; never what they decided themselves."

    @staticmethod
    def desks():
        return Team.objects.in_use()

    @staticmethod
    def initial_typed(data):
        return {**data.dict(), "covers": data.getlist("covers")}


class ConditionForm(forms.Form):
    """One condition as a row: field, comparison, value. A row without a field says nothing."""

    field = forms.ChoiceField(required=False)
    comparison = forms.ChoiceField(required=False, choices=list(conditions.WORDS.items()))
    value = forms.CharField(required=False, max_length=200)

    def __init__(self, *args, fields, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = fields
        own = [("", "No condition"), *((field.key, field.label) for field in fields.values())]
        if (stored := self.initial.get("field")) and stored not in fields:
            own.append((stored, f"{stored} (no longer asked)"))
        self.fields["field"].choices = own
        self.fields["value"].widget.attrs["list"] = "known-values"

    def clean(self):
        data = super().clean()
        if data.get("field") and not self.errors:
            try:
                conditions.clean([self._stored(data)])
            except ValidationError as error:
                for sentence in error.messages:
                    self.add_error("value", sentence.removeprefix("Condition 1 ").capitalize())
        return data

    def _stored(self, data):
        comparison, text = data["comparison"], data.get("value", "")
        condition = {"field": data["field"], "comparison": comparison}
        if comparison in conditions.WITHOUT_VALUE:
            return condition | ({"value": text} if text else {})
        return condition | {"value": self._value(data["field"], comparison, text)}

    def _value(self, key, comparison, text):
        field = self.known.get(key)
        read = field.read if field else str.strip
        if comparison == conditions.ONE_OF:
            return [read(part) for part in text.split(";") if part.strip()]
        return read(text)

    @property
    def condition(self):
        """What the row says, or None for an empty one. Only after `is_valid`."""
        data = self.cleaned_data
        return conditions.clean([self._stored(data)])[0] if data.get("field") else None


class ConditionRows(forms.BaseFormSet):
    """The conditions of a rule. “Another condition” sends the rows back with one more, without JavaScript."""

    @property
    def conditions(self):
        return [condition for form in self.forms if (condition := form.condition)]


def condition_rows(data, stored, fields):
    """The rows: as typed, else as stored, with empty ones to fill in."""
    rows = forms.formset_factory(ConditionForm, formset=ConditionRows, extra=SPARE_ROWS, max_num=50)
    if data is not None and "more" in data:
        data = data.copy()
        data["conditions-TOTAL_FORMS"] = str(min(number_or(0, data.get("conditions-TOTAL_FORMS")) + 1, 50))
    initial = [_as_typed(condition, fields) for condition in stored]
    return rows(data, prefix="conditions", initial=initial, form_kwargs={"fields": fields})


def _as_typed(condition, fields):
    value, field = condition.get("value", ""), fields.get(condition["field"])
    words = field.words if field else str
    text = "; ".join(str(words(item)) for item in value) if isinstance(value, list) else str(words(value))
    return {**condition, "value": text}


def rule_from(form, rows, *, place, former=None):
    """The rule that a valid form and valid rows describe; `former` lends its key and whether it is on."""
    kept = {"key": former.key, "is_active": former.is_active} if former else {}
    return Rule(place=place, conditions=rows.conditions, **form.cleaned_data, **kept)


class SaveForm(forms.Form):
    """Why the rules change."""

    reason = forms.CharField(
        label="Why do the rules change?",
        max_length=RuleVersion._meta.get_field("reason").max_length,
        help_text="Everybody who looks at this version later reads it.",
    )


class FactsForm(forms.Form):
    """Facts to try the rules on: one field for each that any rule looks at."""

    def __init__(self, *args, fields, **kwargs):
        super().__init__(*args, **kwargs)
        for field in fields:
            if field.choices or field.is_flag:
                known = [("yes", "yes"), ("no", "no")] if field.is_flag else list(field.choices.items())
                self.fields[field.key] = forms.ChoiceField(
                    label=_sentence(field.label), required=False, choices=[("", "not answered"), *known]
                )
            else:
                self.fields[field.key] = forms.CharField(label=_sentence(field.label), required=False, max_length=200)
        self.known = {field.key: field for field in fields}

    @property
    def facts(self):
        """{field: value}, as a request would carry them."""
        return {key: self.known[key].read(text) for key, text in self.cleaned_data.items() if text}


def _sentence(label):
    return label.strip("“”")[:1].upper() + label.strip("“”")[1:]


class NameForm(forms.Form):
    """Who answers one of the three questions from now on, by hand."""

    desk = forms.ModelChoiceField(Team.objects.owning_terms())
    person = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    backup = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    reason = forms.CharField(label="Why?", max_length=120, help_text="The requester reads this too.")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Nobody in particular: the desk shares it"), *people]
        self.fields["backup"].choices = [("", "No backup"), *people]
        _keep_people(self, "person", "backup")


class PlaybookForm(forms.ModelForm):
    """One entry of the playbook."""

    fallbacks = forms.CharField(
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text="One on each line, the best first: the order in which we give way.",
    )
    reason = forms.CharField(
        label="Why do you change it?", max_length=PlaybookChange._meta.get_field("reason").max_length
    )

    class Meta:
        model = TermType
        fields = [
            "position",
            "fallbacks",
            "walk_away",
            "why",
            "deviation_by",
            "deviation_desk",
            "deviation_person",
            "reason",
        ]
        labels = {
            "position": "Preferred",
            "walk_away": "Walk away",
            "why": "Why we hold this",
            "deviation_by": "Who may approve a deviation?",
            "deviation_desk": "Which desk?",
            "deviation_person": "Which person?",
        }
        help_texts = {
            "position": "What we ask for first. New reviews copy it to their term.",
            "walk_away": "Where we stop and rather do without.",
            "why": "What we tell the vendor, and remind ourselves of.",
            "deviation_desk": "Only for a lead of another desk.",
            "deviation_person": "Only for one named person.",
        }
        widgets = {name: forms.Textarea({"rows": 3}) for name in ("position", "walk_away", "why")}

    @property
    def entry(self):
        """The fields of the entry itself; why it is changed stands at the end of the page."""
        return [field for field in self if field.name != "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["fallbacks"] = "\n".join(self.instance.fallbacks)
        self.fields["deviation_desk"].queryset = Team.objects.in_use()
        self.fields["deviation_desk"].empty_label = "None"
        keep_offering(self.fields["deviation_desk"], self.instance.deviation_desk_id)
        self.fields["deviation_person"].choices = [("", "Nobody"), *people_of_desks()]
        _keep_people(self, "deviation_person")

    def clean_fallbacks(self):
        return [line.strip() for line in self.cleaned_data["fallbacks"].splitlines() if line.strip()]

    def clean(self):
        """What belongs to another choice is dropped, so that switching the choice is enough."""
        data = super().clean()
        if data.get("deviation_by") != DeviationBy.DESK:
            data["deviation_desk"] = None
        if data.get("deviation_by") != DeviationBy.PERSON:
            data["deviation_person"] = None
        return data
