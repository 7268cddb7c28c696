"""`python -m reading`: JSON on standard output, and exit code 0 whenever there is an outcome."""

import json
import subprocess
import sys

from reading.document import Clause, Document, Fact, Heading, Outcome, Page, Side, TypeGuess
from reading.processes.parents import ROOT
from tests.reading.builders import pdf

KEYS = ["file", "pages", "text", "clauses", "outcome", "reason", "language", "notes", "facts"]


def run(*arguments):
    done = subprocess.run(
        [sys.executable, "-m", "reading", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True
    )
    return done.returncode, json.loads(done.stdout) if done.returncode == 0 else done.stderr


def test_reading_prints_the_agreed_form(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf(["Text."]))
    code, data = run(tmp_path / "a.pdf")
    assert (code, list(data)) == (0, KEYS)
    assert (data["file"], data["text"], data["outcome"]) == ("a.pdf", "Text.", "text")


def test_reading_says_an_outcome_for_everything_it_can_open(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"")
    code, data = run("--full", tmp_path / "a.pdf")
    assert (code, data["outcome"], data["notes"]) == (0, "refused", ["“a.pdf” is empty. Please attach the file again."])
    (tmp_path / "a.txt").write_text("One.")
    code, data = run("--text", tmp_path / "a.txt")
    assert (code, data["text"], data["outcome"]) == (0, "One.", "text")


def test_reading_says_when_there_is_no_such_file(tmp_path):
    code, error = run(tmp_path / "none.pdf")
    assert (code, error) == (2, f"Cannot open {tmp_path / 'none.pdf'}: No such file or directory\n")


def test_document_turns_into_json_and_back():
    clause = Clause(
        0,
        5,
        1,
        "Fees",
        "1.",
        "Fees.",
        (TypeGuess("payment", 0.9),),
        Side.COMMERCIAL,
        0.8,
        Side.LEGAL,
        level=2,
        parent=0,
    )
    document = Document(
        "a.pdf",
        "Fees.",
        (Page(1, 0, 5), Page(2, 5, 5, picture=True)),
        (Heading(0, 5, 1),),
        (clause,),
        (Fact("payment_days", 30, 0, 5, 1, "Fees."),),
        Outcome.TEXT,
        ("One note.", "Another."),
        "en",
    )
    data = json.loads(json.dumps(document.as_full_json()))
    assert Document.from_full_json(data) == document
    assert document.as_json()["clauses"] == [
        {
            "start": 0,
            "end": 5,
            "page": 1,
            "heading": "Fees",
            "number": "1.",
            "text": "Fees.",
            "types": [{"name": "payment", "confidence": 0.9}],
            "side": "commercial",
            "side_confidence": 0.8,
            "second_side": "legal",
        }
    ]
    assert (list(document.as_json()), document.reason) == (KEYS, "One note. Another.")


def test_page_at_finds_the_page_of_an_offset():
    document = Document("a", "One. Two.", (Page(1, 0, 4), Page(2, 4, 4, picture=True), Page(3, 5, 9)))
    assert [document.page_at(offset) for offset in (0, 3, 4, 5, 8)] == [1, 1, 1, 3, 3]
    assert Document("a").page_at(0) == 1
