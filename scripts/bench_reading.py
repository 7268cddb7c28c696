"""Read everything under ../shared/data and print how it went: python -m scripts.bench_reading hostile text scans speed

hostile  every file of the hostile set: outcomes by kind, the slowest file, the most memory, what the manifest forbids
text     the labelled contracts: how much of their known text comes out of their PDF files, and how much else
scans    the labelled contract of which there are only pictures: how much of its text Tesseract finds
speed    pages and files per second, with and without the process that each file gets
"""

import csv
import json
import re
import resource
import sys
import time
from collections import Counter
from operator import itemgetter
from pathlib import Path

import pypdfium2

import reading
from reading.docx import extract as extract_docx
from reading.pdf import extract as extract_pdf
from reading.processes import parents
from tests.reading.hostile import FOLDER, cases, measured

CONTRACTS = FOLDER.parent / "contracts"
FILES = sorted((CONTRACTS / "files").iterdir()) if CONTRACTS.exists() else []


def hostile():
    table, slowest, most, wrong = Counter(), (0, ""), (0, ""), []
    for case in cases():
        code, seconds, peak, printed = measured(case)
        outcome = json.loads(printed)["outcome"] if code == 0 else f"exit {code}"
        table[case.kind, outcome] += 1
        slowest, most = max(slowest, (seconds, case.path)), max(most, (peak, case.path))
        if outcome not in case.outcomes:
            wrong.append(f"{case.path}: {outcome}, expected {case.expected!r}")
    outcomes = sorted({outcome for _, outcome in table})
    print("kind".ljust(12), *(outcome.rjust(12) for outcome in outcomes))
    for kind in sorted({kind for kind, _ in table}):
        print(kind.ljust(12), *(str(table[kind, outcome]).rjust(12) for outcome in outcomes))
    print(f"slowest: {slowest[0]:.1f} s, {slowest[1]}")
    print(f"most memory: {most[0] / 2**20:.0f} MiB, {most[1]}")
    print("\n".join(wrong) or f"each of {table.total()} outcomes is one that the manifest allows")


def text():
    """Words of the known text that were found (recall), and words that are in it (precision). Page footers, which the
    known text holds and ours drops on purpose, count as missing."""
    with open(CONTRACTS / "files_manifest.csv", newline="") as manifest:
        rows = [row for row in csv.DictReader(manifest) if row["labelled_contract_id"]]
    files = {row["labelled_contract_id"]: row["file"] for row in rows if "IMAGE_ONLY" not in row["file"]}
    common = known = read = 0
    with open(CONTRACTS / "contracts.jsonl") as contracts:
        for contract in map(json.loads, contracts):
            if file := files.get(contract["id"]):
                content = (CONTRACTS / "files" / file).read_bytes()
                there, ours = words(contract["text"]), words(extract_pdf(content, file).text)
                common += (there & ours).total()
                known, read = known + there.total(), read + ours.total()
    print(f"text of {len(files)} PDF files: recall {common / known:.4f}, precision {common / read:.4f}")


def scans():
    if not reading.can_recognise():
        print("text of scans: not measured, Tesseract is not installed")
        return
    common, known, read, pages = words_of_scans()
    print(f"text of {pages} scanned pages: recall {common / known:.4f}, precision {common / read:.4f}")


def words_of_scans():
    """(words that are known and were found, known, found, pages)."""
    with open(CONTRACTS / "files_manifest.csv", newline="") as manifest:
        row = next(row for row in csv.DictReader(manifest) if "IMAGE_ONLY" in row["file"])
    with open(CONTRACTS / "contracts.jsonl") as contracts:
        contract = next(
            contract for contract in map(json.loads, contracts) if contract["id"] == row["labelled_contract_id"]
        )
    document = reading.read(CONTRACTS / "files" / row["file"], recognise=True)
    there, ours = words(contract["text"]), words(document.text)
    return (there & ours).total(), there.total(), ours.total(), len(document.pages)


def words(text):
    return Counter(re.findall(r"\w+", text.casefold()))


def speed():
    parsing_speed()
    share_of_bare_text()
    started = time.monotonic()
    for file in FILES:
        reading.read(file)
    print(f"all {len(FILES)} contracts, each in its own process: {time.monotonic() - started:.1f} s")


def share_of_bare_text(rounds=3):
    """Pages per CPU second, from file to facts with every process that it takes (also the start of the parent of them
    all, as often as it happens), against those of pdfium's text alone: what the files cost at least."""
    pdfs = [file for file in FILES if file.suffix == ".pdf"]
    pages, bare = min((_measured(lambda: _bare_text(pdfs)) for _ in range(rounds)), key=itemgetter(1))
    _, whole = _measured(lambda: [reading.read(file) for _ in range(rounds) for file in pdfs])
    whole /= rounds
    print(f"PDF, bare text of pdfium: {pages / bare:.0f} pages per CPU second")
    print(f"PDF, from file to facts, processes included: {pages / whole:.0f}, that is {bare / whole:.2f} of bare text")


def _measured(work):
    """(what it gives, CPU seconds of this process and of all that it started and that have ended)."""
    began = _cpu_seconds()
    given = work()
    parents.stop()
    return given, _cpu_seconds() - began


def _cpu_seconds():
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _bare_text(pdfs):
    """How many pages there are, each of whose text pdfium gave."""
    pages = 0
    for file in pdfs:
        with pypdfium2.PdfDocument(file.read_bytes()) as pdf:
            for page in pdf:
                textpage = page.get_textpage()
                textpage.get_text_range()
                textpage.close()
                page.close()
                pages += 1
    return pages


def parsing_speed():
    """Without the process that each file gets."""
    pdfs, docs = ([file for file in FILES if file.suffix == kind] for kind in (".pdf", ".docx"))
    started = time.process_time()
    pages = sum(len(extract_pdf(file.read_bytes(), file.name).pages) for file in pdfs)
    print(f"PDF: {pages / (time.process_time() - started):.0f} pages per CPU second")
    started = time.process_time()
    characters = sum(len(extract_docx(file.read_bytes(), file.name).text) for file in docs)
    print(f"Word: {characters / (time.process_time() - started) / 1e6:.1f} million letters per CPU second")


def main():
    if not Path(CONTRACTS).exists():
        sys.exit("../shared/data is not on this machine.")
    for name in sys.argv[1:] or ["hostile", "text", "scans", "speed"]:
        {"hostile": hostile, "text": text, "scans": scans, "speed": speed}[name]()


if __name__ == "__main__":
    main()
