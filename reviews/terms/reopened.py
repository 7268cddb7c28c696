"""Why terms are decided anew, as the log keeps it, and in words."""

from enum import StrEnum


class Reopened(StrEnum):
    VENDOR = "vendor"
    DISAGREEMENT = "disagreement"
    OTHER_WORDS = "other_words"
    ASK_MET = "ask_met"
    ASK_NOT_MET = "ask_not_met"
    ASK_WITHOUT_PAPER = "ask_without_paper"


WORDS = {
    Reopened.VENDOR: "the vendor changed it",
    Reopened.DISAGREEMENT: "its disagreement was settled that way",
    Reopened.OTHER_WORDS: "version {number} has other words",
    Reopened.ASK_MET: "the returned paper seems to say what we ask for",
    Reopened.ASK_NOT_MET: "the returned paper is not known to say what we ask for",
    Reopened.ASK_WITHOUT_PAPER: "the vendor answered without a paper that says what we ask for",
}


def in_words(because, **facts):
    """“version 3 has other words”: `number` is a fact, which the words for OTHER_WORDS need."""
    return WORDS[Reopened(because)].format(**facts)
