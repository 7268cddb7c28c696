"""The date of the contract, from its opening, its title or its signatures, and the date on which it takes effect.

A contract speaks of many dates. Each one in the opening is asked what was dated: this contract, or another paper.
"""

import re
from itertools import islice

from reading.facts.values import DATE, dates_in, read_date

OPENING = 15_000  # characters; tables of contents stand in front of some openings
TITLE = 2_500
MOST_DATES = 2000
MOST_PLACES = 200  # that may say that the contract takes effect on its own day
BEFORE = 120  # characters in front of a date that say what happened on it
SUBJECT = 900  # characters in front of that in which the paper is named
NEAR = 40  # from the paper to what happened to it, unless parties are named in between
SIGNATURES = 2_500
MOST_SIGNATURES = 20  # places that are looked at

PAPER = r"(?:agreement|contract|amendment|addendum|lease|order|memorandum|deed|letter|instrument|document|licen[cs]e)"
HAPPENED = r"made|entered|executed|signed|dated?|concluded|effective|as\s+of|agreed|done"
_CONNECTOR = (
    r"made|entered|executed|signed|dated?|concluded|effective|agreed|delivered|into|as|of|on|this|the|in|at|to|be|by|and|or"
    r"|for|reference|purposes|duplicate|between|parties|hereto|them|is|was|hereby|with|effect|from|day|first|it"
)
_NAME_OF_PLACE = (
    rf"(?!(?i:{_CONNECTOR})\b)[A-Z][^\W\d_]{{2,20}}\b"  # no connector: what can be read in two ways is slow
)
_STEP = rf"(?:(?i:{_CONNECTOR})|(?i:in)\s{_NAME_OF_PLACE}(?:\s{_NAME_OF_PLACE})?)"
LEAD = re.compile(rf"\b(?P<verb>(?i:{HAPPENED}))(?P<between>(?:[\s,:_]+{_STEP}){{0,14}})[\s,:(_]*$")
NAMED = re.compile(rf"\b{PAPER}\b", re.I)
ARTICLE = re.compile(
    r"\b(?:this|that|an?|the|such|certain|said|each|any|all|its|their|our|under|these)\b(?=(?:\s+[\w&’'/,.#-]{1,30}){0,12}\s*$)",
    re.I,
)
BRACKETS = re.compile(r"\([^()]{0,400}\)")
BETWEEN = re.compile(r"\b(?:between|among|amongst)\b", re.I)
IS_DATED = re.compile(r"\b(?:is|are)\s+(?:hereby\s+)?$", re.I)
THIS_PAPER = re.compile(rf"\bthis\s+(?:[\w&’'/-]+\s+){{0,6}}?{PAPER}\b", re.I)
SENTENCE_ENDS = re.compile(r"(?<!\bInc)(?<!\bCo)(?<!\bLtd)(?<!\bCorp)(?<!\.[A-Z])[.;]\s+[A-Z]")

TITLE_DATE = re.compile(
    rf"^[ \t]{{0,80}}(?:(?i:(?:made\s+and\s+)?dated?(?:\s+as\s+of)?|as\s+of)[ \t:]{{1,20}})?(?P<date>{DATE})[ \t.]*$",
    re.M,
)
WITNESS = re.compile(
    r"\b(?:in\s+(?:witness|evidence)\s+(?:whereof|hereof|thereof)|thus\s+done|(?:executed|signed)\s+(?:and\s+\w+\s+)?(?:in|at|on|as|this)\b)",
    re.I,
)
EARLIER = re.compile(r"\b(?:original|prior|previous|former)", re.I)
EFFECTIVE_LINE = re.compile(r"\beffective(?:\s+date)?[\s:]*$", re.I)
SIGNED_ON = re.compile(r"\bdated?\s{0,3}:[\s_]{0,6}$", re.I)

UNDATED = re.compile(
    r"\b(?:made|entered\s+into|dated|effective|executed)\b[^.;]{0,60}?(?:\bday\s+of\b|_{2,}|\[\s*\]|,\s+(?:19|20)_*\b)",
    re.I,
)

_NAME = r"[\"“'‘]?\s?(?:the\s+)?[\"“'‘]?Effective\s+Date\b"
CALLED = re.compile(
    rf"\s*,?\s*(?:\(\s*(?:[\w,]+\s+){{0,6}}?|(?:hereinafter|herein)\s+(?:called|referred\s+to\s+as)\s+){_NAME}", re.I
)
THIS = (
    rf"\b(?:this\s+(?:[\w-]+\s+){{0,4}}(?:{PAPER}|appointment|engagement)"
    rf"|the\s+(?:{PAPER}|(?:initial\s+|contract\s+)?term))\b"
)
FROM = re.compile(
    r"(?:(?<![\w-])[\"“]?(?:Effective|Commencement)\s+Date[\"”]?\s*(?:\)\s*)?(?:(?:of|for)\s+this\s+(?:\w+\s+){1,3})?"
    r"(?:\([^()]{0,80}\)\s*)?(?P<explicit>means|shall\s+mean|is|(?:shall|will)\s+be|:|\s)"
    rf"|{THIS}(?:(?!\b(?:pay|fee|royalt|instal|deliver|report|each\b|every\b|rent|price)\w*)[^.;]){{0,160}}?\b(?:effective|(?:commence|begin|start|take\s+effect|run)s?|commencing|beginning))"
    r"[\s:]*(?:as\s+of\s+|on\s+|from\s+|and\s+|with\s+effect\s+)*(?:the\s+)?(?:date\s+of\s+)?$",
    re.I,
)
DEFINED = re.compile(r"[\"“]Effective\s+Date[\"”]", re.I)  # as something else than a date that could be read
LABEL = {":", " ", "\n", "\t"}
FROM_BEFORE = 260  # characters in front of a date that say that something begins on it
ABOVE = re.compile(
    r"\b(?:effective|in\s+effect|commences?|begins?|starts?|takes?\s+effect|effect|force)\s+(?:as\s+of|on|from|upon|at)\s+"
    r"(?:the\s+)?(?:day\s+and\s+(?:date|year)|date(?:\s+and\s+year)?)\s+"
    r"(?:first\s+(?:\w+\s+)?(?:above|written|set\s+forth|listed|mentioned)|(?:written|set\s+forth|stated)\s+above"
    r"|above\s+(?:first\s+)?written|hereof|of\s+this\s+agreement)",
    re.I,
)
ONE_OF_TWO = re.compile(r"\b(?:later|earlier|latest|earliest)\s+of\b", re.I)
NEAR_TWO = 80  # characters
OF_SEVERAL = re.compile(r"\b(?:each|every|any)\b[^.;]{0,120}$", re.I)
BEFORE_THIS = 140  # characters
CONDITIONAL = re.compile(
    rf"\bthis\s+(?:[\w-]+\s+){{0,4}}{PAPER}\s+(?:(?:shall|will|may|does|only|not)\s+){{0,3}}"
    r"(?:becomes?\s+effective|takes?\s+effect|(?:enters?|comes?)\s+into\s+(?:force|effect))\s+(?:only\s+)?"
    r"(?:until|when|once|if|after|subject\s+to|(?:up)?on\s+(?!(?:the\s+)?(?:\w+\s+)?(?:date|day)\b|\W?\d|[A-Z][a-z]+\s+\d))",
    re.I,
)
ABOUT_THIS = re.compile(rf"{THIS}(?:(?!terminat)[^.;]){{0,160}}$", re.I)


def dates(text, order=None):
    """("agreement_date" or "effective_date", ISO date, start, end). `order`: what stands first in 03/04/2027."""
    matches = list(islice(dates_in(text), MOST_DATES))
    opening = list(_opening(text, matches, order))
    dated = _dated(text, matches, opening, order)
    if dated:
        yield "agreement_date", *dated
    effective = _effective(text, matches, opening, dated, order)
    if effective:
        yield "effective_date", *effective


def _dated(text, matches, opening, order):
    """(day, start, end) of the contract itself."""
    for wanted in ("made", "dated", "effective"):
        for kind, *day in opening:
            if kind == wanted and (kind != "effective" or BETWEEN.search(text, day[2], day[2] + 200)):
                return day
    titled = _title_date(text, order)
    if titled or UNDATED.search(text, 0, OPENING):
        return titled
    return _signed(text, matches, order)


def _opening(text, matches, order):
    """("made", "dated" or "effective", day, start, end) of each date that is said of this contract."""
    for match in matches:
        if match.start() > OPENING:
            return
        lead = LEAD.search(text, max(0, match.start() - BEFORE), match.start())
        day = lead and read_date(match, order)
        if day and _is_of_this_paper(text[max(0, lead.start() - SUBJECT) : lead.start()], lead[0]):
            yield _kind(lead), day, match.start(), match.end()


def _kind(lead):
    words = set(re.findall(r"\w+", lead[0].lower()))
    if words & {"made", "entered", "executed", "signed", "concluded"}:
        return "made"
    return "effective" if words & {"effective", "effect"} and "dated" not in words else "dated"


def _is_of_this_paper(words, lead):
    """Whether the last paper that is named in these words is the contract, and what follows is said of it."""
    words = BRACKETS.sub(" ", words)
    named = list(NAMED.finditer(words))
    if not named:
        return False
    if IS_DATED.search(words) and THIS_PAPER.search(words):
        return True
    gap = words[named[-1].end() :]
    if SENTENCE_ENDS.search(gap + lead[:1]) or EARLIER.search(gap) or (len(gap) > NEAR and not BETWEEN.search(gap)):
        return False
    return _is_this(words[: named[-1].start()], named[-1][0])


def _is_this(words, noun):
    """Whether a paper behind these words is “this” one, or is named as titles are: in capitals, or on its own line."""
    articles = [match[0].lower() for match in ARTICLE.finditer(words[-200:])]
    if articles:
        return articles[-1] == "this"
    return noun.isupper() or not words.rpartition("\n")[2].strip() or words.rpartition("\n")[2].istitle()


def _title_date(text, order):
    """A line of the title that is nothing but a date."""
    signatures = WITNESS.search(text, 0, TITLE)
    for match in TITLE_DATE.finditer(text, 0, signatures.start() if signatures else TITLE):
        day = read_date(match, order)
        if day and not EFFECTIVE_LINE.search(text, max(0, match.start() - 60), match.start()):
            return day, match.start("date"), match.end("date")
    return None


def _signed(text, matches, order):
    """The day on which the last one signed."""
    for witness in islice(WITNESS.finditer(text), MOST_SIGNATURES):
        signed = []
        for match in matches:
            if not witness.end() <= match.start() < witness.end() + SIGNATURES:
                continue
            day = read_date(match, order)
            if day and SIGNED_ON.search(text, max(0, match.start() - 20), match.start()):
                signed.append((day, match.start(), match.end()))
                continue
            begin = max(witness.start(), match.start() - BEFORE)
            near = match.start() < witness.end() + 400 and LEAD.search(text, begin, match.start())
            if day and near and not signed:
                return day, match.start(), match.end()
        if signed:
            return max(signed)
    return None


def _effective(text, matches, opening, dated, order):
    """(day, start, end) from which the contract holds; None where it names two, or begins when something happens."""
    named = [*_called(text, matches, order), *(tuple(day) for kind, *day in opening if kind == "effective")]
    explicit = [*_beginnings(text, matches, True, order)]
    above = _as_dated(text, dated)
    if CONDITIONAL.search(text) or (named and len({day for day, *_ in named + explicit}) > 1):
        return None
    days = named or ([] if above else explicit)
    if not days and not above and not DEFINED.search(text):
        days = [*_beginnings(text, matches, False, order)][:1]
    return days[0] if len({day for day, *_ in days}) == 1 else above


def _called(text, matches, order):
    """(day, start, end) of each date in the opening behind which stands that it is called the effective date."""
    for match in matches:
        if match.start() < OPENING and CALLED.match(text, match.end()) and (day := read_date(match, order)):
            yield day, match.start(), match.end()


def _beginnings(text, matches, explicit, order):
    """(day, start, end) of each date that is called the effective date, or on which the contract is said to begin."""
    for match in matches:
        begins = FROM.search(text, max(0, match.start() - FROM_BEFORE), match.start())
        if not begins or bool(begins["explicit"]) != explicit or not (day := read_date(match, order)):
            continue
        if ONE_OF_TWO.search(text, max(0, match.start() - NEAR_TWO), match.start()):
            continue
        if begins["explicit"] in LABEL and match.start() > OPENING:
            continue  # of a price list or a statement of work behind the contract
        yield day, match.start(), match.end()


def _as_dated(text, dated):
    """The contract takes effect on the day that it bears."""
    for match in islice(ABOVE.finditer(text), MOST_PLACES) if dated else ():
        about = ABOUT_THIS.search(text, max(0, match.start() - 240), match.start())
        if about and not OF_SEVERAL.search(text, max(0, about.start() - BEFORE_THIS), about.start()):
            return dated[0], about.start(), match.end()
    return None


# --- short papers -------------------------------------------------------------------------------------

SUBJECT_OF_SHORT = re.compile(
    rf"\b(?:{PAPER}|subscription|services?|term|duration|engagement|dpa|framework|retainer|period|plan|it|which)\b",
    re.I,
)
BEGINS = re.compile(
    r"\b(?:effective|commenc\w+|starts?|starting|begins?|beginning|takes?\s+effect|(?:comes?|enters?)\s+into\s+(?:force|effect)|runs"
    r"|has\s+effect|with\s+effect|counted|in\s+force|commencement(?:\s+date)?)\b(?:\s+(?:on|from|as|of|the|and|is|date|including)\b|:)*\s*$",
    re.I,
)
ENDS = re.compile(
    r"\b(?:ends?|ending|expires?|expiring|terminates?|lapses?|until|till|through|valid\s+to)\b(?:\s+(?:on|at|the|and|is|including|midnight|of|end)\b|:)*\s*$",
    re.I,
)
RANGE = re.compile(r"\s*(?:to|until|till|through|–|—|-)\s*(?:and\s+including\s+)?$", re.I)
OF_ANOTHER_THING = re.compile(
    r"\b(?:invoic|pay(?:ment|able)?s?\b|pric|rates?\b|increas|index|warrant|milestone|phase|trial|pilot|maintenance\s+window|adjust|bonus|discount"
    r"|deliver|holiday|fixed\s+until|hold|offer|quote|insur|retain|surviv|notice\s+(?:of|by)|renew)",
    re.I,
)
TITLED = re.compile(rf"\b{PAPER}\s+(?:of|dated)\s+$", re.I)
NEAR_OF_SHORT = 90  # characters


def everyday(text, order=None):
    """The same facts of a paper of a page or two, in everyday words: “The services start on 15 June 2026”."""
    last, is_settled = None, CONDITIONAL.search(text) or DEFINED.search(text)
    for match in islice(dates_in(text), MOST_DATES):
        day = read_date(match, order)
        line = text.rfind("\n", 0, match.start()) + 1
        before = re.split(r"[.;]\s", text[max(line, match.start() - NEAR_OF_SHORT) : match.start()])[-1]
        if day and SUBJECT_OF_SHORT.search(before) and not OF_ANOTHER_THING.search(before):
            is_range = last and RANGE.fullmatch(text[last.end() : match.start()])
            if ENDS.search(before) or is_range:
                yield "end_date", day, match.start(), match.end()
            elif not is_settled and (BEGINS.search(before) or RANGE_FOLLOWS.match(text, match.end())):
                yield "effective_date", day, match.start(), match.end()
        if day and TITLED.search(before) and BETWEEN.match(text, match.end() + 1):
            yield "agreement_date", day, match.start(), match.end()
        last = match


RANGE_FOLLOWS = re.compile(rf"\s*(?:to|until|till|through|–|—|-)\s*(?:and\s+including\s+)?{DATE}", re.I)
