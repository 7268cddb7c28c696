"""What rooms above vendors show on a vendor's page: each puts its parts here, in a module `followers` of its app."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Part:
    """One section: a few rows that the person may see, which the template draws as `rows`."""

    key: str
    label: str
    rows: list
    template: str
    empty: str


_draw: list[Callable[[Any, Any], list[Part]]] = []


def put(parts_of: Callable[[Any, Any], list[Part]]) -> Callable[[Any, Any], list[Part]]:
    """Decorator: show what `parts_of(vendor, user)` gives on every vendor's page."""
    _draw.append(parts_of)
    return parts_of


def parts_for(vendor: Any, user: Any) -> list[Part]:
    """With what the person may see."""
    return [part for parts_of in _draw for part in parts_of(vendor, user)]
