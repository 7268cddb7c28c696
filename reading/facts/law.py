"""The law that governs the contract."""

import re
from itertools import islice

from reading.facts.passages import about, around, others, sentences
from reading.facts.places import ADJECTIVES, KNOWN, PLACE, named, place_in

HEADING = re.compile(r".*\blaws?\b", re.I)
CUE = re.compile(r"\blaws?\b|\blegislation\b", re.I)
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
_WHOSE = "|".join(
    re.escape(whose).replace("\\ ", r"\s+")
    for whose in sorted(
        {*ADJECTIVES, *(place.title().replace(" And ", " and ") for place in KNOWN)}, key=len, reverse=True
    )
)
LAW_WORD = re.compile(r"\b[Ll]aws?\b")
WHOSE = re.compile(rf"(?<![\w-])(?P<whose>{_WHOSE})\s+(?:(?:substantive|state|federal|contract|private)\s+){{0,2}}$")
LONGEST_WHOSE = 60  # characters
APPLIES = re.compile(
    r"[^.;]{0,60}?\b(?:appl(?:y|ies|icable|ied)|governs?|controls?|prevails?|is\s+the\s+law|shall\s+be\s+the\s+law)\b|\s*,?\s*(?:and\s+)?(?:the\s+)?(?:\w+\s+)?courts?\b",
    re.I,
)
SUBJECT_TO = re.compile(
    r"\b(?:govern\w*|subject\s+to|constru\w*|resolved?|interpret\w*|submit\w*|choos\w+|chosen|opt\s+for|agree\s+(?:on|upon|to)|law\s*(?::|–|-|is))\b[^.;]{0,80}$",
    re.I,
)
FRAGMENT = re.compile(r"^\W*(?:§?\s?[\d.]+[.)]?\s*)?(?:(?:the\s+)?laws?\s+of\s+)?$", re.I)
NOT_THE_CONTRACTS = re.compile(
    r"\b(?:under|by|as|with|of|required|permitted|mandatory|company|registered|incorporated|organi[sz]ed|existing|to\s+the\s+extent)\s+$",
    re.I,
)
LAWS_OF = re.compile(
    rf"(?:^\W*(?:§?\s?[\d.]+[.)]?\s*)?(?i:the\s+)?|\b(?i:resolved|settled|subject\s+to|decided)\s+(?i:under|by|to|in\s+accordance\s+with)?\s*(?i:the\s+)?)(?i:laws?\s+{_OF})(?P<place>{PLACE})"
)
OF_SOMEBODY = re.compile(
    r"\blaws?\s+of\s+the\s+(?:country|state|place|jurisdiction|domicile|seat)\s+(?:in\s+which|where|whose|of\s+(?:the\s+)?(?:party|customer|client|supplier|vendor|provider|defendant|claimant|respondent))",
    re.I,
)


def stated_in(text, start, end):
    """(place or None, start, end) of the law that a sentence names in everyday words: “Dutch law applies”.

    None where it depends on who sues, or on where somebody sits.
    """
    for word in LAW_WORD.finditer(text, start, end):
        match = WHOSE.search(text[max(start, word.start() - LONGEST_WHOSE) : word.start()])
        if match is None:
            continue
        at = max(start, word.start() - LONGEST_WHOSE) + match.start()
        before = text[max(start, at - 100) : at]
        is_subject = SUBJECT_TO.search(before) is not None
        if (NOT_THE_CONTRACTS.search(before) and not is_subject) or OTHER_LAW.search(before[-BEFORE:]):
            continue
        if is_subject or FRAGMENT.search(text[start:at]) or APPLIES.match(text, word.end(), end):
            yield named(match["whose"]), at, at + len(match["whose"])
            return
    if not LAW_WORD.search(text, start, end):
        return
    for match in LAWS_OF.finditer(text, start, end):
        place = place_in(match["place"])
        if place and named(place).casefold() in KNOWN:
            yield named(place), *match.span("place")
            return
    for match in OF_SOMEBODY.finditer(text, start, end):
        yield None, *match.span()


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
    hits = False
    for pattern in (LAW, LAW_FIRST, LAW_BEFORE):
        match = pattern.search(text, start, end)
        if not match or OTHER_LAW.search(text, max(start, match.start() - BEFORE), match.start("place")):
            continue
        if place := place_in(match["place"]):
            hits = True
            yield place, match.start()
            yield from ((other, match.start()) for other, *_ in otherwise(text, match.end("place"), end))

    if not hits:
        yield from ((place, at) for place, at, _ in stated_in(text, start, end) if place)


def otherwise(text, begin, end):
    """(place, start, end) of each law that is named behind the first: “if sued there, otherwise by the laws of ...”."""
    for match in islice(ANOTHER.finditer(text, begin, end), MOST_LAWS):
        place = place_in(match["place"] or match["before"])
        is_of_no_matter = OF_NO_MATTER.search(text, max(begin, match.start() - BEFORE_ANOTHER), match.start())
        if place and not NOT_ANOTHER.match(place) and not is_of_no_matter:
            yield place, *match.span("place" if match["place"] else "before")
