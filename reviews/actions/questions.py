"""Asking the requester: a question is a wait on the requester that pauses the asker's clock."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from people.log import record
from people.models import Audience
from reviews import policies
from reviews.actions.waits import close_wait, locked, open_wait, pause
from reviews.models import Purpose
from reviews.verbs import Verb


@transaction.atomic
def ask_requester(wait, question, *, term=None, by):
    """Ask the requester something that the work behind `wait` needs. Its clock stops until the answer is there.

    Returns the question's own wait.
    """
    wait = locked(wait)
    question = question.strip()
    if not policies.may_close(by, wait):
        raise PermissionDenied(f"This is with {wait.who}: they ask the questions here.")
    if blockers := policies.blockers_to_ask(wait) or _faults(wait.review, question, term):
        raise ValidationError(blockers)

    asked = open_wait(
        wait.review,
        Purpose.QUESTION,
        needed=f"Answer a question from {wait.desk}.",
        question=question,
        by=by,
        requester=True,
        term=term,
        asked_by=by,
        blocks=wait,
    )
    record(
        Verb.ASKED,
        wait.review,
        by=by,
        summary=f"asked the requester: {question}"[:500],
        audience=Audience.BUSINESS,
        wait=asked.pk,
    )
    pause(wait, by=by)
    return asked


def _faults(review, question, term):
    if not question:
        return ["Write the question that you want to ask."]
    return policies.faults_of_term(review, term)


@transaction.atomic
def answer_question(wait, answer, *, by):
    """Answer a question. The asker's clock runs on once every question to them is answered. Returns the wait."""
    wait = locked(wait)
    answer = answer.strip()
    if wait.purpose != Purpose.QUESTION or wait.person_id != by.pk:
        raise PermissionDenied(f"This question is for {wait.who}.")
    if not wait.is_open:
        raise ValidationError(["This question has been answered already."])
    if not answer:
        raise ValidationError(["Write your answer first."])

    close_wait(wait, by=by, answer=answer)
    record(
        Verb.ANSWERED,
        wait.review,
        by=by,
        summary=f"answered: {answer}"[:500],
        audience=Audience.BUSINESS,
        wait=wait.pk,
    )
    return wait
