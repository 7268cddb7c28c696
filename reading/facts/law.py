"""The law that governs the contract."""

import re

from reading.facts.passages import about, sentences

HEADING = re.compile(r".*\blaws?\b", re.I)
PLACE = r"[A-Z][\w.'’-]{1,20}(?:\s+(?:(?:and|of|the|&)\s+)?[A-Z][\w.'’-]{1,20}){0,4}"
LAW = re.compile(
    r"(?i:(?:govern|constru|interpret|enforce)\w*\b[^.;]{0,160}?\blaws?\s+(?:then\s+)?"
    r"(?:in\s+(?:force|effect)\s+in\s+|of|in)\s+(?:the\s+)?"
    r"(?:(?:state|commonwealth|province|(?:federal\s+)?republic|kingdom|courts?)\s+of\s+(?:the\s+)?)?)"
    rf"(?P<place>{PLACE})"
)
LAW_BEFORE = re.compile(
    r"govern\w*\s+(?:[a-z,]+\s+){0,12}(?P<place>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s+(?:state\s+)?law\b"
)
ENDS_PLACE = re.compile(
    r"[\s,]+(?:(?:and|of|without|as|the|excluding|exclusive|regardless|applicable|applying|irrespective|notwithstanding"
    r"|for|with|in|which|except|but|is|are|shall|will|that|other|where|to|u\.?s\.?a?\.?|usa|united\s+states.*)\b.*)?$",
    re.I,
)
KEEPS_AND = re.compile(r"England\s+and\s+Wales|United\s+States(?:\s+of\s+America)?|District\s+of\s+Columbia", re.I)
NO_PLACE = re.compile(
    r"(?:such|any|the|each|that|this|its|state|country|jurisdiction|arbitration|party|law|court|federal|agreement|section"
    r"|contract|conflicts?|states|licens\w+|company|territory|bankruptcy|commonwealth|republic|province"
    r"|vendor|supplier|customer|client|buyer|seller|provider)\b|\S+['’]s\b",
    re.I,
)


def governing_law(document):
    """("governing_law", place, start, end), when all passages about it name the same place."""
    found = []
    for clause in about(document, {"governing-law"}, HEADING):
        for start, end in sentences(document.text, clause):
            match = LAW.search(document.text, start, end) or LAW_BEFORE.search(document.text, start, end)
            place = place_in(match["place"]) if match else ""
            if place:
                found.append((place, start, end))
    if found and len({place for place, _, _ in found}) == 1:
        place, start, end = found[0]
        yield "governing_law", place, start, end


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
    if len(words) < 4 or NO_PLACE.match(words):
        return ""
    return re.sub(r"\b(And|Of)\b", lambda small: small[0].lower(), words.title()) if words.isupper() else words
