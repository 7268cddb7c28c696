"""What a heads-up knows already when it becomes the request: early flags answer questions with yes, to be confirmed."""

from collections.abc import Sequence

from intake.kinds import kind_of
from intake.models import IntakeRequest, Question
from reviews.first_looks.actions import desks_that_flagged, looks_on
from reviews.pure.flags import Flag


def flagged(intake_request: IntakeRequest, questions: Sequence[Question]) -> dict[str, tuple[str, str]]:
    """{question key: (the answer that is chosen beforehand, why)} of what early flags point at and nobody has answered.

    One query, where there was a heads-up; else none.
    """
    if intake_request.review_id is None or not intake_request.is_draft:
        return {}
    desks = desks_that_flagged(looks_on(intake_request.review))
    chosen = {}
    for question in questions:
        answer = kind_of(question).yes()
        if question.flag in desks and answer and question.key not in intake_request.answers:
            label = str(Flag(question.flag).label).lower()
            chosen[question.key] = (
                answer,
                f"{desks[question.flag]} flagged {label} early. Change it if that is wrong.",
            )
    return chosen
