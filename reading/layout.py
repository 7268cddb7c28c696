"""From lines with their place on the page to paragraphs: what repeats at the edges goes, what belongs together joins.

Pure: lines in, paragraphs out. Lengths are points, y grows upwards, lines come in the order of the file.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

EDGE_LINES = 5  # how many lines at the top and the bottom of a page may be running heads and feet
SAME_PLACE = 4.0  # points; a running line keeps its place from page to page
REPEATS = 3  # pages, before a line counts as running
OUTER_SHARE = 0.12  # of the page's height; where a document of two pages has its head and foot
MAX_BLOCKS = 200  # beyond that the order of the file is kept as it is

PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–—\s]*([0-9]{1,4})[-–—\s.]*(?:(?:of|/)\s*[0-9]{1,4})?(?:\s*\|\s*page)?|-?\s*([ivxl]{1,7})\s*-?",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"(?:(?:article|section|schedule|exhibit|annex|appendix|attachment|clause|part)\s+(?:[0-9]+|[ivxlc]+|[a-z])\b"
    r"|§\s*[0-9]"
    r"|[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}[.):]?\s+\S"
    r"|\(?(?:[a-z]{1,2}|[ivxl]{1,6}|[0-9]{1,2})[).]\s+\S"
    r"|[•·▪◦‣●○■□–—-]\s+\S)",
    re.IGNORECASE,
)
ENDS_SENTENCE = re.compile(r"[.:;!?][\"'”’)\]]*$")
PREFIXES = {"non", "self", "pre", "post", "third", "anti", "inter", "multi", "cross", "royalty"}


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


# --- running heads and feet ---------------------------------------------------------------------------


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
    return {key for key, found in places.items() if _keeps_its_place(found, len(sheets))}


def _keeps_its_place(found, page_count):
    middle = median(height for _, height, _ in found)
    pages = {number for number, height, _ in found if abs(height - middle) <= SAME_PLACE}
    if page_count == 2:
        return len(pages) == 2 and all(outer for _, _, outer in found)
    return len(pages) >= REPEATS and len(pages) >= 0.4 * (max(pages) - min(pages) + 1)


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


# --- order and rows -----------------------------------------------------------------------------------


def in_reading_order(lines):
    """Blocks that the file holds out of order are put from top to bottom; columns stay as they are."""
    blocks = []
    for line in lines:
        if blocks and line.y <= blocks[-1][-1].y + 0.5 * line.size:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    if not 1 < len(blocks) <= MAX_BLOCKS:
        return list(lines)
    ordered = []
    for block in blocks:
        place = len(ordered)
        while place and _stands_above(block, ordered[place - 1]):
            place -= 1
        ordered.insert(place, block)
    return [line for block in ordered for line in block]


def _stands_above(block, other):
    overlap = min(_right(block), _right(other)) - max(_left(block), _left(other))
    return overlap > 0 and block[-1].y >= other[0].y


def _left(block):
    return min(line.left for line in block)


def _right(block):
    return max(line.right for line in block)


def in_rows(lines):
    """Pieces that stand beside each other on one height become one line."""
    rows = []
    for line in lines:
        before = rows[-1] if rows else None
        if before and abs(before.y - line.y) < 0.25 * line.size and line.left >= before.right - 1:
            text = f"{before.text} {line.text}"
            rows[-1] = replace(line, text=text, left=before.left, size=max(line.size, before.size))
        else:
            rows.append(line)
    return rows


# --- paragraphs ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; the page of each is kept so that pages can be found in the joined text."""

    lines: list
    pages: list

    def add(self, line, page):
        self.lines.append(line)
        self.pages.append(page)


def paragraphs(sheets):
    """The paragraphs of a document, over the ends of pages."""
    result, edge_before = [], 0
    for number, sheet in enumerate(sheets):
        lines = in_rows(in_reading_order(sheet.lines))
        if not lines:
            continue
        right_edge, leading = _right_edge(lines), _usual_leading(lines)
        for place, line in enumerate(lines):
            if place:
                goes_on = _goes_on(result[-1], line, right_edge, leading)
            else:
                goes_on = bool(result) and _goes_on_over_page(result[-1], line, edge_before)
            if goes_on:
                result[-1].add(line, number)
            else:
                result.append(Paragraph([line], [number]))
        edge_before = right_edge
    return result


def _right_edge(lines):
    """Where full lines end: the right end of the longest lines, leaving out single outliers."""
    ends = sorted((line.right for line in lines), reverse=True)
    return ends[min(len(ends) // 10, len(ends) - 1)]


def _usual_leading(lines):
    """The distance between two lines of one paragraph, in heights of letters: the most frequent small one."""
    gaps = Counter(
        round((above.y - below.y) / below.size, 1)
        for above, below in pairwise(lines)
        if below.size and 0.5 * below.size < above.y - below.y < 2.6 * below.size
    )
    if not gaps:
        return 1.3
    most = max(gaps.values())
    return min(gap for gap, times in gaps.items() if times >= 0.4 * most)


def _goes_on(paragraph, line, right_edge, leading):
    """Does the line belong to the paragraph that stands before it on the same page?"""
    last = paragraph.lines[-1]
    if last.hyphenated:
        return True
    gap = (last.y - line.y) / line.size if line.size else 0
    if not 0.3 < gap < leading * 1.3 + 0.05 and not _next_column(last, line):
        return False
    if abs(last.size - line.size) > 0.2 * max(last.size, line.size):
        return False
    if not _is_full(last, line, right_edge):
        return False
    return not _begins_anew(paragraph, line)


def _next_column(last, line):
    return line.y > last.y and line.left > last.right


def _is_full(last, line, right_edge):
    """Would the next line's first word not have fitted behind this one?"""
    width = (line.right - line.left) / max(len(line.text), 1)
    first_word = len(line.text.split(maxsplit=1)[0]) * width
    return last.right + first_word + width > right_edge - 0.02 * right_edge


def _begins_anew(paragraph, line):
    """A number in front, or an indent that only the first line of a paragraph has."""
    first, last = paragraph.lines[0], paragraph.lines[-1]
    indent = line.left - last.left
    step = 1.2 * line.size
    if NUMBERED.match(line.text) and (ENDS_SENTENCE.search(last.text) or _says_number(line)):
        return True
    if re.match(r"\([a-z]{1,4}\)\s", line.text) and abs(indent) > 0.5 * line.size:
        return True
    if indent > step:
        hanging = len(paragraph.lines) == 1 and NUMBERED.match(first.text)
        return not hanging
    if indent < -step and len(paragraph.lines) > 1:
        return ENDS_SENTENCE.search(last.text) is not None
    return False


def _says_number(line):
    """Numbers that hardly ever begin a line inside a sentence: 2.1 The, ARTICLE IV."""
    return re.match(r"[0-9]+\.[0-9]+\.?\s+[A-Z“\"]|ARTICLE\s", line.text) is not None


def _goes_on_over_page(paragraph, line, right_edge):
    """The last paragraph of a page goes on when it stops in mid-sentence at the edge and nothing new begins."""
    last = paragraph.lines[-1]
    if last.hyphenated:
        return True
    if ENDS_SENTENCE.search(last.text) or NUMBERED.match(line.text):
        return False
    if line.text[0].islower():
        return True
    heading = last.text.isupper() or line.text.isupper()
    return not heading and last.text[-1] != "_" and _is_full(last, line, right_edge)


# --- joining ------------------------------------------------------------------------------------------


def words_of(sheets):
    return words_in(line.text for sheet in sheets for line in sheet.lines)


def words_in(lines):
    """How often each word, with its hyphens, stands inside a line: it tells how a word cut in two is spelt."""
    words = Counter()
    for line in lines:
        words.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.casefold())[:-1])
    return words


def join(paragraph, words):
    """(text, [(page, offset at which its first line on that page starts)])."""
    text, starts, before = "", [], None
    for line, page in zip(paragraph.lines, paragraph.pages, strict=True):
        if before is not None:
            text = join_hyphenated(text, line.text, words) if before.hyphenated else f"{text} "
        if not starts or starts[-1][0] != page:
            starts.append((page, len(text)))
        text += line.text
        before = line
    return text, starts


def join_hyphenated(text, following, words):
    """The text so far, with or without the hyphen at its end."""
    head = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*$", text)
    tail = re.match(r"[^\W\d_]+", following)
    if not head or not tail:
        return f"{text}-"
    head, tail = head[0].casefold(), tail[0]
    plain, hyphened = head + tail.casefold(), f"{head}-{tail.casefold()}"
    if words[plain] != words[hyphened]:
        compound = words[hyphened] > words[plain]
    else:  # two words of their own were put together by their writer, not cut in two by the page
        compound = tail[0].isupper() or (words[head] and words[tail.casefold()]) or head in PREFIXES
    return f"{text}-" if compound else text
