"""Word's automatic numbers, as a reader sees them: "2.1", "(a)", "ARTICLE IV".

A paragraph names a list (numId) and a level; the list points to a definition that says how each level counts and
looks. Lists of one definition count on together, unless a list says where it starts.
"""

import re
from dataclasses import dataclass, replace

from reading.docx import formats
from reading.docx.names import MC, W, is_on, number, value
from reading.docx.symbols import from_symbol_font

LEVELS = 9
BOXES = "☐□▢❑❒◻"  # as the sign of a list they are no boxes to tick


@dataclass(frozen=True)
class Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None  # counts anew after this level (1 is the highest); 0 never; None after any higher one
    legal: bool = False  # shows the numbers of higher levels as 1, 2, 3; its own, and those in digits, as they are
    style: str | None = None


@dataclass(frozen=True)
class List:
    definition: str
    starts: dict
    levels: dict


class Numbering:
    def __init__(self, part, styles):
        self.styles = styles
        self.definitions, self.links, self.lists = {}, {}, {}
        if part is not None:
            self._read(part)
        self.counters = {}  # definition: how far each level has counted, None before its first number
        self.started = set()  # (list, level) whose own start has been used

    def next(self, properties):
        """The number in front of the paragraph with these properties, or nothing. Counts on."""
        list_id, level = self._place(properties)
        a_list = self.lists.get(list_id)
        if a_list is None:
            return ""
        levels = self._levels(a_list)
        counts = self.counters.setdefault(a_list.definition, [None] * LEVELS)
        self._count(counts, levels, level, (list_id, level), a_list.starts.get(level))
        return _shown(levels, level, counts)

    def _place(self, properties):
        """(list, level) from the paragraph itself, or from its style."""
        style_id = self.styles.of_paragraph(properties)
        list_id, level = value(properties, "numPr", "numId"), number(properties, "numPr", "ilvl")
        if list_id is None:
            list_id, style_level, source = self.styles.numbering(style_id)
            if level is None:
                level = self._level_of_style(list_id, style_id, source)
            if level is None:
                level = style_level
        return list_id, min(max(level or 0, 0), LEVELS - 1)

    def _level_of_style(self, list_id, *style_ids):
        a_list = self.lists.get(list_id)
        levels = self._levels(a_list) if a_list else {}
        for style_id in style_ids:
            for place, level in levels.items():
                if style_id is not None and level.style == style_id:
                    return place
        return None

    def _levels(self, a_list):
        return self.definitions.get(a_list.definition, {}) | a_list.levels

    def _count(self, counts, levels, level, place, own_start):
        if own_start is not None and place not in self.started:
            counts[level] = own_start
        elif counts[level] is None:
            counts[level] = levels.get(level, Level()).start
        else:
            counts[level] += 1
        self.started.add(place)
        for deeper in range(level + 1, LEVELS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                counts[deeper] = None

    def _read(self, part):
        for definition in part.iterfind(f"{W}abstractNum"):
            identifier = definition.get(f"{W}abstractNumId")
            self.definitions[identifier] = _read_levels(definition)
            self.links[identifier] = value(definition, "numStyleLink")
        for element in part.iterfind(f"{W}num"):
            self.lists[element.get(f"{W}numId")] = _read_list(element)
        for list_id, a_list in self.lists.items():
            self.lists[list_id] = replace(a_list, definition=self._linked(a_list.definition))

    def _linked(self, definition):
        """The definition that another one stands for by way of a numbering style."""
        style_id = self.links.get(definition)
        if style_id is None:
            return definition
        list_id, _, _ = self.styles.numbering(style_id)
        target = self.lists.get(list_id)
        return target.definition if target else definition


def _read_list(element):
    starts, levels = {}, {}
    for override in element.iterfind(f"{W}lvlOverride"):
        level = _level_number(override)
        start = number(override, "startOverride")
        if start is not None:
            starts[level] = start
        levels |= _read_levels(override)
    return List(value(element, "abstractNumId"), starts, levels)


def _read_levels(parent):
    return {_level_number(element): _read_level(element) for element in parent.iterfind(f"{W}lvl")}


def _level_number(element):
    text = element.get(f"{W}ilvl") or "0"
    return int(text) if text.isdigit() else 0


def _read_level(element):
    start, text = number(element, "start"), value(element, "lvlText")
    kind = value(element, "numFmt")
    if kind is None:  # newer formats stand beside a plain one for older readers
        kind = value(element.find(f"{MC}AlternateContent/{MC}Fallback"), "numFmt")
    return Level(
        start=1 if start is None else start,
        format=kind or "decimal",
        text=text or "",
        restart=number(element, "lvlRestart"),
        legal=bool(is_on(element, "isLgl")),
        style=value(element, "pStyle"),
    )


def _shown(levels, level, counts):
    own = levels.get(level, Level())
    if own.format == "none":
        return re.sub(r"%[1-9]", "", own.text).strip()
    if own.format == "bullet":
        sign = from_symbol_font(own.text)
        return sign if sign and sign not in BOXES else "•"

    def number_of(match):
        place = int(match[1]) - 1
        other = levels.get(place, Level())
        count = other.start if counts[place] is None else counts[place]
        is_inherited_sign = own.legal and place != level and other.format not in formats.DIGITS
        return formats.show(count, "decimal" if is_inherited_sign else other.format)

    return " ".join(re.sub(r"%([1-9])", number_of, own.text).split())
