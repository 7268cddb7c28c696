"""Walls and outside counsel."""

from common.sentences import sentence
from common.words import day_in_words, listed
from reviews.pure.verbs import Verb


def _day(text):
    return day_in_words(text)


@sentence(Verb.WALLED)
def walled(facts):
    return f"walled the review: it exists for {listed(sorted(facts.people('named')), limit=20)}"


@sentence(Verb.PERSON_NAMED)
def person_named(facts):
    return f"named {facts.person('named')}, who sees the review now"


@sentence(Verb.LET_IN)
def let_in(facts):
    return f"let {facts.person('named')} in, because nobody who is named could go on: {facts.text('reason')}"


@sentence(Verb.OUTSIDE_COUNSEL_NAMED)
def outside_counsel_named(facts):
    return f"let {facts.person('named')}, outside counsel, see the review until {_day(facts['until'])}"


@sentence(Verb.PERSON_UNNAMED)
def person_unnamed(facts):
    return f"took {facts.person('removed')} out of those who see the review"


@sentence(Verb.WALL_TAKEN_DOWN)
def wall_taken_down(facts):
    return "took the wall down: everybody concerned sees the review again"
