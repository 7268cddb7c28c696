"""Words that the end of a line has cut in two, and numbers of pages in a sentence."""

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

KNOWN = Path(__file__).with_name("words.txt")
SHORT = {"sub", "co", "ex", "net", "key", "add", "opt", "pro", "set", "buy", "pay"}
SECOND = {
    "based",
    "hosted",
    "driven",
    "branded",
    "funded",
    "wide",
    "proof",
    "ready",
    "native",
    "grade",
    "facing",
    "only",
}
PREFIXES = {"non", "self", "pre", "post", "third", "anti", "inter", "multi", "cross", "royalty"}


def words_in(lines):
    """How often each word, with its hyphens, stands inside a line: this shows how a word cut in two is spelt."""
    words = Counter()
    for line in lines:
        words.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.casefold())[:-1])
    return words


class Words(dict):
    """The same, counted when it is first asked: most documents cut no word."""

    def __init__(self, lines):
        super().__init__()
        self.lines, self.counts = lines, None

    def __missing__(self, word):
        if self.counts is None:
            self.counts = words_in(self.lines)
        return self.counts[word]


def join_hyphenated(text, following, words):
    """The text so far, with or without the hyphen at its end."""
    head = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*$", text)
    tail = re.match(r"[^\W\d_]+", following)
    if not head or not tail:
        return f"{text}-"
    head, tail = head[0].casefold(), tail[0]
    plain, hyphened = head + tail.casefold(), f"{head}-{tail.casefold()}"
    if words[plain] != words[hyphened]:
        compound = words[hyphened] > words[plain]
    else:
        compound = tail[0].isupper() or _is_compound(head, tail.casefold(), words)
    return f"{text}-" if compound else text


def _is_compound(head, tail, words):
    """Whether two words were put together by their writer ("then-current"), and not cut in two by the page.

    The document itself does not say so; what other contracts write does.
    """
    known = known_words()
    last = head.rpartition("-")[2]
    if head in PREFIXES or (f"{head}-{tail}" in known and head + tail not in known):
        return True
    if last + tail in known:
        return False
    is_first, is_second = (word in known or words[word] > 0 for word in (last, tail))
    return "-" in head or (is_second and (is_first or head in SHORT)) or (is_first and tail in SECOND)


@lru_cache(maxsize=1)
def known_words():
    """Words that stand in several contracts, some of them with a hyphen."""
    return frozenset(KNOWN.read_text("utf-8").split())


def in_words(numbers):
    """1, 2, 3, 7 becomes "1-3 and 7"."""
    runs = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [f"{first}-{last}" if last > first else str(first) for first, last in runs]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)
