"""Looks at every line of the log that any test writes: its words can be made, and its facts hold nothing typed."""

import json
from collections import defaultdict

from common import sentences
from common.models import Audience, Event


class Somebody(dict):
    """Every person and desk has a name."""

    def get(self, pk, default=None):
        return f"Number {pk}"


def look_at(event):
    """Fails where a sentence lacks a fact, or where a fact is what a text is for."""
    stored = Event._meta.get_field("data").encoder
    data = json.loads(json.dumps(event.data, cls=stored))
    texts = {text.key: text.text for text in event.new_texts}
    facts = sentences.Facts(data, names=defaultdict(Somebody), texts=texts)
    facts.names.update({kind: Somebody() for kind in sentences.NAMED})

    words = sentences.words_for(event.verb, for_requester=event.audience == Audience.BUSINESS)(facts)

    assert words.strip(), f"{event.verb} says nothing"
    values = set(leaves(data))
    assert not values & set(texts.values()), f"{event.verb} keeps as a fact what somebody typed"
    people = (event.by, event.on_behalf_of)
    named = {person.name for person in people if person and " " in person.name}  # in walks some are called as desks are
    kept = [value for value in values if isinstance(value, str) and any(name in value for name in named)]
    assert not kept, f"{event.verb} keeps the name of a person: {kept}"


def leaves(value):
    """Every plain value inside."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [leaf for each in value for leaf in leaves(each)]
    return [value]
