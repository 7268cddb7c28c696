"""Points that are so or not, places, and words: automatic renewal, a cap on liability, the governing law."""

import re

from reading.facts import law, liability, term
from reading.facts.places import ADJECTIVES, named
from reading.measures.stated import Stated, sentences

BY_AGREEMENT = re.compile(
    r"\bmutual|\bagree(?:s|d|ment\s+of|ment\s+between)?\b|\boption|\bconsent|\bupon\s+request|\bmay\b", re.I
)
AUTOMATIC = re.compile(r"\bautomatic|\bauto-?renew|\bunless\b[^.;]{0,120}\b(?:noti(?:ce|f)|cancel|terminat)", re.I)
ABOUT_RENEWAL = re.compile(
    r"renew|exten[ds]|prolong|\broll|\bruns?\s+on\b|\b(?:ends|expires|lapses)\b|\bcontinue|\bholdover|month[\s-]to[\s-]month",
    re.I,
)
OF_OTHERS = re.compile(
    r"\b(?:deadlines?|time\s+for|time\s+to|delivery\s+dates?|payment\s+(?:date|term)|warranty\s+period|trial|patents?|domain\s+names?|certificates?|insurance|polic(?:y|ies)|visas?|force\s+majeure)\b"
    r"[^.;]{0,60}\b(?:renew|exten[ds])",
    re.I,
)
DENIED = re.compile(
    r"\b(?:tacit|automatic)\s+(?:renewal|extension|prolongation)\s+(?:is|are|shall\s+be)\s+(?:excluded|not\b|ruled\s+out)"
    r"|\b(?:not|never|no)\b[^.;,]{0,30}\b(?:renew|extend|prolong)\w*\s+(?:automatically|tacitly|itself|by\s+itself)|\bno\s+(?:automatic|tacit)\s+(?:renewal|extension)"
    r"|(?<!that\sit\s)(?<!that\sthey\s)\b(?:does|will|shall)\s+not\s+renew\b(?![^.]{0,40}\bunless\b)|\b(?:is|are|be)\s+renewed\s+only\b|\bonly\s+(?:be\s+)?(?:renewed|extended)\s+(?:by|where|if|with|on)\b"
    r"|\bnot\s+amount\s+to\s+a\s+(?:renewal|extension)|\b(?:renewal|extension)\b[^.;]{0,30}\bby\s+(?:(?:written|mutual|express)\s+)*agreement\s+only|\bwithout\s+(?:any\s+)?automatic\s+renewal|\b(?:ends|expires|terminates|lapses)\s+automatically|\b(?:lapses?|expires?|ends?)\s+unless\s+(?:\w+\s+){0,3}(?:extended|renewed)\s+in\s+writing",
    re.I,
)
TACIT = re.compile(
    r"\bauto(?:matic(?:ally)?)?[\s-]?(?:renew(?:s|ed|al|als)?|exten(?:ds|ded|sion)|prolong\w*)\b|\b(?:renews?|renewed|extended|prolonged)\s+automatically|\brun(?:s|ning)?\s+on\s+(?:for\s+an\s+)?indefinite"
    r"|\b(?:be|is|are)\s+(?:renewed|extended|prolonged)\s+(?:by|for)\s+successive|\b(?:prevent|stop|avoid|opt\s+out\s+of)\s+(?:the\s+|a\s+)?(?:renewal|extension)|\bsilence\s+means\s+renewal"
    r"|\bif\s+(?:no\s+(?:such\s+)?notice|neither|nobody|no\s+one)\b[^.]{0,120}?\b(?:renew|exten|prolong|continu)"
    r"|\btacit(?:ly)?\s+(?:renew|exten|prolong)\w*|\b(?:renew|extend|prolong)\w*\s+tacitly|\brolls\s+(?:over|on)\b|\brolling\s+(?:\w+-?){0,2}(?:monthly|annual|yearly|term|basis|period)"
    r"|\b(?:renews|extends|prolongs)\s+itself\b|\bdeemed\s+(?:to\s+(?:be|have\s+been)\s+)?(?:renewed|extended)"
    r"|\b(?:renews?|extends?|renewed|extended|prolonged|continues?)\b[^.]{0,140}?\b(?:unless\b[^.]{0,160}?\b(?:noti(?:ce|f)|cancel|terminat|object|denounc|tells?|says?|opts?|inform|writ|end)|if\s+(?:neither|none|no\s+(?:party|notice|one))|until\s+(?:either|terminated|cancelled|ended|one\s+of))"
    r"|\bunless\b[^.]{0,200}?\b(?:noti(?:ce|f)|cancel|object|tells?|inform|writ)\w*[^.]{0,160}?\b(?:renews?|extends?|renewed|extended|rolls?|continues?)\b",
    re.I,
)
OPTIONAL = re.compile(
    r"\b(?:may|can|option|entitled|reserves?\s+the\s+right|right|wish(?:es)?)\b[^.;]{0,80}\b(?:renew(?:ed)?|extend(?:ed)?|prolong(?:ed)?)\b|\boption\b[^.;]{0,40}\b(?:renewal|extension)\b"
    r"|\bagree\b[^.;]{0,60}\b(?:renew|extend|prolong)|\b(?:extendable|renewable|extensible)\s+(?:by|for|at|once|on)\b|\b(?:extension|renewal)\s+(?:is|shall\s+be)\s+exercised|\b(?:renewal|extension)s?\b[^.;]{0,50}\bby\s+(?:mutual\s+|written\s+)*agreement",
    re.I,
)
VERB = re.compile(r"\b(?:shall|will|may|can|is|are|has|have|reserves|wishes|extendable|renewable)\b", re.I)
CONTRACT = re.compile(
    r"\b(?:agreement|term|contract|subscription|order|licen[cs]e|appointment|retainer|maintenance|plan|services?|period|engagement)\b",
    re.I,
)
RENEWS = re.compile(r"\brenews\s+(?:for|from|on|every|each)\b", re.I)
ADJECTIVE_END = re.compile(r"(?:ish|ese|ian|ch|i)$")
NO_ADJECTIVE = {"Mississippi", "Missouri", "Hawaii"}


def automatic_renewal(text):
    """Whether the contract renews by itself."""
    for sentence in sentences(text):
        if not ABOUT_RENEWAL.search(sentence.text) or OF_OTHERS.search(sentence.text):
            continue
        for pattern, value in ((DENIED, False), (TACIT, True)):
            if match := pattern.search(sentence.text):
                yield sentence.stated(value, *match.span())
                break
        else:
            yield from _as_usual(sentence)


def _as_usual(sentence):
    renews = next(
        (match for pattern in (term.RENEWS, term.MAY_RENEW, RENEWS) if (match := pattern.search(sentence.text))),
        None,
    )
    if renews and term.says_of_contract(sentence.text, 0, len(sentence.text)):
        yield sentence.stated(_renews_by_itself(sentence.text, renews), *renews.span())
    elif (optional := OPTIONAL.search(sentence.text)) and CONTRACT.search(sentence.text) and VERB.search(sentence.text):
        yield sentence.stated(False, *optional.span())


def _renews_by_itself(sentence, renews):
    if term.is_denied(sentence, 0, len(sentence), renews):
        return False
    if AUTOMATIC.search(sentence):
        return True
    return False if term.MAY_RENEW.search(sentence) or BY_AGREEMENT.search(sentence) else None


def liability_cap(text):
    """Whether liability is capped; what a cap leaves out does not make it none, all liability of one party does."""
    capped, unlimited, in_all_cases = [], [], []
    for sentence in sentences(text):
        limit = liability.CAPPED.search(sentence.text) or liability.PLAIN_CAP.search(sentence.text)
        no_limit = liability.NO_LIMIT.search(sentence.text)
        if no_limit and not (limit and limit.start(limit.lastgroup) < no_limit.start()):
            statements = in_all_cases if liability.is_unlimited(sentence.text) else unlimited
            statements.append(sentence.stated(False, *no_limit.span()))
        elif limit and not liability.NOT_A_CAP.search(sentence.text):
            value = None if liability.seems_only(sentence.text, limit) else True
            capped.append(sentence.stated(value, *limit.span(limit.lastgroup)))
    return [*capped, *in_all_cases] if capped else [*unlimited, *in_all_cases]


def governing_law(text):
    """The place whose law governs, by one name: “German law” and “the laws of Germany” are the same."""
    for sentence in sentences(text):
        hits = False
        for pattern, name in ((law.LAW, named), (law.LAW_FIRST, named), (law.LAW_BEFORE, _of_adjective)):
            match = pattern.search(sentence.text)
            if match and (place := law.place_in(match["place"])):
                hits = True
                yield sentence.stated(name(place), *match.span("place"))
                for other, *span in law.otherwise(sentence.text, match.end("place"), len(sentence.text)):
                    yield sentence.stated(named(other), *span)
        if not hits:
            yield from (sentence.stated(*stated) for stated in law.stated_in(sentence.text, 0, len(sentence.text)))


def _of_adjective(place):
    if place in ADJECTIVES:
        return ADJECTIVES[place]
    is_unknown = ADJECTIVE_END.search(place) and place not in NO_ADJECTIVE
    return None if is_unknown else named(place)


def phrases_in(text, phrases):
    """Each place of each phrase, with the sentence around it as its quote and the phrase as its value."""
    for phrase in phrases:
        words = r"\s+".join(re.escape(word) for word in phrase.split())
        if not words:
            continue
        for match in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.I):
            yield Stated(phrase, match.start(), match.end())
