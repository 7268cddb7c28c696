"""Scanned pages and the real Tesseract: what comes out of pages as scanners make them. Skipped where it is missing."""

import re
from collections import Counter

import pytest
from PIL import Image

import reading
from scripts.bench_reading import CONTRACTS, words_of_scans
from tests.reading.scans import CONTRACT, pdf_of, scan

pytestmark = pytest.mark.skipif(
    not reading.can_recognise(), reason="Tesseract is not installed (on Debian: apt-get install tesseract-ocr)"
)
ONE = "Page 1 was recognised from a picture, so single letters may be wrong."


@pytest.fixture
def recognised(tmp_path):
    def read(*pages):
        (tmp_path / "a.pdf").write_bytes(pdf_of(*pages))
        return reading.read(tmp_path / "a.pdf", recognise=True)

    return read


def share_of(known, text):
    """The share of the known words that are in a text."""
    known, ours = (Counter(re.findall(r"\w+", words.casefold())) for words in (known, text))
    return (known & ours).total() / known.total()


@pytest.mark.parametrize("turned", [0, 90, 180, 270, 3, -3, -5, 87], ids=lambda turned: f"{turned} degrees")
def test_scanned_page_is_read_whichever_way_it_lies(recognised, turned):
    document = recognised(scan(turned=turned))
    assert (str(document.outcome), document.reason) == ("text", ONE)
    assert share_of(CONTRACT, document.text) > 0.9


def test_clauses_and_facts_of_a_scan_are_found(recognised):
    document = recognised(scan())
    assert [clause.number for clause in document.clauses if clause.number] == ["1", "2", "3"]
    assert {clause.types[0].name for clause in document.clauses if clause.types} >= {
        "liability",
        "governing-law",
        "payment-terms",
    }
    assert [(fact.value, fact.page) for fact in document.facts if fact.name == "governing_law"] == [("Delaware", 1)]


def test_mixed_document_keeps_its_typed_pages_to_the_letter(recognised):
    first, last = "1. Fees are due yearly, in advance.", "9. Notices are sent by mail."
    document = recognised(first, scan(), last, scan(turned=180))
    parts = [document.text[page.start : page.end] for page in document.pages]
    assert (parts[0], parts[2]) == (first, last)
    assert min(share_of(CONTRACT, parts[1]), share_of(CONTRACT, parts[3])) > 0.95
    assert document.reason == "Pages 2 and 4 were recognised from pictures, so single letters may be wrong."


def test_scan_with_a_typed_line_across_its_head_is_read_whole(recognised):
    """As services for electronic signatures leave them."""
    document = recognised(("Envelope 1234-ABCD", scan()))
    assert share_of(f"Envelope 1234 ABCD {CONTRACT}", document.text) > 0.93


@pytest.mark.parametrize(
    "page",
    [Image.new("L", (1700, 2200), 255), Image.effect_noise((1700, 2200), 90)],
    ids=["white", "noise"],
)
def test_picture_without_letters_ends_in_a_sentence(recognised, page):
    document = recognised(page)
    assert (str(document.outcome), document.reason) == (
        "no_text",
        "Its pages are pictures without text, as from a scanner. No letters were recognised in its pictures.",
    )


@pytest.mark.skipif(not CONTRACTS.exists(), reason="../shared/data is not on this machine")
def test_words_of_a_real_scanned_contract_are_found():
    common, known, read, _ = words_of_scans()
    assert (common / known > 0.97, common / read > 0.97) == (True, True)
