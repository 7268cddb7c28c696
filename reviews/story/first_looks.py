"""What the desks saw at first sight, as the requester reads it: every flag with a plain sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reviews.pure.flags import PLAIN, Flag


@dataclass(frozen=True)
class FlagTold:
    """A flag, and what it means in plain words."""

    label: str
    plain: str


@dataclass(frozen=True)
class LookSeen:
    """What one desk saw: no flags where it has no concerns yet."""

    desk: str
    by: str
    flags: list[FlagTold]
    note: str


def looks_told(rows: Iterable[dict[str, Any]]) -> list[LookSeen]:
    """`rows` are those that `story_looks` reads (reviews.story.facts)."""
    return [
        LookSeen(
            desk=row["desk"],
            by=row["by"],
            flags=[FlagTold(str(Flag(flag).label), PLAIN[Flag(flag)]) for flag in row["flags"]],
            note=row["note"],
        )
        for row in rows
    ]
