"""The parts of a Word file: found, unpacked within bounds, parsed without entities, definitions or network."""

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from reading.document import Outcome
from reading.docx.names import R, W
from reading.gate import TOO_MUCH, UNREADABLE
from reading.refusal import Refusal

MAX_PART_BYTES = 40 * 1024 * 1024
STRICT = {  # the names of the ISO edition of the format, and those that Word writes by default
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.strip("{}").encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R.strip("{}").encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}


class Archive:
    def __init__(self, content, name):
        self.name = name
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except Exception as error:  # zipfile raises many kinds; each means the archive is broken
            raise self._damaged() from error
        self.paths = {path.lower(): path for path in self.zip.namelist()}
        self.main_path = self._main_path()
        self.related = self._relations(self.main_path)

    def document(self):
        return self._parse(self.main_path)

    def part(self, kind):
        """The parsed part that the document uses as its styles, numbering, footnotes ...; None when it has none."""
        path = self.related.get(kind) or posixpath.join(posixpath.dirname(self.main_path), f"{kind}.xml")
        return self._parse(path) if path.lower() in self.paths else None

    def footnotes(self):
        """The contents of foot- and endnotes: {(kind, id): element}."""
        notes = {}
        for kind in ("footnote", "endnote"):
            part = self.part(f"{kind}s")
            for element in part.iterfind(f"{W}{kind}") if part is not None else ():
                if element.get(f"{W}type", "normal") == "normal":
                    notes[kind, element.get(f"{W}id")] = element
        return notes

    def notes(self):
        """What to know about the other parts, as sentences."""
        comments = self.part("comments")
        count = len(comments) if comments is not None else 0
        sentences = []
        if count:
            sentences.append(f"It has {count} comment{'s' if count > 1 else ''} in the margin, not part of the text.")
        if any("/embeddings/" in path for path in self.paths):
            sentences.append("Other files are placed inside it; they were not read.")
        return tuple(sentences)

    def _main_path(self):
        for kind, path in self._relations("").items():
            if kind == "officeDocument" and path.lower() in self.paths:
                return path
        if "word/document.xml" in self.paths:
            return self.paths["word/document.xml"]
        raise self._damaged()

    def _relations(self, path):
        """{kind: path} of the parts that belong to the part at `path`."""
        folder, file = posixpath.split(path)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels.lower() not in self.paths:
            return {}
        relations = {}
        for relation in self._parse(rels):
            if relation.tag is etree.Comment or relation.get("TargetMode") == "External":
                continue
            kind, target = (relation.get("Type") or "").rsplit("/", 1)[-1], relation.get("Target") or ""
            full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            relations.setdefault(kind, posixpath.normpath(full))
        return relations

    def _parse(self, path):
        content = self._unpack(path)
        if b"<!DOCTYPE" in content.replace(b"\0", b""):
            raise Refusal(f"“{self.name}” defines its own XML, which no word processor does. It was not read.")
        for strict, usual in STRICT.items():
            content = content.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged() from error

    def _unpack(self, path):
        try:
            with self.zip.open(self.paths[path.lower()]) as part:
                content = part.read(MAX_PART_BYTES + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            raise self._damaged() from error
        if len(content) > MAX_PART_BYTES:
            raise Refusal(TOO_MUCH.format(name=self.name))
        return content

    def _damaged(self):
        return Refusal(UNREADABLE.format(name=self.name), Outcome.UNREADABLE)
