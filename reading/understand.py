"""From text to meaning: clauses, their types and sides, and the key facts."""

from reading import classify, clauses, matters
from reading.facts import finding


def understand(document):
    labelled = clauses_of(document.text, pages=document.pages, headings=document.headings)
    document = document.with_(clauses=tuple(labelled))
    return document.with_(facts=tuple(finding.find(document)))


def clauses_of(text, *, pages=(), headings=(), model=None):
    """The clauses of a text, cut where the matter changes, with their types and sides."""
    cut = clauses.segment(text, pages=pages, headings=headings)
    return classify.label(matters.divide(cut, pages=pages, model=model), model=model)
