"""What may be opened at all, and the sentence for everything else."""

import io
import struct
import zipfile

import pytest

from reading.document import Outcome
from reading.gate import DOCX, PDF, check
from reading.refusal import Refusal
from tests.reading.builders import archive, docx, p, pdf

AGAIN = "Please open it in Word, save it again as .docx and attach that."
DAMAGED = f"“a” is damaged or is no Word file. {AGAIN}"
SUSPICIOUS = f"“a” is packed in an unusual way. {AGAIN}"
PARTS = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}


def refused(content):
    """(outcome, sentence) for a file with this content."""
    with pytest.raises(Refusal) as raised:
        check(io.BytesIO(content), name="a")
    return str(raised.value.outcome), raised.value.sentence


@pytest.mark.parametrize(
    ("content", "kind"),
    [(pdf(["Text"]), PDF), (b"\xef\xbb\xbf\r\n" + pdf(["Text"]), PDF), (docx(p("Text")), DOCX)],
    ids=["pdf", "pdf behind blanks", "docx"],
)
def test_check_tells_the_kind_by_the_content_and_rewinds(content, kind):
    file = io.BytesIO(content)
    assert (check(file, name="a"), file.tell()) == (kind, 0)


@pytest.mark.parametrize(
    ("content", "outcome", "sentence"),
    [
        (b"", "refused", "“a” is empty. Please attach the file again."),
        (b"MZ" + b"x" * 99, "refused", "“a” is neither a PDF nor a Word file (.docx). Please save it as one of them."),
        (
            b"<b>" + pdf(["x"]),
            "refused",
            "“a” has something else in front of its PDF content. Please print it to a new PDF and attach that.",
        ),
    ],
    ids=["empty", "program", "page in front"],
)
def test_check_refuses_other_kinds(content, outcome, sentence):
    assert refused(content) == (outcome, sentence)


@pytest.mark.parametrize(
    ("inside", "outcome"), [(b"WordDocument", "refused"), ("EncryptedPackage".encode("utf-16-le"), "password")]
)
def test_old_word_files_are_told_from_those_with_a_password(inside, outcome):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * ((1 << 20) - 20) + inside
    assert refused(content) == (
        outcome,
        "“a” is an old Word file (.doc) or protected by a password. "
        "Please save it as .docx or PDF without a password and attach it again.",
    )


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        ({"word/document.xml": "<w/>"}, "unreadable"),
        ({"[Content_Types].xml": "<Types/>"}, "unreadable"),
        ({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}, "refused"),
    ],
    ids=["no content types", "no document", "a spreadsheet"],
)
def test_archives_that_are_no_word_files(parts, outcome):
    assert refused(archive(parts)) == (outcome, DAMAGED)


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("word/vbaProject.bin", "“a” contains macros (small programs). Please save it as .docx without macros."),
        ("../up.xml", SUSPICIOUS),
        ("/etc/passwd", SUSPICIOUS),
        ("WORD/Document.xml", SUSPICIOUS),
    ],
)
def test_parts_that_no_word_processor_writes_are_refused(part, sentence):
    assert refused(archive(PARTS | {part: "x"})) == ("refused", sentence)


def test_archives_with_a_password_are_told():
    content = bytearray(archive(PARTS))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(content)) == ("password", "“a” is protected by a password. Please attach it without one.")


def test_overlapping_and_joined_archives_are_refused():
    content = bytearray(archive(PARTS))
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[second + 42 : second + 46] = struct.pack("<L", 0)
    assert refused(bytes(content)) == ("refused", SUSPICIOUS)
    assert refused(archive(PARTS) * 2) == ("refused", SUSPICIOUS)


def test_bombs_are_refused_by_their_directory(monkeypatch):
    too_much = ("refused", "“a” unpacks to far more than a contract. Please save it as a PDF and attach that.")
    assert refused(archive(PARTS | {"word/a.xml": "<w/>" * 1_000_000})) == too_much
    monkeypatch.setattr("reading.gate.ZipFile", None)  # reading the entries would fail
    assert refused(archive(PARTS | {f"word/{n}.xml": "" for n in range(1_000)})) == too_much


@pytest.mark.parametrize("keep", [4, 30, 60, -1, -22, -40])
def test_files_that_were_cut_off_are_unreadable(keep):
    assert refused(archive(PARTS)[:keep]) == ("unreadable", DAMAGED)


def test_every_single_changed_byte_ends_in_an_answer():
    content = archive(PARTS)
    for place in range(len(content)):
        broken = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
        try:
            check(io.BytesIO(broken), name="a")
        except Refusal as refusal:
            assert isinstance(refusal.outcome, Outcome)


def test_unusual_packing_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as target:
        for path, content in PARTS.items():
            target.writestr(path, content)
    assert refused(packed.getvalue()) == ("refused", SUSPICIOUS)
