"""A document that was put together elsewhere and comes back to be divided into clauses."""

import json

from reading.document import Document


def extract(content, name, tell=None):
    return Document.from_full_json(json.loads(content))
