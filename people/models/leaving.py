"""What follows when somebody loses a seat, or the lead of a desk, or leaves: apps above put themselves on the list.

It is called by the rows themselves (Membership, User), in the transaction of the change and through whichever door it
came: settings page, API, command or shell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from people.models.team import Team
    from people.models.user import User


@dataclass(frozen=True)
class Loss:
    """`person` no longer sits on `desk`, or sits there and leads it no more; `desk` is None for whoever has left."""

    person: User
    desk: Team | None = None
    still_sits: bool = False


FOLLOWERS: list[Callable[..., None]] = []


def when_somebody_loses(follow: Callable[..., None]) -> Callable[..., None]:
    """Decorator: call `follow(loss, by=...)` after each `Loss`; `by` is None where nobody is known."""
    FOLLOWERS.append(follow)
    return follow


def follow_losses(losses: list[Loss], *, by: User | None = None) -> None:
    for loss in losses:
        loss.person.__dict__.pop("desks_held", None)  # read anew by whoever asks next
        for follow in FOLLOWERS:
            follow(loss, by=by)
