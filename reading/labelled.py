"""Passages of everyday papers that people have labelled, and what reading says of them.

The set lies in tests/reading/plain_contracts: a file for each paper, a line for each passage. `half` says whether its
lines may be looked at while rules are written ("tune"), or are only to be measured ("measure").
"""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

from reading.document import Document
from reading.facts.places import named
from reading.understand import understand

FOLDER = Path(__file__).parents[1] / "tests" / "reading" / "plain_contracts"
TUNE, MEASURE = "tune", "measure"
SCALE = {"hour": ("day", Decimal(1) / 24), "week": ("day", 7), "quarter": ("month", 3), "year": ("month", 12)}
"""{unit: (the unit that it is compared in, how many of those it is)}."""


def load(folder, half=None):
    """The labelled passages of one half, or of both, in the order of their papers."""
    lines = (line for path in sorted(Path(folder).rglob("*.jsonl")) for line in path.read_text("utf-8").split("\n"))
    rows = [json.loads(line) for line in lines if line]
    return [row for row in rows if half in (None, row["half"])]


def read(row):
    """The passage as `python -m reading --text` reads it."""
    return understand(Document(row["id"], row["text"]))


def side_of(document):
    """The side that most of the passage's words went to."""
    words = Counter()
    for clause in document.clauses:
        words[clause.side.value] += len(clause.text)
    return words.most_common(1)[0][0] if words else "neither"


def types_of(document):
    """{type: confidence}, each the surest of all clauses."""
    sure = {}
    for clause in document.clauses:
        for guess in clause.types:
            sure[guess.name] = max(guess.confidence, sure.get(guess.name, 0))
    return sure


def fact_tally(row, document):
    """{name: Counter of "stated", "right", "labelled", "read", "unclear"} of one passage.

    A fact is right when the passage is labelled with that value under that name. "unclear" are values that the labels
    leave open and reading tells.
    """
    tally = {}
    labels = [(label["name"], comparable(label["name"], label["value"], label.get("unit"))) for label in row["facts"]]
    stated = [
        (fact["name"], comparable(fact["name"], fact["value"], fact["unit"])) for fact in document.facts_as_json()
    ]
    clear, stated_values = (
        [label for label in labels if label[1] is not None],
        [fact for fact in stated if fact[1] is not None],
    )
    for name in {name for name, _ in clear + stated_values}:
        own, mine = (
            [value for which, value in clear if which == name],
            [value for which, value in stated_values if which == name],
        )
        mine = list(dict.fromkeys(mine))
        tally[name] = Counter(
            stated=len(mine),
            right=sum(any(same(name, value, label) for label in own) for value in mine),
            labelled=len(own),
            read=sum(any(same(name, value, label) for value in mine) for label in own),
            unclear=sum(which == name and value is None for which, value in labels) if mine else 0,
        )
    return tally


def comparable(name, value, unit):
    """A value as it is compared: “1 year” is 12 months, “German law” the law of Germany. None where it is open."""
    if value is None:
        return None
    if name == "party":
        return _plain(value["name"]), (value.get("role") or "").casefold().removeprefix("the ")
    if name == "liability_cap":
        return tuple(
            sorted(
                (key, part if isinstance(part, str) else Decimal(str(part)))
                for key, part in value.items()
                if part is not None
            )
        )
    if name == "governing_law":
        return named(value).casefold().removeprefix("the ").removeprefix("state of ")
    if isinstance(value, bool | str):
        return str(value).casefold().removeprefix("the ")
    number = Decimal(str(value))
    unit, times = SCALE.get(unit, (unit, 1))
    return number * times, unit


def same(name, value, label):
    if name == "party":
        return value[0] == label[0] and (not label[1] or value[1] in ("", label[1]))
    if name == "data_location":
        return value in label or label in value
    if name != "renewal" and isinstance(value, tuple) and isinstance(value[0], Decimal):
        return value[1] == label[1] and abs(value[0] - label[0]) < Decimal("0.0001")
    return value == label


def _plain(text):
    return "".join(letter for letter in text.casefold() if letter.isalnum())


# --- figures ------------------------------------------------------------------------------------------


def macro_f1(pairs):
    """The mean F1 of the classes that occur as truth, from (truth, guess)."""
    pairs = list(pairs)
    truths, guesses = Counter(truth for truth, _ in pairs), Counter(guess for _, guess in pairs)
    right = Counter(truth for truth, guess in pairs if truth == guess)
    scores = [2 * right[name] / (truths[name] + guesses[name]) for name in truths]
    return sum(scores) / max(len(scores), 1)


def figures(rows):
    """{name of a figure: (value, cases)}, and {name of a fact: Counter} as `fact_tally` counts."""
    sides, firsts, typed, tallies = [], [], [], {}
    for row in rows:
        document = read(row)
        side, types = side_of(document), types_of(document)
        sides.append((row["side"], side))
        if row["types"]:
            best = max(types, key=types.get, default="")
            firsts.append((best if best in row["types"] else row["types"][0], best))
            typed.append(best in row["types"])
        for name, tally in fact_tally(row, document).items():
            tallies.setdefault(name, Counter()).update(tally)
    owned = [pair for pair in sides if pair[0] != "neither"]
    whole = sum(tallies.values(), Counter())
    return {
        "owner, macro F1 of commercial and legal": (macro_f1(owned), len(owned)),
        "owner, macro F1 of the three sides": (macro_f1(sides), len(sides)),
        "type, macro F1 (first type, right when it is one of the labelled ones)": (macro_f1(firsts), len(firsts)),
        "type, share of first types that are right": (sum(typed) / max(len(typed), 1), len(typed)),
        "facts, precision": (whole["right"] / max(whole["stated"], 1), whole["stated"]),
        "facts, recall": (whole["read"] / max(whole["labelled"], 1), whole["labelled"]),
    }, tallies


def report(folder):
    """Lines for people: the figures of both halves, and those of each kind of fact."""
    for half in (TUNE, MEASURE):
        rows = load(folder, half)
        hits, tallies = figures(rows)
        yield f"{half}: {len(rows)} passages"
        for name, (value, cases) in hits.items():
            yield f"  {name:<74} {value:.3f} {cases:>5}"
        yield "  facts: stated, right, labelled, read"
        for name, tally in sorted(tallies.items()):
            yield "  " + f"{name:<24}" + "".join(f"{tally[key]:>6}" for key in ("stated", "right", "labelled", "read"))
