"""`python -m contracts.dates FILE.csv` prints the same rows with their dates worked out; see --help."""

import argparse
import sys

from contracts.dates.table import write_answers


def main(arguments=None):
    parser = argparse.ArgumentParser(
        prog="python -m contracts.dates",
        description="Print a table of contracts with the dates that follow from it, on the day that each row names.",
    )
    parser.add_argument("file", help="a CSV with the input columns of docs/domain/contract-dates.md, in UTF-8")
    options = parser.parse_args(arguments)
    try:
        with open(options.file, encoding="utf-8-sig", newline="") as source:
            refused = write_answers(source, sys.stdout, sys.stderr)
    except OSError as error:
        parser.exit(2, f"Cannot open {options.file}: {error.strerror}\n")
    except UnicodeDecodeError:
        parser.exit(2, f"{options.file} is no text in UTF-8.\n")
    if refused:
        parser.exit(1)


if __name__ == "__main__":
    main()
