"""What a record of a contract has room for and no playbook asks: VAT, where data are, credits, two kinds of notice."""

import re
from decimal import Decimal

from reading.measures.numbers import percents, periods
from reading.measures.stated import sentences

_TAX = (
    r"(?:VAT|value[\s-]added\s+tax(?:es)?|turnover\s+tax|(?:applicable\s+|sales\s+|any\s+"
    r"|all\s+)*(?:sales\s+(?:and\s+use\s+)?)?tax(?:es)?|GST|HST|btw|MwSt\.?|USt\.?|TVA)"
)
EXCLUDED = re.compile(
    rf"\b(?:exclu(?:sive|ding|des?)(?:\s+of)?|ex\.?|excl\.?|without|net\s+of|not\s+includ(?:e|ing)|plus|before)\s+(?:(?:of|the|any|all|applicable|statutory|Irish|UK|Dutch|German|French)\s+){{0,3}}{_TAX}"
    rf"|\b{_TAX}(?:\s*\([^)]{{0,20}}\))?\s+(?:(?:at\s+the\s+(?:\w+\s+){{0,3}}rate|where\s+\w+|if\s+any|thereon)\s+)?(?:is|are|will\s+be|shall\s+be|to\s+be)\s+(?:\w+\s+)?(?:added|extra|payable\s+(?:in\s+addition|on\s+top)|charged\s+(?:in\s+addition|on\s+top|extra)|excluded|not\s+included|due\s+on\s+top)"
    rf"|\b(?:do(?:es)?\s+not\s+include|not\s+inclusive\s+of)\b[^.;]{{0,60}}?\b(?:{_TAX})|\b{_TAX}\s+(?:not\s+included|(?:@|at)[^.;]{{0,50}}?(?:extra|added|on\s+top))|\b{_TAX}\b[^.;]{{0,60}}?\b(?:is|are)\s+(?:added|extra)\b|\+\s?{_TAX}\b|\b0\s?%\s{_TAX}\b",
    re.I,
)
INCLUDED = re.compile(
    rf"\b(?:inclu(?:sive|ding|des?)(?:\s+of)?|incl\.?)\s+(?:(?:of|the|any|all|applicable|statutory)\s+){{0,3}}{_TAX}|\b{_TAX}\s+(?:is\s+|are\s+)?(?:already\s+)?included\b",
    re.I,
)
OF_LIABILITY = re.compile(r"\b(?:liab|indemnit|damages)", re.I)

_ONE_PLACE = (
    r"European\s+Economic\s+Area(?:\s+\(EEA\))?|European\s+Union(?:\s+\(EU\))?|United\s+Kingdom|United\s+States(?:\s+of\s+America)?|EEA|EU|UK|U\.S\.A?\.?|USA?\b"
    r"|Germany|Ireland|France|(?:the\s+)?Netherlands|Switzerland|Belgium|Luxembourg|Austria|Sweden|Finland|Denmark|Norway|Spain|Italy|Poland"
    r"|Canada|Australia|Singapore|Japan|India|Great\s+Britain|England|Scotland"
)
PLACES = re.compile(
    rf"(?<![\w-])(?:the\s+)?(?P<place>(?:{_ONE_PLACE})(?:\s*(?:,|and|or|&|/|and/or)\s*(?:the\s+)?(?:{_ONE_PLACE}))*)(?![\w-])"
)
KEPT = re.compile(
    r"\b(?:host(?:ed|s|ing)?|stor(?:ed?|es|ing)|processed|kept?|keeps|remains?|held|resides?|located|location|residency|stays?)\b",
    re.I,
)
DATA = re.compile(r"\bdata\b|\bcontent\b|\bbackups?\b|\bservers?\b|\bhosting\b|\bhosted\b", re.I)
ELSEWHERE = re.compile(r"\b(?:outside|transfer\w*|law|laws|GDPR|courts?|adequa\w+|leave)\b[^.;]{0,40}$", re.I)

CREDIT = re.compile(
    r"\b(?:service\s+)?credit(?:s|ed)?\b|\bgets?\s+back\b|\bpenalty\s+of\b|\bdeductions?\b|\bservice\s+level\s+credit|\brebate\s+of\b|\bcredit\s+note\b",
    re.I,
)
OF_LEVELS = re.compile(
    r"\bavailab|\bup-?time|\bservice\s+(?:level|credit)|\bdowntime|\bmissed|\bfault|\boutage|\bbelow\b|\bmonthly\s+(?:fee|charge)",
    re.I,
)
OF_A_LEVEL = re.compile(
    r"(?:[<>≥≤]|\b(?:below|under|over|least|than|to|availability(?:\s+of)?|uptime(?:\s+of)?|target(?:\s+of)?|but|and|or|each(?:\s+full)?|every(?:\s+full)?|per)\b)\W{0,3}$",
    re.I,
)
MOST = re.compile(
    r"\b(?:maximum|ceiling|capped|cap|exceed|more\s+than|up\s+to|limit\w*|most|total)\b[^.;%]{0,50}$", re.I
)
SHARE = re.compile(r"\W{0,3}(?:\(?of\b|credit|service\s+credit|for\s+(?:each|every)|per\b|$)", re.I)

SUB_PROCESSOR = re.compile(
    r"\bsub-?\s?processors?\b|\bother\s+processors\b|\bsub-?contractors?\b[^.;]{0,60}\bpersonal\s+data\b", re.I
)
TOLD = re.compile(
    r"\b(?:noti(?:ce|f)\w*|inform\w*|announc\w*|advis\w*|tell|publish\w*|let\s+\w+\s+know|in\s+advance|beforehand|update\w*|mail(?:s|ed)?|told|tells|appl(?:y|ies)|gives?|warning)\b",
    re.I,
)
NOTICE_BEHIND = re.compile(
    r"['’]?\s{0,2}(?:(?:prior|advance|written|previous|further)\s+)*(?:notice|warning|in\s+advance|before|prior|ahead|beforehand|notification)\b",
    re.I,
)
OBJECTS = re.compile(r"\bobject\w*|\bcure|\bterminat|\bbreach|\brespon", re.I)
NEW_ONE = re.compile(r"\b(?:changes?|additions?|new\s+one|replac\w+)\b", re.I)
TOPIC = 160  # characters in which a passage says what it is about
SUSPENDS = re.compile(
    r"\bsuspen(?:d|sion)\w*|\b(?:interrupt|block|restrict|switch\s+off|disable|withhold|pull|cut\s+off|throttle)\b[^.;]{0,60}\b(?:access|service|product|account|platform|talent|job|users?|logins?)|\bdown\s+tools",
    re.I,
)
LATE_BY = re.compile(r"\b(?:overdue|late|unpaid|outstanding|past\s+due|arrears|due\s+date)\b", re.I)
NOTICE_UNITS = {"hour", "day", "business day", "week", "month"}


def vat(text):
    """Whether prices are said without VAT (“excluded”) or with it (“included”)."""
    for sentence in sentences(text):
        if OF_LIABILITY.search(sentence.text):
            continue
        for pattern, value in ((EXCLUDED, "excluded"), (INCLUDED, "included")):
            if match := pattern.search(sentence.text):
                yield sentence.stated(value, *match.span())


def vat_of(value):
    """The same of a value beside the label “VAT”."""
    words = value.casefold()
    if re.search(r"\bnot\s+included|\bexclu|\bexcl\b|\bplus\b|\bextra\b|\badded\b|\bin\s+addition", words):
        return "excluded"
    return "included" if re.search(r"\binclu|\bincl\b", words) else None


def places_in(words):
    """The places that some words name: “UK and EEA”."""
    match = PLACES.search(words)
    return " ".join(match["place"].split()).removeprefix("the ") if match else None


def data_location(text):
    """Where data are kept."""
    for sentence in sentences(text):
        if not (KEPT.search(sentence.text) and DATA.search(sentence.text)):
            continue
        for match in PLACES.finditer(sentence.text):
            before = sentence.text[: match.start()]
            if KEPT.search(before[-160:]) and not ELSEWHERE.search(before[-60:]):
                place = re.sub(r"\s+\((?:EEA|EU)\)", "", " ".join(match["place"].split())).removeprefix("the ")
                yield sentence.stated(place, *match.span())
                break


def service_credit(text):
    """The shares of a fee that are credited where a level is missed."""
    for sentence in sentences(text):
        if not (CREDIT.search(sentence.text) and OF_LEVELS.search(sentence.text)):
            continue
        for number, start, end in percents(sentence.text):
            before = sentence.text[max(0, start - 60) : start]
            level = OF_A_LEVEL.search(before[-30:]) or MOST.search(before) or number is None or number >= Decimal(90)
            if not level and SHARE.match(sentence.text, end):
                yield sentence.stated(number, start, end)


def credits_in_table(rows_of_cells):
    """(number, start, end) of the percentages in the column of a table that is headed “credit”."""
    column = None
    for cells in rows_of_cells:
        heads = [index for index, (words, _) in enumerate(cells) if CREDIT.search(words)]
        if len(heads) == 1 and not any("%" in words for words, _ in cells):
            column = heads[0]
            continue
        if column is not None and column < len(cells):
            words, at = cells[column]
            hits = list(percents(words))
            if len(hits) == 1 and hits[0][0] is not None and hits[0][1] == 0:
                yield hits[0][0], at, at + len(words)


def sub_processor_notice(text):
    """How long before a new sub-processor begins the customer hears of it."""
    is_topic = SUB_PROCESSOR.search(text[:TOPIC]) is not None
    for sentence in sentences(text):
        is_about = SUB_PROCESSOR.search(sentence.text) or (is_topic and NEW_ONE.search(sentence.text))
        if is_about and TOLD.search(sentence.text):
            yield from _notices(sentence, OBJECTS)


def suspension_notice(text):
    """How long before a service is suspended the customer is told."""
    for sentence in sentences(text):
        if SUSPENDS.search(sentence.text) and TOLD.search(sentence.text):
            yield from _notices(sentence, LATE_BY)


def _notices(sentence, unless):
    for period in periods(sentence.text):
        if period.unit not in NOTICE_UNITS or not NOTICE_BEHIND.match(sentence.text, period.end):
            continue
        if not unless.search(sentence.text[max(0, period.start - 40) : period.start]):
            yield sentence.stated(period.value, period.start, period.end)
