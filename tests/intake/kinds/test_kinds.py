"""What is special about one kind of question. What is true of all is in test_registered.py."""

import pytest
from django import forms

from intake.kinds import kind_of
from intake.models import Question

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
    assert kind_of(Question(kind=kind, **fields)).fault(answer) == sentence


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
def test_words_read_as_a_person_would_say_it(kind, answer, words):
    assert kind_of(Question(kind=kind)).words(answer) == words


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("number", "1 200", "1200"),
        ("number", "about 40", "about 40"),
        ("date", "31/03/2027", "2027-03-31"),
        ("date", "some day", "some day"),
        ("date", "31/3/2027", "2027-03-31"),
        ("text", "1,200", "1,200"),
    ],
)
def test_stored_reads_what_it_can_and_keeps_the_rest(kind, typed, stored):
    assert kind_of(Question(kind=kind)).stored(typed) == stored


@pytest.mark.parametrize(
    ("kind", "choices"),
    [
        ("yes_no", {"yes": "yes", "no": "no"}),
        ("choice", {"Left": "Left", "Right": "Right"}),
        ("choices", {"Left": "Left", "Right": "Right"}),
        ("text", {}),
    ],
)
def test_choices_are_what_rules_may_name(kind, choices):
    assert kind_of(Question(kind=kind, choices=["Left", "Right"])).choices() == choices


@pytest.mark.parametrize(("how_many", "widget"), [(6, forms.RadioSelect), (7, forms.Select)])
def test_few_choices_stand_on_the_page_and_many_in_a_list(how_many, widget):
    question = Question(kind="choice", choices=[str(n) for n in range(how_many)])
    assert type(kind_of(question).form_field().widget) is widget
