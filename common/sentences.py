"""How lines of the log are put in words: each verb has its sentence, made whenever a line is read, never stored.

An app registers the sentences of its verbs in its module `sentences`, and whatever its facts name by id with `named`.
Here is what they share; it knows neither the verbs nor who is named.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

logger = logging.getLogger(__name__)

LONGEST = 500
"""A sentence is cut here; the text that it quotes is kept longer."""

REMOVED = "(removed)"
"""Stands for a text that was blanked, and for a person or a desk whose row is gone."""


@dataclass(frozen=True)
class Facts:
    """What a sentence is made of: the facts of a line, today's names of whom they mean, and what people typed."""

    data: dict
    by: str = "Duet"
    names: dict[str, dict[int, str]] = field(default_factory=dict)  # {"people" or "desks": {id: name}}
    texts: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, key):
        return self.data[key]

    def get(self, key, default=None):
        return self.data.get(key, default)

    def has(self, kind: str, role: str) -> bool:
        """Whether the facts name somebody (`kind` is people or desks) in this role."""
        return role in self.data.get(kind, {})

    def person(self, role: str) -> str:
        return self._name("people", self.data["people"][role])

    def people(self, role: str) -> list[str]:
        return [self._name("people", pk) for pk in self.data["people"][role]]

    def desk(self, role: str) -> str:
        return self._name("desks", self.data["desks"][role])

    def desks(self, role: str) -> list[str]:
        return [self._name("desks", pk) for pk in self.data["desks"][role]]

    def text(self, key: str) -> str:
        """What somebody typed, or that it was removed. Where nobody has to type one, ask `has_text` first."""
        return self.texts[key]

    def has_text(self, key: str) -> bool:
        return key in self.texts

    def _name(self, kind, pk):
        return self.names.get(kind, {}).get(pk, REMOVED)


Words = Callable[[Facts], str]

SENTENCES: dict[str, Words] = {}
MILESTONES: dict[str, Words] = {}
NAMED: dict = {}  # {kind: queryset of the rows that facts name under it}


def sentence(*verbs):
    """Registers the function below: from `Facts` to the part of the sentence that follows the name, for reviewers."""
    return _register(SENTENCES, verbs)


def milestone(*verbs):
    """Registers the words of lines that the requester reads too. Reviewers read the same words, unless the verb has a
    `sentence` for the lines that are theirs alone."""
    return _register(MILESTONES, verbs)


def _register(words_of, verbs):
    def keep(words):
        for verb in map(str, verbs):
            if verb in words_of:
                raise LookupError(f"“{verb}” has its words already.")
            words_of[verb] = words
        return words

    return keep


def named(kind, rows):
    """Facts name rows by id under `kind`: `record(..., people={"to": person})`. `rows` is a queryset with `name`."""
    NAMED[kind] = rows


def words_for(verb, *, for_requester: bool) -> Words:
    """The function that puts a line in words. LookupError where there is none: such a line is never written."""
    verb = str(verb)
    maker = MILESTONES.get(verb) if for_requester else SENTENCES.get(verb) or MILESTONES.get(verb)
    if maker is None:
        raise LookupError(f"“{verb}” has no words{' for the requester' if for_requester else ''}.")
    return maker


def in_words(verb, facts: Facts, *, for_requester: bool) -> str:
    """The part of the sentence that follows the name: “took over from Legal: Decide 9 terms.”

    A line that lacks a fact cannot be mended, and must not keep a page from opening: its verb stands for it.
    """
    try:
        return words_for(verb, for_requester=for_requester)(facts)[:LONGEST]
    except LookupError:
        logger.exception("A line of the log cannot be put in words: %s", verb)
        return verb
