"""Points that are so or not, places, and words: automatic renewal, a cap on liability, the governing law."""

import re

from reading.facts import law, liability, term
from reading.measures.places import ADJECTIVES, named
from reading.measures.stated import Stated, sentences

BY_AGREEMENT = re.compile(
    r"\bmutual|\bagree(?:s|d|ment\s+of|ment\s+between)?\b|\boption|\bconsent|\bupon\s+request|\bmay\b", re.I
)
AUTOMATIC = re.compile(r"\bautomatic|\bauto-?renew|\bunless\b[^.;]{0,120}\b(?:noti(?:ce|f)|cancel|terminat)", re.I)
RENEWS = re.compile(r"\brenews\s+(?:for|from|on|every|each)\b", re.I)
ADJECTIVE_END = re.compile(r"(?:ish|ese|ian|ch|i)$")
NO_ADJECTIVE = {"Mississippi", "Missouri", "Hawaii"}


def automatic_renewal(text):
    """Whether the contract renews by itself."""
    for sentence in sentences(text):
        renews = next(
            (match for pattern in (term.RENEWS, term.MAY_RENEW, RENEWS) if (match := pattern.search(sentence.text))),
            None,
        )
        if renews and term.says_of_contract(sentence.text, 0, len(sentence.text)):
            yield sentence.stated(_renews_by_itself(sentence.text, renews), *renews.span())


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
        limit, no_limit = liability.CAPPED.search(sentence.text), liability.NO_LIMIT.search(sentence.text)
        if no_limit:
            statements = in_all_cases if liability.is_unlimited(sentence.text) else unlimited
            statements.append(sentence.stated(False, *no_limit.span()))
        elif limit and not liability.NOT_A_CAP.search(sentence.text):
            value = None if liability.seems_only(sentence.text, limit) else True
            capped.append(sentence.stated(value, *limit.span("limit")))
    return [*capped, *in_all_cases] if capped else [*unlimited, *in_all_cases]


def governing_law(text):
    """The place whose law governs, by one name: “German law” and “the laws of Germany” are the same."""
    for sentence in sentences(text):
        for pattern, name in ((law.LAW, named), (law.LAW_BEFORE, _of_adjective)):
            match = pattern.search(sentence.text)
            if match and (place := law.place_in(match["place"])):
                yield sentence.stated(name(place), *match.span("place"))
                for other, *span in law.otherwise(sentence.text, match.end("place"), len(sentence.text)):
                    yield sentence.stated(named(other), *span)


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
