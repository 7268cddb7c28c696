"""What an approval covers, as plain values: compared, told apart, and put to words. Pure: no database.

Covered things are a list, in the order in which people read them, of {"key", "label": what it is, "text": as people
read it}. A document has a "mark" as well, the hash of its bytes, and that decides whether it is the same; anything else
is the same when its text is.
"""

from dataclasses import dataclass
from hashlib import sha256

NOTHING = "nothing"


@dataclass(frozen=True)
class Difference:
    """One covered thing that is not as it was. Texts are as people read them; `NOTHING` where there was none."""

    label: str
    before: str
    after: str

    def __str__(self):
        return f"{self.label}: {cut(self.before)} → {cut(self.after)}"

    @property
    def sentence(self):
        return f"{str(self).rstrip('.')}."


def thing(key, label, text, mark=None):
    """One covered thing. A `mark` stands for its content in place of the text."""
    made = {"key": key, "label": label, "text": text}
    return made if mark is None else made | {"mark": mark}


def is_same(before, after):
    """Whether two states of what is covered are the same to somebody who approves."""
    return _content(before) == _content(after)


def fingerprint(covered):
    """Short text that stands for the content: equal exactly where `is_same` says so."""
    return sha256(repr(sorted(_content(covered).items())).encode()).hexdigest()[:24]


def difference(before, after):
    """[Difference], in the order of `after`, then what is gone."""
    old, new = _content(before), _content(after)
    was, now = _by_key(before), _by_key(after)
    return [_told(was.get(key), now.get(key)) for key in {**now, **was} if old.get(key) != new.get(key)]


def kept(covered, others):
    """Those of `covered` that `others` name too."""
    keys = _by_key(others).keys()
    return [each for each in covered if each["key"] in keys]


def cut(text, limit=120):
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _content(covered):
    return {each["key"]: each.get("mark", each["text"]) for each in covered}


def _by_key(covered):
    return {each["key"]: each for each in covered}


def _told(before, after):
    label = (after or before)["label"]
    return Difference(label, before["text"] if before else NOTHING, after["text"] if after else NOTHING)
