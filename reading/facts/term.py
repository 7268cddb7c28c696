"""How long a contract runs, whether it renews by itself, and by when notice must stop that.

Periods and days are looked for first, because they are few; then the words in front of them are asked whether they
speak of this contract's term, and not of a notice, an extension, or a duty that outlives it.
"""

import re
from functools import partial
from itertools import chain

from reading.facts.passages import about, around, others, sentences
from reading.facts.values import PERIOD, dates_in, periods_in, read_date, read_period
from reading.facts.windows import windows_in

TERM_HEADING = re.compile(r".{0,40}\b(?:term|duration|expiration|effectiveness)\b", re.I)
RENEWAL_HEADING = re.compile(r".*\b(?:renew|extension|term)", re.I)
TERM_TYPES = {"initial-term", "renewal", "renewal-notice"}
TERM_CUE = re.compile(
    r"\binitial\s+(?:term|period)\b|\bterm\s+of\s+(?:this|the)\b|\b(?:contract|service|licen[cs]e)\s+(?:term|period)\b"
    r"|\b(?:this|the)\s+(?:[\w-]+\s+){0,3}?(?:agreement|contract)\s+(?:shall|will|is|commences?|begins?|continues?|becomes?|expires?|takes)\b",
    re.I,
)
RENEWAL_CUE = re.compile(r"renew|exten|continue|thereafter|auto", re.I)  # some of it is in all that RENEWS matches
TIME = re.compile(r"\b(?:years?|months?|anniversary)\b|\b(?:19|20)\d\d\b", re.I)

LONG = ("year", "quarter", "month")
LEFT = 360  # characters in front of a period in which the term is named
AFTER = 50
_PAPER = (
    r"(?:agreement|contract|lease|amendment|order|joint\s+venture|appointment|engagement|subscription"
    r"|framework|retainer)"
)
THE_TERM = re.compile(
    rf"\binitial\s+(?:\w+\s+){{0,2}}(?:term|period)\b|\b(?:term|duration)\s+of\s+(?:this|the|its|such)\s+(?:\w+\s+){{0,3}}{_PAPER}"
    r"|\bthe\s+[\"“]?term\b|\bthis\s+term\b|[\"“](?:initial\s+)?term[\"”]|^\W*(?:[\d.]+\s+)?term\b(?!\s?\.)"
    r"|\b(?:contract|licen[cs]e|service|subscription|cooperation)\s+(?:term|period)\b|\b(?:fixed|firm|minimum|effective|agreed)\s+(?:term|period)\b|^\W*(?:[\d.]+\s+)?(?:term|duration)\s*[:–—-]",
    re.I,
)
THIS_PAPER = re.compile(
    rf"\b(?:(?:this|present|your|our)\s+(?:[\w-]+\s+){{0,3}}?|the\s+(?:(?-i:[a-z-]+\s+){{0,2}}?)){_PAPER}\b"
    r"(?!\s+(?:prices?|years?|manufact\w+|services?|products?|area|rates?|quarter|month|documents?|capacity|value|amount))",
    re.I,
)
OF_THIS_PAPER = re.compile(r"\b(?:initial\s+(?:term|period)|this\s+(?:[\w-]+\s+){0,3}?(?:agreement|contract))\b", re.I)
RUNS = re.compile(
    r"\b(?:commenc|begin|start|effective|effect\b|in\s+force|full\s+force|continu|remain|expires?\b|terminates?\b|valid|last|run|term\b|endur|conclud|duration|stays?\b)",
    re.I,
)
_FILL = (
    r"(?:an?|the|entire|at|least|not|less|than|initial|fixed|minimum|maximum|firm|period|duration|term|of|full|total|time|date"
    r"|that|is|approximately)"
)
LENGTH_BEFORE = re.compile(
    rf"\b(?:for|of|is|be|continues?|until|term|duration|exceed|extend)\b[\s:]*(?:{_FILL}\s+){{0,7}}(?P<ends>)$"
    rf"|\b(?:expires?|terminates?|ends?|concludes?|expiring|ending)\s+(?:(?:in|on|at|within|upon)\s+)?(?:{_FILL}\s+){{0,4}}$",
    re.I,
)
LENGTH_AFTER = re.compile(
    r"\W{0,3}(?:from|after|following)\s+(?!such|any|written|notice|receipt|delivery|the\s+(?:occurrence|date\s+of\s+(?:such|notice|termin)))",
    re.I,
)
OF_A_NOTICE = re.compile(
    r"['’]?\s+(?:of\s+)?(?:prior|advance|notice|written|before|preceding|in\s+advance|from\s+receipt|after\s+(?:receipt|notice|written)"
    r"|(?:period\s+)?(?:following|after)\s+(?:the\s+)?(?:(?:effective\s+)?date\s+of\s+)?(?:terminat|expir|end\b|cancel))",
    re.I,
)
ADJECTIVE = re.compile(r"-\s?\w+$")
PERIOD_FOLLOWS = re.compile(r"\s+(?:initial\s+)?(?:term|period|anniversary)\b", re.I)
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
ORDINALS_AFTER = {"twelfth": 12, "fifteenth": 15, "twentieth": 20, "twenty-fifth": 25}
ORDINAL = {word: number for number, word in enumerate(ORDINALS, start=1)} | ORDINALS_AFTER
ANNIVERSARY = re.compile(r"\banniversary\b", re.I)
WHICH = re.compile(
    rf"(?:\b(?P<ordinal>{'|'.join(ORDINAL)})\s*(?:\(\s?(?P<figure>\d{{1,2}})\s?\w?\s?\w\s?\)\s*)?"
    rf"|\b(?P<figure_alone>\d{{1,2}})\s?(?:st|nd|rd|th)\s+|(?P<period>{PERIOD})\s*)$",
    re.I,
)
LONGEST_WHICH = 60  # characters
ANNIVERSARY_BEFORE = re.compile(
    r"\b(?:until|on|through|at|upon|to|ends?|ending|expires?|expiring|terminates?)\s+"
    r"(?:(?:and|including|on|until|the|date|day|that|is|immediately|prior|to|of|before|preceding)\s+){0,8}$",
    re.I,
)
END_BEFORE = re.compile(
    r"(?:\b(?:expires?|terminates?|ends?|ending|ended|expiring|continues?|remain\w*|until|through|thru|to)\s+"
    r"(?:[a-z,' ]{0,60}?\b(?:on|until|through|to|and\s+including)\s+)?"
    r"(?:(?:at\s+)?(?:midnight|the\s+close\s+of\s+business|11:59\s+p\.?m\.?)\s+(?:on|of)\s+)?)$",
    re.I,
)
END_LINE = re.compile(r"\b(?:termination|expiration|expiry)\s+date[\"”]?\s*(?::|means|is|shall\s+be|\s)\s*$", re.I)
NOT_THE_TERM = re.compile(
    r"\bterminat\w+\s+(?:by|upon|for|if|without)|renew|extended|extension|(?:may|to|can|further|automatically|option)\s+extend"
    r"|successor|surviv|confidential|notice|breach|cure|warrant|(?<!continue\s)(?<!effect\s)(?<!force\s)thereafter|audit|record|insurance|non-?compet|solicit|prevented"
    r"|(?:following|after)\s+(?:the\s+)?(?:termination|expiration|expiry|end\s+of)|\bcontinuous|delay|fail|force\s+majeure|paid\b|invoice"
    r"|\bif\b|\bin\s+the\s+event\b|\bin\s+which\s+case\b|\b(?:each|any|per|every|contract)\s+year\b|commence\s+on\s*$",
    re.I,
)
NOT_BEFORE = re.compile(
    r"\b(?:expir\w+|end|termination|during|after|throughout|remainder|beginning|within|anniversary|balance|portion|prior\s+to|for)\b"
    r"(?:\s+of)?\s*$",
    re.I,
)
OF_ANOTHER = re.compile(
    r"\s+of\s+(?:(?:the|this|each|any|such|an?)\s+)?(?:schedule|statement|sow\b|work\s+order|purchase\s+order|exhibit|copyright|patent|warrant|note\b)",
    re.I,
)
ONE_OF_TWO = re.compile(
    r"\b(?:earli(?:er|est)|later?|latest|longer|greater|shorter|first|lesser)\s+(?:to\s+occur|of\b|to\b)", re.I
)
CALLED_TERM = re.compile(
    r"[^.;()]{0,60}\(\s*(?:(?:the|herein|hereinafter|called|referred|to|as|such|period|being)[\s,]+){0,6}[\"“](?:initial\s+)?term[\"”]",
    re.I,
)
NEAR_CALLED = 120  # characters
WHICHEVER = re.compile(r"[^;]{0,160}\bwhichever\b", re.I)
ASIDE = re.compile(r"\([^()]{0,200}\)|\b(?:unless|subject\s+to|except\s+as|provided\s+that)\b[^,;]{0,200},", re.I)
PREPOSITION = re.compile(r"\b(?:of|under|to|in|with|by|from|hereto|for|into)\s+$", re.I)
RECITAL = re.compile(r"\W*(?:[A-Z]\W+)?WHEREAS\b", re.I)
BEFORE = 60  # characters in front of "the term" that may turn its meaning

RENEWS = re.compile(
    r"automatic(?:ally)?\s+(?:be\s+)?(?:renew|extend)\w*|\b(?:renew|extend)\w*\s+automatically|auto-?renew\w*"
    r"|automatically\s+(?:\w+\s+)?continue|continue\s+(?:\w+\s+)?automatically|automatic\s+(?:[\w()-]+\s+){0,4}(?:renewals?|extensions?)"
    r"|(?:shall|will)\s+(?:thereafter\s+)?(?:be\s+(?:deemed\s+)?)?(?:renew|extend)(?:ed)?\s+(?:itself\s+)?(?:for|on|from)"
    r"|\brenews\s+(?:itself\s+)?(?:for|from|on|every|each)"
    r"|\b(?:continue|renew\w*|extend\w*)\b[^.;]{0,60}?\b(?:from\s+)?(?:year|month)[\s-]to[\s-](?:year|month)\b"
    r"|\b(?:continue|thereafter)\b[^.;]{0,50}?\bfor\s+(?:additional|successive|consecutive)\s",
    re.I,
)
BY_ITSELF = re.compile(
    r"\bauto|\bunless\b[^;]{0,260}?\b(?:noti(?:ce|f)|cancel|terminat|advis|object|elect)|\bsuccessive|to[\s-](?:year|month)\b",
    re.I,
)
BY_AGREEMENT = re.compile(
    r"\bmutual|\b(?:common|written|further)\s+agreement|\b(?:parties|they)\s+(?:\w+\s+)?agree|\bboth\s+parties|\bagree\s+in\s+writing"
    r"|\bin\s+a\s+writing|\bsubject\s+to\s+\w+\s+agreement",
    re.I,
)
ANOTHER_RENEWS = re.compile(
    r"\b(?:the|such|any|for)\s+(?!(?:[\w-]+\s+){0,3}?(?:agreement|term|contract|licen[cs]e|lease|subscription|same)\b)"
    r"(?:[\w'’-]+\s+){1,5}(?:shall|will|may)\s+(?:be\s+)?$",
    re.I,
)
SHALL = re.compile(r"(?:shall|will|may)\s+(?:be\s+)?", re.I)
MAY_RENEW = re.compile(
    r"(?:options?|right|elect|entitled)\s+to\s+(?:\w+\s+)?(?:renew|extend)|\boptions?\s+(?:of|for)\s+(?:renew|exten)|\bright\s+of\s+renewal"
    r"|\bmay(?:,[^,.;]{0,80},)?\s+(?:\w+\s+){0,2}?(?:be\s+)?(?:renew|extend)(?:ed)?\b|\bis\s+renewable\b",
    re.I,
)
NOT = re.compile(r"\b(?:not|no|nor)\b", re.I)
NOT_AUTOMATIC = re.compile(r"\b(?:not|no)\s+(?:be\s+)?automatic(?:ally)?|not\s+(?:be\s+)?renew", re.I)
NO_RENEWAL = re.compile(r"\bforce\s+majeure|\bdelay|\bsuspen|\bcure\b|\bdeficien|\bdefect|\bfails?\s+to\b", re.I)
SAYS = re.compile(r"\b(?:shall|will|may|has|have|is|are|with|automatic\w*|renews|extends|continues)\b", re.I)
OF_THIS_CONTRACT = re.compile(r"\b(?:agreement|term|contract|subscription|franchise|licen[cs]e|order\s+form)\b", re.I)
UNTIL_NOTICE = re.compile(r"\b(?:unless|provided|noti(?:ce|f))", re.I)
NEAR_RENEWAL = 200  # characters behind “renews” in which its length stands
FROM_TO = re.compile(r"\b(year|month)[\s-]to[\s-]\1\b", re.I)
ROLLING = re.compile(
    r"\b(?P<rolling>annual|yearly|monthly)(?:ly)?\s+(?:(?:renewal|extension)\s+)?(?:periods?|terms?|renew\w*|exten\w*|basis)",
    re.I,
)
NOTICE_AFTER = re.compile(
    r"['’]?\s*(?:\([^)]{0,30}\)\s*)?(?:of\s+)?(?:prior|before|advance|written|in\s+advance|notice|preceding|previous)",
    re.I,
)
UNLESS = re.compile(r"\b(?:unless|notice|notif\w+|intent\w*|elect\w*|desire)\b", re.I)
AT_THE_END = re.compile(
    r"\brenew|\bextend|\bextension|\bexpir|\bend\s+of\b|\bthen[\s-]current|\banniversary|\blapse", re.I
)
NOTICE_PLACES = 3  # sentences in which the notice may stand, counted from the one that says that the contract renews


def term(document, order=None):
    """The initial term and the day on which it ends, if named. `order`: what stands first in 03/04/2027."""
    clauses = about(document, TERM_TYPES, TERM_HEADING)
    rest = (clause for clause in others(document, clauses, TIME) if TERM_CUE.search(clause.text))
    yield from _first(document.text, clauses, order) or _first(document.text, rest, order)


def _first(text, clauses, order):
    """Of each kind the first sentence that says it of this contract; where none does, the first that says it."""
    sure, named = {}, {}
    for clause in clauses:
        for start, end in sentences(text, clause):
            if RECITAL.match(text, start):
                continue
            for name, read in (("initial_term", lengths), ("end_date", partial(ends, order=order))):
                value, at = next((reading[:2] for reading in read(text, start, end) if reading[0]), (None, start))
                if value:
                    named.setdefault(name, (name, value, *around(start, end, at)))
                if value and OF_THIS_PAPER.search(text, start, end):
                    sure.setdefault(name, (name, value, *around(start, end, at)))
        if sure:
            break
    return list((sure or named).values())


def lengths(text, start, end):
    """(period or None, start, end) of what a sentence says of how long the contract runs."""
    for match in periods_in(text, start, end):
        before = text[max(start, match.start() - LEFT) : match.start()]
        behind = text[match.end() : min(end, match.end() + AFTER)]
        if match["unit"].lower() not in LONG or OF_A_NOTICE.match(behind):
            continue
        if WHICHEVER.match(text, match.end(), end):
            continue
        if ADJECTIVE.search(match[0]) and not PERIOD_FOLLOWS.match(behind):
            continue  # “the one-month warranty”
        lead = LENGTH_BEFORE.search(before[-90:])
        called = CALLED_TERM.match(text, match.end(), end)
        if lead and (lead["ends"] is not None or LENGTH_AFTER.match(behind)) and is_of_the_term(before, called):
            yield read_period(match), match.start(), match.end()
    for match in ANNIVERSARY.finditer(text, start, end):
        which = WHICH.search(text, max(start, match.start() - LONGEST_WHICH), match.start())
        before = text[max(start, which.start() - LEFT) : which.start()] if which else ""
        if ANNIVERSARY_BEFORE.search(before[-90:]) and is_of_the_term(before):
            yield _years(which), which.start(), match.end()


def _years(match):
    if match["period"]:
        return read_period(match)
    count = ORDINAL.get(match["ordinal"].lower()) if match["ordinal"] else int(match["figure_alone"])
    if not count or (match["figure"] and int(match["figure"]) != count):
        return None
    return {"count": count, "unit": "year"}


def ends(text, start, end, order=None):
    """(ISO date or None, start, end) of what a sentence says of the day on which the contract ends."""
    for match in dates_in(text, start, end):
        before = text[max(start, match.start() - LEFT) : match.start()]
        lead = END_BEFORE.search(before[-110:])
        called = CALLED_TERM.match(text, match.end(), end)
        if (lead and is_of_the_term(before, called)) or END_LINE.search(before[-60:]):
            yield read_date(match, order), match.start(), match.end()


def is_of_the_term(before, called=None):
    """Whether these words in front of a period or a day say that it is how long this contract runs.

    Where the words behind call it the term, it need not be said of what.
    """
    if called:
        return not NOT_THE_TERM.search(before[-NEAR_CALLED:]) and not ONE_OF_TWO.search(before[-NEAR_CALLED:])
    subject = _subject(before)
    if subject is None or OF_ANOTHER.match(before, subject.end()):
        return False
    if NOT_BEFORE.search(before, max(0, subject.start() - BEFORE), subject.start()):
        return False
    lead = before[max(0, subject.start() - BEFORE) : subject.start()].rpartition(". ")[2]
    words = ASIDE.sub(" ", lead + before[subject.start() :])
    return not NOT_THE_TERM.search(words) and not ONE_OF_TWO.search(words)


def _subject(before):
    """Where the term, or this paper as what runs, was named last."""
    terms = list(THE_TERM.finditer(before))
    if terms:
        return terms[-1]
    return next((paper for paper in THIS_PAPER.finditer(before) if _runs(before, paper)), None)


def _runs(before, paper):
    """“This agreement shall continue”, and not “under this agreement, the vendor”."""
    return RUNS.search(before, paper.end()) and not PREPOSITION.search(
        before, max(0, paper.start() - 20), paper.start()
    )


def renewal(document):
    """{"automatic", "length"} and, for an automatic renewal, the notice that stops it."""
    text = document.text
    clauses = about(document, TERM_TYPES, RENEWAL_HEADING)
    rest = (clause for clause in others(document, clauses, RENEWAL_CUE) if RENEWS.search(clause.text))
    for clause in chain(clauses, rest):
        places = list(sentences(text, clause))
        for number, (start, end) in enumerate(places):
            automatic, at = _renews(text, start, end)
            if automatic is None:
                continue
            yield "renewal", {"automatic": automatic, "length": _length(text, at, end)}, *around(start, end, at)
            if automatic:
                yield from _notice(text, places[number : number + NOTICE_PLACES] + places[:number][-1:])
            return


def _renews(text, start, end):
    """(True where the contract renews by itself, False where somebody may renew it, else None; where that is said)."""
    match = RENEWS.search(text, start, end)
    automatic = bool(match) and not is_denied(text, start, end, match)
    match = match if automatic else MAY_RENEW.search(text, start, end)
    if (
        not match
        or not says_of_contract(text, start, end)
        or NO_RENEWAL.search(text, max(start, match.start() - 160), match.end())
    ):
        return None, start
    verb = SHALL.match(match[0])
    if ANOTHER_RENEWS.search(text[max(start, match.start() - 90) : match.start()] + (verb[0] if verb else "")):
        return None, start
    if automatic and BY_ITSELF.search(text, start, end):
        return True, match.start()
    return None if automatic or BY_AGREEMENT.search(text, start, end) else False, match.start()


def says_of_contract(text, start, end):
    """Whether a sentence, and not a heading, speaks of a contract."""
    return SAYS.search(text, start, end) and OF_THIS_CONTRACT.search(text, start, end)


def is_denied(text, start, end, match):
    """“Shall not renew automatically”; a notice “that it will not be renewed” denies nothing."""
    if "auto" in match[0].lower():
        return NOT.search(text, max(start, match.start() - 20), match.end()) is not None
    return NOT_AUTOMATIC.search(text, start, end) is not None


def _length(text, at, end):
    """How long it renews for: the first period behind “renews”, before anything is said of a notice."""
    stop = UNTIL_NOTICE.search(text, at, min(end, at + NEAR_RENEWAL))
    end = stop.start() if stop else min(end, at + NEAR_RENEWAL)
    if rolling := FROM_TO.search(text, at, end):
        return {"count": 1, "unit": rolling[1].lower()}
    if rolling := ROLLING.search(text, at, end):
        return {"count": 1, "unit": "month" if rolling["rolling"].lower() == "monthly" else "year"}
    lengths = (match for match in periods_in(text, at, end) if match["unit"].lower() in LONG)
    return next((read_period(match) for match in lengths), None)


def _notice(text, places):
    for start, end in places:
        if not UNLESS.search(text, start, end) or not AT_THE_END.search(text, start, end):
            continue
        for window in windows_in(text, start, end):
            if NOTICE_AFTER.match(text, window.end, end):
                yield "renewal_notice", window.least, *around(start, end, window.start)
                return
        for match in periods_in(text, start, end):
            period = NOTICE_AFTER.match(text, match.end(), end) and read_period(match)
            if period:
                yield "renewal_notice", period, *around(start, end, match.start())
                return
