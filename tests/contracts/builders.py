"""Small files for tests, built byte by byte where a library would refuse to."""

import io
import stat
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

CONTENT_TYPES = b"<Types/>"
BODY = b"<w:document/>"


def pdf(name="contract.pdf", before=b""):
    return upload(name, before + b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")


def docx(name="contract.docx", parts=(), *, method=zipfile.ZIP_DEFLATED, link=None, without=()):
    """A Word file of two parts and whatever else is asked for."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for part, content in [("[Content_Types].xml", CONTENT_TYPES), ("word/document.xml", BODY), *parts]:
            if part not in without:
                archive.writestr(part, content)
        if link:
            entry = zipfile.ZipInfo(link)
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, "/etc/passwd")
    return upload(name, packed.getvalue())


def upload(name, content):
    return SimpleUploadedFile(name, content, content_type="text/html")  # what the browser claims is not believed


def change(file, old, new, count=-1):
    """The same file with some bytes replaced; the lengths stay, so that every place in it stays true."""
    assert len(old) == len(new)
    return upload(file.name, file.read().replace(old, new, count))
