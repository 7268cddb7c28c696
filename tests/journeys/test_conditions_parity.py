"""Conditions mean the same on the server and in the browser: one table of cases, run through both."""

from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

from common.conditions import holds
from intake.models import Question
from intake.questions import asked
from intake.typed import read_amount, read_whole_number
from tests.intake.cases import AMOUNTS, CHAINS, CONDITIONS, FACTS, WHOLE_NUMBERS

SCRIPT = Path(settings.BASE_DIR) / "static" / "js" / "conditions.js"


@pytest.fixture
def run(browser):
    """run(expression, cases): what the browser makes of each case."""
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield lambda expression, cases: page.evaluate(f"(cases) => cases.map({expression})", list(cases))
    page.close()


def test_conditions_hold_alike(run):
    cases = list(product(CONDITIONS, FACTS))
    here = [holds(condition, {"fact": fact}) for condition, fact in cases]
    there = run("([condition, fact]) => duetConditions.holds(condition, { fact })", cases)
    differing = [case for case, one, other in zip(cases, here, there, strict=True) if one != other]
    assert differing == []
    assert {True, False} <= set(here)


def test_questions_are_asked_alike(run):
    questions = [[Question(key=key, conditions=conditions) for key, conditions, _ in chain] for chain, _, _ in CHAINS]
    answers = [{key: answer for key, _, answer in chain} for chain, _, _ in CHAINS]
    here = [
        [question.key for question in asked(questions[n], facts | answers[n])] for n, (_, facts, _) in enumerate(CHAINS)
    ]
    cases = [
        [[{"key": key, "conditions": conditions, "answer": answer} for key, conditions, answer in chain], facts]
        for chain, facts, _ in CHAINS
    ]
    there = run("([questions, facts]) => duetConditions.asked(questions, facts)", cases)
    assert here == there == [keys for _, _, keys in CHAINS]


def test_amounts_are_read_alike(run):
    texts = [text for text, _ in AMOUNTS]
    there = run("(text) => duetConditions.readAmount(text)", texts)
    assert [read and (Decimal(read["number"]), read["currency"]) for read in there] == [
        read and (read.number, read.currency) for read in map(read_amount, texts)
    ]


def test_whole_numbers_are_read_alike(run):
    texts = [text for text, _ in WHOLE_NUMBERS]
    assert run("(text) => duetConditions.readWholeNumber(text)", texts) == [read_whole_number(text) for text in texts]
