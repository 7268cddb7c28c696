"""How well everyday papers are read and checked: python -m scripts.bench_plain_contracts [FOLDER] [show|write]

Figures of both halves of the labelled set: sides, types, facts, and the verdicts of the playbook check. `show` lists
every case of the half that may be looked at ("tune") that came out differently than labelled; of the other half, never.
`write` counts how often "meets" of each measure is right on the other half, for `reading.proven`.
"""

import json
import sys
from collections import Counter, defaultdict

from reading import labelled, proven
from reviews.pure.expectations.checking import Extract, Fact, check
from reviews.pure.expectations.rows import clean

FOLDER = "tests/reading/plain_contracts"
VERDICTS = ("meets", "differs", "unclear", "not_stated")


def verdicts(row, document):
    """(expectation, verdict as labelled, verdict of the product) of each check of a passage."""
    extract = Extract(row["text"], 0)
    facts = [Fact(fact.name, fact.value, extract.part(fact.start, fact.end)) for fact in document.facts]
    for labelled_check in row["checks"]:
        (done,) = check(clean([labelled_check["expectation"]]), [extract], facts)
        yield labelled_check["expectation"], labelled_check["verdict"], str(done.verdict)


def verdict_lines(rows):
    """Precision and recall of each verdict, and cases and precision of “meets” of each measure."""
    pairs, by_measure = Counter(), defaultdict(Counter)
    for row in rows:
        document = labelled.read(row)
        for expectation, truth, verdict in verdicts(row, document):
            pairs[truth, verdict] += 1
            by_measure[expectation["measure"]].update(
                {"cases": 1, "right": truth == verdict, verdict: 1, (truth, verdict): 1}
            )
    yield "  verdicts: given, precision, labelled, recall"
    for verdict in VERDICTS:
        given = sum(count for (_, other), count in pairs.items() if other == verdict)
        true = sum(count for (other, _), count in pairs.items() if other == verdict)
        right = pairs[verdict, verdict]
        yield f"  {verdict:<12} {given:>5} {right / max(given, 1):.3f} {true:>5} {right / max(true, 1):.3f}"
    yield "  measure: cases, right, told to meet or differ, of these right"
    for name, tally in sorted(by_measure.items()):
        sure = tally["meets"] + tally["differs"]
        right = tally["meets", "meets"] + tally["differs", "differs"]
        yield f"  {name:<22} {tally['cases']:>5} {tally['right']:>5} {sure:>5} {right:>5}"


def meets_of_each_measure(folder):
    """{measure: how often it was said to meet on the half that is only measured, and how often that was right}."""
    tallies = defaultdict(lambda: {"given": 0, "right": 0})
    for row in labelled.load(folder, labelled.MEASURE):
        for expectation, truth, verdict in verdicts(row, labelled.read(row)):
            if verdict == "meets":
                tally = tallies[expectation["measure"]]
                tally["given"] += 1
                tally["right"] += truth == verdict
    return dict(sorted(tallies.items()))


def show(folder):
    """What came out differently in the half that may be looked at."""
    for row in labelled.load(folder, labelled.TUNE):
        document, lines = labelled.read(row), []
        if (side := labelled.side_of(document)) != row["side"]:
            lines.append(f"side {row['side']}, told {side}")
        types = labelled.types_of(document)
        if (best := max(types, key=types.get, default="")) not in row["types"] and (best or row["types"]):
            lines.append(f"types {row['types']}, told {types}")
        tally = labelled.fact_tally(row, document)
        wrong = {
            name
            for name, count in tally.items()
            if count["right"] < count["stated"] or count["read"] < count["labelled"]
        }
        if wrong:
            lines.append(
                f"facts {json.dumps([fact for fact in row['facts'] if fact['name'] in wrong], ensure_ascii=False)}"
            )
            stated = [fact for fact in document.facts_as_json() if fact["name"] in wrong]
            lines.append(f"told  {json.dumps(stated, ensure_ascii=False)}")
        for expectation, truth, verdict in verdicts(row, document):
            if truth != verdict:
                lines.append(f"check {json.dumps(expectation)} {truth}, told {verdict}")
        if lines:
            yield "\n".join([f"\n{row['id']}: {row['text']}", *(f"    {line}" for line in lines)])


def main(arguments):
    folder = next((name for name in arguments if name not in {"show", "write"}), FOLDER)
    if "write" in arguments:
        proven.FIGURES.write_text(json.dumps(meets_of_each_measure(folder), indent=2) + "\n", "utf-8")
        return
    if "show" in arguments:
        print(*show(folder), sep="\n")
        return
    for half in (labelled.TUNE, labelled.MEASURE):
        print(f"{half}:", *verdict_lines(labelled.load(folder, half)), sep="\n")
    print(*labelled.report(folder), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
