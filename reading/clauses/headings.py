"""Headings: the words after a number or on a line of their own that name what follows."""

import re

SMALL = set(
    re.findall(
        r"\w+", "a an and as at be by for from in into is it its no not of on or per re the to under upon vs with"
    )
)
AFTER_NUMBER = re.compile(r"(?:[\s*_:.–—-]|<[^<>\n]{1,80}>){0,8}")  # Markdown may carry tags
INLINE_HEADING = re.compile(
    r"(?P<words>[A-Z0-9(\"“'‘][^.:;\n—–|<]{1,90}?)\s?"
    r"(?:(?P<stop>[.:]|\s[—–-]|[—–]|\*\*)(?=\s|$|\*|<|[A-Z])|(?=</))"
)
WORD = re.compile(r"[A-Za-z][A-Za-z'’\-]*")
MAX_WORDS = 12
NOT_A_HEADING = re.compile(
    r"(?:by|name|title|date|its|attn|attention|address|tel|telephone|fax|e-?mail|phone|witness|signed|signature|and|between)"
    r"\b[:\s_]*$|(?:inc|ltd|llc|corp|co|mr|mrs|ms|dr|no|st|u\.s)$",
    re.I,
)


def title_like(text):
    """Whether a text is written as a heading: all in capitals, or each word of weight with a capital."""
    words = WORD.findall(text)
    if not words or len(words) > MAX_WORDS:
        return False
    if text.isupper():
        return True
    heavy = [word for word in words if word.lower() not in SMALL]
    return bool(heavy) and words[0][0].isupper() and sum(word[0].isupper() for word in heavy) >= len(heavy) * 0.75


def inline_heading(text, start, end, *, numbered):
    """The heading in front of a clause's words on the same line: (heading, where the body begins).

    After a number one lower-cased phrase will do ("Notice of termination."); without one each word needs its capital.
    """
    begin = AFTER_NUMBER.match(text, start, end).end()
    match = INLINE_HEADING.match(text, begin, min(end, begin + 100))
    if match is None:
        return "", start
    words = match["words"].strip(" *_\"“”'‘’")
    count = len(words.split())
    good = title_like(words) or (numbered and count <= 6 and (match["stop"] or ".") in ".:" and words[:1].isupper())
    if not good or NOT_A_HEADING.match(words) or (not numbered and match["stop"] == ":" and count > 6):
        return "", start
    return words, match.end()


def line_heading(words):
    """Whether a whole paragraph is nothing but a heading."""
    words = words.strip("*#_ .:")
    return (
        bool(words)
        and len(words) <= 110
        and not words.endswith((",", ";"))
        and title_like(words)
        and not NOT_A_HEADING.match(words)
    )
