"""The parties: companies named between "between" and the recitals."""

import re

PREAMBLE = 4000  # characters in which a contract names its parties
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
ARTICLE_BEFORE = re.compile(r"(?:^|[\s,(])(?:an?|A|AN)\s+$")


def parties(text):
    """("party", {"name", "called"}, start, end) for each, at most six."""
    begin = BETWEEN.search(text, 0, PREAMBLE)
    if begin is None:
        return
    stop = AFTER_PARTIES.search(text, begin.end(), begin.end() + 2500)
    end = stop.start() if stop else min(len(text), begin.end() + 1200)
    seen = set()
    for match in PARTY.finditer(text, begin.end(), end):
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


def _is_name(text, name, start):
    if len(name) < 5 or NO_NAME.match(name):
        return False
    return not ARTICLE_BEFORE.search(text[max(0, start - 4) : start])  # "a Delaware corporation" is none


def _called(text, start, end):
    """What the contract calls the party from there on, unless another name comes first."""
    alias = ALIAS.match(text, start, min(end, start + 400))
    if alias is None:
        return ""
    between = PARTY.finditer(text, start, alias.start("alias"))
    if any(_is_name(text, " ".join(other["name"].split()), other.start()) for other in between):
        return ""
    return " ".join(alias["alias"].split())
