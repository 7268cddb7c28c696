"""First looks at what may come."""

from common.sentences import milestone
from common.words import day_in_words
from reviews.pure.flags import in_words
from reviews.pure.verbs import Verb


@milestone(Verb.LOOKED)
def looked(facts):
    note = f" ({facts.text('note')})" if facts.has_text("note") else ""
    due = f". The request is due on {day_in_words(facts['due'])}" if facts.get("due") else ""
    return f"had a first look for {facts.desk('of')}: {in_words(facts['flags'])}{note}{due}"


@milestone(Verb.LOOKED_ANEW)
def looked_anew(facts):
    return f"opened the first look of {facts.desk('of')} again: {facts.text('reason')}"
