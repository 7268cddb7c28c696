"""Words that the end of a line has cut in two, and numbers of pages in a sentence."""

import re
from collections import Counter

PREFIXES = {"non", "self", "pre", "post", "third", "anti", "inter", "multi", "cross", "royalty"}


def words_in(lines):
    """How often each word, with its hyphens, stands inside a line: this shows how a word cut in two is spelt."""
    words = Counter()
    for line in lines:
        words.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.casefold())[:-1])
    return words


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
    else:  # two words of their own were put together by their writer, not cut in two by the page
        compound = tail[0].isupper() or (words[head] and words[tail.casefold()]) or head in PREFIXES
    return f"{text}-" if compound else text


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
