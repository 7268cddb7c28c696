"""What may be opened at all: PDF and Word files (DOCX), recognised by their content and never by their name.

The check reads the PDF's first bytes or the DOCX archive's directory, and nothing inside. Contents are parsed
elsewhere, in a throw-away process. Each refusal is a sentence for the person who attached the file.
"""

import os
import re
import stat
import struct
from collections import Counter
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from reading.document import Outcome
from reading.refusal import Refusal

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

PDF_HEADER_WITHIN = 1024  # bytes; readers look for it that far
BLANKS = b"\xef\xbb\xbf\x00 \t\r\n\x0c"  # what may stand before it: a byte order mark and blanks
ZIP_ENTRY, ZIP_END, ZIP64_LOCATOR = b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x07"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc, and every password-protected DOCX

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the name of the stream that holds a protected DOCX

MAX_ENTRIES = 1000  # honest contracts have fewer than a hundred parts
MAX_DIRECTORY_BYTES = 500_000
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_RATIO = 100  # unpacked to packed; only asked of archives that unpack to more than the next number
RATIO_FREE_BYTES = 2 * 1024 * 1024
MAIN_PART = re.compile(r"word/document\d*\.xml")
MACRO_PARTS = {"vbaproject.bin", "vbadata.xml"}

AGAIN = "Please open it in Word, save it again as .docx and attach that."
UNREADABLE = f"“{{name}}” is damaged or is no Word file. {AGAIN}"
SUSPICIOUS = f"“{{name}}” is packed in an unusual way. {AGAIN}"
TOO_MUCH = "“{name}” unpacks to far more than a contract. Please save it as a PDF and attach that."


def check(file, *, name):
    """The content type of a file that may be read; anything else is a Refusal. Rewinds the open binary file."""
    size = file.seek(0, os.SEEK_END)
    if not size:
        raise Refusal(f"“{name}” is empty. Please attach the file again.")
    content_type = _content_type(file, name)
    if content_type == DOCX:
        _check_archive(file, size, name)
    file.seek(0)
    return content_type


def _content_type(file, name):
    file.seek(0)
    head = file.read(PDF_HEADER_WITHIN)
    if head.startswith(ZIP_ENTRY):
        return DOCX
    if head.startswith(OLD_OFFICE):
        sentence = (
            f"“{name}” is an old Word file (.doc) or protected by a password. "
            "Please save it as .docx or PDF without a password and attach it again."
        )
        raise Refusal(sentence, Outcome.PASSWORD if _holds(file, ENCRYPTED) else Outcome.REFUSED)
    if (place := head.find(b"%PDF-")) < 0:
        raise Refusal(f"“{name}” is neither a PDF nor a Word file (.docx). Please save it as one of them.")
    if head[:place].strip(BLANKS):
        raise Refusal(
            f"“{name}” has something else in front of its PDF content. Please print it to a new PDF and attach that."
        )
    return PDF


def _holds(file, mark):
    """Do these bytes stand anywhere in the file?"""
    file.seek(0)
    before = b""
    while block := file.read(1 << 20):
        if mark in before + block:
            return True
        before = block[-len(mark) :]
    return False


def _check_archive(file, size, name):
    """Refuse an archive that no word processor would write, by its directory alone."""
    _check_directory_size(file, size, name)
    try:
        with ZipFile(file) as archive:
            entries, start_of_directory = archive.infolist(), archive.start_dir
            ends = [_end_of_entry(file, entry) for entry in entries]
    except Exception as error:  # zipfile raises many kinds; each means the archive is broken
        raise Refusal(UNREADABLE.format(name=name), Outcome.UNREADABLE) from error
    _check_entries(entries, name)
    _check_layout(entries, ends, start_of_directory, name)


def _check_directory_size(file, size, name):
    """Before zipfile builds an object for each entry: how many does the archive claim to have?"""
    file.seek(max(size - 22 - 65_535, 0))
    tail = file.read()
    place = len(tail) - 22 if tail[-22:-18] == ZIP_END else tail.rfind(ZIP_END)  # as zipfile looks for it
    record = tail[place : place + 22]
    if place < 0 or len(record) < 22:
        raise Refusal(UNREADABLE.format(name=name), Outcome.UNREADABLE)
    if tail[max(place - 20, 0) : place].startswith(ZIP64_LOCATOR):
        raise Refusal(SUSPICIOUS.format(name=name))  # an archive for more than four gigabytes
    entries, directory_bytes = struct.unpack_from("<HL", record, 10)
    if entries > MAX_ENTRIES or directory_bytes > MAX_DIRECTORY_BYTES:
        raise Refusal(TOO_MUCH.format(name=name))


def _end_of_entry(file, entry):
    """Where the packed bytes of an entry end, by the header that stands in front of them."""
    file.seek(entry.header_offset)
    header = file.read(30)
    if header[:4] != ZIP_ENTRY:
        raise ValueError("no header where the directory says")
    name_bytes, extra_bytes = struct.unpack_from("<HH", header, 26)
    return entry.header_offset + 30 + name_bytes + extra_bytes + entry.compress_size


def _check_entries(entries, name):
    names = Counter(entry.filename.lower() for entry in entries)
    if any(PurePosixPath(part).name in MACRO_PARTS for part in names):
        raise Refusal(f"“{name}” contains macros (small programs). Please save it as .docx without macros.")
    if "[content_types].xml" not in names or not any(MAIN_PART.fullmatch(part) for part in names):
        other_office = any(part.startswith(("xl/", "ppt/")) for part in names)
        outcome = Outcome.REFUSED if other_office else Outcome.UNREADABLE
        raise Refusal(UNREADABLE.format(name=name), outcome)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refusal(f"“{name}” is protected by a password. Please attach it without one.", Outcome.PASSWORD)
    if max(names.values()) > 1 or any(_is_odd(entry) for entry in entries):
        raise Refusal(SUSPICIOUS.format(name=name))
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    too_dense = unpacked > RATIO_FREE_BYTES and unpacked > MAX_RATIO * packed
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES or too_dense:
        raise Refusal(TOO_MUCH.format(name=name))


def _is_odd(entry):
    """A path that leads elsewhere, a link, or a way of packing that no word processor uses."""
    path = entry.orig_filename
    return (
        path.startswith("/")
        or ".." in path.split("/")
        or any(letter in path for letter in "\\:\0")
        or stat.S_ISLNK(entry.external_attr >> 16)
        or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED)
    )


def _check_layout(entries, ends, start_of_directory, name):
    """Entries lie one after the other from the first byte on. (zipfile before Python 3.11.8 lets them overlap.)"""
    places = sorted((entry.header_offset, end) for entry, end in zip(entries, ends, strict=True))
    next_starts = [start for start, _ in places[1:]] + [start_of_directory]
    overlaps = any(end > following for (_, end), following in zip(places, next_starts, strict=True))
    if places[0][0] != 0 or overlaps:
        raise Refusal(SUSPICIOUS.format(name=name))
