"""Which kinds of term a document says anything about, however little: what is not among them was not found in it.

Generous on purpose. “Nothing on liability was found” must not be said of a contract that has such a clause, so any
guess of the model that is not hopeless, any usual heading and any fact counts.
"""

import re
from collections import defaultdict

from reading.topics import load_topics

LEAST = 0.15
"""From which confidence a guess counts; clauses are proposed to people only from a higher one."""
TYPE_OF_FACT = {
    "payment_days": "payment-terms",
    "initial_term": "initial-term",
    "end_date": "initial-term",
    "renewal": "renewal",
    "renewal_notice": "renewal-notice",
    "governing_law": "governing-law",
    "liability_cap": "liability",
}
_HEADINGS = {}


def types_touched(clauses, facts):
    """The slugs of term types, sorted. Clauses and facts are as `Document.as_full_json` says them."""
    guessed = {guess["name"] for clause in clauses for guess in clause["types"] if guess["confidence"] >= LEAST}
    headings = {_plain(clause["heading"]) for clause in clauses if clause["heading"]}
    named = {slug for slug, pattern in _patterns().items() if any(map(pattern.fullmatch, headings))}
    read = {TYPE_OF_FACT[fact["name"]] for fact in facts if fact["name"] in TYPE_OF_FACT}
    return sorted(guessed | named | read)


def _plain(heading):
    return " ".join(re.sub(r"[^a-z' ]+", " ", heading.lower()).split())


def _patterns():
    """{slug: the usual headings of its topics}, made once."""
    if not _HEADINGS:
        known = defaultdict(list)
        for topic in load_topics():
            if topic.type:
                known[topic.type] += [f"(?:{heading})" for heading in topic.headings]
        _HEADINGS.update({slug: re.compile("|".join(headings)) for slug, headings in known.items() if headings})
    return _HEADINGS
