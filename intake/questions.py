"""Which questions are asked, given the answers so far. Pure: no database. The browser is told, and decides nothing."""

from common import conditions


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
