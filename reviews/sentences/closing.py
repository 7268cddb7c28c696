"""How a review ends: decision notes, signature, withdrawal."""

from common.sentences import milestone, sentence
from common.words import day_in_words
from reviews.pure.verbs import Verb


@sentence(Verb.NOTE_DRAFTED)
def note_drafted(facts):
    return f"drafted a decision note for {facts.desk('to')} to co-sign"


@milestone(Verb.NOTE_CO_SIGNED)
def note_co_signed(facts):
    return f"co-signed the decision note by {facts.person('drafter')}"


@sentence(Verb.NOTE_OBJECTED)
def note_objected(facts):
    return f"did not sign the decision note by {facts.person('drafter')}: {facts.text('objection')}"


@milestone(Verb.SIGNED)
def signed(facts):
    return f"noted the signature of {day_in_words(facts['signed_on'])}"


@milestone(Verb.WITHDRAWN)
def withdrawn(facts):
    return f"withdrew the request: {facts.text('reason')}"
