"""What stands on “My work” besides waits: apps above reviews put on this list what they know of a person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Promise:
    """Something that the person said they would do, or is asked to confirm: where, and by when or for whom."""

    title: object
    url: str
    what: str
    is_late: bool = False


Listing = Callable[..., Iterable[Promise]]
_listings: list[Listing] = []


def when_work_is_listed(listing: Listing) -> Listing:
    """Registers the function below: from a person to their promises."""
    _listings.append(listing)
    return listing


def promised_by(user) -> list[Promise]:
    """All that apps above know of, in the order in which they registered."""
    return [promise for listing in _listings for promise in listing(user)]
