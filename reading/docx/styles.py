"""What styles say: which paragraphs are headings, which are numbered, which text is hidden. Styles inherit."""

import re

from reading.docx.grounds import is_dark_ground
from reading.docx.names import W, number, value

GROUNDS = (f"{W}tcPr", f"{W}tblPr", f"{W}rPr", f"{W}pPr")  # what may have a ground of its own
MAX_CHAIN = 30  # styles based on styles; a ring of them must end


class Styles:
    def __init__(self, part):
        self.by_id, self.default = {}, None
        self.default_run = part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if part is not None else None
        for style in part.iterfind(f"{W}style") if part is not None else ():
            self.by_id[style.get(f"{W}styleId")] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self.default = style.get(f"{W}styleId")

    def chain(self, style_id):
        """A style, the style it is based on, and so on."""
        for _ in range(MAX_CHAIN):
            style = self.by_id.get(style_id)
            if style is None:
                return
            yield style
            style_id = value(style, "basedOn")

    def of_paragraph(self, properties):
        return value(properties, "pStyle") or self.default

    def heading_level(self, properties):
        """1 to 9 for a heading, 0 for the title, None for everything else."""
        level = number(properties, "outlineLvl")
        for style in self.chain(self.of_paragraph(properties)):
            name = (value(style, "name") or "").casefold()
            if name == "title":
                return 0
            if level is None:
                level = number(style, "pPr", "outlineLvl")
            if level is None and (match := re.fullmatch(r"heading ([1-9])", name)):
                level = int(match[1]) - 1
        return level + 1 if level is not None and 0 <= level < 9 else None

    def numbering(self, style_id):
        """(numId, ilvl, style that says so) of a numbered style; the first two may be None."""
        list_id = level = source = None
        for style in self.chain(style_id):
            properties = style.find(f"{W}pPr")
            if level is None:
                level = number(properties, "numPr", "ilvl")
            if list_id is None and (list_id := value(properties, "numPr", "numId")) is not None:
                source = style.get(f"{W}styleId")
        return list_id, level, source

    def runs_of(self, style_id):
        """What a style and those that it is based on say of letters, the style itself first."""
        return [properties for style in self.chain(style_id) if (properties := style.find(f"{W}rPr")) is not None]

    def paragraphs_of(self, style_id):
        return [properties for style in self.chain(style_id) if (properties := style.find(f"{W}pPr")) is not None]

    def shades_cells(self, style_id):
        """Whether a style of tables gives some of their cells a ground of their own, as for a row of headings."""
        return any(is_dark_ground(parent) for style in self.chain(style_id) for parent in style.iter(*GROUNDS))
