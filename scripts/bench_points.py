"""How much people must look at in a read paper, and whether a difference could get lost: python -m scripts.bench_points

Whole contracts of ../shared/data with our default playbook: passages that are proposed, which is what people confirmed
one by one before they were grouped, and points to look at, both for 25 pages of 3,000 letters. PDF files of 20 to 40
pages are counted by their own pages. Then, on the labelled everyday papers, of the passages that differ from some
position: how many are asked about at all, and how many stand in no fold; and how many differences are told as such.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from statistics import mean, median

import reading
from reading import labelled, proven
from reading.classify import needs_triage
from reading.document import Document
from reading.understand import understand
from reviews.pure.attention import FOLDED, TO_LOOK_AT, Kind, place_of, subject_of
from reviews.pure.expectations import Extract, Fact, check, clean
from reviews.pure.guesses import guesses, seems_nobodys, types_stated

CONTRACTS = Path("../shared/data/contracts")
EXPECTATIONS = Path("reviews/defaults/expectations.json")
LETTERS_A_PAGE = 3_000
PAGES = 25
LENGTHS = range(20 * LETTERS_A_PAGE, 31 * LETTERS_A_PAGE)


def playbook():
    """{slug of a term type: its rows}."""
    entries = json.loads(EXPECTATIONS.read_text("utf-8"))
    return {slug: clean(entry["expectations"]) for slug, entry in entries.items() if entry.get("expectations")}


def proposed(document):
    """[(clause, what it is about, whether reading is sure)], as reviews.papers.proposing proposes them."""
    content = document.as_full_json()
    passages = []
    for clause, read in zip(content["clauses"], document.clauses, strict=True):
        clause["triage"] = needs_triage(read)
        for guess in guesses(clause, stated=types_stated(clause, content["facts"])):
            subject = subject_of(guess["name"] or None, clause["side"], seems_nobodys=seems_nobodys(clause))
            passages.append((clause, subject, not clause["triage"]))
    return passages


def facts_of(document):
    whole = Extract(document.text, 0)
    return [Fact(fact.name, fact.value, whole.part(fact.start, fact.end)) for fact in document.facts]


def points(document, rows):
    """{what a point is about: its place}; `rows` are those of a playbook."""
    grouped = defaultdict(list)
    for clause, subject, is_sure in proposed(document):
        grouped[subject].append((clause, is_sure))
    facts = facts_of(document)
    places = {}
    for subject, passages in grouped.items():
        expected = rows.get(subject.about, []) if subject.kind == Kind.TERM else []
        checks = check(expected, [Extract(clause["text"], clause["start"]) for clause, _ in passages], facts)
        places[subject] = place_of(
            subject,
            {line.verdict for line in checks},
            is_settled=False,
            is_guess=not any(is_sure for _, is_sure in passages),
            is_sure=all(is_sure for _, is_sure in passages),
            is_proven=proven.is_proven([line.expectation["measure"] for line in checks]),
        )
    return places


def whole_contracts(rows, most):
    """Lines: what there is to look at in contracts of about 25 pages."""
    texts = (json.loads(line) for line in (CONTRACTS / "contracts.jsonl").read_text("utf-8").split("\n") if line)
    documents = [Document(row["id"], row["text"]) for row in texts if len(row["text"]) in LENGTHS][:most]
    read = [(understand(document), len(document.text) / LETTERS_A_PAGE) for document in documents]
    yield from _lines(f"{len(read)} contracts of 20 to 30 pages of {LETTERS_A_PAGE:,} letters", read, rows)


def files(rows):
    """The same of PDF files, by their own pages."""
    with (CONTRACTS / "files_manifest.csv").open(encoding="utf-8") as manifest:
        papers = [row for row in csv.DictReader(manifest) if row["format"] == "pdf" and 20 <= int(row["pages"]) <= 40]
    read = [(reading.read(CONTRACTS / "files" / row["file"]), int(row["pages"])) for row in papers]
    yield from _lines(f"{len(read)} PDF files of 20 to 40 pages", read, rows)


def _lines(heading, read, rows):
    before, after, folded = [], [], []
    places = Counter()
    for document, pages in read:
        of_paper = points(document, rows)
        places.update(of_paper.values())
        before.append(len(proposed(document)) * PAGES / pages)
        after.append(sum(place in TO_LOOK_AT for place in of_paper.values()) * PAGES / pages)
        folded.append(sum(subject.kind == Kind.NOBODY for _, subject, _ in proposed(document)) * PAGES / pages)
    yield f"{heading}, for {PAGES} pages (mean, median):"
    for name, numbers in (("passages proposed", before), ("points to look at", after), ("passages folded", folded)):
        yield f"  {name:<20} {mean(numbers):>6.1f} {median(numbers):>6.1f}"
    yield "  where they stand:    " + ", ".join(f"{place} {count}" for place, count in places.most_common())


def differences(half, rows):
    """Lines: what becomes of the labelled differences. Counts alone are told of either half."""
    count = Counter()
    types = {row["measure"]: slug for slug, of_type in rows.items() for row in of_type}
    for row in labelled.load(labelled.FOLDER, half):
        differing = [line["expectation"] for line in row["checks"] if line["verdict"] == "differs"]
        if not differing:
            continue
        document = labelled.read(row)
        passages, facts = proposed(document), facts_of(document)
        places = points(document, {})
        count.update(
            passages=1,
            asked=bool(passages),
            unfolded=any(places[subject] not in FOLDED for _, subject, _ in passages),
            differences=len(differing),
        )
        for expectation in differing:
            of_type = [
                Extract(clause["text"], clause["start"])
                for clause, subject, _ in passages
                if subject.about == types.get(expectation["measure"])
            ]
            count["told"] += any(line.verdict == "differs" for line in check(clean([expectation]), of_type, facts))
    yield f"{half}: {count['passages']} passages that differ, {count['differences']} differences"
    yield f"  asked about one by one (before)  {count['asked'] / count['passages']:.3f}"
    yield f"  part of a point, in no fold      {count['unfolded'] / count['passages']:.3f}"
    yield f"  told as a difference in a point  {count['told'] / count['differences']:.3f}"


def main(arguments):
    rows = playbook()
    print(*whole_contracts(rows, int(arguments[0]) if arguments else 40), sep="\n")
    print(*files(rows), sep="\n")
    for half in (labelled.TUNE, labelled.MEASURE):
        print(*differences(half, rows), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
