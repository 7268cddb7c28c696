"""Telling people about accounts and seats. Notices stand above people, so whoever delivers puts itself on the list."""

from collections.abc import Callable, Iterable
from typing import Any

TELLERS: list[Callable[..., None]] = []


def when_people_are_told(teller: Callable[..., None]) -> Callable[..., None]:
    """Decorator: call `teller(people, key=..., title=..., body=..., url=...)` in the transaction of what is told."""
    TELLERS.append(teller)
    return teller


def tell(people: Iterable[Any], *, key: str, title: str, body: str, url: str) -> None:
    """A notice for each of these people, once: a second call with the same key tells nobody again."""
    people = list(people)
    for teller in TELLERS:
        teller(people, key=key, title=title, body=body, url=url)
