"""The words for lines of the log about looking after Duet."""

from common.sentences import sentence
from operations.verbs import Verb


@sentence(Verb.ANNOUNCED)
def announced(facts):
    return f"announced on every page: {facts.text('text')}"


@sentence(Verb.TAKEN_BACK)
def taken_back(facts):
    return f"took back what was announced: {facts.text('text')}"


@sentence(Verb.READ_ONLY_BEGUN)
def read_only_begun(facts):
    return "made Duet read-only" + (f": {facts.text('reason')}" if facts.has_text("reason") else "")


@sentence(Verb.READ_ONLY_ENDED)
def read_only_ended(facts):
    return "let Duet be changed again"
