"""What an approval covers, as plain values: compared, told apart, and put to words. Pure: no database.

Covered items are a list, in the order in which people read them. A document has a mark, the hash of its bytes, and
that decides whether it is the same; anything else is the same when its text is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import NotRequired, TypedDict

NOTHING = "nothing"


class CoveredItem(TypedDict):
    """One part of what an approval covers, fit for JSON: what it is (`label`), and as people read it (`text`)."""

    key: str
    label: str
    text: str
    mark: NotRequired[str]


@dataclass(frozen=True)
class Difference:
    """One covered item that is not as it was. Texts are as people read them; `NOTHING` where there was none."""

    label: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.label}: {cut(self.before)} → {cut(self.after)}"

    @property
    def sentence(self) -> str:
        return f"{str(self).rstrip('.')}."


def covered_item(key: str, label: str, text: str, mark: str | None = None) -> CoveredItem:
    """One covered item. A `mark` stands for its content in place of the text."""
    item = CoveredItem(key=key, label=label, text=text)
    if mark is not None:
        item["mark"] = mark
    return item


def is_same(before: Iterable[CoveredItem], after: Iterable[CoveredItem]) -> bool:
    """Whether two states of what is covered are the same to somebody who approves."""
    return _content(before) == _content(after)


def fingerprint(covered: Iterable[CoveredItem]) -> str:
    """Short text that stands for the content: equal exactly where `is_same` says so."""
    return sha256(repr(sorted(_content(covered).items())).encode()).hexdigest()[:24]


def difference(before: Iterable[CoveredItem], after: Iterable[CoveredItem]) -> list[Difference]:
    """In the order of `after`, then what is gone."""
    old, new = _content(before), _content(after)
    was, now = _by_key(before), _by_key(after)
    return [_difference(was.get(key), now.get(key)) for key in {**now, **was} if old.get(key) != new.get(key)]


def kept(covered: Iterable[CoveredItem], others: Iterable[CoveredItem]) -> list[CoveredItem]:
    """Those of `covered` that `others` name too."""
    keys = _by_key(others).keys()
    return [item for item in covered if item["key"] in keys]


def cut(text: str, limit: int = 120) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _content(covered: Iterable[CoveredItem]) -> dict[str, str]:
    """{key of an item: what decides whether it is the same}."""
    return {item["key"]: item.get("mark", item["text"]) for item in covered}


def _by_key(covered: Iterable[CoveredItem]) -> dict[str, CoveredItem]:
    return {item["key"]: item for item in covered}


def _difference(before: CoveredItem | None, after: CoveredItem | None) -> Difference:
    """Between two states of one item; it is None where the item is not covered."""
    [label, *_] = [item["label"] for item in (after, before) if item]
    return Difference(label, before["text"] if before else NOTHING, after["text"] if after else NOTHING)
