"""What may be uploaded, and the sentence for everything else."""

import hashlib
import struct
import zipfile

import pytest
from django.core.exceptions import ValidationError

from contracts.files import DOCX, PDF, AcceptedFile, check, safe_name
from tests.contracts.builders import change, docx, pdf, upload

AGAIN = "Please open it in Word, save it again as .docx and attach that."


def refusal(file):
    with pytest.raises(ValidationError) as raised:
        check(file)
    [sentence] = raised.value.messages
    return sentence


@pytest.mark.parametrize(
    ("build", "content_type", "name"), [(pdf, PDF, "contract.pdf"), (docx, DOCX, "contract.docx")], ids=["pdf", "docx"]
)
def test_check_gives_the_facts_of_an_honest_file_and_rewinds_it(build, content_type, name):
    file = build()
    content = file.read()
    assert check(file) == AcceptedFile(name, content_type, len(content), hashlib.sha256(content).hexdigest())
    assert file.read() == content


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\r\n\r\n ", b"\x00" * 1000])
def test_pdf_may_begin_with_blanks(before):
    assert check(pdf(before=before)).content_type == PDF


def test_type_comes_from_the_content_and_the_name_follows():
    assert (check(pdf(name="contract.docx")).name, check(docx(name="terms")).name) == (
        "contract.docx.pdf",
        "terms.docx",
    )


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (upload("a.pdf", b""), "“a.pdf” is empty. Please attach the file again."),
        (
            upload("a.exe", b"MZ" + b"x" * 99),
            "“a.exe” is neither a PDF nor a Word file (.docx). Please save it as one of them.",
        ),
        (
            upload("a.pdf", b"<html></html>"),
            "“a.pdf” is neither a PDF nor a Word file (.docx). Please save it as one of them.",
        ),
        (
            pdf("a.pdf", before=b" " * 1024),
            "“a.pdf” is neither a PDF nor a Word file (.docx). Please save it as one of them.",
        ),
        (
            pdf("a.pdf", before=b"<script>alert(1)</script>"),
            "“a.pdf” has something else in front of its PDF content. Please print it to a new PDF and attach that.",
        ),
        (
            upload("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99),
            "“a.doc” is an old Word file (.doc) or protected by a password. "
            "Please save it as .docx or PDF without a password and attach it again.",
        ),
    ],
    ids=["empty", "program", "html", "header too late", "html before the header", "old office"],
)
def test_check_refuses_other_types(file, sentence):
    assert refusal(file) == sentence


def test_check_refuses_what_is_too_big(settings):
    settings.UPLOAD_MAX_BYTES = 10
    assert refusal(upload("a.pdf", b"%PDF-1.7 and more")) == (
        "“a.pdf” has 17 bytes; files can have up to 10 bytes. A PDF without scanned pictures is usually much smaller."
    ).replace("17 bytes", "17\xa0bytes").replace("10 bytes", "10\xa0bytes")


@pytest.mark.parametrize(
    "parts",
    [
        {"without": ["[Content_Types].xml"]},
        {"without": ["word/document.xml"]},
        {"without": ["word/document.xml"], "parts": [("xl/workbook.xml", b"<x/>")]},
    ],
    ids=["no content types", "no document", "a spreadsheet"],
)
def test_check_refuses_archives_that_are_no_word_files(parts):
    assert refusal(docx("a.docx", **parts)) == f"“a.docx” is damaged or is no Word file. {AGAIN}"


def test_main_part_may_carry_a_number():
    numbered = docx(without=["word/document.xml"], parts=[("word/document2.xml", b"<x/>")])
    assert check(numbered).content_type == DOCX


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "word/vbaData.xml"])
def test_check_refuses_macros(part):
    expected = "“a.docx” contains macros (small programs). Please save it as .docx without macros."
    assert refusal(docx("a.docx", [(part, b"x")])) == expected


@pytest.mark.parametrize("part", ["/etc/passwd", "../up.xml", "word/../../up.xml", "word\\a.xml", "c:/a.xml"])
def test_check_refuses_paths_that_lead_elsewhere(part):
    assert refusal(docx("a.docx", [(part, b"x")])) == f"“a.docx” is packed in an unusual way. {AGAIN}"


def test_check_refuses_links():
    assert refusal(docx("a.docx", link="word/link.xml")) == f"“a.docx” is packed in an unusual way. {AGAIN}"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twin", ["word/document.xml", "WORD/Document.xml"])
def test_check_refuses_two_parts_of_one_name(twin):
    assert refusal(docx("a.docx", [(twin, b"another")])) == f"“a.docx” is packed in an unusual way. {AGAIN}"


def test_check_refuses_unusual_packing():
    packed = docx("a.docx", method=zipfile.ZIP_BZIP2)
    assert refusal(packed) == f"“a.docx” is packed in an unusual way. {AGAIN}"


def test_check_refuses_passwords():
    """The flag of encryption, set on the first entry of the archive's directory."""
    file = docx("a.docx")
    content = bytearray(file.read())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    expected = "“a.docx” is protected by a password. Please attach it without one."
    assert refusal(upload("a.docx", bytes(content))) == expected


def test_check_refuses_overlapping_entries():
    """Both parts point at the first one's bytes; Python's zipfile before 3.11.8 reads that gladly."""
    file = docx("a.docx")
    content = bytearray(file.read())
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[second + 42 : second + 46] = struct.pack("<L", 0)
    assert refusal(upload("a.docx", bytes(content))) == f"“a.docx” is packed in an unusual way. {AGAIN}"


def test_check_refuses_entries_that_reach_into_the_directory():
    file = docx("a.docx", method=zipfile.ZIP_STORED)
    content = bytearray(file.read())
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[second + 20 : second + 28] = struct.pack("<LL", 60, 60)
    assert refusal(upload("a.docx", bytes(content))) == f"“a.docx” is packed in an unusual way. {AGAIN}"


def test_check_refuses_an_archive_behind_another_one():
    """The directory at the end belongs to the second archive; the first would be read by others."""
    joined = docx().read() + docx("a.docx").read()
    assert refusal(upload("a.docx", joined)) == f"“a.docx” is packed in an unusual way. {AGAIN}"


def test_check_refuses_an_archive_that_unpacks_to_too_much(monkeypatch):
    file = docx("a.docx", [("word/media/a.xml", b"<w:p/>" * 1_000_000)])
    expected = "“a.docx” unpacks to far more than a contract. Please save it as a PDF and attach that."
    assert refusal(file) == expected
    monkeypatch.setattr("reading.gate.MAX_RATIO", 10_000)
    assert check(file).content_type == DOCX
    monkeypatch.setattr("reading.gate.MAX_UNPACKED_BYTES", 5_000_000)
    assert refusal(file) == expected


def test_check_refuses_too_many_entries_before_reading_them(monkeypatch):
    file = docx("a.docx", [(f"word/{n}.xml", b"") for n in range(1_000)])
    monkeypatch.setattr("reading.gate.ZipFile", None)  # reading them would fail
    assert refusal(file).startswith("“a.docx” unpacks to far more than a contract.")


def test_check_refuses_more_entries_than_the_archive_admits():
    file = docx("a.docx", [(f"word/{n}.xml", b"") for n in range(1_000)])
    admitted = struct.pack("<HH", 1_002, 1_002)
    assert refusal(change(file, admitted, struct.pack("<HH", 2, 2))).startswith("“a.docx” unpacks to far more")


@pytest.mark.parametrize("keep", [4, 30, 60, 100, -1, -10, -22, -40])
def test_check_refuses_a_file_that_was_cut_off(keep):
    assert refusal(upload("a.docx", docx().read()[:keep])) == f"“a.docx” is damaged or is no Word file. {AGAIN}"


def test_check_survives_every_single_changed_byte():
    content = docx().read()
    for place in range(len(content)):
        for value in (0x00, 0xFF):
            broken = content[:place] + bytes([value]) + content[place + 1 :]
            try:
                check(upload("a.docx", broken))
            except ValidationError as raised:
                assert raised.messages[0].startswith("“a.docx” ")


@pytest.mark.parametrize(
    ("given", "content_type", "safe"),
    [
        ("Vertrag Müller & Söhne.pdf", PDF, "Vertrag Müller & Söhne.pdf"),
        ("C:\\Users\\rosa\\contract.PDF", PDF, "contract.pdf"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("contract\u202efdp.exe", PDF, "contract fdp.exe.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', PDF, "a b Set-Cookie x.pdf"),
        ("a\x00b.pdf", PDF, "a b.pdf"),
        ("...", PDF, "document.pdf"),
        ("", DOCX, "document.docx"),
        (None, DOCX, "document.docx"),
        (".docx", DOCX, "document.docx"),
        ("x" * 300 + ".docx", DOCX, "x" * 120 + ".docx"),
        ("whatever", None, "whatever"),
    ],
)
def test_safe_name_keeps_words_and_drops_tricks(given, content_type, safe):
    assert safe_name(given, content_type) == safe
