"""The law that governs the contract."""

import re
from itertools import islice

from reading.facts.passages import about, around, others, sentences

HEADING = re.compile(r".*\blaws?\b", re.I)
CUE = re.compile(r"\blaws?\b|\blegislation\b", re.I)
PLACE = r"[A-Z][\w.'’-]{1,20}(?:\s+(?:(?:and|of|the|&)\s+)?[A-Z][\w.'’-]{1,20}){0,4}"
_OF = (
    r"(?:of|in)\s+(?:the\s+)?"
    r"(?:(?:state|commonwealth|province|(?:federal\s+)?republic|kingdom|courts?)\s+of\s+(?:the\s+)?)?"
)
LAW = re.compile(
    r"(?i:\b(?:govern|constru|interpret|enforce|controll|subject\s+to\s+the\s+provisions?\s+of)\w*\b[^.;]{0,160}?\b(?:laws?|legislation)\s+(?:then\s+)?"
    rf"(?:in\s+(?:force|effect)\s+(?:in\s+)?)?{_OF})"
    rf"(?P<place>{PLACE})"
)
LAW_BEFORE = re.compile(
    r"\bgovern\w*\s+(?:[a-z,]+\s+){0,12}(?P<place>PRC|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s+(?:state\s+)?[Ll]aws?\b"
)
LAW_FIRST = re.compile(
    rf"\b(?i:(?:laws?|legislation)\s+{_OF})(?P<place>{PLACE})(?:,?\s+(?i:U\.?S\.?A?\.?|United\s+States(?:\s+of\s+America)?)\s?,?)?"
    r"\s+(?i:(?:shall|will|is\s+to)\s+(?:\w+\s+){0,2}?(?:govern|apply|control)\b)"
)
ANOTHER = re.compile(
    rf"\b(?i:(?:laws?|legislation)\s+{_OF})(?P<place>{PLACE})"
    r"|\b(?:otherwise|other\s+cases?)\b(?:\s+[a-z,]+){0,6}?\s+(?P<before>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s+[Ll]aws?\b"
)
NOT_ANOTHER = re.compile(r"(?:united\s+states|another|any|other)\b", re.I)
OF_NO_MATTER = re.compile(
    r"\b(?:without|regard\w*|irrespective|exclu\w*|conflicts?|choice|notwithstanding|organi[sz]ed|incorporated|existing"
    r"|convention|federal|arbitrat\w*|compl(?:y|iance)|not)\b",
    re.I,
)
BEFORE_ANOTHER = 80  # characters
MOST_LAWS = 20
THE_CONTRACT = re.compile(r"\b(?:agreement|contract)\b", re.I)
RELATED = re.compile(r"\b(?:agreement|contract|amendment|here\w+|part(?:y|ies)|letter|licen[cs]e|terms)\b", re.I)
OTHER_LAW = re.compile(
    r"\b(?:organi[sz]ed|incorporated|existing|formed|validly|good\s+standing|compl(?:y|iance)|patent|securities\s+act)\b",
    re.I,
)
BEFORE = 40  # characters
ENDS_PLACE = re.compile(
    r"[\s,]+(?:(?:and|of|without|as|the|excluding|exclusive|regardless|applicable|applying|irrespective|notwithstanding"
    r"|for|with|in|which|except|but|is|are|shall|will|that|other|where|to|u\.?s\.?a?\.?|usa|united\s+states.*)\b.*)?$",
    re.I,
)
KEEPS_AND = re.compile(
    r"People['’]s\s+Republic\s+of\s+China|England\s+and\s+Wales|United\s+States(?:\s+of\s+America)?|District\s+of\s+Columbia",
    re.I,
)
NO_PLACE = re.compile(
    r"(?:such|any|the|each|that|this|its|governing|applicable|chosen|state|country|jurisdiction|arbitration|party|law|court|federal|agreement|section"
    r"|contract|conflicts?|states|licens\w+|company|territory|bankruptcy|commonwealth|republic|province"
    r"|vendor|supplier|customer|client|buyer|seller|provider)\b|(?!People)\S+['’]s\b",
    re.I,
)


def governing_law(document):
    """("governing_law", place, start, end), when all passages about it name the same place."""
    text, clauses = document.text, about(document, {"governing-law"}, HEADING)
    passages = list(_named(text, clauses))
    if not passages:
        rest = _named(text, others(document, clauses, CUE))
        passages = [passage for passage in rest if RELATED.search(text, *passage[1:])]
    if passages and len({place for place, _, _ in passages}) == 1:
        # The contract's own law, not that of a note that is annexed.
        of_contract = (passage for passage in passages if THE_CONTRACT.search(text, *passage[1:]))
        yield "governing_law", *next(of_contract, passages[0])


def _named(text, clauses):
    for clause in clauses:
        for start, end in sentences(text, clause):
            for place, at in _places(text, start, end):
                yield place, *around(start, end, at)


def _places(text, start, end):
    """(place, where that is said) of each law that a sentence names as the one that governs."""
    for pattern in (LAW, LAW_FIRST, LAW_BEFORE):
        match = pattern.search(text, start, end)
        if not match or OTHER_LAW.search(text, max(start, match.start() - BEFORE), match.start("place")):
            continue
        if place := place_in(match["place"]):
            yield place, match.start()
            yield from ((other, match.start()) for other, *_ in otherwise(text, match.end("place"), end))


def otherwise(text, begin, end):
    """(place, start, end) of each law that is named behind the first: “if sued there, otherwise by the laws of ...”."""
    for match in islice(ANOTHER.finditer(text, begin, end), MOST_LAWS):
        place = place_in(match["place"] or match["before"])
        is_of_no_matter = OF_NO_MATTER.search(text, max(begin, match.start() - BEFORE_ANOTHER), match.start())
        if place and not NOT_ANOTHER.match(place) and not is_of_no_matter:
            yield place, *match.span("place" if match["place"] else "before")


def place_in(words):
    """The place that the words behind “the laws of” begin with; empty where they name none."""
    words = " ".join(words.split())
    whole = KEEPS_AND.match(words)
    if whole:
        words = whole[0]
    else:
        while (shorter := ENDS_PLACE.sub("", words)) != words:
            words = shorter
    words = words.strip(" .,'’")
    if words == "PRC":
        return "People's Republic of China"
    if len(words) < 4 or NO_PLACE.match(words):
        return ""
    return re.sub(r"\b(And|Of)\b", lambda small: small[0].lower(), words.title()) if words.isupper() else words
