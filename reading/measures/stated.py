"""One statement of a passage, and the sentences that statements are looked for in."""

from dataclasses import dataclass

from reading.facts.passages import SENTENCE_END, trimmed

LONGEST = 400  # characters of a quote
LONGEST_SENTENCE = 5000  # characters; web processes measure, so no text may make one search long


@dataclass(frozen=True, slots=True)
class Stated:
    """A value with the words that say it (offsets into the text that was measured).

    `value` is {"count", "unit"} for a period, {"amount", "currency"} for money, a number for a percentage or a
    multiple, a text for a place, True or False for a point; None where it is unclear.
    """

    value: object
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    start: int

    def stated(self, value, at, until):
        """The sentence as the quote of a value that stands in it; of a long one, the part around the value."""
        if len(self.text) <= LONGEST:
            return Stated(value, self.start, self.start + len(self.text))
        start = max(0, min(at - LONGEST // 2, len(self.text) - LONGEST))
        return Stated(value, self.start + start, self.start + max(until, start + LONGEST))


def sentences(text):
    """The sentences of a text, without the blanks around them; what is far too long for one comes in pieces."""
    start = 0
    for match in SENTENCE_END.finditer(text):
        yield from _sentence(text, start, match.end())
        start = match.end()
    yield from _sentence(text, start, len(text))


def _sentence(text, start, end):
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = cut if cut > 0 else start + LONGEST_SENTENCE
        yield from _sentence(text, start, cut)
        start = cut
    start, end = trimmed(text, start, end)
    if end > start:
        yield Sentence(text[start:end], start)
