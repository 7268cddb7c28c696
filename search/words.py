"""Longer texts by their words: inflected, without accents, the last one as far as it was typed."""

import re

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func

from common.searching import plain_letters

CONFIG = "english"
MOST_WORDS = 12
AROUND = 60
"""Characters that an excerpt shows before and after the first word that was found."""


class Words(Func):
    """The words of a text, as the indexes of search/migrations have them."""

    template = "to_tsvector('english', searchable(%(expressions)s))"
    output_field = SearchVectorField()


def words_of(text: str) -> list[str]:
    """The words that were typed.

    >>> words_of("Müller's liability!")
    ['muller', 's', 'liability']
    """
    return re.findall(r"[^\W_]+", plain_letters(text))[:MOST_WORDS]


def query_of(text: str) -> SearchQuery | None:
    """What finds texts with all of these words, the last one begun; None without a word."""
    words = words_of(text)
    if not words:
        return None
    return SearchQuery(" & ".join([*words[:-1], f"{words[-1]}:*"]), config=CONFIG, search_type="raw")


def excerpt(body: str, text: str) -> str:
    """The place of a text where the first of the words stands, in a line.

    >>> excerpt("We need to talk about the liability of the vendor.", "liability")
    'We need to talk about the liability of the vendor.'
    """
    line = " ".join(body.split())
    plain = "".join(plain_letters(sign)[:1] or " " for sign in line)  # as long as the line
    places = [place for word in words_of(text) if (place := plain.find(word[:5])) >= 0]
    first = min(places, default=0)
    start, end = max(0, first - AROUND), first + AROUND
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"
