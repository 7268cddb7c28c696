"""Real broken, odd and malicious files, and real contracts. They live beside the project and are not part of it."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File

from contracts.files import DOCX, PDF, check

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"
HOSTILE, CONTRACTS = DATA / "hostile", DATA / "contracts" / "files"

needs_hostile = pytest.mark.skipif(not HOSTILE.is_dir(), reason=f"the hostile files are not at {HOSTILE}")
needs_contracts = pytest.mark.skipif(not CONTRACTS.is_dir(), reason=f"the real contracts are not at {CONTRACTS}")

MUST_BE_REFUSED_LATER = {
    # Nothing in the archive's directory gives these away: reading them, in a throw-away process, has to.
    "generated/billion_laughs.docx",
    "generated/quadratic_blowup.docx",
    "generated/deep_nesting_100k.docx",
}


def manifest():
    with (HOSTILE / "MANIFEST.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def answer(path):
    """The type of an accepted file, or the sentence of the refusal."""
    with path.open("rb") as content:
        try:
            return check(File(content, name=path.name)).content_type
        except ValidationError as refusal:
            [sentence] = refusal.messages
            return sentence


@needs_hostile
@pytest.mark.timeout(120)
def test_every_hostile_file_gets_a_type_or_one_sentence():
    answers = {row["path"]: answer(HOSTILE / row["path"]) for row in manifest()}
    assert len(answers) > 900
    unexplained = [path for path, reply in answers.items() if reply not in (PDF, DOCX) and not reply.startswith("“")]
    assert unexplained == []


@needs_hostile
def test_files_marked_for_refusal_are_refused():
    marked = [row["path"] for row in manifest() if row["expected"].startswith("reject")]
    may_be_kept = [row["path"] for row in manifest() if " or " in row["expected"]]
    accepted = {path for path in marked if answer(HOSTILE / path) in (PDF, DOCX)}
    assert accepted - set(may_be_kept) == MUST_BE_REFUSED_LATER


@needs_hostile
def test_files_marked_as_fine_are_accepted():
    fine = [row["path"] for row in manifest() if row["expected"] == "accept" or row["expected"].startswith("accept;")]
    refused = {path: reply for path in fine if (reply := answer(HOSTILE / path)) not in (PDF, DOCX)}
    assert fine
    assert refused == {}


@needs_contracts
def test_real_contracts_are_accepted_as_what_they_are():
    answers = {path.name: answer(path) for path in CONTRACTS.iterdir()}
    expected = {name: PDF if name.lower().endswith(".pdf") else DOCX for name in answers}
    assert len(answers) == 40
    assert answers == expected
