"""How good the reading is, in figures: on passages that lawyers marked, in contracts that the model never saw.

`python -m reading.evaluate ../shared/data/contracts` measures everything anew, which takes some minutes.
"""

import csv
import json
import sys
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reading import classify, pdf
from reading.clauses import segment
from reading.document import Document
from reading.facts import finding
from reading.facts.values import DATE_RE, read_date
from reading.matters import divide
from reading.model import SIDES
from reading.training import build
from reading.training.families import company_of, families_of, fold_of
from reading.training.samples import load
from reading.understand import clauses_of

HEADER_CATEGORIES = {"Parties", "Document Name"}  # their positions are not to be scored
THRESHOLDS = np.arange(0.05, 0.96, 0.05)


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: float
    target: float | None = None
    unit: str = ""

    def __str__(self):
        target = f"   (target {self.target:g}{self.unit})" if self.target is not None else ""
        return f"{self.name:<78} {self.value:>9.3f}{self.unit}{target}"


# --- owner and type, on passages ----------------------------------------------------------------------


def owner_figures(samples, held_out, mapping):
    """Macro F1 of commercial against legal, one case for each label of a passage."""
    guessed = [SIDES[best].value for best in held_out.sides.argmax(axis=1)]
    cases = defaultdict(list)
    for row, index in enumerate(held_out.index):
        sample = samples[index]
        owners = {mapping[label]["owner"] for label in sample.labels}
        kind = {"span": "CUAD spans", "provision": "LEDGAR provisions"}.get(sample.kind)
        for label in sample.labels:
            owner, firm = mapping[label]["owner"], mapping[label]["confidence"] == "firm"
            for name, counted in (
                (f"{kind}, all", True),
                (f"{kind}, firm", firm),
                (f"{kind}, all, passages of one owner", len(owners) == 1 and label == sample.labels[0]),
                (f"{kind}, firm, passages of one owner", firm and len(owners) == 1 and label == sample.labels[0]),
            ):
                if counted and owner != "neither":
                    cases[name].append((owner, guessed[row]))
        if sample.kind == "provision":
            cases["LEDGAR provisions, three sides"].append((*owners, guessed[row]))
    target = {"CUAD spans, all": 0.92, "CUAD spans, firm": 0.92, "LEDGAR provisions, all": 0.90}
    target |= {"CUAD spans, all, passages of one owner": 0.92, "LEDGAR provisions, firm": 0.90}
    return [
        Figure(f"owner, macro F1: {name}", macro_f1(pairs), target.get(name)) for name, pairs in sorted(cases.items())
    ]


def lone_figures(samples, held_out, mapping):
    """The same where each passage is a text of its own, cut and labelled as `python -m reading --text` does it."""
    cases = defaultdict(list)
    for index in held_out.index:
        sample = samples[index]
        owners = [mapping[label]["owner"] for label in sample.labels if mapping[label]["owner"] != "neither"]
        if owners:
            model = held_out.models[fold_of(sample.family, build.FOLDS)]
            clauses = clauses_of(sample.text, model=model)
            longest = max(clauses, key=lambda clause: len(clause.text))
            cases[sample.kind] += [(owner, longest.side.value) for owner in owners]
    return [
        Figure("owner, macro F1: CUAD spans, all, as texts of their own", macro_f1(cases["span"])),
        Figure("owner, macro F1: LEDGAR provisions, all, as texts of their own", macro_f1(cases["provision"])),
    ]


def type_figures(samples, held_out):
    """Macro F1 over the types that CUAD's categories map to."""
    model = held_out.models[0]
    rows = np.flatnonzero([samples[i].kind == "span" for i in held_out.index])
    scores = model.type_scores(held_out.share, held_out.chance)[rows]
    present = build.type_marks(samples, held_out.index[rows], model)
    known = np.flatnonzero(present.any(axis=0))
    scores, present = scores[:, known], present[:, known]
    fold = np.array([fold_of(samples[i].family, build.FOLDS) for i in held_out.index[rows]])
    named = np.zeros_like(present)
    for number in range(build.FOLDS):
        here = fold == number
        for column in range(len(known)):
            named[here, column] = scores[here, column] >= _best_threshold(scores[~here, column], present[~here, column])
    top = scores.argmax(axis=1)
    truth = [best if marks[best] else int(np.flatnonzero(marks)[0]) for best, marks in zip(top, present, strict=True)]
    scores_by_type = {model.types[known[c]]: _f1(present[:, c], named[:, c]) for c in range(len(known))}
    every = [(mark, best) for best, marks in zip(top, present, strict=True) for mark in np.flatnonzero(marks)]
    return [
        Figure(
            "type, macro F1 (several types each, thresholds from the other folds)",
            float(np.mean(list(scores_by_type.values()))),
            0.72,
        ),
        Figure(
            "type, macro F1 (first type, right when it is one of the marked ones)",
            macro_f1(zip(truth, top, strict=True)),
            0.72,
        ),
        Figure("type, macro F1 (first type, one case for each marked type)", macro_f1(every)),
        Figure(
            "type, share of first types that are right",
            float(np.mean([marked == best for marked, best in zip(truth, top, strict=True)])),
        ),
    ], scores_by_type


def reliability(samples, held_out, model):
    """Rows (from, to, cases, mean confidence, share right) of side confidences, on marked passages."""
    sides = held_out.sides
    sure = classify.confidences(sides.max(axis=1), model.side_knots)
    side_of = {topic.name: topic.side for topic in model.topics}
    rows = []
    for low, high in ((0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        cases = [
            (confidence, np.mean([side_of[topic] is SIDES[side.argmax()] for topic in samples[i].topics]))
            for i, confidence, side in zip(held_out.index, sure, sides, strict=True)
            if low <= confidence < high and samples[i].is_test
        ]
        if cases:
            confidence, right = np.mean(cases, axis=0)
            rows.append((low, min(high, 1), len(cases), float(confidence), float(right)))
    return rows


def triage_figures(samples, held_out, model):
    """What is left to people, and how often the rest is right."""
    sides = held_out.sides
    types = classify.confidences(model.type_scores(held_out.share, held_out.chance), model.type_knots)
    sure = classify.confidences(sides.max(axis=1), model.side_knots)
    marks = build.type_marks(samples, held_out.index, model)
    side_of = {topic.name: topic.side for topic in model.topics}
    kept, right, typed = [], [], []
    for row, index in enumerate(held_out.index):
        if samples[index].kind == "span":
            clear = sure[row] >= classify.SURE_OF_SIDE and types[row].max() >= classify.SURE_OF_TYPE
            kept.append(clear)
            if clear:
                right += [side_of[topic] is SIDES[sides[row].argmax()] for topic in samples[index].topics]
                typed.append(marks[row, types[row].argmax()])
    return [
        Figure("marked passages left to people (triage)", 100 * (1 - float(np.mean(kept))), None, " %"),
        Figure("the others: right side", float(np.mean(right))),
        Figure("the others: right first type", float(np.mean(typed))),
    ]


# --- clauses, in whole contracts ----------------------------------------------------------------------


def segmentation_figures(contracts, model_of):
    """How often the cut between two clauses goes through a marked passage, how often a clause holds both owners."""
    cut, counted, mixed, owned = 0, 0, 0, 0
    for contract in contracts:
        clauses = divide(segment(contract["text"]), model=model_of(contract["id"]))
        owners = defaultdict(set)
        for start, end, owner in _places(contract):
            index = clause_at(clauses, start)
            counted += 1
            cut += index is None or clauses[index].end < end
            if index is not None and owner != "neither":
                owners[index].add(owner)
        mixed += sum(len(owners_of_clause) == 2 for owners_of_clause in owners.values())
        owned += len(owners)
    return [
        Figure("marked passages cut by segmentation", 100 * cut / counted, 3, " %"),
        Figure("clauses with passages of both owners", 100 * mixed / owned, None, " %"),
    ]


def speed_figure(contracts, model):
    """Clauses a CPU second, from text to types and sides."""
    began = time.process_time()
    count = 0
    for contract in contracts:
        count += len(clauses_of(contract["text"], model=model))
    return Figure("clauses a CPU second, segmented and classified", count / (time.process_time() - began), 2000)


def clause_figures(contracts, model_of):
    """Marked passages whose clause came to the right side, by contract text."""
    cases = []
    for contract in contracts:
        clauses = clauses_of(contract["text"], model=model_of(contract["id"]))
        cases += _sided(contract, clauses, lambda span: (span["start"], span["end"]))
    return _side_figures("whole contracts as text", cases)


def pdf_figures(folder, contracts, model_of):
    """The same from the original PDF files; passages are found again in their text by their words."""
    by_id = {contract["id"]: contract for contract in contracts}
    cases, lost, passages = [], 0, 0
    for row in _manifest(folder):
        contract = by_id.get(row["labelled_contract_id"])
        if contract is None or row["file"].startswith("IMAGE_ONLY"):
            continue
        path = folder / "files" / row["file"]
        document = pdf.extract(path.read_bytes(), path.name)
        clauses = clauses_of(document.text, pages=document.pages, model=model_of(contract["id"]))
        find = finder(document.text)
        places = {}
        for span in contract["spans"]:
            place = find(contract["text"][span["start"] : span["end"]], span["start"] / len(contract["text"]))
            places[span["start"], span["end"]] = place
            if span["owner"] != "neither" and not span["ambiguous_position"]:
                passages += 1
                lost += place is None
        cases += _sided(contract, clauses, lambda span, places=places: places[span["start"], span["end"]])
    return [
        *_side_figures("original PDF files", cases, target=0.95),
        Figure("passages not found again in the text of the PDF", 100 * lost / max(passages, 1), None, " %"),
    ]


def _sided(contract, clauses, place_of):
    """(owner, side of the clause, its second side, firm?) for each marked passage."""
    for span in contract["spans"]:
        place = place_of(span)
        if span["owner"] == "neither" or span["ambiguous_position"] or place is None:
            continue
        clause = most_of(clauses, *place)
        if clause is not None:
            yield span["owner"], clause.side.value, clause.second_side, span["confidence"] == "firm"


def _side_figures(name, cases, target=None):
    firm = [case for case in cases if case[3]]
    figures = []
    for kind, chosen in (("firm", firm), ("all", cases)):
        pairs = [(owner, side) for owner, side, _, _ in chosen]
        either = [owner in (side, second and second.value) for owner, side, second, _ in chosen]
        right = [owner == side for owner, side in pairs]
        figures += [
            Figure(
                f"{name}, {kind}: passages whose clause has the right side",
                float(np.mean(right)),
                target if kind == "firm" else None,
            ),
            Figure(f"{name}, {kind}: right side or right second side", float(np.mean(either))),
            Figure(f"{name}, {kind}: macro F1", macro_f1(pairs)),
        ]
    return figures


def finder(text):
    """A function that finds a passage again in another text of the same contract, by letters and digits alone."""
    kept = [place for place, letter in enumerate(text) if letter.isalnum()]
    plain = "".join(text[place] for place in kept).lower()

    def find(passage, about):
        wanted = "".join(letter for letter in passage if letter.isalnum()).lower()
        for part, whole in ((wanted, True), (wanted[:60], False)):
            place = _nearest(plain, part, int(about * len(plain))) if len(part) >= 12 else None
            if place is not None:
                last = min(place + len(wanted if not whole else part), len(kept)) - 1
                return kept[place], kept[last] + 1
        return None

    return find


def _nearest(plain, part, about):
    """Where `part` stands in `plain`, the place nearest to `about`."""
    after, before = plain.find(part, about), plain.rfind(part, 0, about + len(part))
    places = [place for place in (after, before) if place >= 0]
    return min(places, key=lambda place: abs(place - about), default=None)


def clause_at(clauses, offset):
    index = bisect_right(clauses, offset, key=lambda clause: clause.start) - 1
    return index if index >= 0 else None


def most_of(clauses, start, end):
    """The clause that holds most of a passage."""
    index = clause_at(clauses, start)
    first = index or 0
    best, length = None, 0
    for clause in clauses[first:]:
        if clause.start >= end:
            break
        shared = min(clause.end, end) - max(clause.start, start)
        if shared > length:
            best, length = clause, shared
    return best


# --- facts --------------------------------------------------------------------------------------------

DRAFTED_ON = 3  # parts of five, by company
FACT_LABELS = {
    "party": "Parties",
    "agreement_date": "Agreement Date",
    "effective_date": "Effective Date",
    "initial_term": "Expiration Date",
    "end_date": "Expiration Date",
    "renewal": "Renewal Term",
    "renewal_notice": "Notice Period To Terminate Renewal",
    "governing_law": "Governing Law",
    "liability_cap": "Cap On Liability",
}


def not_drafted_on(contracts):
    """The contracts that nobody looked at while the rules for facts were written."""
    return [contract for contract in contracts if fold_of(company_of(contract["id"]), build.FOLDS) >= DRAFTED_ON]


def fact_figures(contracts, model_of):
    """{label: (precision, recall, facts, contracts with the label)}: is the quoted passage one that a lawyer marked?"""
    tally = defaultdict(Counter)
    for contract in contracts:
        clauses = tuple(clauses_of(contract["text"], model=model_of(contract["id"])))
        facts_by_label = defaultdict(list)
        for fact in finding.find(Document("", contract["text"], clauses=clauses)):
            if fact.name in FACT_LABELS and fact.value is not None:
                facts_by_label[FACT_LABELS[fact.name]].append(fact)
        for label in set(FACT_LABELS.values()):
            spans = [span for span in contract["spans"] if span["category"] == label]
            right = [_is_marked(fact, spans, contract["text"]) for fact in facts_by_label[label]]
            tally[label].update(
                facts=len(right), right=sum(right), contracts=bool(spans), hit=bool(spans) and any(right)
            )
    return {
        label: (
            times["right"] / max(times["facts"], 1),
            times["hit"] / max(times["contracts"], 1),
            times["facts"],
            times["contracts"],
        )
        for label, times in sorted(tally.items())
    }


def _is_marked(fact, spans, text):
    """Same passage; for names and dates, whose place is not to be scored, the same words or the same day."""
    if fact.name == "party":
        name = _plain(fact.value["name"])
        marked = [_plain(text[span["start"] : span["end"]]) for span in spans]
        return any(name in words or (len(words) > 4 and words in name) for words in marked)
    if fact.name in ("agreement_date", "effective_date"):
        marked = [text[span["start"] : span["end"]] for span in spans]
        if any(read_date(day) == fact.value for words in marked for day in DATE_RE.finditer(words)):
            return True
    return any(span["start"] < fact.end and fact.start < span["end"] for span in spans)


def _plain(words):
    return "".join(letter for letter in words.lower() if letter.isalnum())


# --- all of it ----------------------------------------------------------------------------------------


def report(folder, samples, held_out, model):
    """Lines for people: every figure with its target, each measured on contracts that the model at work never saw."""
    contracts, mapping = load_contracts(folder), load_mapping(folder)
    for judge in held_out.models:
        judge.side_knots, judge.type_knots = model.side_knots, model.type_knots
    family = {contract["id"]: family_of for contract, family_of in _families(folder, contracts)}

    def model_of(contract_id):
        return held_out.models[fold_of(family[contract_id], build.FOLDS)]

    types, scores_by_type = type_figures(samples, held_out)
    figures = [
        *segmentation_figures(contracts, model_of),
        *owner_figures(samples, held_out, mapping),
        *lone_figures(samples, held_out, mapping),
        *types,
        *triage_figures(samples, held_out, model),
        *clause_figures(contracts, model_of),
        *pdf_figures(folder, contracts, model_of),
        speed_figure(contracts[:60], model),
    ]
    yield from map(str, figures)
    yield "types, F1 of each: " + ", ".join(f"{name} {score:.2f}" for name, score in scores_by_type.items())
    yield "confidence of the side: from, to, passages, said, right"
    for low, high, count, confidence, right in reliability(samples, held_out, model):
        yield f"  {low:.1f} {high:.1f} {count:>6} {confidence:>7.3f} {right:>7.3f}"
    yield "facts, in contracts that the rules were not drafted on: precision, recall, facts, contracts with the label"
    for label, (precision, recall, facts_read, with_label) in fact_figures(not_drafted_on(contracts), model_of).items():
        yield f"  {label:<36} {precision:.3f} {recall:.3f} {facts_read:>5} {with_label:>5}"


def main(arguments):
    if len(arguments) != 1:
        sys.exit(
            "Usage: python -m reading.evaluate FOLDER, where FOLDER holds contracts.jsonl and the other data files."
        )
    folder = Path(arguments[0])
    samples = load(folder)
    held_out = build.hold_out(samples, progress=_say)
    model = build.calibrate(classify.trained_model(), samples, held_out)
    for line in report(folder, samples, held_out, model):
        _say(line)


def _say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


# --- scores -------------------------------------------------------------------------------------------


def macro_f1(pairs):
    """The mean F1 of the classes that occur as truth, from (truth, guess)."""
    truths, guesses, right = Counter(), Counter(), Counter()
    for truth, guess in pairs:
        truths[truth] += 1
        guesses[guess] += 1
        right[truth] += truth == guess
    return float(np.mean([2 * right[name] / (truths[name] + guesses[name]) for name in truths]))


def _f1(truth, guess):
    marks = truth.sum() + guess.sum()
    return float(2 * (truth & guess).sum() / marks) if marks else 0.0


def _best_threshold(scores, present):
    return max(THRESHOLDS, key=lambda threshold: _f1(present, scores >= threshold))


# --- the data -----------------------------------------------------------------------------------------


def load_contracts(folder):
    with (folder / "contracts.jsonl").open(encoding="utf-8") as lines:
        return sorted((json.loads(line) for line in lines), key=lambda contract: contract["id"])


def load_mapping(folder):
    """{"CUAD: Insurance": row}."""
    with (folder / "term_owner_mapping.csv").open(encoding="utf-8") as lines:
        return {f"{row['taxonomy']}: {row['label']}": row for row in csv.DictReader(lines)}


def _manifest(folder):
    with (folder / "files_manifest.csv").open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["format"] == "pdf"]


def _places(contract):
    """(start, end, owner) of marked passages without blank or punctuated ends, each once for each category."""
    text = contract["text"]
    marked = {
        (s["start"], s["end"], s["category"], s["owner"]) for s in contract["spans"] if not s["ambiguous_position"]
    }
    for start, end, category, owner in sorted(marked):
        if category not in HEADER_CATEGORIES:
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1] in " \n\t\r\f.;,:":
                end -= 1
            yield start, end, owner


def _families(folder, contracts):
    rows = [*contracts]
    for name in ("ledgar_provisions.jsonl", "contractnli_ndas.jsonl"):
        with (folder / name).open(encoding="utf-8") as lines:
            rows += sorted((json.loads(line) for line in lines), key=lambda row: row["id"])
    family = families_of(rows)
    return [(contract, family[contract["id"]]) for contract in contracts]


if __name__ == "__main__":
    main(sys.argv[1:])
