"""What intake adds to the fields that rules may look at: the request type, and the answer to every question."""

from intake.models import Question, QuestionKind, RequestType
from reviews.rules.fields import YES_OR_NO, Field, adds_fields


@adds_fields
def question_fields():
    """The request type, then one field for each key that any question uses, in the words of its first question."""
    kinds = dict(RequestType.objects.values_list("slug", "name"))
    fields = {"kind": Field("kind", "request type", kinds)}
    for question in Question.objects.order_by("request_type__position", "position"):
        fields.setdefault(question.key, Field(question.key, _label(question), _choices(question)))
    return list(fields.values())


def _label(question):
    return f"“{question.text}”"


def _choices(question):
    return YES_OR_NO if question.kind == QuestionKind.YES_NO else {each: each for each in question.choices}
