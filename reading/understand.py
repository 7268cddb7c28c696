"""From text to meaning: clauses, their types and sides, and the key facts, as far as the text is in English."""

from dataclasses import replace

from reading import classify, clauses, facts, matters
from reading.document import Side
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
    return classify.label(matters.divide(cut, pages=pages, model=model), model=model)


def _unsorted(clause):
    """Shown, but given to nobody: what it says was not understood."""
    return replace(clause, types=(), side=Side.NEITHER, side_confidence=0.0, second_side=None)


def _facts(document, languages):
    """What was found where the text is understood; a rule for English words may fit foreign ones by chance."""
    if not any(map(is_understood, languages.clauses)):
        return []
    foreign = [
        (clause.start, clause.end)
        for clause, language in zip(document.clauses, languages.clauses, strict=True)
        if not is_understood(language)
    ]
    found = facts.find(document)
    return [fact for fact in found if not any(start <= fact.start < end for start, end in foreign)]
