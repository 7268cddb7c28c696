"""Clauses as words. What only looks different has the same key: quotes, dashes, bullets, line ends, blanks."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from reading.clauses.numbers import mark_at

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
BLANK_IN_NUMBER = "\u00a0\u2009\u202f"
TOKEN = re.compile(
    rf"[$€£¥]?\d{{1,3}}(?:[{BLANK_IN_NUMBER}]\d{{3}})+(?:[.,]\d+)?%?"  # 1 000 000 with blanks that hold it together
    r"|[$€£¥]?\d+(?:[.,:/'’]\d+)*(?:%|[^\W\d_]+)?"  # 2.1, 1,000.00, 30%, $5, 24/7, 1st
    r"|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # scripts without blanks between words
    rf"|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f{INVISIBLE}])*(?:['’‘ʼ][^\W\d_]+)*"
    r"|[._…]{3,}"  # leader dots, a line to fill in
    r"|\S"
)
BULLET = re.compile(r"(?:^|\n)[ \t]*(?:[•◦▪‣·●○■□➢✓*–—-]|o(?=[ \t]))[ \t]+")
HYPHEN_IN_WORD = re.compile(r"(?<=[^\W\d_])[-‐‑](?:\s*\n)?\s*(?=[^\W\d_])")
FOLDED = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("’‘‚‛ʼ′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(INVISIBLE + BLANK_IN_NUMBER),
        "|": None,  # stands between the cells of a table in a Word file, and not in a PDF
    }
)


class Token(NamedTuple):
    """A word, number or sign with the blanks behind it; `key` is what is compared."""

    start: int
    end: int
    key: str

    @property
    def is_word(self):
        return self.key[0].isalnum() or len(self.key) > 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause, ready to be compared: its number, then the words behind it."""

    index: int
    start: int
    body: int  # where the words begin, behind the number
    number: str
    heading: str
    mark: tuple[Token, ...]
    tokens: tuple[Token, ...]
    keys: tuple[str, ...]  # of the tokens

    @property
    def all_keys(self):
        """With the number: two documents cut differently are the same when these run on equally."""
        return tuple(token.key for token in self.mark) + self.keys


def pieces_of(clauses):
    """The clauses of a document, given as objects or as the dicts of `python -m reading`."""
    return [_piece(index, clause) for index, clause in enumerate(clauses)]


def _piece(index, clause):
    clause = clause if isinstance(clause, dict) else {name: getattr(clause, name) for name in FIELDS}
    text, start = clause["text"], clause["start"]
    mark = mark_at(text, 0, len(text)) if clause["number"] else None
    body = mark.end if mark else 0
    heading = tuple(token.key.casefold() for token in tokens_of(clause["heading"]))
    tokens = tokens_of(text, body, offset=start)
    if heading and tuple(token.key.casefold() for token in tokens[: len(heading)]) == heading:
        tokens = [token._replace(key=token.key.casefold()) for token in tokens[: len(heading)]] + tokens[len(heading) :]
    return Piece(
        index,
        start,
        start + body,
        clause["number"],
        " ".join(heading),
        tuple(tokens_of(text[:body], offset=start)),
        tuple(tokens),
        tuple(token.key for token in tokens),
    )


FIELDS = ("start", "text", "number", "heading")


def tokens_of(text, start=0, offset=0):
    """The tokens of `text` from `start` on, at their places in the document, which the text enters at `offset`.

    They lie end to end: what stands between two words belongs to the first, what stands in front of all to the first.
    """
    skipped = {place for match in BULLET.finditer(text) for place in range(match.start(), match.end())}
    skipped |= {match.start() for match in HYPHEN_IN_WORD.finditer(text)}
    keys = []
    for match in TOKEN.finditer(text, start):
        if match.start() in skipped or not (key := _key(match[0])):
            continue
        keys.append((match.start(), key))
    ends = [place for place, _ in keys[1:]] + [len(text)]
    tokens = [Token(place + offset, end + offset, key) for (place, key), end in zip(keys, ends, strict=False)]
    if tokens:
        tokens[0] = tokens[0]._replace(start=start + offset)
    return tokens


def _key(word):
    if word[0] in "._…" and len(word) > 2:
        return word[0]
    return unicodedata.normalize("NFKC", word.translate(FOLDED)).translate(FOLDED).replace(" ", "")
