"""What refers to a question, a choice of it, or a request type: it stays as long as something does.

Keys never change (common.models.FixedKey). The text of a choice is a key of a kind: rules compare it. Each answer is a
sentence that names what refers; an empty list lets it go.
"""

from common.words import listed
from intake.models import Question, RequestType
from reviews.models import TargetTime, TermType
from reviews.rules.references import compares, rules_comparing, rules_naming


def faults_of_choices(question: Question, choices: list[str]) -> list[str]:
    """Why these cannot be the choices from now on: one that is gone, or reads differently, is named by a rule."""
    if question.pk is None:
        return []
    stored = Question.objects.filter(pk=question.pk).values_list("choices", flat=True).get()
    return [fault for choice in stored if choice not in choices for fault in _faults_of_choice(question, choice)]


def _faults_of_choice(question, choice):
    others = Question.objects.filter(key=question.key).exclude(pk=question.pk)
    if any(choice in other.choices for other in others):
        return []
    names = [f"the rule “{rule.name}”" for rule in rules_comparing(question.key, choice)]
    names += [
        f"the question “{other.text}”"
        for other in question.request_type.questions.exclude(pk=question.pk)
        if any(compares(condition, question.key, choice) for condition in other.conditions)
    ]
    return [f"“{choice}” stays: {_listed(names)} compares answers with it."] if names else []


def faults_to_remove_question(question: Question) -> list[str]:
    """Why the question stays: a rule looks at its answer, and no other question has this key; or a later question."""
    names = []
    if not Question.objects.filter(key=question.key).exclude(pk=question.pk).exists():
        names += [f"the rule “{rule.name}”" for rule in rules_naming(question.key)]
    names += [
        f"the question “{other.text}”"
        for other in question.request_type.questions.exclude(pk=question.pk)
        if any(condition["field"] == question.key for condition in other.conditions)
    ]
    return [f"“{question.text}” stays: {_listed(names)} looks at its answer. Change that first."] if names else []


def faults_to_remove_type(request_type: RequestType) -> list[str]:
    """Why the type stays: rules, target times or kinds of terms name it. It can be switched off instead."""
    slug = request_type.slug
    names = [f"the rule “{rule.name}”" for rule in rules_comparing("kind", slug)]
    names += [f"the target time “{target.scope}”" for target in TargetTime.objects.filter(kind=slug)]
    names += [f"the playbook of “{kind}”" for kind in TermType.objects.filter(expected_kinds__contains=[slug])]
    return [f"“{request_type}” stays: {_listed(names)} names it. Switch it off instead."] if names else []


def _listed(names):
    return listed(list(dict.fromkeys(names))[:3])
