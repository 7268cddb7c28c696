"""Letters from pictures of pages. A script plays the part of Tesseract."""

import pytest

import reading
from reading import ocr
from tests.reading.builders import pdf
from tests.reading.test_pdf import PICTURE

PAGE = "Recog-\nnised text\nof the page.\n\n1. Fees are recognised.\n\f"


@pytest.fixture
def tesseract(tmp_path, monkeypatch):
    """Puts a script in the place of Tesseract; it is given what the script does after it has taken the picture."""

    def put(script):
        program = tmp_path / "bin" / "tesseract"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\nhead -c 8 > {tmp_path}/head\ncat > /dev/null\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setattr(ocr.shutil, "which", lambda name: str(program))

    return put


def read(tmp_path, *pages, **options):
    (tmp_path / "a.pdf").write_bytes(pdf(*pages))
    return reading.read(tmp_path / "a.pdf", **options)


def test_recognised_text_stands_where_its_page_belongs(tmp_path, tesseract):
    tesseract(f"printf '{PAGE}'".replace("\n", "\\n").replace("\f", "\\f"))
    document = read(tmp_path, ["Before."], PICTURE, ["After."], recognise=True)
    recognised = "Recognised text of the page.\n\n1. Fees are recognised."
    assert document.text == f"Before.\n\n{recognised}\n\nAfter."
    assert [document.text[page.start : page.end] for page in document.pages] == ["Before.", recognised, "After."]
    assert [page.picture for page in document.pages] == [False, True, False]
    assert document.notes[0] == "Page 2 was recognised from pictures, so single letters may be wrong."
    assert (tmp_path / "head").read_bytes() == b"\x89PNG\r\n\x1a\n"


def test_scans_become_text(tmp_path, tesseract):
    tesseract("echo Fees")
    heard = []
    document = read(tmp_path, PICTURE, PICTURE, recognise=True, progress=lambda *pages: heard.append(pages))
    assert (str(document.outcome), document.text) == ("text", "Fees\n\nFees")
    assert heard == [(0, 2), (0, 2), (1, 2)]


@pytest.mark.parametrize("script", ["exit 1", "true", "kill -9 $$"])
def test_pages_stay_pictures_when_nothing_is_recognised(tmp_path, tesseract, script):
    tesseract(script)
    document = read(tmp_path, PICTURE, recognise=True)
    assert (str(document.outcome), document.text, document.notes[-1]) == (
        "no_text",
        "",
        "No letters were recognised in its pictures.",
    )


def test_pictures_are_left_alone_unless_asked_for_or_without_tesseract(tmp_path, tesseract, monkeypatch):
    tesseract("echo Fees")
    assert read(tmp_path, PICTURE).text == ""
    monkeypatch.setattr(ocr.shutil, "which", lambda name: None)
    assert (reading.can_recognise(), read(tmp_path, PICTURE, recognise=True).text) == (False, "")
