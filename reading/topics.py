"""What the model can tell apart, and what each topic means in the product: its term type, its side, its second side.

`term_types.json` says so in one table, together with the labels of the public data and the usual headings that teach
each topic.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from reading.document import Side

TABLE = Path(__file__).with_name("term_types.json")


@dataclass(frozen=True, slots=True)
class Topic:
    name: str
    type: str | None  # slug of a term type; None for what no desk negotiates
    side: Side
    second_side: Side | None
    labels: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def load_topics(path=TABLE):
    return tuple(
        Topic(
            row["topic"],
            row["type"],
            Side(row["side"]),
            Side(row["second_side"]) if row["second_side"] else None,
            tuple(row["labels"]),
            tuple(row["headings"]),
        )
        for row in json.loads(path.read_text("utf-8"))
    )
