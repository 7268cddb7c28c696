"""What a clause that was read would be about, out of what reading says of it. Pure: clauses as `Reading` keeps them."""

from collections.abc import Collection, Iterable
from typing import Any

from reading.touches import TYPE_OF_FACT

SURE_OF_ANOTHER = 0.6
"""From which confidence a second or third type of one clause is proposed as well."""

Clause = dict[str, Any]
Guess = dict[str, Any]

UNSORTED: Guess = {"name": "", "confidence": 0.0}
"""The guess for a clause of which reading does not know what it is about."""


def guesses(clause: Clause, *, stated: Collection[str] = frozenset()) -> list[Guess]:
    """What a clause would be about: its surest type, and others where reading is rather sure of those too, or where it
    found a fact of that type (`stated`) in the clause.

    Definitions are no terms, nor are the opening that names the parties and what reading knows to be boilerplate. What
    reading gives a side but no type, and what it is not sure to be nobody's, is proposed without a type, for people to
    sort.
    """
    if clause["kind"] != "clause" or (clause["side"] == "neither" and not clause["triage"]):
        return []
    if seems_nobodys(clause) or not clause["types"]:
        return [UNSORTED]
    first, *others = clause["types"]
    if clause["triage"]:
        return [first]
    return [first, *(other for other in others if other["confidence"] >= SURE_OF_ANOTHER or other["name"] in stated)]


def types_stated(clause: Clause, facts: Iterable[dict[str, Any]]) -> set[str]:
    """The types of the key facts whose words stand in a clause."""
    here = (fact["name"] for fact in facts if clause["start"] <= fact["start"] < clause["end"])
    return {TYPE_OF_FACT[name] for name in here if name in TYPE_OF_FACT}


def seems_nobodys(clause: Clause) -> bool:
    """Whether reading gives it to no side: what it says is most likely nothing that a desk negotiates."""
    return clause["side"] == "neither"
