"""What nobody could mean, told at the door: so that no page and no table has to expect it.

The database keeps neither NUL characters nor half of a character (a lone surrogate), and nothing that people send is
nested deeper than a few levels.
"""

import json
import re

DEEPEST = 20
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


class Garbage(ValueError):
    """A sentence that says what could not be read."""


def parsed(body: bytes):
    """What a body of JSON says. Raises Garbage with a sentence."""
    try:
        value = json.loads(body.decode(), parse_constant=_refuse_constant, object_pairs_hook=_object)
    except RecursionError as error:
        raise Garbage(TOO_DEEP) from error
    except UnicodeDecodeError as error:
        raise Garbage("This is not text in UTF-8.") from error
    except Garbage:
        raise
    except ValueError as error:
        raise Garbage("This is not JSON, or a number in it is too long.") from error
    _look_through(value)
    return value


TOO_DEEP = f"This is nested too deep: lists and objects may hold each other up to {DEEPEST} levels."
UNREADABLE = "A text has a character that cannot be kept (NUL, or one half of a pair)."


def _refuse_constant(name):
    raise Garbage(f"{name} is not a number in JSON.")


def _object(pairs):
    """Of a key that stands twice, nobody could say which value was meant."""
    values = dict(pairs)
    if len(values) < len(pairs):
        raise Garbage("A key stands twice in one object.")
    return values


def _look_through(value):
    """Level by level, so that no depth of nesting can hurt."""
    level, depth = [value], 0
    while level:
        if depth > DEEPEST:
            raise Garbage(TOO_DEEP)
        deeper = []
        for item in level:
            if isinstance(item, str) and UNKEEPABLE.search(item):
                raise Garbage(UNREADABLE)
            if isinstance(item, dict):
                deeper += [*item, *item.values()]
            elif isinstance(item, list):
                deeper += item
        level, depth = deeper, depth + 1


def without_nul(query):
    """A QueryDict as it is; where a name or a value holds a NUL, a copy without it."""
    if not any("\x00" in name or any("\x00" in value for value in values) for name, values in query.lists()):
        return query
    clean = query.copy()
    clean.clear()
    for name, values in query.lists():
        clean.setlist(name.replace("\x00", ""), [value.replace("\x00", "") for value in values])
    return clean
