"""Letters from pictures of pages. A script plays the part of Tesseract; test_scans.py has the real one."""

import sys

import pytest

import reading
from reading import ocr
from reading.processes import sandbox
from tests.reading.builders import pdf
from tests.reading.pdf.test_pdf import PICTURE
from tests.reading.processes.test_sandbox import LINUX

PAGE = "Recog-\nnised text\nof the page.\n\n1. Fees are recognised.\n\f"
TEN_WORDS = "one two three four five six seven eight nine ten"
SCRIPT = """#!{python} -I
import os, sys
picture = sys.stdin.buffer.read()
if not picture.startswith(b"\\x89PNG"):
    sys.exit("no picture")
{script}
"""


@pytest.fixture
def tesseract(tmp_path, monkeypatch):
    """Puts a script in the place of Tesseract; it is given what the script does after it has taken the picture."""

    def put(script):
        program = tmp_path / "bin" / "tesseract"
        program.parent.mkdir(exist_ok=True)
        program.write_text(SCRIPT.format(python=sys.executable, script=script))
        program.chmod(0o755)
        monkeypatch.setattr(ocr.shutil, "which", lambda name: str(program))

    return put


def says(text):
    return f"print({text!r}, end='')"


def read(tmp_path, *pages, **options):
    (tmp_path / "a.pdf").write_bytes(pdf(*pages))
    return reading.read(tmp_path / "a.pdf", **options)


def test_recognised_text_stands_where_its_page_belongs(tmp_path, tesseract):
    tesseract(says(PAGE))
    document = read(tmp_path, ["Before."], PICTURE, ["After."], recognise=True)
    recognised = "Recognised text of the page.\n\n1. Fees are recognised."
    assert document.text == f"Before.\n\n{recognised}\n\nAfter."
    assert [document.text[page.start : page.end] for page in document.pages] == ["Before.", recognised, "After."]
    assert [page.picture for page in document.pages] == [False, True, False]
    assert document.notes == ("Page 2 was recognised from a picture, so single letters may be wrong.",)


def test_scans_become_text(tmp_path, tesseract):
    tesseract(says("Fees"))
    heard = []
    document = read(tmp_path, PICTURE, PICTURE, recognise=True, progress=lambda *pages: heard.append(pages))
    assert (str(document.outcome), document.text) == ("text", "Fees\n\nFees")
    assert heard == [(0, 2), (2, 2), (0, 2), (1, 2), (2, 2)]


SCANNED = "Its pages are pictures without text, as from a scanner."


def test_picture_without_letters_stays_a_picture(tmp_path, tesseract):
    tesseract("pass")
    document = read(tmp_path, PICTURE, recognise=True)
    assert (str(document.outcome), document.text, document.notes) == (
        "no_text",
        "",
        (SCANNED, "No letters were recognised in its pictures."),
    )


# --- what fails ------------------------------------------------------------------------------------------

FAILURE = "could not be recognised: looking for letters failed there, or took too long."


@pytest.mark.parametrize("script", ["sys.exit(1)", "os.abort()", "print('Fees', flush=True); sys.exit(1)"])
def test_failure_is_not_called_a_picture_without_letters(tmp_path, tesseract, script):
    tesseract(script)
    document = read(tmp_path, PICTURE, PICTURE, recognise=True)
    assert (str(document.outcome), document.text, document.notes) == (
        "no_text",
        "",
        (SCANNED, f"Pages 1-2 {FAILURE}"),
    )


def test_recognition_that_takes_too_long_is_a_failure(tmp_path, tesseract, monkeypatch):
    monkeypatch.setattr(sandbox, "PAGE_WALL_SECONDS", 1)
    monkeypatch.setattr(sandbox, "BUSY", 1)
    tesseract("import time; time.sleep(60)")
    assert read(tmp_path, PICTURE, recognise=True).notes == (SCANNED, f"Page 1 {FAILURE}")


def test_page_is_limited_by_time_of_the_processor_and_not_of_the_clock(tmp_path, tesseract, monkeypatch):
    """On a busy machine a page waits for its turn longer than a whole document may take."""
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 1)
    tesseract("import time; time.sleep(3); print('Fees')")
    assert read(tmp_path, PICTURE, recognise=True).text == "Fees"
    tesseract("import resource as r; r.setrlimit(r.RLIMIT_CPU, (1, 2))\nwhile True: pass")
    assert "failed there, or took too long" in read(tmp_path, PICTURE, recognise=True).reason


def test_page_that_failed_is_tried_once_more_after_the_others(tmp_path, tesseract, monkeypatch):
    tesseract("print(len(picture))")
    recognise, seen = sandbox.recognise, []

    def fail_at_first(picture, *arguments):
        seen.append(len(picture))
        return (None, 0.0) if len(seen) == 1 else recognise(picture, *arguments)

    monkeypatch.setattr(sandbox, "recognise", fail_at_first)
    document = read(tmp_path, PICTURE, PICTURE, recognise=True)
    assert document.text.split() == [str(seen[2]), str(seen[1])]
    assert seen[2] < seen[1]  # the second try is made of fewer dots
    assert document.notes == ("Pages 1-2 were recognised from pictures, so single letters may be wrong.",)


def test_recognition_ends_when_its_time_of_the_processor_is_over(tmp_path, tesseract, monkeypatch):
    tesseract(says("Fees"))
    monkeypatch.setattr(ocr, "MAX_CPU_SECONDS", 0.0)
    document = read(tmp_path, PICTURE, PICTURE, recognise=True)
    assert (document.text, document.notes[-1][:15]) == ("Fees", "Page 2 was left")


def test_page_that_cannot_be_drawn_is_a_failure(tmp_path, tesseract, monkeypatch):
    def refuse(*arguments, **options):
        raise reading.Refusal("Page 1 cannot be shown.", "unreadable")

    tesseract(says("Fees"))
    monkeypatch.setattr(sandbox, "draw", refuse)
    assert read(tmp_path, PICTURE, recognise=True).notes == (SCANNED, f"Page 1 {FAILURE}")


FAILS_ON_WHITE = """
if len(picture) <= {white}:
    sys.exit(1)
print({text!r})
"""


def test_pages_that_failed_are_named_beside_those_that_did_not(tmp_path, tesseract):
    tesseract(FAILS_ON_WHITE.format(white=length_of_white(tmp_path), text="Fees"))
    document = read(tmp_path, PICTURE, BARRED, recognise=True)
    assert (document.text, document.notes) == (
        "Fees",
        ("Page 2 was recognised from a picture, so single letters may be wrong.", f"Page 1 {FAILURE}"),
    )


def test_mixed_page_that_failed_is_still_called_mixed(tmp_path, tesseract):
    """Typed text stands beside a picture that nobody has read, although another page was recognised."""
    mixed = "BT /F 10 Tf 72 760 Td (Signed by) Tj ET " + PICTURE
    (tmp_path / "mixed.pdf").write_bytes(pdf(mixed))
    drawn = len(reading.draw(tmp_path / "mixed.pdf", 1, dots_per_inch=ocr.DOTS_PER_INCH))
    tesseract(FAILS_ON_WHITE.format(white=drawn, text="Fees"))
    document = read(tmp_path, mixed, BARRED, recognise=True)
    assert (document.text, document.notes) == (
        "Signed by\n\nFees",
        (
            "Page 2 was recognised from a picture, so single letters may be wrong.",
            f"Page 1 {FAILURE}",
            "Page 1 is mostly a picture; only the text beside it was read.",
        ),
    )


def test_pictures_are_left_alone_unless_asked_for_or_without_tesseract(tmp_path, tesseract, monkeypatch):
    tesseract(says("Fees"))
    assert read(tmp_path, PICTURE).text == ""
    monkeypatch.setattr(ocr.shutil, "which", lambda name: None)
    document = read(tmp_path, PICTURE, recognise=True)
    assert (reading.can_recognise(), document.text, document.notes[-1]) == (
        False,
        "",
        "Letters were not looked for in its pictures: Tesseract is not installed here.",
    )


# --- not every page --------------------------------------------------------------------------------------


def test_page_with_text_beside_its_picture_gets_what_the_picture_adds(tmp_path, tesseract):
    tesseract(says(f"Signed by {TEN_WORDS}"))
    page = "BT /F 10 Tf 72 760 Td (Signed by) Tj ET " + PICTURE
    assert read(tmp_path, page).notes == ("Page 1 is mostly a picture; only the text beside it was read.",)
    assert read(tmp_path, page, recognise=True).text == f"Signed by {TEN_WORDS}"


def test_typed_text_is_kept_where_its_picture_says_no_more(tmp_path, tesseract):
    tesseract(says("S1gned by ACME Corp"))
    page = "BT /F 10 Tf 72 760 Td (Signed by) Tj ET " + PICTURE
    document = read(tmp_path, page, recognise=True)
    assert (document.text, document.notes[-1]) == ("Signed by", "No letters were recognised in its pictures.")


def test_pages_without_letters_are_named(tmp_path, tesseract):
    tesseract(f"print('Fees' if len(picture) > {length_of_white(tmp_path)} else '')")
    document = read(tmp_path, PICTURE, BARRED, PICTURE, recognise=True)
    assert document.notes == (
        "Page 2 was recognised from a picture, so single letters may be wrong.",
        "Pages 1 and 3 are pictures in which no letters were found.",
    )


BARRED = PICTURE + " " + " ".join(f"{60 + 9 * place} 60 {place % 7 + 1} 600 re f" for place in range(50))


def length_of_white(tmp_path):
    """How long the drawing of an empty picture is; one with bars on it is longer."""
    (tmp_path / "white.pdf").write_bytes(pdf(PICTURE))
    return len(reading.draw(tmp_path / "white.pdf", 1, dots_per_inch=ocr.DOTS_PER_INCH))


def test_recognition_ends_after_a_number_of_pages_and_says_so(tmp_path, tesseract, monkeypatch):
    monkeypatch.setattr(ocr, "MAX_PAGES", 2)
    tesseract(says("Fees"))
    document = read(tmp_path, *[PICTURE] * 4, recognise=True)
    assert (document.text, document.notes) == (
        "Fees\n\nFees",
        (
            "Pages 1-2 were recognised from pictures, so single letters may be wrong.",
            "Pages 3-4 were left: recognition ends after 2 pages or 12 minutes. "
            "Attach what is left as a file of its own to have it read.",
        ),
    )


def test_recognition_keeps_what_it_has_when_its_time_is_over(tmp_path, tesseract, monkeypatch):
    tesseract(says("Fees"))
    clock, recognise = [0], sandbox.recognise

    def take_an_hour(*arguments):
        clock[0] += 3600
        return recognise(*arguments)

    monkeypatch.setattr(ocr, "monotonic", lambda: clock[0])
    monkeypatch.setattr(sandbox, "recognise", take_an_hour)
    document = read(tmp_path, PICTURE, PICTURE, recognise=True)
    assert document.text == "Fees"
    assert document.notes[-1].startswith("Page 2 was left: recognition ends after 100 pages or 12 minutes.")


# --- its hands are tied ------------------------------------------------------------------------------------

TRY = """
try:
    {}
    print("done")
except BaseException as error:
    print(type(error).__name__)
"""


@LINUX
@pytest.mark.parametrize(
    ("statement", "end"),
    [
        ("import socket; socket.socket()", "PermissionError"),
        ("os.fork()", "PermissionError"),
        ("open('/tmp/recognition-was-here', 'w')", "PermissionError"),
        ("os.kill(os.getppid(), 0)", "PermissionError"),
        ("bytearray(600 << 20)", "MemoryError"),
        ("open('/dev/null').read()", "done"),
    ],
    ids=["network", "process", "new file", "signal", "memory", "reading"],
)
def test_recognising_program_works_behind_the_limits(tmp_path, tesseract, statement, end):
    tesseract(TRY.format(statement))
    assert read(tmp_path, PICTURE, recognise=True).text == end


def test_recognising_program_sees_nothing_of_our_environment(tmp_path, tesseract, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    tesseract("print(' '.join(os.environ))")
    text = read(tmp_path, PICTURE, recognise=True).text
    assert ("OMP_THREAD_LIMIT" in text, "SECRET_KEY" in text) == (True, False)


def test_recognising_program_is_told_where_its_languages_are(tmp_path, tesseract, monkeypatch):
    monkeypatch.setenv("TESSDATA_PREFIX", "/srv/tessdata")
    tesseract("print(os.environ['TESSDATA_PREFIX'])")
    assert read(tmp_path, PICTURE, recognise=True).text == "/srv/tessdata"


@pytest.mark.parametrize(("start", "answer"), [(b"\x89PNG\r\n\x1a\n", "Fees"), (b"/etc/passwd\n", None)])
def test_recognising_program_gets_nothing_but_pictures(tmp_path, start, answer):
    """Tesseract takes what is no picture for the names of files that it should open."""
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nprintf Fees\n")
    program.chmod(0o755)
    assert sandbox.recognise(start + b"the rest", str(program), "eng")[0] == answer
