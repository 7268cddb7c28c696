"""How an admin writes request types and their questions."""

from django import forms
from lucide import IconDoesNotExist

from common import conditions
from common.templatetags.duet import icon
from intake.kinds import KINDS, kind_of
from intake.models import Question, RequestType
from intake.references import faults_of_choices
from reviews.rules.routing import FIELDS

TAKEN = {*FIELDS, "title", "vendor_name", "needed_by", "reason", "seen", "file", "csrfmiddlewaretoken"}
"""Names that the form and the rules use already."""


class RequestTypeForm(forms.ModelForm):
    class Meta:
        model = RequestType
        fields = ["name", "slug", "description", "icon", "position", "term_types", "asks_cost", "is_active"]

    def clean_icon(self):
        name = self.cleaned_data["icon"]
        try:
            icon(name)
        except IconDoesNotExist as error:
            raise forms.ValidationError(f"There is no icon named “{name}”. Names are listed on lucide.dev.") from error
        return name


class ChoicesText(forms.CharField):
    """The choices of a question, one on each line."""

    widget = forms.Textarea({"rows": 5})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (line.strip() for line in super().to_python(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class QuestionForm(forms.ModelForm):
    choices = ChoicesText(required=False, help_text="For one or any of several: one choice on each line.")

    class Meta:
        model = Question
        fields = [
            "request_type",
            "position",
            "key",
            "text",
            "help",
            "kind",
            "choices",
            "required",
            "flag",
            "conditions",
        ]
        help_texts = {
            "conditions": "The question is asked while all of these hold on earlier answers. For example: "
            '[{"field": "personal_data", "comparison": "equals", "value": "yes"}]. Empty: always asked. '
            f"Fields besides earlier questions: {', '.join(FIELDS)}."
        }

    def clean_key(self):
        key = self.cleaned_data["key"]
        if key in TAKEN:
            raise forms.ValidationError(f"“{key}” is in use for something else. Choose another key.")
        return key

    def clean_conditions(self):
        return conditions.clean(self.cleaned_data["conditions"] or [])

    def clean(self):
        data = super().clean()
        kind = KINDS.get(data.get("kind"))
        if kind and kind.needs_choices and not data.get("choices"):
            self.add_error("choices", "This kind of question needs choices.")
        if "choices" not in self.errors:
            for sentence in faults_of_choices(self.instance, data.get("choices") or []):
                self.add_error("choices", sentence)
        for sentence in self._faults_of_conditions(data):
            self.add_error("conditions", sentence)
        return data

    def _faults_of_conditions(self, data):
        """Why no answer could ever meet the conditions, as sentences."""
        request_type, position = data.get("request_type"), data.get("position")
        if request_type is None or position is None or "conditions" in self.errors:
            return []
        earlier = {question.key: kind_of(question) for question in request_type.questions.filter(position__lt=position)}
        fields = {condition["field"] for condition in data["conditions"]}
        unknown = sorted(fields - {*earlier, "kind", "value", "currency"})
        faults = [f"No earlier question of this type has the key {', '.join(unknown)}."] if unknown else []
        for condition in data["conditions"]:
            kind, words = earlier.get(condition["field"]), conditions.WORDS[condition["comparison"]]
            if kind and condition["comparison"] not in kind.comparisons:
                faults.append(f"{condition['field']} is answered by “{kind.label}”: “{words}” can never hold of that.")
        return faults
