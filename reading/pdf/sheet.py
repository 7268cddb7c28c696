"""What is on a page: lines with their places. Lengths are points, y grows upwards, lines come as the file has them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line that stands apart from the pieces beside it."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    left: float
    right: float
    y: float  # of the baseline
    size: float  # height of its letters
    hyphenated: bool = False  # its last word goes on in the next line
    cells: tuple[Cell, ...] = ()  # its pieces, where there is more than one
    row: bool = False  # a row of a table whose lines are drawn
    alone: bool = False  # a label with what was filled in, which goes on in no other line


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one page, and whether a picture, such as a scan, fills a good part of it."""

    height: float
    lines: tuple[Line, ...]
    picture: bool = False


@dataclass(slots=True)
class Findings:
    """What is to be said about the pages of a document, gathered on the way."""

    comments: int = 0
    typed_on_top: int = 0  # words that somebody put onto a page in a box of their own
    unseen: int = 0  # lines that nobody sees
    struck: list[str] = field(default_factory=list)
