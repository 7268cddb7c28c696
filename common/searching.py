"""Text as one searches it: without case, accents, and signs that nobody sees.

The database folds what is stored and what was typed alike, by its function `searchable` (common/migrations/0002):
“Müller”, “muller” and “MÜLLER” are one. Where a keyboard has no umlaut, people write two letters, so these spellings
are looked for, too. An index of trigrams on `Searchable(field)` serves the search, and for one or two letters, which
have no trigram, one on `ShortParts(field)`.
"""

import unicodedata
from functools import reduce
from operator import or_

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Q, TextField, Transform, Value

TWO_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
"""How people write these letters on a keyboard without them, in German and in the languages of the north."""

STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters whose strokes and joins are no accents to Unicode."""

JOINERS = "\u200c\u200d"
"""Signs that nobody sees, but that words of Persian and of the languages of India are spelled with."""


class Searchable(Transform):
    """The text in small letters, without accents and invisible signs: `name__searchable__contains`."""

    lookup_name = "searchable"
    function = "searchable"
    output_field = TextField()


class ShortParts(Transform):
    """Each letter of the searchable text, and every two that stand side by side, as an array. PostgreSQL counts how
    common each of them is, and so knows whether to begin with the rows that have it or to go through a list."""

    lookup_name = "short_parts"
    function = "short_parts"
    output_field = ArrayField(TextField())


for kind_of_field in (CharField, TextField):
    kind_of_field.register_lookup(Searchable)
    kind_of_field.register_lookup(ShortParts)

SHORT = 2
"""So few letters have no trigram."""


def contains(field, text):
    """A `Q`: the field has the text in it, however either is spelled. Indexes: trigrams of `Searchable(field)`;
    `ShortParts(field)` where the text is short."""
    return reduce(or_, (_contains(field, spelling) for spelling in spellings(text)))


def _contains(field, text):
    has_text = Q(**{f"{field}__searchable__contains": folded(text)})
    if len(text) > SHORT:
        return has_text
    parts = ShortParts(Value(text, output_field=TextField()))
    return has_text & Q(**{f"{field}__short_parts__contains": parts})


def folded(text):
    """The typed text as the database folds it, to compare with a `Searchable` field."""
    return Searchable(Value(text, output_field=TextField()))


def spellings(text):
    """What was typed, and the same with two letters for one (“Mueller” for “Müller”) and with one for two.

    >>> sorted(spellings("Müller"))
    ['mueller', 'müller']
    >>> sorted(spellings("Mueller"))
    ['mueller', 'muller']
    """
    typed = unicodedata.normalize("NFC", text).lower()
    longer = "".join(TWO_LETTERS.get(letter, letter) for letter in typed)
    shorter = typed
    for two in TWO_LETTERS.values():
        shorter = shorter.replace(two, two[0])
    return {typed, longer, shorter}


def plain_letters(text):
    """The text in small letters without accents, for what is compared outside the database.

    >>> plain_letters("Łódź Straße Ørsted")
    'lodz strasse orsted'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(STROKES)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def tidy(text):
    """One blank between words, none around; composed letters; no sign that nobody sees or that cannot be stored.

    Two names that look alike are the same text then: “Café” is four letters, however it was typed.
    """
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(" " if sign.isspace() or sign == "\0" else sign for sign in composed if _is_seen(sign))
    return " ".join(seen.split())


def _is_seen(sign):
    return unicodedata.category(sign) != "Cf" or sign in JOINERS
