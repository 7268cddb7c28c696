"""Absences, and what moved because of them. The reason of an absence is not in the log."""

from datetime import date

from common.sentences import milestone, sentence
from common.words import days_in_words
from reviews.pure.verbs import Verb
from reviews.sentences.waits import needed


def _absence(facts):
    """“Lena Lead, 3 December to 7 December 2026”."""
    days = days_in_words(date.fromisoformat(facts["starts_on"]), date.fromisoformat(facts["ends_on"]))
    return f"{facts.person('away')}, {days}"


def _stands_in(facts):
    return f"{facts.person('delegate') if facts.has('people', 'delegate') else 'nobody'} stands in"


@sentence(Verb.ABSENCE_PLANNED)
def planned(facts):
    return f"planned an absence of {_absence(facts)}; {_stands_in(facts)}"


@sentence(Verb.ABSENCE_CHANGED)
def changed(facts):
    return f"changed an absence of {_absence(facts)}; {_stands_in(facts)}"


@sentence(Verb.ABSENCE_ENDED)
def ended(facts):
    return f"ended an absence of {facts.person('away')}: back early"


@sentence(Verb.ABSENCE_CANCELLED)
def cancelled(facts):
    return f"called off an absence of {_absence(facts)}"


@milestone(Verb.DELEGATED)
def delegated(facts):
    to = facts.person("to") if facts.has("people", "to") else facts.desk("to")
    return f"passed on from {facts.person('former')}, who is away, to {to}: {needed(facts)}"


@milestone(Verb.TAKEN_BACK)
def taken_back(facts):
    return f"gave back from {facts.person('former')} to {facts.person('to')}: {needed(facts)}"
