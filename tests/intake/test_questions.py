import pytest

from intake.models import Question
from intake.questions import asked, kept
from tests.intake.cases import CHAINS, when


def question(key, conditions=(), kind="text", **fields):
    return Question(key=key, conditions=list(conditions), kind=kind, **fields)


@pytest.mark.parametrize(("chain", "facts", "keys"), CHAINS)
def test_asked_looks_at_earlier_questions_that_are_asked_themselves(chain, facts, keys):
    questions = [question(key, conditions) for key, conditions, _ in chain]
    answers = {key: answer for key, _, answer in chain}
    assert [question.key for question in asked(questions, facts | answers)] == keys


def test_kept_are_the_answers_to_what_is_asked():
    questions = [question("a"), question("b", when("a")), question("c"), question("d", kind="choices")]
    facts = {"a": "no", "b": "left over", "c": " ", "d": [], "value": "5"}
    assert kept(questions, facts) == {"a": "no"}
