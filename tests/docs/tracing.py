"""Follows a call through the rooms of the house, so that docs/architecture.md can draw the way that it really takes.

How rooms are counted is said on that page, and here: `room_of` is the whole rule.
"""

import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType

from django.conf import settings

from tests.lines import look_at

APPS_OF_ROOMS = {"reviews"}
"""Apps whose folders are rooms of their own; every other app is one room."""

FACTS = {"models", "migrations", "pure"}
"""Folders and files of an app that hold facts and tables: they are no stop on the way."""

NOT_COUNTED = {"common", "tests"}
DOORS = {"reviews/web", "reviews/api", "reviews/tasks"}
"""What a way begins with or comes in by again; shown, and not counted."""


@dataclass
class Way:
    """What a call passed, in the order of the first call.

    `called` is {room: [functions that another room called there]}, `steps` are the pairs (from a room, to a room).
    `parts` are {code of a function: name of its own way}: where one of them is called, its name stands in the place of
    a room, and what it passes is drawn where its own way is; the rooms of it are kept in `by_parts`.
    """

    parts: dict = field(default_factory=dict)
    called: dict[str, list[str]] = field(default_factory=dict)
    steps: dict[tuple[str, str], None] = field(default_factory=dict)
    by_parts: set[str] = field(default_factory=set)

    @property
    def rooms(self) -> list[str]:
        return [place for place in self.called if place not in DOORS | {*self.parts.values()}]

    def note(self, frame: FrameType) -> None:
        """Remember a call that came from another room."""
        room = room_of(frame)
        if room is None or frame.f_code.co_name == "<module>" or _is_inside(look_at, frame):
            return
        if self._part_above(frame.f_back):
            self.by_parts.add(room)
            return
        part = self.parts.get(frame.f_code)
        if part:
            self.by_parts.add(room)
        caller, place = _next_room(frame.f_back), part or room
        if place == caller:
            return
        if caller:
            self.steps[caller, place] = None
        names = self.called.setdefault(place, [])
        if (name := _name_of(frame)) not in names:
            names.append(name)

    def _part_above(self, frame):
        while frame:
            if frame.f_code in self.parts:
                return self.parts[frame.f_code]
            frame = frame.f_back
        return None

    def as_markdown(self) -> str:
        """A picture of the steps, and one line for each room."""
        boxes = {place: f"room{number}" for number, place in enumerate(self.called, start=1)}
        picture = [f"    {box}{self._shape(place)}" for place, box in boxes.items()]
        picture += [f"    {boxes[one]} --> {boxes[other]}" for one, other in self.steps]
        lines = ["```mermaid", "flowchart LR", *picture, "```", "", f"{self._counted()}:", ""]
        for place, names in self.called.items():
            title = f"*{place}*, a way of its own" if self._is_a_way(place) else f"**{place}**"
            sign = f"{self.rooms.index(place) + 1}." if place in self.rooms else "-"
            lines.append(f"{sign} {title}: {', '.join(f'`{name}`' for name in names)}")
        return "\n".join(lines)

    def _is_a_way(self, place):
        return place in self.parts.values()

    def _shape(self, place):
        return f'(["{place}"])' if self._is_a_way(place) else f'["{place}"]'

    def _counted(self):
        """How many rooms; and how many there are with those that only a way of its own comes to."""
        number, all_rooms = len(self.rooms), {*self.rooms, *self.by_parts} - DOORS
        words = f"{number} room{'' if number == 1 else 's'}"
        ways = " and ".join(f"“{place}”" for place in self.called if self._is_a_way(place))
        return f"{words} ({len(all_rooms)} with those of {ways})" if ways else words


@contextmanager
def traced(parts=None):
    """Follow the calls of the block. Gives a `Way`, complete when the block ends."""
    way = Way({function.__code__: name for function, name in (parts or {}).items()})
    before = sys.getprofile()

    def notice(frame, event, _):
        if event == "call":
            way.note(frame)

    sys.setprofile(notice)
    try:
        yield way
    finally:
        sys.setprofile(before)


def room_of(frame: FrameType) -> str | None:
    """The room that owns a frame: an app, or a folder of reviews; None for what is no stop on the way."""
    return _room_of_file(frame.f_code.co_filename)


@cache
def _room_of_file(name):
    try:
        parts = Path(name).relative_to(settings.BASE_DIR).with_suffix("").parts
    except ValueError:  # Python, Django, a library
        return None
    if len(parts) < 2 or parts[0].startswith(".") or parts[0] in NOT_COUNTED or parts[1] in FACTS:
        return None
    return "/".join(parts[:2]) if parts[0] in APPS_OF_ROOMS else parts[0]


def _next_room(frame):
    """The room that a call came from, past frames that belong to none."""
    while frame:
        if room := room_of(frame):
            return room
        frame = frame.f_back
    return None


def _is_inside(function, frame):
    """Tests look at every line of the log that is written: that is no part of the way."""
    while frame and frame.f_code is not function.__code__:
        frame = frame.f_back
    return frame is not None


def _name_of(frame):
    """The file in its room, and the function: `status.status_of`."""
    name = frame.f_code.co_qualname.partition(".<locals>")[0].removesuffix(".__init__")
    file = Path(frame.f_code.co_filename)
    return name if file.stem == "__init__" else f"{file.stem}.{name}"
