"""From text to meaning: clauses, their types and sides, and the key facts."""

from reading import classify, clauses, facts


def understand(document):
    found = classify.label(clauses.segment(document.text, pages=document.pages))
    document = document.with_(clauses=tuple(found))
    return document.with_(facts=tuple(facts.find(document)))
