"""@names in a comment: whom they can mean, and whom they mean.

Only readers of the comment can be meant. A name outside is answered just like a name that nobody has, so that
nothing can be learnt by trying.
"""

import re
from collections import Counter
from dataclasses import dataclass

from reviews.comments import audiences
from reviews.models import CommentAudience, seers_of

AT = re.compile(r"(?<![\w.@])@(?=[^\W\d_])")
"""Only what could be a name is a mention, and names begin with a letter: “300 seats @12 EUR” mentions nobody."""

WORD = re.compile(r"[\w.@+-]*\w")


@dataclass(frozen=True)
class Suggestion:
    """A person as the list offers them; `handle` is what stands behind the @, unique among those offered."""

    name: str
    handle: str


def mentionable(review, audience, *, circle=None, people=None, by):
    """Who can be mentioned here: those who will read it, but not oneself. `people` are those of a circle to come.

    Nobody is mentioned in a text for the vendor.
    """
    if audience == CommentAudience.VENDOR:
        return []
    if audience == CommentAudience.PRIVILEGED and circle is None:
        readers = seers_of(review).filter(pk__in=[person.pk for person in people or []])
    else:
        readers = audiences.readers_of(review, audience, circle)
    if by.pk == review.requester_id and audience != CommentAudience.PRIVILEGED:
        readers = readers.filter(pk__in=audiences.met_by_requester(review).values("pk"))
    return list(readers.exclude(pk=by.pk))


def suggestions(people, typed, limit=8):
    """Those whose name, or a part of it, begins with what was typed."""
    names = Counter(person.name.lower() for person in people)
    typed = typed.lower()
    matching = [person for person in people if _begins(person, typed)]
    return [
        Suggestion(person.name, person.name if names[person.name.lower()] == 1 else person.email)
        for person in matching[:limit]
    ]


def _begins(person, typed):
    name = person.name.lower()
    return name.startswith(typed) or any(part.startswith(typed) for part in name.split())


def read_mentions(body, people):
    """(the people meant, sentences about names that mean nobody here)."""
    handles = _handles(people)
    mentioned, faults = {}, []
    for at in AT.finditer(body):
        person, _ = _person_at(body, at.end(), handles)
        if person:
            mentioned[person.pk] = person
        else:
            word = WORD.match(body, at.end())
            faults.append(f"Nobody who reads this is called “@{word[0]}”. Choose a name from the list, or drop the @.")
    return list(mentioned.values()), list(dict.fromkeys(faults))


def _handles(people):
    """{handle in lower case: the one person it means}: names, addresses and first names; longest first."""
    meanings = {}
    for person in people:
        for handle in {person.name.lower(), person.email.lower(), person.first_name.lower()}:
            meanings.setdefault(handle, []).append(person)
    unique = {handle: named[0] for handle, named in meanings.items() if len(named) == 1}
    return dict(sorted(unique.items(), key=lambda pair: -len(pair[0])))


def _person_at(body, start, handles):
    """(the person whose handle stands at `start`, where it ends), or (None, start)."""
    for handle, person in handles.items():
        end = start + len(handle)
        if body[start:end].lower() == handle and not re.match(r"\w", body[end : end + 1]):
            return person, end
    return None, start


def marked(body, people):
    """[(text, whether it is a mention)]: the body in pieces, for the page to mark who is meant."""
    handles = _handles(people)
    pieces, done = [], 0
    for at in AT.finditer(body):
        person, end = _person_at(body, at.end(), handles)
        if person:
            pieces += [(body[done : at.start()], False), (body[at.start() : end], True)]
            done = end
    return [*pieces, (body[done:], False)]
