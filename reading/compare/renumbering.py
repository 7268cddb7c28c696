"""References that follow a clause to its new number: "Section 8.2" became "Section 9.2" because the clause did."""

import re

from reading.compare.tokens import Token

NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*$")
REFERRING = re.compile(r"(?:sub-?)?(?:sections?|clauses?|articles?|paragraphs?|§+)$")
BETWEEN = {",", "and", "or", "to", "through", "-", "(", ")"}
FARTHEST = 12  # tokens from "Sections" to the last number of a list


def renumbered(pairs, old, new):
    """{old number: new number} of the clauses that are in pairs. Numbers that occur twice say nothing."""
    forward, backward = {}, {}
    for here, there in pairs:
        before, after = _number(old[here].number), _number(new[there].number)
        if before and after:
            forward.setdefault(before, set()).add(after)
            backward.setdefault(after, set()).add(before)
    return {
        before: next(iter(after))
        for before, after in forward.items()
        if len(after) == 1 and len(backward[next(iter(after))]) == 1
    }


def _number(label):
    """ "Section 8.2" and "8.2." are 8.2; letters and the like are nothing."""
    match = NUMBER.search(label.strip(" ."))
    return match[0] if match else ""


def follows_numbers(runs, old, new, numbers):
    """Whether all that changed are references, each of which follows its clause."""
    return any(not run.same for run in runs) and all(run.same or _follows(old, new, run, numbers) for run in runs)


def _follows(old, new, run, numbers):
    before, after = old[run.old_from : run.old_to], new[run.new_from : run.new_to]
    return len(before) == len(after) and all(
        old_token.key == new_token.key
        or (numbers.get(old_token.key) == new_token.key and _is_reference(old, run.old_from + place))
        for place, (old_token, new_token) in enumerate(zip(before, after, strict=True))
    )


def _is_reference(tokens: list[Token], place):
    """Whether the number at `place` is one of those behind "Section", "Clauses" or the like."""
    for token in reversed(tokens[max(0, place - FARTHEST) : place]):
        key = token.key.casefold()
        if REFERRING.match(key):
            return True
        if key not in BETWEEN and not NUMBER.match(key) and len(key) > 1:
            return False
    return False
