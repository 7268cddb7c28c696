"""How well the playbook check reads real contracts: python -m scripts.bench_playbook [show MEASURE]

Prints, for each measure that lawyers marked passages for in ../shared/data/contracts: how many values were stated, how
many of their quotes are passages that were marked, and in how many contracts with such a passage a value was stated.
Then, for each term type: in how many contracts with a marked passage it would wrongly be called missing. `show` prints
the values of one measure with their words, to be read by eye.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

from reading.document import Document
from reading.measures import MEASURES, measure
from reading.touches import types_touched
from reading.understand import understand

CONTRACTS = Path("../shared/data/contracts/contracts.jsonl")
SURE = 0.3
TYPES = {
    "payment_days": "payment-terms",
    "late_interest": "payment-terms",
    "price_increase": "price-increases",
    "initial_term": "initial-term",
    "renewal_term": "renewal",
    "automatic_renewal": "renewal",
    "renewal_notice": "renewal-notice",
    "convenience_notice": "termination-convenience",
    "cure_period": "termination-cause",
    "liability_cap": "liability",
    "cap_amount": "liability",
    "cap_in_yearly_fees": "liability",
    "warranty_period": "warranties",
    "confidentiality_term": "confidentiality",
    "insurance_amount": "insurance",
    "governing_law": "governing-law",
    "acceptance_period": "acceptance",
}
LABELS = {
    "initial_term": {"Expiration Date"},
    "renewal_term": {"Renewal Term"},
    "automatic_renewal": {"Renewal Term"},
    "renewal_notice": {"Notice Period To Terminate Renewal", "Renewal Term"},
    "convenience_notice": {"Termination For Convenience"},
    "liability_cap": {"Cap On Liability"},
    "cap_amount": {"Cap On Liability"},
    "cap_in_yearly_fees": {"Cap On Liability"},
    "warranty_period": {"Warranty Duration"},
    "insurance_amount": {"Insurance"},
    "governing_law": {"Governing Law"},
    "price_increase": {"Price Restrictions"},
}
TOUCHED = {
    "liability": {"Cap On Liability", "Uncapped Liability"},
    "governing-law": {"Governing Law"},
    "renewal": {"Renewal Term"},
    "initial-term": {"Expiration Date"},
    "insurance": {"Insurance"},
    "audit-rights": {"Audit Rights"},
    "assignment": {"Anti-Assignment"},
    "termination-convenience": {"Termination For Convenience"},
    "ip-ownership": {"Ip Ownership Assignment", "Joint Ip Ownership"},
    "warranties": {"Warranty Duration"},
}


def contracts():
    for line in CONTRACTS.open(encoding="utf-8"):
        contract = json.loads(line)
        document = understand(Document("", contract["text"])).as_full_json()
        yield contract, document


def stated_values(document, name):
    """(value, start, end) of every clear value that the clauses of its type state."""
    for clause in document["clauses"]:
        if any(guess["name"] == TYPES[name] and guess["confidence"] >= SURE for guess in clause["types"]):
            for stated in measure(name, clause["text"]):
                if stated.value is not None:
                    yield stated.value, clause["start"] + stated.start, clause["start"] + stated.end


def spans(contract, labels):
    return [(span["start"], span["end"]) for span in contract["spans"] if span["category"] in labels]


def report():
    measured = {name: defaultdict(int) for name in LABELS}
    missed = {slug: defaultdict(int) for slug in TOUCHED}
    for contract, document in contracts():
        for name, labels in LABELS.items():
            marked, tally = spans(contract, labels), measured[name]
            right = [any(a < end and start < b for a, b in marked) for _, start, end in stated_values(document, name)]
            tally["stated"] += len(right)
            tally["right"] += sum(right)
            tally["with"] += bool(marked)
            tally["hit"] += any(right)
        touched = types_touched(document["clauses"], document["facts"])
        for slug, labels in TOUCHED.items():
            kind = "with" if spans(contract, labels) else "without"
            missed[slug][kind] += 1
            missed[slug][f"missed {kind}"] += slug not in touched
    print("measure, values told, quotes that lawyers marked, contracts with such a passage, of these told")
    for name, tally in measured.items():
        precision, recall = tally["right"] / max(tally["stated"], 1), tally["hit"] / max(tally["with"], 1)
        print(f"{name:22} {tally['stated']:5} {precision:.3f} {tally['with']:5} {recall:.3f}")
    print("term, contracts with a marked passage, of these called missing; without, of these called missing")
    for slug, tally in missed.items():
        print(f"{slug:24} {tally['with']:5} {tally['missed with']:5} {tally['without']:5} {tally['missed without']:5}")


def show(name):
    for contract, document in contracts():
        for value, start, end in stated_values(document, name):
            print(value, "|", " ".join(contract["text"][start:end].split())[:420], "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["show"] and sys.argv[2] in MEASURES:
        show(sys.argv[2])
    else:
        report()
