"""Passages to learn from: what lawyers marked, what drafters' own headings say, and a few examples of ours.

Each sample names the contract family it belongs to, so that no contract is ever on both sides of a test.
"""

import json
import math
import re
import zlib
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from reading.clauses import segment
from reading.clauses.headings import inline_heading
from reading.clauses.numbers import mark_at
from reading.features import context_headings
from reading.topics import load_topics
from reading.training.families import families_of

EXAMPLES = Path(__file__).with_name("examples.json")
RECITAL = re.compile(r"(?:whereas|now,? therefore|w i t n e s s e t h|witnesseth)\b", re.I)
SIGNATURE = re.compile(r"(?:in witness whereof|/s/|by:\s{0,5}_|\[?signature page)", re.I)
NLI_TOPICS = {"NDA: No solicitation": "no solicit of employees"}
NLI_UNUSED = {"NDA: No licensing"}
METADATA = "parties and title"

# How much one sample of a kind counts, beside a span that a lawyer marked.
WEIGHT = {
    "span": 1.0,
    "clause": 0.6,
    "metadata": 0.3,
    "provision": 1.5,
    "headed": 0.6,
    "usual heading": 0.35,
    "shape": 0.25,
    "nda": 0.15,
    "example": 1.0,
    "plain": 2.0,
    "correction": 1.0,
}
ONE_IN = {"shape": 3, "nda": 2}


@dataclass(frozen=True, slots=True)
class Sample:
    text: str
    heading: str
    topics: tuple[str, ...]
    family: str  # of contracts that share text; the unit of a test
    kind: str  # a key of WEIGHT
    labels: tuple[str, ...] = ()  # as the data names them, for scores
    weight: float = 1.0

    @property
    def is_test(self):
        """Whether people marked it, so that a score may count it."""
        return self.kind in ("span", "provision")


def load(folder):
    """All samples of the data folder, in an order that depends on nothing but the data."""
    contracts = _read(folder / "contracts.jsonl")
    provisions = _read(folder / "ledgar_provisions.jsonl")
    ndas = _read(folder / "contractnli_ndas.jsonl")
    family = families_of([*contracts, *provisions, *ndas])
    topic_of = {label: topic.name for topic in load_topics() for label in topic.labels}
    headed = defaultdict(list)
    for row in _read(folder / "headings.jsonl"):
        headed[row["contract_id"]].append(row)
    samples = []
    for contract in contracts:
        samples += _spans(contract, topic_of, family[contract["id"]])
        samples += _headed(contract, headed[contract["id"]], topic_of, family[contract["id"]])
        samples += _clauses(contract, topic_of, family[contract["id"]])
    for row in provisions:
        label = f"LEDGAR: {row['label']}"
        samples.append(Sample(row["text"], "", (topic_of[label],), family[row["id"]], "provision", (label,)))
    for nda in ndas:
        samples += _nda(nda, topic_of, family[nda["id"]])
    return [sample for sample in samples if not _is_one_too_many(sample)] + examples()


def _is_one_too_many(sample):
    """Definitions, recitals and the like are so many and so alike that a part of them teaches as much."""
    return sample.kind in ONE_IN and zlib.crc32(sample.text.encode()) % ONE_IN[sample.kind] != 0


def examples():
    """Our own short examples, for what public filings hardly ever say."""
    return [
        Sample(text, "", (topic,), "", "example")
        for topic, texts in json.loads(EXAMPLES.read_text("utf-8")).items()
        for text in texts
    ]


def usual_headings():
    """A function from a heading to the topic that drafters usually mean by it, or None."""
    patterns = [(topic.name, re.compile("|".join(topic.headings))) for topic in load_topics() if topic.headings]

    def topic_of(heading):
        words = " ".join(re.findall(r"[a-z]+", heading.lower()))
        return next((name for name, pattern in patterns if words and pattern.fullmatch(words)), None)

    return topic_of


TOPIC_OF_HEADING = usual_headings()


def _read(path):
    with path.open(encoding="utf-8") as lines:
        return sorted((json.loads(line) for line in lines), key=lambda row: row.get("id") or row["contract_id"])


def _spans(contract, topic_of, family):
    by_place = defaultdict(list)
    for span in contract["spans"]:
        if not span["ambiguous_position"]:
            by_place[span["start"], span["end"]].append(f"CUAD: {span['category']}")
    metadata = set()
    for (start, end), labels in sorted(by_place.items()):
        text = contract["text"][start:end]
        topics = tuple(sorted({topic_of[label] for label in labels}))
        if topics == (METADATA,):
            if text not in metadata:
                metadata.add(text)
                yield Sample(text, "", topics, family, "metadata")
        else:
            topics = tuple(topic for topic in topics if topic != METADATA)
            labels = tuple(sorted({label for label in labels if topic_of[label] != METADATA}))
            yield Sample(text, "", topics, family, "span", labels)


def _headed(contract, rows, topic_of, family):
    for row in sorted(rows, key=lambda row: row["start"]):
        if row["label"]:
            text = contract["text"][row["start"] : row["end"]]
            topic = (topic_of[f"LEDGAR: {row['label']}"],)
            yield Sample(_without_heading(text), "", topic, family, "headed")
            yield Sample(text, row["heading"], topic, family, "headed", weight=0.5)


def _clauses(contract, topic_of, family):
    """The clauses as they are cut at run time: with the lawyers' labels, else with what heading or shape say."""
    clauses = segment(contract["text"])
    marked = _marked(clauses, contract["spans"], topic_of)
    for index, (clause, heading) in enumerate(zip(clauses, context_headings(clauses), strict=True)):
        if index in marked:
            topics, share = marked[index]
            yield Sample(clause.text, heading, topics, family, "clause", weight=share)
        elif RECITAL.match(clause.text):
            yield Sample(clause.text, clause.heading, ("recitals",), family, "shape")
        elif SIGNATURE.match(clause.text):
            yield Sample(clause.text, clause.heading, ("signatures",), family, "shape")
        elif clause.kind == "definition":
            yield Sample(clause.text, clause.heading, ("definitions",), family, "shape", weight=0.5)
        elif topic := TOPIC_OF_HEADING(clause.heading):
            yield Sample(_without_heading(clause.text), "", (topic,), family, "usual heading")
            yield Sample(clause.text, clause.heading, (topic,), family, "usual heading", weight=0.5)


def _marked(clauses, spans, topic_of):
    """{index of a clause: (topics of the spans in it, the share of its text that they cover)}."""
    starts = [clause.start for clause in clauses]
    topics, covered = defaultdict(Counter), defaultdict(int)
    for span in spans:
        index = bisect_right(starts, span["start"]) - 1
        topic = topic_of[f"CUAD: {span['category']}"]
        if index < 0 or span["ambiguous_position"] or topic == METADATA:
            continue
        length = min(span["end"], clauses[index].end) - span["start"]
        if length > 0:
            topics[index][topic] += length
            covered[index] += length
    return {
        index: (tuple(sorted(weights)), math.sqrt(min(1.0, covered[index] / len(clauses[index].text))))
        for index, weights in topics.items()
    }


def _nda(nda, topic_of, family):
    seen = set()
    for span in sorted(nda["spans"], key=lambda span: (span["start"], span["category"])):
        if span["category"] in NLI_UNUSED or span["start"] in seen:
            continue
        seen.add(span["start"])
        topic = NLI_TOPICS.get(span["category"], topic_of["NLI"])
        yield Sample(nda["text"][span["start"] : span["end"]], "", (topic,), family, "nda")


def _without_heading(text):
    mark = mark_at(text, 0, len(text))
    _, body = inline_heading(text, mark.end if mark else 0, len(text), numbered=mark is not None)
    rest = text[max(body, mark.end if mark else 0) :].strip()
    return rest or text
