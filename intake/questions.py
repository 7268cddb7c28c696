"""Which questions are asked, given the answers so far, and what an answer means. Pure: no database.

The same conditions are evaluated in the browser by static/js/conditions.js; here is where it counts.
"""

from datetime import date

from common import conditions
from intake.models import QuestionKind
from intake.typed import is_iso_day


def asked(questions, facts):
    """The questions whose conditions hold, in order, each judged on the earlier questions that are asked themselves.

    `facts` maps question keys (and form fields such as "value") to answers as given. An answer to a question that
    is hidden counts for nothing, so a chain of conditions falls as one.
    """
    keys = {question.key for question in questions}
    known = {key: value for key, value in facts.items() if key not in keys}
    shown = []
    for question in questions:
        if conditions.all_hold(question.conditions, known):
            shown.append(question)
            known[question.key] = facts.get(question.key)
    return shown


def kept(questions, facts):
    """{key: answer} of the questions that are asked and answered: what a submission carries."""
    answers = {question.key: facts.get(question.key) for question in asked(questions, facts)}
    return {key: answer for key, answer in answers.items() if not conditions.is_empty(answer)}


def fault(question, answer):
    """What is wrong with an answer, as a sentence, or None."""
    if conditions.is_empty(answer):
        return "Please answer this question." if question.required else None
    return CHECKS.get(question.kind, lambda *_: None)(question, answer)


def in_words(question, answer):
    """The answer as a person reads it."""
    if question.kind == QuestionKind.CHOICES:
        return ", ".join(answer)
    if question.kind == QuestionKind.YES_NO:
        return "Yes" if answer == "yes" else "No"
    if question.kind == QuestionKind.DATE:
        return f"{date.fromisoformat(answer):%-d %B %Y}"
    return str(answer)


def _of_choices(question, answer):
    given = answer if isinstance(answer, list) else [answer]
    return None if set(given) <= set(question.choices) else "Choose from the list."


def _whole_number(question, answer):
    return None if str(answer).isascii() and str(answer).isdigit() else "Write a whole number, digits only."


def _date(question, answer):
    return None if is_iso_day(str(answer)) else "Write the day as year-month-day, for example 2027-03-31."


CHECKS = {
    QuestionKind.YES_NO: lambda question, answer: None if answer in {"yes", "no"} else "Choose yes or no.",
    QuestionKind.CHOICE: _of_choices,
    QuestionKind.CHOICES: _of_choices,
    QuestionKind.NUMBER: _whole_number,
    QuestionKind.DATE: _date,
}
