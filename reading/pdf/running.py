"""Running heads and feet, and page numbers: what repeats at the edges of pages is no part of the text."""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from statistics import median

EDGE_LINES = 5  # how many lines at the top and the bottom of a page may be running heads and feet
SAME_PLACE = 4.0  # points; a running line keeps its place from page to page
REPEATS = 3  # pages, before a line counts as running
REPEATS_ANYWHERE = 5  # pages, when it moves up and down with the end of the text
PATTERN_LENGTH = 12  # characters; a shorter line may stand in one place by chance, unless it is a page number
OUTER_SHARE = 0.12  # of the page's height; where a document of two pages has its head and foot

PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—\s]*([0-9]{1,4})[-–—\s.]*(?:(?:of|/)\s*[0-9]{1,4})?(?:\s*\|\s*page)?|-?\s*([ivxl]{1,7})\s*-?",
    re.IGNORECASE,
)


def without_running_lines(sheets):
    """The pages without what repeats at their edges, and without page numbers."""
    running = _repeated_at_edges(sheets)
    trimmed = [_without_edges(sheet, running) for sheet in sheets]
    emptied = [bool(before.lines) and not after.lines for before, after in zip(sheets, trimmed, strict=True)]
    if sum(emptied) > len(sheets) / 2:  # then it is all that such pages say, unless they are scans with a stamp
        trimmed = [
            before if empty and not before.picture else after
            for before, after, empty in zip(sheets, trimmed, emptied, strict=True)
        ]
    return _without_number_chain(trimmed)


def _pattern(line):
    """What a running line looks like when its numbers are left out."""
    if PAGE_NUMBER.fullmatch(line.text):
        return "#"
    return re.sub(r"[0-9]+", "#", " ".join(line.text.split())).casefold()


def _edges(sheet):
    """(zone, lines from the outside inwards) for the top and the bottom of a page."""
    by_height = sorted(sheet.lines, key=lambda line: -line.y)
    yield "top", by_height[:EDGE_LINES]
    yield "bottom", by_height[: -EDGE_LINES - 1 : -1]


def _repeated_at_edges(sheets):
    """The (zone, pattern) pairs that keep their place on several pages."""
    places = defaultdict(list)
    for number, sheet in enumerate(sheets):
        for zone, lines in _edges(sheet):
            for line in lines:
                height = line.y if zone == "bottom" else sheet.height - line.y
                places[zone, _pattern(line)].append((number, height, height <= OUTER_SHARE * sheet.height))
    return {
        (zone, pattern)
        for (zone, pattern), heights in places.items()
        if _keeps_its_place(heights, len(sheets)) or _is_on_most_pages(pattern, heights)
    }


def _keeps_its_place(heights, page_count):
    middle = median(height for _, height, _ in heights)
    pages = {number for number, height, _ in heights if abs(height - middle) <= SAME_PLACE}
    if page_count == 2:
        return len(pages) == 2 and all(outer for _, _, outer in heights)
    return len(pages) >= REPEATS and len(pages) >= 0.4 * (max(pages) - min(pages) + 1)


def _is_on_most_pages(pattern, heights):
    pages = {number for number, _, _ in heights}
    tells = pattern == "#" or len(pattern) >= PATTERN_LENGTH
    return tells and len(pages) >= REPEATS_ANYWHERE and len(pages) >= 0.6 * (max(pages) - min(pages) + 1)


def _without_edges(sheet, running):
    drop = set()
    for zone, lines in _edges(sheet):
        for line in lines:
            if (zone, _pattern(line)) not in running:
                break
            drop.add(id(line))
    return replace(sheet, lines=tuple(line for line in sheet.lines if id(line) not in drop))


def _without_number_chain(sheets):
    """Drop 1, 2, 3 ... that stand on lines of their own through the document: the page numbers of an earlier print."""
    lines = [line for sheet in sheets for line in sheet.lines]
    numbers = [(index, int(line.text.strip(" -–—"))) for index, line in enumerate(lines) if _is_plain_number(line)]
    chain = _longest_chain(numbers)
    drop = {id(lines[index]) for index in chain}
    for step in (-1, 1):  # a line that stands beside most of them is running too
        beside = Counter(_pattern(lines[i + step]) for i in chain if 0 <= i + step < len(lines))
        running = {pattern for pattern, times in beside.items() if times >= REPEATS and times >= 0.6 * len(chain)}
        drop |= {
            id(lines[i + step]) for i in chain if 0 <= i + step < len(lines) and _pattern(lines[i + step]) in running
        }
    return [replace(sheet, lines=tuple(line for line in sheet.lines if id(line) not in drop)) for sheet in sheets]


def _is_plain_number(line):
    return re.fullmatch(r"[-–—\s]*[0-9]{1,3}[-–—\s]*", line.text) is not None


def _longest_chain(numbers, apart=8):
    """Indexes of n, n+1, n+2 ... starting with 1, 2 or 3, each `apart` lines or more behind the one before."""
    best = []
    for first, (index, value) in enumerate(numbers):
        if value > 3:
            continue
        chain = [index]
        for later, number in numbers[first + 1 :]:
            if number == value + len(chain) and later - chain[-1] >= apart:
                chain.append(later)
        best = max(best, chain, key=len)
    return best if len(best) >= REPEATS else []
