"""Real contracts, edited by a program that remembers what it did. Their texts stay outside the repository."""

import json
import random
from pathlib import Path

import pytest

from reading.clauses import segment
from reading.compare import Kind, changed_passages, compare

CONTRACTS = Path("../shared/data/contracts/contracts.jsonl")
pytestmark = pytest.mark.skipif(not CONTRACTS.exists(), reason="needs the contracts in ../shared/data")
LONG = 25  # words: edits are made in clauses that are at least that long, and stand there once


@pytest.fixture(scope="module")
def contracts():
    """Six of them, from short to long."""
    with CONTRACTS.open() as lines:
        texts = sorted((json.loads(line)["text"] for line in lines), key=len)
    return [segment(text) for text in texts[20::48]]


def laid_out(texts):
    """Clauses as dicts, from (where it comes from, number, heading, text)."""
    clauses, at = [], 0
    for _, number, heading, text in texts:
        clauses.append({"start": at, "text": text, "number": number, "heading": heading})
        at += len(text) + 2
    return clauses


def rows_of(clauses):
    return [(index, clause.number, clause.heading, clause.text) for index, clause in enumerate(clauses)]


def unmistakable(clauses):
    """Places of clauses that are long, and whose words no other clause has."""
    texts = [" ".join(clause.text.split()[1:]) for clause in clauses]
    return [place for place, text in enumerate(texts) if len(text.split()) >= LONG and texts.count(text) == 1]


def edited(text, pick):
    words = text.split(" ")
    place = pick.randrange(len(words) // 3, len(words) - 2)
    return " ".join([*words[:place], "(save as agreed otherwise in writing)", *words[place:]])


@pytest.mark.parametrize("seed", range(3))
def test_compare_finds_exactly_what_was_edited_added_and_removed(contracts, seed):
    for clauses in contracts:
        pick, rows = random.Random(seed), rows_of(clauses)
        places = unmistakable(clauses)
        changed, gone = (set(part) for part in chunks(pick.sample(places, 2 * max(1, len(places) // 12))))
        rows = [(was, number, head, edited(text, pick) if was in changed else text) for was, number, head, text in rows]
        rows = [row for row in rows if row[0] not in gone]
        spot = pick.randrange(len(rows))
        rows.insert(spot, (None, "", "", "Carbon. Each truck of the carrier reports its mileage and its fuel weekly."))
        changes = compare(clauses, laid_out(rows))
        places_by_kind = {
            kind: {place for change in changes if change.kind == kind for place in change.old} for kind in Kind
        }
        assert places_by_kind[Kind.EDITED] == changed
        assert places_by_kind[Kind.REMOVED] == gone
        assert [change.new for change in changes if change.kind == Kind.ADDED] == [(spot,)]
        assert places_by_kind[Kind.MOVED] == places_by_kind[Kind.SPLIT] == places_by_kind[Kind.MERGED] == set()


def chunks(places):
    return places[: len(places) // 2], places[len(places) // 2 :]


def test_compare_finds_a_long_clause_that_moved(contracts):
    for clauses in contracts[1:]:
        rows, places = rows_of(clauses), unmistakable(clauses)
        row = rows.pop(places[len(places) // 4])
        rows.insert(places[-2], row)
        changes = compare(clauses, laid_out(rows))
        assert {change.kind for change in changes} <= {Kind.MOVED, Kind.UNCHANGED}
        assert row[0] in {place for change in changes if change.kind == Kind.MOVED for place in change.old}


def test_changed_passages_are_those_of_the_edited_clauses(contracts):
    for clauses in contracts:
        pick = random.Random(7)
        changed = set(pick.sample(unmistakable(clauses), 1))
        rows = [(was, n, h, edited(text, pick) if was in changed else text) for was, n, h, text in rows_of(clauses)]
        passages = changed_passages(
            [(clause.start, clause.end) for clause in clauses], compare(clauses, laid_out(rows))
        )
        assert {place for place, passage in enumerate(passages) if passage.words_changed} == changed
