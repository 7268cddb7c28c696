"""The parties: companies named between "between" and the recitals."""

import re
from itertools import islice

PREAMBLE = 4000  # characters in which most contracts name their parties
BEHIND_CONTENTS = 16_000  # those that begin with a table of contents name them here
MOST_TRIES = 6
MOST = 6
COMPANY = "|".join(
    spelt
    for word in (
        "Inc", "Incorporated", "LLC", "Ltd", "Limited", "Corp", "Corporation", "Company", "Co", "LLP", "LP", "PLC",
        "GmbH", "AG", "SA", "NV", "BV", "AB", "SE", "Pty", "Trust", "Bank", "University", "Association", "Foundation",
        "Partnership", "Partners", "Group", "Holdings",
    )
    for spelt in dict.fromkeys((word, word.upper(), word.lower() if word == "PLC" else word))
)  # fmt: skip
DOTTED = r"L\.L\.C|L\.L\.P|L\.P|S\.A|N\.V|B\.V|S\.r\.l|S\.p\.A|A/S"
_FORM = rf"(?:{COMPANY}|{DOTTED})\b\.?"
PARTY = re.compile(
    r"(?P<name>[A-Z0-9][\w&.,'’()/-]{0,30}"
    r"(?:\s+(?:of|and|the|&|for|de|[A-Z0-9(][\w&.,'’()/-]{0,30})){0,8}?"
    rf",?\s+{_FORM}(?:,?\s+{_FORM})?)"
    r"(?=[\s,;(])"
)
BETWEEN = re.compile(r"\b(?:between|among|amongst|BETWEEN|AMONG)\b")
AFTER_PARTIES = re.compile(
    r"\b(?:WHEREAS|RECITALS?|WITNESSETH|BACKGROUND|W\s?I\s?T\s?N\s?E\s?S|NOW,?\s+THEREFORE|agree\s+as\s+follows)\b",
    re.I,
)
ALIAS = re.compile(
    r"[^.;]{0,260}?\(\s*(?:[a-z, ]{0,60})?[\"“'‘](?:the\s+)?(?P<alias>[^\"”'’\n]{2,40}?),?[\"”'’][^)\n]{0,80}\)"
)
LEAD = re.compile(
    r"(?:(?:by|and|between|among|the|this|of|is|made|entered|into|agreement|party|parties|a|b|1|2)[\s:,.()]+)+", re.I
)
NO_NAME = re.compile(
    r"\d|(?:an?|its|liability|limited|public|private|general|a\s+\w+|international\s+swaps)\s"
    r"|.*\b(?:sections?|articles?|exhibit|schedule|street|suite|building|road|avenue|registered|party|parties|payments?"
    r"|taxes|attn)\b",
    re.I,
)
ARTICLE_BEFORE = re.compile(r"(?:^|[\s,(])(?:an?|A|AN)\s+(?:[a-z]{3,15}\s+)?$")
ANOTHER_BEFORE = re.compile(
    r"\b(?:source\s?:|[fdan]/k/a|d/b/a|formerly(?:\s+known\s+as)?|doing\s+business\s+as|known\s+as)\s*$", re.I
)
BEFORE = 30  # characters
LABELLED = re.compile(
    r"(?:\bParty\s+[A-D]|\bThe\s+(?:buyer|seller)|\b(?:Buyer|Seller|Supplier|Customer|Licensor|Licensee))(?:\s?\([^()]{1,40}\)|/[\w-]{1,20})?\s?:\s{0,3}"
)


def parties(text, lines=()):
    """("party", {"name", "called"}, start, end) for each, at most six."""
    for begin in islice(BETWEEN.finditer(text, 0, BEHIND_CONTENTS), MOST_TRIES):
        if named := list(_named(text, begin.end(), _end_of_parties(text, begin.end()))):
            return named
    return list(_labelled(text))


def _end_of_parties(text, begin):
    stop = AFTER_PARTIES.search(text, begin, begin + 2500)
    return stop.start() if stop else min(len(text), begin + 1200)


def _named(text, begin, end):
    seen = set()
    for match in PARTY.finditer(text, begin, end):
        lead = LEAD.match(match["name"])
        start = match.start() + (lead.end() if lead else 0)
        name = " ".join(text[start : match.end("name")].split()).strip(" ,")
        key = re.sub(r"\W+", "", name).lower()
        if key in seen or not _is_name(text, name, start):
            continue
        seen.add(key)
        yield "party", {"name": name, "called": _called(text, match.end(), end)}, start, match.end("name")
        if len(seen) == MOST:
            return


def _labelled(text):
    """Parties of a contract that lists them: “Party A: Nordlicht Software GmbH”."""
    seen = set()
    for label in LABELLED.finditer(text, 0, PREAMBLE):
        match = PARTY.match(text, label.end(), min(len(text), label.end() + 300))
        name = match and " ".join(match["name"].split())
        if match and name not in seen and _is_name(text, name, match.start()):
            seen.add(name)
            yield "party", {"name": name, "called": _called(text, match.end(), match.end() + 200)}, *match.span("name")


def _is_name(text, name, start):
    if len(name) < 5 or NO_NAME.match(name):
        return False
    before = text[max(0, start - BEFORE) : start]
    return not (ARTICLE_BEFORE.search(before) or ANOTHER_BEFORE.search(before))  # "a Delaware corporation" is none


def _called(text, start, end):
    """What the contract calls the party from there on, unless another name comes first."""
    alias = ALIAS.match(text, start, min(end, start + 400))
    if alias is None:
        return ""
    between = PARTY.finditer(text, start, alias.start("alias"))
    if any(_is_name(text, " ".join(other["name"].split()), other.start()) for other in between):
        return ""
    return " ".join(alias["alias"].split())
