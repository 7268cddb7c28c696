"""Terms: added, edited, decided, reopened, not needed."""

from common.sentences import sentence
from common.words import counted, listed
from reviews.models import Outcome
from reviews.pure.verbs import Verb
from reviews.terms import reopened as reasons

FORMER_WORDS = {"agreed": "agreed", "deviation": "agreed with deviation"}
"""What lines of the log say that are older than today's outcomes."""


@sentence(Verb.TERM_ADDED)
def added(facts):
    return f"added the term “{facts['name']}” for {listed(facts.desks('of'))}"


@sentence(Verb.TERM_DROPPED)
def dropped(facts):
    return f"took the term “{facts['name']}” away again"


@sentence(Verb.TERM_EDITED)
def edited(facts):
    return f"edited “{facts['name']}”"


@sentence(Verb.TERM_DECIDED)
def decided(facts):
    rank = f" {facts['rank']}" if facts.get("rank") else ""
    return f"decided “{facts['name']}” for {facts.desk('of')}: {outcome_in_words(facts['outcome'])}{rank}"


@sentence(Verb.TERMS_DECIDED)
def decided_together(facts):
    number = counted(len(facts["terms"]), "term")
    return f"decided {number} for {facts.desk('of')}: {outcome_in_words(facts['outcome'])} ({listed(facts['names'])})"


def outcome_in_words(outcome):
    """“theirs accepted”; also of what could be said before there were today's outcomes."""
    return FORMER_WORDS.get(outcome) or Outcome(outcome).label.lower()


@sentence(Verb.TERM_PAPER_CHOSEN)
def paper_chosen(facts):
    if not facts.get("document"):
        return f"let the paper speak on “{facts['name']}” that usually does"
    return f"said that “{facts['title']}” speaks on “{facts['name']}”: {facts.text('reason')}"


@sentence(Verb.TERM_REOPENED)
def reopened(facts):
    return f"reopened “{facts['name']}”: {reasons.in_words(facts['because'], number=facts.get('number'))}"


@sentence(Verb.TERM_NOT_NEEDED)
def not_needed(facts):
    return f"said that “{facts['name']}” is not needed here: {facts.text('reason')}"


@sentence(Verb.TERM_NEEDED_AFTER_ALL)
def needed_after_all(facts):
    return f"took back that “{facts['name']}” is not needed here"
