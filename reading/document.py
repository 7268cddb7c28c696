"""What is known of a document once it has been read: its text, its pages, its clauses, its facts.

Everything is frozen, counts offsets in characters of `Document.text`, and turns into plain JSON and back, because
reading happens in another process. The text looks the same wherever it came from: paragraphs stand between blank
lines, the lines of one paragraph are joined, a table row is one line with " | " between its cells, and a number that
Word adds by itself ("2.1") stands in front of its paragraph.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from reading.printed import printed_facts


class Outcome(StrEnum):
    TEXT = "text"  # it could be read
    NO_TEXT = "no_text"  # it opens, but holds pictures of pages only
    PASSWORD = "password"  # it cannot be opened without one
    REFUSED = "refused"  # not a kind of file that is read, or built to do harm
    UNREADABLE = "unreadable"  # damaged, or too much for the limits of reading


class Side(StrEnum):
    COMMERCIAL = "commercial"
    LEGAL = "legal"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a PDF, or all of a Word or text file, which know no pages."""

    number: int  # counted from 1
    start: int
    end: int
    picture: bool = False  # a scan, or letters that are drawn: it says more than the text that it has

    @property
    def has_text(self):
        return self.end > self.start


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph that Word's own styles call a heading. PDF files do not say."""

    start: int
    end: int
    level: int  # 1 is the highest; 0 is the title


@dataclass(frozen=True, slots=True)
class TypeGuess:
    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Clause:
    start: int
    end: int
    page: int
    heading: str
    number: str
    text: str
    types: tuple[TypeGuess, ...] = ()
    side: Side = Side.NEITHER
    side_confidence: float = 0.0
    second_side: Side | None = None
    level: int = 1  # 1 for a clause of its own, 2 for one inside it
    parent: int | None = None  # index of the enclosing clause in Document.clauses
    kind: str = "clause"  # "definition", "preamble" (names the parties), "boilerplate", what agrees nothing (kinds.py)


@dataclass(frozen=True, slots=True)
class Fact:
    """A key term with the passage that says it. `value` is plain: text, a number, or a dict of those.

    Where the paper speaks of it but leaves the value open, `value` is None and `why` is a sentence for people. A day
    whose order of day and month is open has both in `either`: as it is day first, and as it is month first.
    """

    name: str
    value: object
    start: int
    end: int
    page: int
    text: str
    confidence: float = 1.0
    why: str = ""
    either: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    file: str
    text: str = ""
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()
    clauses: tuple[Clause, ...] = ()
    facts: tuple[Fact, ...] = ()
    outcome: Outcome = Outcome.TEXT
    notes: tuple[str, ...] = ()  # whole sentences for the person who attached the file
    language: str | None = None  # ISO 639 code, "mul" for several; None where its words do not say (language.py)

    @property
    def reason(self):
        """Why it could not be read, or what to know about what was read. Empty when there is nothing to say."""
        return " ".join(self.notes)

    def with_(self, **changes):
        return replace(self, **changes)

    def page_at(self, offset):
        """The number of the page on which the character at `offset` stands."""
        for page in reversed(self.pages):
            if page.start <= offset and page.has_text:
                return page.number
        return self.pages[0].number if self.pages else 1

    def as_json(self):
        """The agreed form that `python -m reading FILE` prints."""
        return {
            "file": self.file,
            "pages": [_as_dict(page) for page in self.pages],
            "text": self.text,
            "clauses": [_clause_as_json(clause) for clause in self.clauses],
            "outcome": str(self.outcome),
            "reason": self.reason,
            "language": self.language,
            "notes": list(self.notes),
            "facts": self.facts_as_json(),
        }

    def facts_as_json(self):
        """[{"name", "value", "unit", "quote", "confidence"}]; an unclear one has None as its value, and a "why"."""
        return [printed for fact in self.facts for printed in printed_facts(fact)]

    def as_full_json(self):
        """All there is to know, for the way between two processes and for `python -m reading --full FILE`."""
        return self.with_(clauses=(), facts=()).as_json() | {
            "clauses": [_clause_as_full_json(clause) for clause in self.clauses],
            "headings": [_as_dict(heading) for heading in self.headings],
            "facts": [_as_dict(fact) for fact in self.facts],
        }

    @classmethod
    def from_full_json(cls, data):
        return cls(
            file=data["file"],
            text=data["text"],
            pages=tuple(Page(**page) for page in data["pages"]),
            headings=tuple(Heading(**heading) for heading in data["headings"]),
            clauses=tuple(_clause_from_json(clause) for clause in data["clauses"]),
            facts=tuple(_fact_from_json(fact) for fact in data["facts"]),
            outcome=Outcome(data["outcome"]),
            notes=tuple(data["notes"]),
            language=data["language"],
        )


def _as_dict(row):
    """A flat row as a dict; `dataclasses.asdict` would copy it all the way down, which takes ten times longer."""
    return {name: getattr(row, name) for name in row.__slots__}


def _clause_as_full_json(clause):
    return _as_dict(clause) | {"types": [_as_dict(guess) for guess in clause.types]}


def _clause_as_json(clause):
    data = _clause_as_full_json(clause)
    del data["level"], data["parent"], data["kind"]
    return data


def _clause_from_json(data):
    second = data["second_side"]
    return Clause(
        **data
        | {
            "types": tuple(TypeGuess(**guess) for guess in data["types"]),
            "side": Side(data["side"]),
            "second_side": Side(second) if second else None,
        }
    )


def _fact_from_json(data):
    return Fact(**data | {"either": tuple(data["either"]) if data["either"] else None})
