"""How the letters of a run look: hidden, white on white, tiny, struck through. Styles say so, and the run itself.

A switch such as <w:vanish/> that both the paragraph's and the run's style turn on is off again, as Word has it; what
the run says itself counts alone.
"""

from dataclasses import dataclass

from reading.docx.grounds import is_dark_ground, is_pale
from reading.docx.names import is_on, number, value

TINY = 6  # half points; no contract is printed in letters of three points


@dataclass(frozen=True, slots=True)
class Look:
    hidden: bool = False
    struck: bool = False
    pale: bool = False
    tiny: bool = False
    shaded: bool = False  # on a ground of its own, on which pale letters are seen


class Looks:
    def __init__(self, styles):
        self.styles = styles
        self._of_styles = {}

    def of_run(self, properties, paragraph_properties):
        """The look of a run with these properties in a paragraph with those."""
        styles = self._look_of_styles(self.styles.of_paragraph(paragraph_properties), value(properties, "rStyle"))
        if properties is None or not len(properties):
            return styles
        own = {name: is_on(properties, tag) for name, tag in (("hidden", "vanish"), ("struck", "strike"))}
        if is_on(properties, "dstrike"):
            own["struck"] = True
        own["pale"], own["tiny"] = is_pale(properties), _is_tiny(properties)
        own = {name: answer for name, answer in own.items() if answer is not None}
        shaded = styles.shaded or is_dark_ground(properties)
        return Look(
            **{name: getattr(styles, name) for name in ("hidden", "struck", "pale", "tiny")} | own, shaded=shaded
        )

    def _look_of_styles(self, paragraph_style, run_style):
        key = paragraph_style, run_style
        if key not in self._of_styles:
            self._of_styles[key] = self._worked_out(paragraph_style, run_style)
        return self._of_styles[key]

    def _worked_out(self, paragraph_style, run_style):
        chains = [self.styles.runs_of(paragraph_style), self.styles.runs_of(run_style)]
        pieces = [piece for chain in reversed(chains) for piece in chain]  # the run's style says more than the other
        default = self.styles.default_run

        def switch(*tags):
            on = [any(_first(chain, lambda piece, tag=tag: is_on(piece, tag)) for tag in tags) for chain in chains]
            return (on[0] != on[1]) or any(is_on(default, tag) for tag in tags)

        grounds = [*pieces, *self.styles.paragraphs_of(paragraph_style)]
        return Look(
            hidden=switch("vanish"),
            struck=switch("strike", "dstrike"),
            pale=bool(_first([*pieces, default], is_pale)),
            tiny=bool(_first([*pieces, default], _is_tiny)),
            shaded=any(is_dark_ground(piece) for piece in grounds),
        )


def _first(pieces, says):
    """The first answer that is not None."""
    return next((answer for piece in pieces if piece is not None and (answer := says(piece)) is not None), None)


def _is_tiny(properties):
    size = number(properties, "sz")
    return None if size is None else size <= TINY
