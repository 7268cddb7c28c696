"""Documents made of clauses, and what a comparison says of them in words that can be read in a test."""

import random
import re

from reading.clauses import segment
from reading.compare import Op, compare

VOCABULARY = (
    "supplier customer services fees invoice notice agreement liability damages data security audit term "
    "renewal breach cure consent assignment licence software support delivery acceptance warranty "
    "indemnity insurance records confidential information disclosure law court arbitration publicity tax "
    "currency interest payment schedule annex order form month year day written reasonable material "
    "prompt prior express third party claim loss "
)
WORDS = VOCABULARY.split()


def document(*paragraphs):
    """(text, clauses) of a document whose paragraphs are its clauses."""
    text = "\n\n".join(paragraphs)
    return text, segment(text)


def clauses_of(*paragraphs):
    """One clause for each paragraph, as dicts, however short; a number at the start is its number."""
    clauses, at = [], 0
    for text in paragraphs:
        number = re.match(r"\d+(?:\.\d+)*(?=[. ])", text)
        clauses.append({"start": at, "text": text, "number": number[0] if number else "", "heading": ""})
        at += len(text) + 2
    return clauses


def sentence(seed, length=18):
    """A clause of made-up words, always the same for a seed."""
    pick = random.Random(seed)
    return " ".join(pick.choice(WORDS) for _ in range(length)).capitalize() + "."


def redline(change, old, new):
    """A change as text: [-gone-], {+come+}, and <1>2> for a number that changed."""
    return "".join(_shown(operation, old, new) for operation in change.operations)


def _shown(operation, old, new):
    before, after = old[operation.old_start : operation.old_end], new[operation.new_start : operation.new_end]
    if operation.op == Op.NUMBER:
        return after if before == after else f"<{before}>{after}>"
    return {Op.KEEP: after, Op.DELETE: f"[-{before}-]", Op.INSERT: f"{{+{after}+}}"}[operation.op]


def redlines(old, new):
    """What became of two documents given as texts: (kind, moved, redline) for all but unchanged clauses."""
    changes = compare(segment(old), segment(new))
    return [
        (str(change.kind), change.moved, redline(change, old, new)) for change in changes if change.kind != "unchanged"
    ]


def kinds(old, new):
    """The same, kinds only."""
    return [kind for kind, _, _ in redlines(old, new)]
