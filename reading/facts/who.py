"""The parties, as papers of the US, the UK, Germany, France and the Netherlands name them, and what they are called.

Companies between “between” and the recitals; numbered ones under “Parties”; “Vendor: Kaislaranta Oy”; and, in a short
paper, whoever has a role in brackets behind the name.
"""

import re
from itertools import chain, islice

PREAMBLE = 4000  # characters in which most contracts name their parties
BEHIND_CONTENTS = 16_000  # those that begin with a table of contents name them here
MOST_TRIES = 6
MOST = 6
SHORT = 6_000  # characters of a paper of a page or two
COMPANY = "|".join(
    spelt
    for word in (
        "Inc", "Incorporated", "LLC", "Ltd", "Limited", "Corp", "Corporation", "Company", "Co", "LLP", "LP",
        "PLC", "PLLC", "GmbH", "gGmbH", "mbH", "AG", "KG", "KGaA", "OHG", "UG", "SA", "SAS", "SASU", "SARL",
        "EURL", "SNC", "SCA", "SCOP", "NV", "BV", "VOF", "AB", "SE", "Oy", "Oyj", "ApS", "ASA", "SRL", "SL",
        "SLU", "Lda", "Kft", "Pty", "Pte", "Pvt", "Anonyme", "Aktiengesellschaft", "DAC", "CLG", "CIC",
        "Trust", "Bank", "University", "Association", "Foundation", "Stichting", "Council", "Partnership",
        "Partners", "Group", "Holdings",
    )
    for spelt in dict.fromkeys((word, word.upper(), word.lower() if word == "PLC" else word))
)  # fmt: skip
DOTTED = (
    r"L\.L\.C|L\.L\.P|L\.P|P\.C|S\.A\.S\.U|S\.A\.R\.L|S\.A\.S|S\.A\.U|S\.A|S\.L\.U|S\.L|N\.V|B\.V|V\.O\.F|C\.V|U\.A|S\.r\.l|S\.R\.L|S\.p\.A|A/S|e\.V|e\.K|e\.G"
    r"|s\.r\.o|a\.s|d\.o\.o|Sp\.\s?z\s?o\.o|S\.à\s?r\.l"
)
_FORM = (
    rf"(?:(?:{COMPANY}|{DOTTED})\b\.?(?:\s?\(haftungsbeschränkt\))?(?:\s?(?:&|und"
    rf"|and)\s?Co\b\.?(?:,?\s?(?:KGaA|KG|OHG|SE|LLC|Ltd|Inc)\b\.?)?)?)"
)
PARTY = re.compile(
    r"(?P<name>[A-Z0-9][\w&.,'’()/-]{0,30}"
    r"(?:\s+(?:of|and|the|&|for|de|du|des|la|le|van|der|den|und|et|[A-Z0-9(][\w&.,'’()/-]{0,30})){0,8}?"
    rf",?\s+{_FORM}(?:,?\s+{_FORM})?)"
    r"(?=[\s,;(:–—]|$)"
)
BETWEEN = re.compile(
    r"\b(?:[Bb]etween|among|amongst|BETWEEN|AMONG|Among)\b|^[ \t]*(?:THE|The)\s+(?:UNDERSIGNED|undersigned)\s*:", re.M
)
UNDER_PARTIES = re.compile(r"^[ \t]*(?:(?:THE|The)\s+)?(?:PARTIES|Parties)\b(?:\s+TO\s+THIS\s+\w+)?[ \t:.]*$", re.M)
ITEM = re.compile(r"(?:^|\n)[ \t]*(?:\(\s?[1-9A-D]\s?\)|[1-9A-D][.)])[ \t]+|;\s+and\s+\(\s?[1-9A-D]\s?\)\s+")
THE_COMPANY = re.compile(
    r"\b(?:the\s+)?company\s+(?P<name>[A-Z][\w&.'’-]{1,30}(?:\s+(?:de|du|des|la|le|et|&|[A-Z][\w&.'’-]{0,30})){0,6}),\s+(?:an?\s+)?(?:société|a\s+company|with|registered|having|whose)"
)
PREFIXED = re.compile(
    r"\b(?P<name>(?:Stichting|Gemeente|Coöperatie|Vereniging|Fondation|Fundación|Commune|Ville|Stadt|Landkreis|Société|SARL|SAS|SASU|S\.A\.R\.L\.|S\.A\.S\.)\s+(?:de\s+|du\s+|la\s+)?"
    r"[A-Z][\w&.'’-]{1,30}(?:\s+(?:de|du|des|la|le|van|voor|der|et|en|und|&|[A-Z][\w&.'’-]{0,30})){0,6})(?=[,;(]|\s[–—-]\s|\s+(?:whose|with|having|represented|and\b))"
)
BESIDE_ROLE = re.compile(
    r"(?<![\w.])(?P<name>[A-Z][\w&.'’-]{1,30}(?:,?\s+(?:of|and|&|for|the|de|van|der"
    r"|[A-Z][\w&.'’-]{0,30})){1,7}),?\s*\(\s*(?:the\s+)?[\"“”'‘](?:the\s+)?(?P<role>[\w"
    r" -]{3,30})[\"“”'’]\s*\)"
)
AFTER_PARTIES = re.compile(
    r"\b(?:WHEREAS|RECITALS?|WITNESSETH|BACKGROUND|W\s?I\s?T\s?N\s?E\s?S|NOW,?\s+THEREFORE|agree\s+as\s+follows)\b",
    re.I,
)
ROLES = (
    r"customer|client|buyer|purchaser|supplier|vendor|(?:service\s+)?provider|licensor|licensee|contractor|consultant|processor|controller"
    r"|(?:data\s+)?processor|(?:data\s+)?controller|agency|reseller|distributor|seller|subscriber|discloser|recipient|authority|company|lender|borrower"
    r"|landlord|tenant|employer|owner|operator|publisher|principal|agent|guarantor|receiving\s+party|disclosing\s+party|sub-?contractor|user|partner|council|university"
)
IS_ROLE = re.compile(rf"(?:the\s+)?(?:{ROLES})", re.I)
_QUOTED = r"[\"“”„'‘](?:the\s+)?(?P<{}>[^\"”“’'\n]{{2,40}}?),?[\"”“’']"
ALIASES = (
    re.compile(r"\(\s*(?:[a-z, :]{0,60})?" + _QUOTED.format("alias") + r"[^)\n]{0,80}\)"),
    re.compile(
        r"\(\s*(?:the\s+|hereinafter\s+(?:the\s+)?)?(?P<alias>(?-i:[A-Z])[\w-]{2,20}(?:\s[A-Z][\w-]{2,20})?)\s*\)"
    ),
    re.compile(
        r"[–—-]\s*(?:hereinafter\s+(?:also\s+)?(?:referred\s+to\s+as\s*:?\s*|called\s+)?)?"
        + _QUOTED.format("alias")
        + r"\s*[–—-]"
    ),
    re.compile(
        r"\b[Hh]ereinafter\s*:?\s*(?:also\s+)?(?:referred\s+to\s+as\s*:?\s*|called\s+|designated\s+)?(?:the\s+)?"
        + _QUOTED.format("alias")
    ),
)
BEFORE_ALIAS = 320  # characters
LEAD = re.compile(
    r"(?:(?:by|and|between|among|the|this|of|is|made|entered|into|agreement|party|parties|a|b|1|2)[\s:,.()]+)+", re.I
)
INVENTED = re.compile(
    rf"(?:(?:the|and|or|of|this|each|any|sow|msa|agreement|contract|order|form|party|parties|affiliates?|section|exhibit|schedule|appendix|{ROLES})[\s.,;:&/()]*)+"
    r"(?:(?:company|group|partners|trust|bank|university|association|foundation|council|co|holdings|limited|corporation)[\s.,]*)*",
    re.I,
)  # nothing but what papers call the parties
SENTENCE_WITHIN = re.compile(
    r"\b(?!Inc|Ltd|Co|Corp|St|Dr|No|Mr|Mrs|Bros|Messrs|Sp|Pty|Pte|Pvt|Ste|Sté)[A-Z]?[A-Za-z]{3,}\.\s"
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
    """("party", {"name", "called"}, start, end) for each, at most six. `lines` are as `measures.rows.lines_of` says."""
    for find in (_under_heading, _between):
        if named := find(text):
            return named
    named = list(_in_rows(lines)) or list(_labelled(text))
    if named or len(text) > SHORT:
        return named
    return list(_beside_roles(text))


def _between(text):
    for begin in islice(BETWEEN.finditer(text, 0, BEHIND_CONTENTS), MOST_TRIES):
        if named := list(_named(text, begin.end(), _end_of_parties(text, begin.end()))):
            return named
    return []


def _end_of_parties(text, begin):
    stop = AFTER_PARTIES.search(text, begin, begin + 2500)
    return stop.start() if stop else min(len(text), begin + 1200)


def _under_heading(text):
    """Numbered parties: “(1) ACME SOFTWARE LIMITED incorporated ... (Supplier); and (2) ...”."""
    heading = UNDER_PARTIES.search(text, 0, BEHIND_CONTENTS)
    begins = [heading.end()] if heading else [match.end() for match in islice(BETWEEN.finditer(text, 0, PREAMBLE), 2)]
    for begin in begins:
        end = _end_of_parties(text, begin)
        items = list(ITEM.finditer(text, begin - 1, end))
        hits = []
        ends = [item.start() for item in items][1:] + [end]
        for item, until in zip(items, ends, strict=False):
            match = PARTY.match(text, item.end(), until)
            if match and _is_name(text, " ".join(match["name"].split()), match.start("name")):
                name = " ".join(match["name"].split()).strip(" ,")
                hits.append(("party", {"name": name, "called": _called(text, match.end(), until)}, *match.span("name")))
        if len(hits) > 1 or (hits and heading):
            return hits[:MOST]
    return []


def _named(text, begin, end):
    seen, places = set(), []
    for match in chain(
        PARTY.finditer(text, begin, end), THE_COMPANY.finditer(text, begin, end), PREFIXED.finditer(text, begin, end)
    ):
        start = match.start("name") + _lead(match["name"])
        name = " ".join(text[start : match.end("name")].split()).strip(" ,")
        if _is_name(text, name, start):
            places.append((start, match.end("name"), name))
    places.sort()
    for number, (start, until, name) in enumerate(places):
        key = re.sub(r"\W+", "", name).lower()
        if key in seen or any(other < start < last for other, last, _ in places[:number]):
            continue
        seen.add(key)
        next_start = next((other for other, *_ in places[number + 1 :] if other > until), end)
        yield "party", {"name": name, "called": _called(text, until, min(end, next_start))}, start, until
        if len(seen) == MOST:
            return


def _lead(words):
    """How much of these words stands in front of the name: “by and between”, the end of the last party's address."""
    lead = LEAD.match(words)
    begin = lead.end() if lead else 0
    address = ADDRESS.match(words, begin)
    return address.end() if address and len(words) - address.end() > 6 else begin


ADDRESS = re.compile(r"[^()]*\)\s*(?:,?\s*and\s+)?|.*,\s+and\s+(?=[A-Z])", re.S)


def _labelled(text):
    """Parties of a contract that lists them: “Party A: Nordlicht Software GmbH”."""
    seen = set()
    for label in LABELLED.finditer(text, 0, PREAMBLE):
        match = PARTY.match(text, label.end(), min(len(text), label.end() + 300))
        name = match and " ".join(match["name"].split())
        if match and name not in seen and _is_name(text, name, match.start()):
            seen.add(name)
            yield "party", {"name": name, "called": _called(text, match.end(), match.end() + 200)}, *match.span("name")


def _in_rows(lines):
    """Parties of an order form: “Customer | Larkfield Housing Group Limited”."""
    seen = set()
    for line in lines:
        role = IS_ROLE.match(line.label)
        value = NAME_ENDS.split(line.value, maxsplit=1)[0].strip(" ,")
        if not (role and WHOLE_NAME.fullmatch(value)) or INVENTED.fullmatch(value) or value in seen:
            continue
        seen.add(value)
        yield "party", {"name": value, "called": " ".join(role[0].split())}, line.at, line.at + len(value)


NAME_ENDS = re.compile(
    r"\s*(?:[;(|]|,\s+(?!Inc|LLC|Ltd|Limited|L\.|Corp|PLC|LLP|S\.|N\.|B\.|GmbH)|\s{3,}|\s[–—]\s|\bwhose\b|\bwith\s+(?:its|offices)\b|\bof\s+\d)"
)
WHOLE_NAME = re.compile(r"[A-ZÀ-Þ0-9][^\n|:_\[\]●]{2,80}")


def _beside_roles(text):
    """In a short paper: who is named in front of a role in brackets, with or without the form of a company."""
    seen = set()
    for match in BESIDE_ROLE.finditer(text, 0, SHORT):
        lead = LEAD.match(match["name"])
        start = match.start("name") + (lead.end() if lead else 0)
        name = " ".join(text[start : match.end("name")].split()).strip(" ,")
        if IS_ROLE.fullmatch(match["role"].strip()) and name not in seen and _is_name(text, name, start):
            seen.add(name)
            yield "party", {"name": name, "called": match["role"].strip()}, start, match.end("name")
            if len(seen) == MOST:
                return


def _is_name(text, name, start):
    if len(name) < 5 or NO_NAME.match(name) or INVENTED.fullmatch(name) or SENTENCE_WITHIN.search(name):
        return False
    before = text[max(0, start - BEFORE) : start]
    return not (ARTICLE_BEFORE.search(before) or ANOTHER_BEFORE.search(before))  # "a Delaware corporation" is none


def _called(text, start, end):
    """What the contract calls the party from there on: the first name in quotes or brackets behind it."""
    words = text[start : min(end, start + BEFORE_ALIAS)]
    hits = []
    for pattern in ALIASES:
        match = pattern.search(words)
        is_role = match and (pattern is not ALIASES[1] or IS_ROLE.fullmatch(match["alias"]))
        if match and is_role and not NEXT_ITEM.search(words, 0, match.start()):
            hits.append((match.start(), " ".join(match["alias"].split())))
    return min(hits)[1] if hits else ""


NEXT_ITEM = re.compile(r";\s+(?:and\s+)?\(\s?[2-9B-D]\s?\)|\n\s*(?:\([2-9B-D]\)|[2-9B-D][.)])\s")
