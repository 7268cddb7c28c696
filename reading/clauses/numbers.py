"""The numbers in front of clauses: what counts as one, and which number may follow which."""

import re
from dataclasses import dataclass

DIVISION = "|".join(
    spelt
    for word in ("article", "section", "clause", "schedule", "exhibit", "annex", "appendix", "part", "attachment")
    for spelt in (word.upper(), word.capitalize())
)
OUTER_DIVISION = {"schedule", "exhibit", "annex", "appendix", "part", "attachment"}
AT_START = re.compile(
    rf"(?:#{{1,6}}\s{{0,3}})?(?:\*\*)?"
    rf"(?:(?P<division>{DIVISION})\s{{1,3}}(?P<of>\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}|[IVXLC]{{1,6}}|[A-Z])\b[.:)]?"
    r"|§{0,2}\s?(?P<path>\d{1,2}(?:\.\d{1,3}){1,5})(?:[.:)]|(?=[\s*A-Z]))"
    r"|(?P<whole>\d{1,2})[.)](?=[\s*\"“(A-Z])"
    r"|(?P<bare>\d{1,2})\s(?=\s{0,4}[A-Z])"
    r"|\(\s?(?P<letter>[a-zA-Z]{1,4}|\d{1,2})\s?\)"
    r"|(?P<point>[a-zA-Z]|[ivxIVX]{2,5})[.)](?=[\s*A-Z]))"
)
INLINE = re.compile(
    r"(?:(?:(?<=[.;:)\"”\]])\s{1,4}|\s{2,6})(?:(?P<division>ARTICLE|Article|SECTION|Section)\s{1,3})?"
    r"(?P<path>\d{1,2}(?:\.\d{1,3}){0,4}|(?<=[Ee]\s)[IVX]{1,5})(?P<stop>[.):]?)"
    r"|(?<=[A-Z]{3})\s{1,4}(?P<after_title>\d{1,2}\.\d{1,2})(?P<full>\.?))\s{1,4}(?=[A-Z\"“(\[])"
)
LARGEST_JUMP = 12  # between the numbers of two clauses, where a table or a nested list hid the ones between
ROMAN = re.compile(r"(?=[ivxlc])(?:x{0,3})(?:ix|iv|v?i{0,3})$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in the text. `depth` is 0 for a schedule, 1 for an article or "3.", 2 for "3.1"; letters sit below."""

    start: int
    end: int
    label: str
    depth: int
    path: tuple = ()
    letter: str = ""


def mark_at(text, start, end):
    """The number that a paragraph opens with, if any."""
    match = AT_START.match(text, start, end)
    if match is None:
        return None
    label = text[start : match.end()].strip(" .:#*§")
    if match["division"]:
        outer = match["division"].lower() in OUTER_DIVISION
        path = _path(match["of"])
        return Mark(start, match.end(), label, 0 if outer else max(len(path), 1), () if outer else path)
    if path := match["path"] or match["whole"] or match["bare"]:
        return Mark(start, match.end(), path, path.count(".") + 1, _path(path))
    letter = match["letter"] or match["point"]
    return Mark(start, match.end(), label, 9, letter=letter)


def inline_marks(text, start, end):
    """Numbers inside a paragraph that stand where a sentence may begin."""
    for match in INLINE.finditer(text, start, end):
        path = match["path"] or match["after_title"]
        if "." not in path and not match["stop"] and not match["division"]:
            continue
        groups = ("division", "path", "after_title")
        begin = min(match.start(group) for group in groups if match[group])
        end_of_mark = match.end("stop") if match["path"] else match.end("full")
        yield Mark(begin, end_of_mark, path, path.count(".") + 1, _path(path))


class Sequence:
    """The number we are at, and whether another may come next. Letters hang below the last number."""

    def __init__(self):
        self.path = ()
        self.letter_path = []

    def allows(self, mark):
        """Whether the number is the next one in its row, the first one inside, or the next one outside."""
        path, here = mark.path, self.path
        if not path:
            return False
        if not here:
            return path[-1] == 1
        if path[:-1] == here[: len(path) - 1] and len(path) <= len(here):
            return 1 <= path[-1] - here[len(path) - 1] <= 2
        if len(path) > len(here):
            tail = path[len(here) :]
            return path[: len(here)] == here and all(part == 1 for part in tail)
        return len(path) > 1 and path[-1] == 1 and path[0] - here[0] == 1

    def fits(self, mark):
        """The looser rule for a number that opens a paragraph: anything but a jump that smells of a quantity."""
        if not mark.path or self.allows(mark):
            return True
        here = self.path
        return len(mark.path) > 1 or not here or mark.path[0] <= here[0] + LARGEST_JUMP

    def take(self, mark):
        """Go to this number, and say how deep it lies."""
        if mark.path or not mark.letter:
            self.path, self.letter_path = mark.path or (), []
            return mark.depth
        self._take_letter(mark.letter)
        return max(len(self.path), 1) + len(self.letter_path)

    def _take_letter(self, letter):
        for level, last in enumerate(self.letter_path):
            if _follows(last, letter):
                self.letter_path[level:] = [letter]
                return
        self.letter_path[2:] = []
        self.letter_path.append(letter)


def _path(number):
    return tuple(int(part) for part in number.split(".")) if number[0].isdigit() else (_roman(number),)


def _roman(number):
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    digits = [values.get(letter, 0) for letter in number]
    if len(number) == 1 and number not in "IVX":
        return ord(number) - ord("A") + 1
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))


def _follows(last, letter):
    """(b) after (a), (iii) after (ii), (2) after (1); (i) follows (h)."""
    if last.isdigit() or letter.isdigit():
        return last.isdigit() and letter.isdigit() and int(letter) == int(last) + 1
    if last.isupper() != letter.isupper():
        return False
    if len(last) == len(letter) == 1 and ord(letter) == ord(last) + 1:
        return True
    if ROMAN.match(last.lower()) and ROMAN.match(letter.lower()):
        return _roman(letter.upper()) == _roman(last.upper()) + 1
    return last * 2 == letter
