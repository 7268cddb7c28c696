"""What is on a page: lines with their places. Lengths are points, y grows upwards, lines come as the file has them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    left: float
    right: float
    y: float  # of the baseline
    size: float  # height of its letters
    hyphenated: bool = False  # its last word goes on in the next line


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one page, and whether a picture, such as a scan, fills a good part of it."""

    height: float
    lines: tuple[Line, ...]
    picture: bool = False
