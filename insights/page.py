"""How figures are shown: the claim in words above each, and where its marks lie. All widths are SVG units of a hundred.

The claim is one of a few fixed sentences; where there is too little to claim anything, it is the plain name.
"""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.urls import reverse

from common.words import counted
from people.models import Team
from reviews.measures import figures
from reviews.measures.catalogue import FIGURES, Figure
from reviews.measures.scope import Scope, period_before

DRAWN = {
    "altogether": "spreads",
    "stages": "spreads",
    "holders": "parts",
    "pick-up": "spreads",
    "in-time": "shares",
    "early": "shares",
    "turns": "shares",
    "departures": "departures",
    "asked-again": "shares",
    "renewals": "shares",
    "load": "loads",
}
"""{key of a figure: the template that draws it, templates/insights/_<name>.html}."""

WIDTH = 100


@dataclass(frozen=True)
class Mark:
    """One line of a figure with its place on the drawing: `start`, `length` and `end` are SVG units."""

    line: object
    length: float = 0
    end: float = 0
    start: float = 0
    dots: list[float] = field(default_factory=list)
    tone: str = "neutral"
    icon: str = ""
    url: str = ""


@dataclass(frozen=True)
class Shown:
    """A figure on the page."""

    figure: Figure
    claim: str
    marks: list[Mark]
    template: str
    longest: float = 0


class Page:
    """All figures for one scope, as one person reads them."""

    def __init__(self, scope: Scope, *, query: dict[str, str]):
        self.scope = scope
        self.query = {name: value for name, value in query.items() if value}
        self.desks = {team.name: team for team in Team.objects.all()}

    def headline(self) -> tuple[str, str]:
        """What the page says first: how long it takes to a signature, and how that has changed."""
        now = figures.in_all(self.scope)
        if now is None:
            return "No contract was signed in this time.", ""
        if now.is_few:
            return f"{counted(now.number, 'contract')} signed in this time.", (
                "Of fewer than ten, each is shown by itself."
            )
        before = figures.in_all(self._before())
        return f"From first seen to signed in {length_in_words(now.middle)}.", _change(now, before)

    def _before(self):
        scope = self.scope
        return Scope(period_before(scope.period), scope.kind, scope.desk, scope.vendor)

    def figures(self) -> list[Shown]:
        return [self._shown(figure) for figure in FIGURES]

    def _shown(self, figure):
        lines = figure.lines(self.scope)
        template = DRAWN[figure.key]
        marks, longest = MARKS[template](lines)
        marks = [self._dressed(figure, mark) for mark in marks]
        return Shown(figure, claim_of(figure, lines), marks, f"insights/_{template}.html", longest)

    def _dressed(self, figure, mark):
        """With the colour and icon of its desk, and the way to the reviews behind it."""
        desk = self.desks.get(mark.line.label)
        url = ""
        if figure.behind:
            url = reverse("insights:behind", args=[figure.key, mark.line.key])
            url += f"?{urlencode(self.query)}" if self.query else ""
        tone = desk.tone if desk else HOLDERS.get(mark.line.label, "neutral")
        return replace(mark, tone=tone, icon=desk.icon if desk else "", url=url)


HOLDERS = {"Nobody yet (in a queue)": "danger", "The requester": "info", "The vendor": "outside"}
"""Whoever holds something and is no desk: {label: tone}."""


# --- where the marks lie ------------------------------------------------------------------------------------


def units(length: float) -> float:
    """A length or place on a drawing, as exact as an eye is."""
    return round(length, 2)


def _of_spreads(lines):
    longest = max((max([line.nine_in_ten or 0, *line.dots]) for line in lines), default=0) or 1
    scale = (WIDTH - 1) / longest  # the last mark is one unit wide
    return [
        Mark(
            line,
            length=units((line.middle or 0) * scale),
            end=units((line.nine_in_ten or 0) * scale),
            dots=[units(dot * scale) for dot in line.dots],
        )
        for line in lines
    ], longest


def _of_parts(lines):
    marks, start = [], 0.0
    for line in lines:
        length = WIDTH * line.part / line.whole
        marks.append(Mark(line, units(max(length - 0.3, 0.1)), start=units(start)))
        start += length
    return marks, 0


def _of_shares(lines):
    return [Mark(line, units(WIDTH * line.part / line.whole) if line.whole else 0) for line in lines], 0


def _of_departures(lines):
    longest = max((line.fallbacks + line.deviations for line in lines), default=0) or 1
    return [
        Mark(line, units(WIDTH * line.fallbacks / longest), end=units(WIDTH * line.deviations / longest))
        for line in lines
    ], longest


def _of_loads(lines):
    longest = max((line.open for line in lines), default=0) or 1
    return [
        Mark(line, units(WIDTH * line.open / longest), end=units(WIDTH * line.late / longest)) for line in lines
    ], longest


MARKS = {
    "spreads": _of_spreads,
    "parts": _of_parts,
    "shares": _of_shares,
    "departures": _of_departures,
    "loads": _of_loads,
}


# --- the claims ---------------------------------------------------------------------------------------------


def claim_of(figure: Figure, lines: list) -> str:
    """The figure in a sentence; its plain name where there is too little to claim."""
    claim = CLAIMS.get(figure.key)
    return (lines and claim and claim(lines)) or figure.title


def _slowest_stage(lines):
    slowest = max((line for line in lines if not line.is_few), key=lambda line: line.middle, default=None)
    return slowest and f"{slowest.label} takes longest: {length_in_words(slowest.middle)} for half of them"


def _longest_holder(lines):
    return f"{lines[0].label} had it for {lines[0].percent} % of the days"


def _slowest_pick_up(lines):
    slowest = max((line for line in lines if not line.is_few), key=lambda line: line.middle, default=None)
    return slowest and f"{slowest.label} takes work up last: after {length_in_words(slowest.middle)}"


def _least_in_time(lines):
    if sum(line.whole for line in lines) < figures.FEWEST:
        return ""
    least = min(lines, key=lambda line: line.percent)
    if least.percent == 100:
        return "Every desk was done in time"
    return f"{least.label} was done in time least often: {least.percent} %"


def _early(lines):
    [line] = lines
    return line.whole >= figures.FEWEST and f"{line.percent} % were seen before there was a paper"


def _gave_way_most(lines):
    most = lines[0]
    return most.deviations and f"{most.label}: our position given up {_times(most.deviations)}"


def _asked_again(lines):
    [line] = lines
    if not line.part:
        return "Nothing that was approved changed afterwards"
    return f"{line.part} of {line.whole} changed after somebody had approved"


def _undecided(lines):
    nobody = next(line for line in lines if line.key == "nobody")
    if not nobody.part:
        return f"Somebody decided on all {nobody.whole} contracts that were due"
    return f"Nobody decided on {nobody.part} of {nobody.whole} contracts that were due"


def _most_late(lines):
    most = max(lines, key=lambda line: line.late)
    return f"{most.label} has most that is late: {most.late}" if most.late else "Nothing is late"


CLAIMS = {
    "stages": _slowest_stage,
    "holders": _longest_holder,
    "pick-up": _slowest_pick_up,
    "in-time": _least_in_time,
    "early": _early,
    "departures": _gave_way_most,
    "asked-again": _asked_again,
    "renewals": _undecided,
    "load": _most_late,
}


def _change(now, before):
    if before is None or before.is_few:
        return "There is too little before that to compare it with."
    difference = round(now.middle) - round(before.middle)
    if not difference:
        return "As long as in as many days before."
    return f"{length_in_words(abs(difference))} {'more' if difference > 0 else 'fewer'} than in as many days before."


def length_in_words(days: float) -> str:
    """
    >>> length_in_words(0.4), length_in_words(1.2), length_in_words(14.6)
    ('less than a day', '1 day', '15 days')
    """
    whole = round(days)
    if whole < 1:
        return "less than a day"
    return counted(whole, "day")


def _times(number):
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
