"""What may be uploaded: PDF and Word files (DOCX), told by their content and never by their name.

Which files may be opened at all is decided in reading/gate.py, by their first bytes and their directory. Contents are
parsed elsewhere, in a throw-away process. Each refusal is a sentence for the person who attached the file.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from reading import gate
from reading.gate import DOCX, PDF
from reading.refusal import Refusal

EXTENSIONS = {PDF: ".pdf", DOCX: ".docx"}


@dataclass(frozen=True)
class AcceptedFile:
    """What is known of a file that passed the check. `name` is safe to show, to store and to offer for download."""

    name: str
    content_type: str
    size: int
    sha256: str


def check(file):
    """The facts about an upload. Raises ValidationError with one sentence for a file that is not accepted.

    The file is rewound, ready to be stored.
    """
    name = safe_name(file.name)
    if lost := getattr(file, "lost", ""):  # contracts.storing.LostFile: it never came in whole
        raise ValidationError(lost)
    if file.size and file.size > settings.UPLOAD_MAX_BYTES:
        limit = filesizeformat(settings.UPLOAD_MAX_BYTES)
        raise ValidationError(
            f"“{name}” has {filesizeformat(file.size)}; files can have up to {limit}. "
            "A PDF without scanned pictures is usually much smaller."
        )
    try:
        content_type = gate.check(file, name=name)
    except Refusal as refusal:
        raise ValidationError(refusal.sentence) from refusal
    return AcceptedFile(safe_name(file.name, content_type), content_type, file.size, _sha256(file))


def safe_name(name, content_type=None):
    """The name without folders, control characters and tricks, ending as the content says."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name or "")[-1])
    name = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in name)
    name = " ".join(re.sub(r'[<>:"|?*]', " ", name).split())
    extension = EXTENSIONS.get(content_type, "")
    stem = name[: -len(extension)] if extension and name.lower().endswith(extension) else name
    return (stem[:120].strip(". ") or "document") + extension


def _sha256(file):
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(65_536):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()
