"""From text to meaning: clauses, their types and sides, and the key facts."""

from reading import classify, clauses, facts


def understand(document):
    cut = clauses.segment(document.text, pages=document.pages, headings=document.headings)
    found = classify.label(cut)
    document = document.with_(clauses=tuple(found))
    return document.with_(facts=tuple(facts.find(document)))
