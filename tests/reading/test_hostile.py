"""Files built to do harm, and odd but honest ones: each ends in the outcome its manifest allows, within the limits."""

import json

import pytest

import reading
from tests.reading.hostile import BYTES, FOLDER, SECONDS, cases, measured, sample

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="../shared/data/hostile is not on this machine")
SAMPLE = sample() if FOLDER.exists() else []
GENERATED = FOLDER / "generated"


@pytest.mark.parametrize("case", SAMPLE, ids=[case.path for case in SAMPLE])
def test_file_ends_in_an_outcome_within_the_limits(case):
    code, seconds, peak, printed = measured(case)
    data = json.loads(printed)
    assert (code, seconds < SECONDS, peak < BYTES) == (0, True, True)
    assert data["outcome"] in case.outcomes
    assert bool(data["text"]) == (data["outcome"] == "text")
    assert data["reason"] or data["outcome"] == "text"
    assert "root:" not in data["text"]  # nothing of /etc/passwd


def test_no_file_of_another_kind_is_opened():
    others = [case for case in cases() if case.kind in ("markup", "strings")]
    outcomes = {str(reading.read(FOLDER / case.path).outcome) for case in others}
    assert (len(others), outcomes) == (164, {"refused"})


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("embedded_file.pdf", "Other files are attached inside it; they were not read."),
        ("nested_zip.docx", "Other files are placed inside it; they were not read."),
        *(
            (name, "It contains active content (a script, or a button that starts something); nothing was run.")
            for name in ("js_openaction.pdf", "launch_action.pdf", "submitform.pdf")
        ),
    ],
)
def test_what_hides_in_accepted_files_is_reported(name, note):
    assert note in reading.read(GENERATED / name).notes


def test_honest_files_still_read():
    texts = [reading.read(GENERATED / name).text for name in ("ok.pdf", "ok.docx")]
    assert all(texts)
