"""Contracts in Word for tests: their versions are read for real, and their terms rest on passages."""

from xml.sax.saxutils import escape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

import reading as readings
from contracts.models import Reading, ReadingState
from reviews.models import Passage
from reviews.papers import documents, versions
from tests.reading.builders import docx, p

FIRST = (
    "1. Fees. The customer pays EUR 5,000 within 30 days after receipt of the invoice.",
    "2. Liability. The supplier is liable up to the fees that were paid in the twelve months before.",
    "3. Law. The law of Ireland governs this agreement and every dispute that arises from it.",
    "4. Assignment. Neither party hands this agreement to another without written consent.",
)
SECOND = (
    "1. Fees. The customer pays EUR 5,000 within 60 days after receipt of the invoice.",
    "2. Liability. The supplier is liable up to the fees that were paid in the twelve months before.",
    "3. Data. The supplier deletes all personal data within ten days of the end of the agreement.",
    "4. Law. The law of Ireland governs this agreement and every dispute that arises from it.",
)


def contract(*paragraphs, name="contract.docx"):
    """An upload: a Word file with these paragraphs."""
    return SimpleUploadedFile(name, docx("".join(p(escape(text)) for text in paragraphs)))


def read(version, looks_like=(), *, triage=False):
    """The version, read as the worker would, but for what its clauses look like: that is given, {words: term type}.

    So that no test here depends on what the model of the day makes of a clause of one sentence.
    """
    document = readings.read(version.file.path, name=version.original_name)
    found = document.as_full_json()
    found["clauses"] = [_typed(clause, dict(looks_like), triage) for clause in found["clauses"]]
    Reading.objects.filter(version=version).update(
        state=ReadingState.READ,
        started_at=timezone.now(),
        read_at=timezone.now(),
        attempts=1,
        language=found["language"] or "",
        **{name: found[name] for name in ("outcome", "reason", "notes", "text", "pages", "clauses", "facts")},
    )
    return version


def _typed(clause, looks_like, triage):
    names = [name for words, name in looks_like.items() if words in clause["text"]]
    types = [{"name": name, "confidence": 0.9} for name in names]
    return clause | {"types": types, "side": "legal" if names else "neither", "triage": triage}


def first_version(review, *, by, paragraphs=FIRST, looks_like=()):
    """A document of the review whose first version is read."""
    document = documents.add_document(review, contract(*paragraphs), by=by)
    read(document.versions.get(), looks_like)
    return document


def next_version(review, document, *, by, paragraphs=SECOND, is_read=True, looks_like=(), triage=False):
    version = versions.add_version(review, document, contract(*paragraphs), by=by)
    return read(version, looks_like, triage=triage) if is_read else version


def tie(term, version, words):
    """Let a term rest on the clause of a version that holds these words."""
    clauses = Reading.objects.get(version=version).clauses
    place, clause = next((place, each) for place, each in enumerate(clauses) if words in each["text"])
    return Passage.objects.create(
        term=term,
        version=version,
        clause=place,
        start=clause["start"],
        end=clause["end"],
        page=clause["page"],
        number=clause["number"],
        quote=clause["text"],
    )
