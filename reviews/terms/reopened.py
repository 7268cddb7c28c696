"""Why terms are decided anew, as the log keeps it, and in words."""

from enum import StrEnum


class Reopened(StrEnum):
    VENDOR = "vendor"
    DISAGREEMENT = "disagreement"
    OTHER_WORDS = "other_words"


WORDS = {
    Reopened.VENDOR: "the vendor changed it",
    Reopened.DISAGREEMENT: "its disagreement was settled that way",
    Reopened.OTHER_WORDS: "version {number} has other words",
}


def in_words(because, **facts):
    """“version 3 has other words”: `number` is a fact, which the words for OTHER_WORDS need."""
    return WORDS[Reopened(because)].format(**facts)
