"""What people corrected in the product, as samples: the lines that `manage.py export_corrections` writes."""

import json

from reading.document import Side
from reading.topics import load_topics
from reading.training.samples import Sample

KIND = "correction"


def load_corrections(path):
    """Samples in an order that depends on the content alone. A line whose type we do not know is left out.

    What people rejected teaches what is no term: a sample without a topic.
    """
    topics = load_topics()
    with path.open(encoding="utf-8") as lines:
        rows = sorted(
            (json.loads(line) for line in lines if line.strip()), key=lambda row: (row["document"], row["text"])
        )
    samples = (_sample(row, topics) for row in rows)
    return [sample for sample in samples if sample is not None]


def _sample(row, topics):
    if row["state"] == "rejected":
        return Sample(row["text"], row["heading"], (), f"correction {row['document']}", KIND)
    topic = topic_of(row["type"], Side(row["side"]), topics)
    return topic and Sample(row["text"], row["heading"], (topic,), f"correction {row['document']}", KIND)


def topic_of(term_type, side, topics):
    """The first topic of a term type, of this side where it has one; None for a type that is not known."""
    alike = [topic for topic in topics if topic.type == term_type and term_type]
    on_side = [topic for topic in alike if topic.side is side]
    return next((topic.name for topic in [*on_side, *alike]), None)
