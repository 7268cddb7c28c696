"""Samples from the labelled set of everyday papers: of the half that may be learned from, never of the measured one."""

import re

from reading.labelled import TUNE, load
from reading.topics import load_topics
from reading.training.samples import Sample

USUAL = {
    "initial-term": "term",
    "termination-cause": "termination for cause",
    "volume": "minimum commitment",
    "licence-metric": "licence metric",
    "governing-law": "governing law",
    "publicity": "publicity",
    "third-parties": "third-party beneficiaries",
    "assignment": "assignment",
    "damages": "remedies",
    "exclusivity": "non-compete",
}
"""{type: its topic in plain papers}, where several topics share the type and the first is not the usual one."""
BY_WORDS = (
    ("exclusivity", re.compile(r"solicit|employ|staff|poach|hire", re.I), "no solicit of employees"),
    ("damages", re.compile(r"penalt|liquidated|per\s+day|per\s+week", re.I), "liquidated damages"),
    (
        "liability",
        re.compile(r"unlimited|nothing\s+\w*\s*(?:limits|excludes)|without\s+limit", re.I),
        "uncapped liability",
    ),
    ("audit-rights", re.compile(r"\brecords?\b", re.I), "books and records"),
    ("precedence", re.compile(r"\bamend|\bchanges?\b|\bvari(?:ed|ation)", re.I), "amendments"),
    ("open-source", re.compile(r"."), "source code escrow"),
    ("assignment", re.compile(r"change\s+(?:of|in)\s+control|majority", re.I), "change of control"),
    (
        "governing-law",
        re.compile(r"^(?!.*\blaws?\b).*(?:arbitrat|mediat|courts?|disput)", re.I | re.S),
        "jurisdiction and disputes",
    ),
)
OF_NO_DESK = (
    ("signatures", re.compile(r"\bsign|By:|Name:|Title:", re.I)),
    ("definitions", re.compile(r"\bmeans?\b|[\"“”]\s*:", re.I)),
    ("recitals", re.compile(r"whereas|background|recital|wishes?\b", re.I)),
)
MAIN, ALL = 1.0, 0.5  # how much a passage counts for its main type, and for all of its types


def samples(folder):
    """Each passage with its main topic and, where it has several types, once more with all of them."""
    hits = []
    for row in load(folder, TUNE):
        family = f"plain {row['id'].partition('/')[0]}"
        topics = tuple(dict.fromkeys(topic_of(slug, row) for slug in row["types"])) or (_of_no_desk(row["text"]),)
        hits.append(Sample(row["text"], "", topics[:1], family, "plain", weight=MAIN))
        if len(topics) > 1:
            hits.append(Sample(row["text"], "", topics, family, "plain", weight=ALL))
    return hits


def topic_of(slug, row):
    """The topic of a type in a passage, by its words where the type has several."""
    for name, pattern, topic in BY_WORDS:
        if name == slug and pattern.search(row["text"]):
            return topic
    if slug in USUAL:
        return USUAL[slug]
    own = [topic for topic in load_topics() if topic.type == slug]
    fitting = [topic for topic in own if topic.side.value == row["side"]]
    return (fitting or own)[0].name


def _of_no_desk(text):
    return next((topic for topic, pattern in OF_NO_DESK if pattern.search(text)), "parties and title")
