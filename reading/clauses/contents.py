"""Tables of contents, which look like a row of clauses and are none."""

import re

TITLE = re.compile(r"(?:table of )?contents\b", re.I)
ENTRY = re.compile(r"(?:\.{3,}|\s)\s{0,20}(?:\d{1,3}|[ivx]{1,5}|[A-Z]-\d{1,2})$")
NUMBER = re.compile(r"(?<!\S)(?:\d{1,2}(?:\.\d{1,2}){0,2}\.?|[IVX]{1,5}\.)\s(?=[A-Z])")
SENTENCE_END = re.compile(r"[a-z)]\.\s")
LEADER = re.compile(r"\.{4,}|(?:\. ){4,}")
SHORT = 160  # characters of an entry
ROW = 4  # entries in a row that make a table


def is_contents(text, paragraphs):
    """For each paragraph whether it belongs to a table of contents."""
    entries = [_looks_like_entries(text, start, end) for start, end in paragraphs]
    in_contents, index, below_title = [False] * len(paragraphs), 0, False
    while index < len(paragraphs):
        start, end = paragraphs[index]
        if TITLE.match(text, start, min(end, start + 20)):
            in_contents[index] = end - start < 200 or entries[index] > 0
            below_title, index = True, index + 1
            continue
        stop = index
        while stop < len(paragraphs) and entries[stop]:
            stop += 1
        row = sum(entries[index:stop])
        if row >= (2 if below_title else ROW):
            in_contents[index:stop] = [True] * (stop - index)
        below_title = below_title and stop > index and stop < len(paragraphs)
        index = max(stop, index + 1)
    return in_contents


def _looks_like_entries(text, start, end):
    """How many entries of a table of contents the paragraph holds; 0 for any other paragraph."""
    words = text[start:end]
    numbers = len(NUMBER.findall(words))
    if ("...." in words or ". . " in words) and LEADER.search(words):
        return max(1, numbers)
    if numbers >= ROW and len(words) / numbers < 60 and len(SENTENCE_END.findall(words)) <= numbers / 4:
        return numbers
    if len(words) <= SHORT:
        return int(bool(ENTRY.search(words)) and words[-1].isdigit() and words[:1].isalnum())
    return 0
