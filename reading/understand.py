"""From text to meaning: clauses, their types and sides, and the key facts, as far as the text is in English."""

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate

from reading import classify, clauses, matters
from reading.clauses.kinds import SAYS_NOTHING
from reading.document import Side
from reading.facts import finding
from reading.language import is_note_on_language, is_understood, languages_of


def understand(document):
    labelled = clauses_of(document.text, pages=document.pages, headings=document.headings)
    languages = languages_of(document.text, labelled)
    own_notes = [note for note in document.notes if not is_note_on_language(note)]
    document = document.with_(
        clauses=tuple(
            clause if is_understood(language) else _unsorted(clause)
            for clause, language in zip(labelled, languages.clauses, strict=True)
        ),
        language=languages.document or None,
        notes=(*own_notes, *languages.notes),
    )
    return document.with_(facts=tuple(_facts(document, languages)))


def clauses_of(text, *, pages=(), headings=(), model=None):
    """The clauses of a text, cut where the matter changes, with their types and sides."""
    cut = clauses.segment(text, pages=pages, headings=headings)
    labelled = classify.label(matters.divide(cut, pages=pages, model=model), model=model)
    return [_unsorted(clause, 1.0) if clause.kind in SAYS_NOTHING else clause for clause in labelled]


def _unsorted(clause, confidence=0.0):
    """Shown, but given to nobody: what it says was not understood, or it says nothing."""
    return replace(clause, types=(), side=Side.NEITHER, side_confidence=confidence, second_side=None)


def _facts(document, languages):
    """What was found where something is agreed, in English. All else is taken out for the rules."""
    if not any(map(is_understood, languages.clauses)):
        return []
    foreign = [
        (clause.start, clause.end)
        for clause, language in zip(document.clauses, languages.clauses, strict=True)
        if not is_understood(language)
    ]
    gone = sorted([*foreign, *clauses.not_agreed(document.text, document.clauses)])
    return _facts_without(document, gone) if gone else finding.find(document)


def _facts_without(document, stretches):
    """The facts of what is left when these stretches are taken out, at their places in the whole text."""
    kept, here = [], 0  # (where a piece begins in the whole text, where it ends)
    for start, end in stretches:
        if start > here:
            kept.append((here, start))
        here = max(here, end)
    kept.append((here, len(document.text)))
    lengths = [0, *accumulate(end - start for start, end in kept)]

    def shorter(offset):
        at = bisect_right(kept, (offset, len(document.text))) - 1
        return lengths[at] + min(offset, kept[at][1]) - kept[at][0] if at >= 0 else 0

    def longer(offset):
        at = min(bisect_right(lengths, offset) - 1, len(kept) - 1)
        return kept[at][0] + offset - lengths[at]

    text = "".join(document.text[start:end] for start, end in kept)
    left = [replace(clause, start=shorter(clause.start), end=shorter(clause.end)) for clause in document.clauses]
    read = finding.find(document.with_(text=text, clauses=tuple(replace(c, text=text[c.start : c.end]) for c in left)))
    return [_at(document, fact, longer(fact.start), longer(fact.end - 1) + 1) for fact in read]


def _at(document, fact, start, end):
    return replace(fact, start=start, end=end, page=document.page_at(start), text=document.text[start:end])
