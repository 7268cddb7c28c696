import pytest

from intake.models import Question, QuestionKind
from intake.questions import asked, fault, in_words, kept
from tests.intake.cases import CHAINS, when


def question(key, conditions=(), kind=QuestionKind.TEXT, **fields):
    return Question(key=key, conditions=list(conditions), kind=kind, **fields)


@pytest.mark.parametrize(("chain", "facts", "keys"), CHAINS)
def test_asked_looks_at_earlier_questions_that_are_asked_themselves(chain, facts, keys):
    questions = [question(key, conditions) for key, conditions, _ in chain]
    answers = {key: answer for key, _, answer in chain}
    assert [one.key for one in asked(questions, facts | answers)] == keys


def test_kept_are_the_answers_to_what_is_asked():
    questions = [question("a"), question("b", when("a")), question("c"), question("d", kind=QuestionKind.CHOICES)]
    facts = {"a": "no", "b": "left over", "c": " ", "d": [], "value": "5"}
    assert kept(questions, facts) == {"a": "no"}


CHOICES = {"choices": ["Yes", "No"]}
CHOOSE = "Choose from the list."
WHOLE = "Write a whole number, digits only."
DAY = "Write the day as year-month-day, for example 2027-03-31."


@pytest.mark.parametrize(
    ("kind", "fields", "answer", "sentence"),
    [
        ("text", {}, "", "Please answer this question."),
        ("text", {"required": False}, "", None),
        ("text", {}, "x", None),
        ("yes_no", {}, "yes", None),
        ("yes_no", {}, "maybe", "Choose yes or no."),
        ("choice", CHOICES, "Yes", None),
        ("choice", CHOICES, "Perhaps", CHOOSE),
        ("choices", CHOICES, ["Yes", "No"], None),
        ("choices", CHOICES, ["Yes", "Perhaps"], CHOOSE),
        ("number", {}, "40", None),
        ("number", {}, "4.5", WHOLE),
        ("number", {}, "٤", WHOLE),
        ("date", {}, "2027-03-31", None),
        ("date", {}, "31.3.2027", DAY),
        ("date", {}, "0027-03-31", DAY),
        ("date", {}, "soon", DAY),
    ],
)
def test_fault_says_what_is_wrong(kind, fields, answer, sentence):
    assert fault(question("q", kind=kind, **fields), answer) == sentence


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        ("choices", ["Customers", "Employees"], "Customers, Employees"),
        ("yes_no", "yes", "Yes"),
        ("yes_no", "no", "No"),
        ("date", "2027-03-01", "1 March 2027"),
        ("number", "40", "40"),
    ],
)
def test_in_words_reads_as_a_person_would_say_it(kind, answer, words):
    assert in_words(question("q", kind=kind), answer) == words
