"""`python -m reading FILE` prints what a document holds as JSON; see --help."""

import argparse
import json
import sys

import reading


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m reading", description="Print what a contract holds, as JSON.")
    parser.add_argument("file", help="a PDF or Word file (.docx)")
    parser.add_argument("--text", action="store_true", help="the file is plain text")
    parser.add_argument("--full", action="store_true", help="with key facts, headings and the order of clauses")
    parser.add_argument(
        "--order", choices=["day", "month"], help="what stands first in 03/04/2027, where the paper is silent"
    )
    parser.add_argument("--recognise", action="store_true", help="look for letters in scanned pages, with Tesseract")
    options = parser.parse_args(arguments)
    try:
        document = _read(options)
    except OSError as error:
        parser.exit(2, f"Cannot open {options.file}: {error.strerror}\n")
    json.dump(document.as_full_json() if options.full else document.as_json(), sys.stdout, indent=2)
    sys.stdout.write("\n")


def _read(options):
    if options.text:
        return reading.with_order(reading.read_text(options.file), options.order)
    return reading.with_order(reading.read(options.file, recognise=options.recognise), options.order)


if __name__ == "__main__":
    main()
