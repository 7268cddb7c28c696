"""Reviews that somebody put on the agenda of the next check-in."""

from common.sentences import sentence
from reviews.pure.verbs import Verb


@sentence(Verb.MARKED_FOR_CHECK_IN)
def marked(facts):
    return f"put this on the agenda of the next check-in: {facts.text('why')}"


@sentence(Verb.TAKEN_OFF_AGENDA)
def taken_off(facts):
    return "took this off the agenda of the next check-in"
