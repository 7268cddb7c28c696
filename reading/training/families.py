"""Contracts that share text, or come from one company, are one family: all of it is trained on, or all is tested."""

import re
import zlib
from collections import Counter, defaultdict

SHINGLE = 8  # words
KEPT = 8  # one shingle in so many stands for the text
SHARED = 0.2  # of the shorter text's shingles
COMMON = 20  # a shingle in more texts than this is boilerplate


def families_of(documents):
    """{id of a document: the name of its family}."""
    parent = {document["id"]: document["id"] for document in documents}

    def root(name):
        while parent[name] != name:
            name = parent[name]
        return name

    def join(document_id, other_id):
        first, second = sorted((root(document_id), root(other_id)))
        parent[second] = first

    company = {}
    for document in documents:
        join(document["id"], company.setdefault(company_of(document["id"]), document["id"]))
    for document_id, other_id in _near_duplicates(documents):
        join(document_id, other_id)
    return {name: root(name) for name in parent}


def company_of(name):
    """The company that filed a contract, from the contract's id."""
    return re.split(r"_\d", name)[0]


def fold_of(family, folds):
    """The fold in which a family is tested: from its name alone, so that other families do not matter."""
    return zlib.crc32(f"fold {family}".encode()) % folds


def _near_duplicates(documents):
    holders, size = defaultdict(list), {}
    for document in documents:
        shingles = _shingles(document["text"])
        size[document["id"]] = len(shingles)
        for shingle in shingles:
            holders[shingle].append(document["id"])
    shared = Counter()
    for names in holders.values():
        if len(names) <= COMMON:
            shared.update((first, second) for i, first in enumerate(names) for second in names[i + 1 :])
    return sorted(
        pair for pair, count in shared.items() if count >= SHARED * min(size[pair[0]], size[pair[1]]) and count > 3
    )


def _shingles(text):
    words = re.findall(r"[a-z]+", text.lower())
    shingles = {
        zlib.crc32(" ".join(words[place : place + SHINGLE]).encode()) for place in range(len(words) - SHINGLE + 1)
    }
    return {shingle for shingle in shingles if shingle % KEPT == 0} if len(words) > 1000 else shingles
