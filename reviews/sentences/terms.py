"""Terms: added, edited, decided, reopened, not needed."""

from common.sentences import sentence
from common.words import listed
from reviews.models import Outcome
from reviews.pure.verbs import Verb
from reviews.terms import reopened as reasons


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
    return f"decided “{facts['name']}” for {facts.desk('of')}: {Outcome(facts['outcome']).label.lower()}"


@sentence(Verb.TERM_REOPENED)
def reopened(facts):
    return f"reopened “{facts['name']}”: {reasons.in_words(facts['because'], number=facts.get('number'))}"


@sentence(Verb.TERM_NOT_NEEDED)
def not_needed(facts):
    return f"said that “{facts['name']}” is not needed here: {facts.text('reason')}"


@sentence(Verb.TERM_NEEDED_AFTER_ALL)
def needed_after_all(facts):
    return f"took back that “{facts['name']}” is not needed here"
