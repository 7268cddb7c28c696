"""Boxes to tick: where the options of a choice begin and end, and which of them were chosen.

A box is a sign (☐ ☒ □ ✓) or brackets ([ ], [x]), in front of its words or behind them. A bracket within a sentence,
such as “within [ ] days”, is a place to fill in and no box.
"""

import re
from dataclasses import dataclass

BOX = re.compile(
    r"(?P<on>[☒☑🗹✅✓✔]|\[\s{0,2}[xX✓✔]\s{0,2}\]|(?<!\w)\([ ]{0,1}[xX✓✔][ ]{0,1}\))"
    r"|(?P<off>[☐✗✘▢❑❒◻⬜□]|\[[\s_]{0,4}\]|(?<!\w)\([\s_]{1,4}\))"
)
ROUND = re.compile(r"\([\s_]{1,4}\)")  # only beside an empty round one is “(x)” a box and not a number
OPENS = re.compile(r"(?:^|[.:;?!|\n]|\b(?:or|and|one|below)[,:]?)\s*$", re.I)  # what may stand in front of a box
LONG = 4  # words of an option that is a clause of its own
STATES = {"on": True, "off": False}


@dataclass(frozen=True, slots=True)
class Option:
    """The words of an option with its box, from `start` to `end`. `box` is where the box itself stands."""

    start: int
    end: int
    ticked: bool
    box: tuple[int, int]


def has_boxes(text):
    """Whether a text has anything that could be a box: most have none."""
    return BOX.search(text) is not None


def options_in(text, start, end):
    """The options in a paragraph, in order; none where its boxes are none."""
    boxes = _boxes(text, start, end)
    if not boxes:
        return []
    edges = [match.start() for match in re.finditer(r" \| |\n", text[start:end])]
    walls = [start, *(start + edge for edge in edges), end]
    if _stand_behind(text, start, end, boxes):
        return _behind(boxes, walls)
    return [
        Option(box.start(), _end(text, box, following, walls), _is_ticked(box), box.span())
        for box, following in zip(boxes, [*boxes[1:], None], strict=True)
    ]


def cut_at_options(text, start, end):
    """The paragraph as (start, end, ticked): options that are clauses by themselves, `ticked` None for other words."""
    options = options_in(text, start, end)
    long = [option for option in options if len(text[option.start : option.end].split()) > LONG]
    opens = bool(options) and options[0].start == start
    if not options or not (opens or len(long) * 2 >= len(options)):
        return [(start, end, None)]
    pieces, here = [], start
    for option in options:
        if text[here : option.start].strip():
            pieces.append((here, _stripped(text, here, option.start), None))
        pieces.append((option.start, _stripped(text, option.start, option.end), option.ticked))
        here = option.end
    if text[here:end].strip(" |"):
        pieces.append((here, end, None))
    return pieces


def _boxes(text, start, end):
    """The boxes of a paragraph: the first where something may begin, the others wherever an option may end."""
    matches, boxes = list(BOX.finditer(text, start, end)), []
    if not matches:
        return []
    has_round = ROUND.search(text, start, end) is not None
    all_behind = len(matches) > 1 and not text[matches[-1].end() : end].strip(" .;|")
    for match in matches:
        if match[0][0] == "(" and not has_round:
            continue
        is_sign = match[0][0] not in "[("
        before, behind = text[start : match.start()], text[match.end() : end].strip()
        if boxes or is_sign or all_behind or OPENS.search(before) or not behind:
            boxes.append(match)
    ticked = any(match["on"] for match in boxes)
    return [match for match in boxes if ticked or match[0][0] not in "✗✘"]


def _stand_behind(text, start, end, boxes):
    """Whether each box stands behind its words: “Yes [x] No [ ]”."""
    before, behind = text[start : boxes[0].start()], text[boxes[-1].end() : end]
    return not behind.strip(" .;|") and bool(before.strip()) and not before.rstrip().endswith((":", "|", "?", ")"))


def _behind(boxes, walls):
    options, here = [], walls[0]
    for box in boxes:
        wall = max(wall for wall in walls if wall <= box.start())
        options.append(Option(max(here, wall), box.end(), _is_ticked(box), box.span()))
        here = box.end()
    return options


def _end(text, box, following, walls):
    wall = min(wall for wall in walls if wall > box.start())
    return min(wall, following.start() if following else wall)


def _is_ticked(box):
    return box["on"] is not None


def _stripped(text, start, end):
    while end > start and (text[end - 1].isspace() or text[end - 1] == "|"):
        end -= 1
    return end
