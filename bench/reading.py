"""How well and how fast contracts are read: a short form of what `python -m reading.evaluate` measures in full.

A smaller model learns from four fifths of the labelled contracts and is judged on the last fifth, which it never saw,
so its figures lie a little below those of reading/MODEL_CARD.md. Needs ../shared/data; the quality needs scipy, too
(requirements-train.txt). `python -m bench.reading`, about a minute.
"""

import sys
import time
from importlib.util import find_spec
from pathlib import Path

from scripts import bench_reading

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "contracts"


def main():
    if not DATA.exists():
        print("Reading: ../shared/data is not on this machine, so nothing was measured.")
        return
    started = time.monotonic()
    bench_reading.parsing_speed()
    bench_reading.share_of_bare_text()
    if find_spec("scipy") is None:
        print("Reading: its quality needs scipy (pip install -r requirements-train.txt).")
    else:
        from bench import reading_quality  # noqa: PLC0415 (loads scipy, which only training needs)

        for line in reading_quality.figures(DATA):
            print(line, flush=True)
    print(f"measured in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
