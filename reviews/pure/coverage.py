"""What an approval covers, as plain values: compared, told apart, and put to words. Pure: no database.

Covered things are a list, in the order in which people read them. A document has a mark, the hash of its bytes, and
that decides whether it is the same; anything else is the same when its text is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import NotRequired, TypedDict

NOTHING = "nothing"


class Covered(TypedDict):
    """One covered thing, fit for JSON: what it is (`label`), and as people read it (`text`)."""

    key: str
    label: str
    text: str
    mark: NotRequired[str]


@dataclass(frozen=True)
class Difference:
    """One covered thing that is not as it was. Texts are as people read them; `NOTHING` where there was none."""

    label: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.label}: {cut(self.before)} → {cut(self.after)}"

    @property
    def sentence(self) -> str:
        return f"{str(self).rstrip('.')}."


def thing(key: str, label: str, text: str, mark: str | None = None) -> Covered:
    """One covered thing. A `mark` stands for its content in place of the text."""
    covered = Covered(key=key, label=label, text=text)
    if mark is not None:
        covered["mark"] = mark
    return covered


def is_same(before: Iterable[Covered], after: Iterable[Covered]) -> bool:
    """Whether two states of what is covered are the same to somebody who approves."""
    return _content(before) == _content(after)


def fingerprint(covered: Iterable[Covered]) -> str:
    """Short text that stands for the content: equal exactly where `is_same` says so."""
    return sha256(repr(sorted(_content(covered).items())).encode()).hexdigest()[:24]


def difference(before: Iterable[Covered], after: Iterable[Covered]) -> list[Difference]:
    """In the order of `after`, then what is gone."""
    old, new = _content(before), _content(after)
    was, now = _by_key(before), _by_key(after)
    return [_told(was.get(key), now.get(key)) for key in {**now, **was} if old.get(key) != new.get(key)]


def kept(covered: Iterable[Covered], others: Iterable[Covered]) -> list[Covered]:
    """Those of `covered` that `others` name too."""
    keys = _by_key(others).keys()
    return [each for each in covered if each["key"] in keys]


def cut(text: str, limit: int = 120) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _content(covered):
    return {each["key"]: each.get("mark", each["text"]) for each in covered}


def _by_key(covered):
    return {each["key"]: each for each in covered}


def _told(before, after):
    label = (after or before)["label"]
    return Difference(label, before["text"] if before else NOTHING, after["text"] if after else NOTHING)
