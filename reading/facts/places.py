"""Places whose law can govern a contract, by one name: “German law” and “the laws of Germany” are the same."""

import re

from reading.facts.days import DAY_FIRST_PLACES, MONTH_FIRST_PLACES

ADJECTIVES = {
    "Austrian": "Austria", "Belgian": "Belgium", "Czech": "Czech Republic", "Danish": "Denmark", "Dutch": "Netherlands",
    "English": "England and Wales", "Finnish": "Finland", "French": "France", "German": "Germany", "Irish": "Ireland",
    "Italian": "Italy", "Luxembourgish": "Luxembourg", "Norwegian": "Norway", "Polish": "Poland",
    "Portuguese": "Portugal", "Scottish": "Scotland", "Scots": "Scotland", "Spanish": "Spain", "Swedish": "Sweden",
    "Swiss": "Switzerland", "Canadian": "Canada", "Japanese": "Japan", "Indian": "India", "Israeli": "Israel",
    "Northern Irish": "Northern Ireland", "Belgium": "Belgium", "Luxembourg": "Luxembourg", "Hungarian": "Hungary",
    "Greek": "Greece", "Maltese": "Malta", "Romanian": "Romania", "Estonian": "Estonia", "Australian": "Australia",
    "Californian": "California", "Icelandic": "Iceland", "Turkish": "Turkey", "Chinese": "China",
}  # fmt: skip
OTHER_NAMES = {
    "England": "England and Wales", "England & Wales": "England and Wales", "The Netherlands": "Netherlands",
    "Kingdom of the Netherlands": "Netherlands", "Federal Republic of Germany": "Germany",
    "Republic of Ireland": "Ireland", "French Republic": "France", "Kingdom of Belgium": "Belgium",
    "Republic of Austria": "Austria", "Wales": "England and Wales", "Swiss Confederation": "Switzerland",
    "Grand Duchy of Luxembourg": "Luxembourg", "Kingdom of Spain": "Spain", "Italian Republic": "Italy",
    "Kingdom of Sweden": "Sweden", "Kingdom of Denmark": "Denmark", "Republic of Poland": "Poland",
    "New York State": "New York", "Holland": "Netherlands", "Eire": "Ireland",
}  # fmt: skip
OTHERS = {
    "sweden", "japan", "china", "people's republic of china", "canada", "ontario", "quebec", "québec",
    "british columbia", "alberta", "iceland", "hungary", "turkey", "korea", "lithuania", "jersey", "guernsey",
    "isle of man", "bermuda", "cayman islands", "liechtenstein", "monaco", "washington, d.c.", "catalonia",
    "flanders", "nova scotia", "manitoba",
}  # fmt: skip
KNOWN = DAY_FIRST_PLACES | MONTH_FIRST_PLACES | OTHERS
PLACE = r"[A-Z][\w.'’-]{1,20}(?:\s+(?:(?:and|of|the|&)\s+)?[A-Z][\w.'’-]{1,20}){0,4}"
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


LEAD = re.compile(
    r"\s*(?:(?:the\s+)?(?:substantive\s+|internal\s+)?laws?\s+(?:and\s+courts?\s+)?(?:of|in)\s+)?(?:the\s+)?"
    r"(?:(?:state|commonwealth|province)\s+of\s+)?",
    re.I,
)
LAW_OF = re.compile(r"(?P<whose>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)\s+(?:state\s+)?(?:substantive\s+)?laws?\b")


def named(place):
    """A place by the name that it is compared under."""
    place = " ".join(place.split()).strip(" .")
    return OTHER_NAMES.get(place, OTHER_NAMES.get(ADJECTIVES.get(place, place), ADJECTIVES.get(place, place)))


def is_known(words):
    """Whether these words are a place that we know and nothing else."""
    words = LEAD.sub("", words, count=1)
    return named(place_in(words) or words).casefold() in KNOWN and len(words) < len(place_in(words) or words) + 6


def law_in(words):
    """The place whose law some words name, as the value of “Governing law:”; None where they name none that we know."""
    if adjective := LAW_OF.match(words):
        place = ADJECTIVES.get(adjective["whose"], adjective["whose"])
        return named(place) if named(place).casefold() in KNOWN else None
    begin = LEAD.match(words).end()
    match = re.match(PLACE, words[begin:])
    place = match and place_in(match[0])
    if place and named(place).casefold() in KNOWN:
        return named(place)
    return None


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
