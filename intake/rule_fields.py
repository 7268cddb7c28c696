"""What intake adds to the fields that rules may look at: the request type, and the answer to every question."""

from intake.kinds import kind_of
from intake.models import Question, RequestType
from reviews.rules.fields import Field, adds_fields


@adds_fields
def question_fields():
    """The request type, then one field for each key that any question uses, in the words of its first question."""
    kinds = dict(RequestType.objects.values_list("slug", "name"))
    fields = {"kind": Field("kind", "request type", kinds)}
    for question in Question.objects.order_by("request_type__position", "position"):
        fields.setdefault(question.key, Field(question.key, f"“{question.text}”", kind_of(question).choices()))
    return list(fields.values())
