"""How long comparing two versions takes when both grow: 250 clauses with 250, and 500 with 500, every one edited.

The ratio of the two is the figure. Twice the clauses are four times the pairs; it should stay well below that, because
only a few candidates are looked at for each clause. `python -m bench.compare`.
"""

import random
import statistics
import time

from reading.compare import compare

WORDS = [f"word{number}" for number in range(400)]
FEW, MANY, LENGTH, ROUNDS = 250, 500, 100, 5
MOST = 3.2


def main():
    """Prints the figures; fails when the ratio says that every clause is held against every other."""
    figures = {}
    for number in (FEW, MANY):
        old, new = clauses(number, "services"), clauses(number, "works")
        figures[number] = statistics.median(seconds_of(old, new) for _ in range(ROUNDS))
        print(f"{number} clauses of {LENGTH} words with {number}: {figures[number]:.2f} CPU s (median of {ROUNDS})")
    ratio = figures[MANY] / figures[FEW]
    print(f"ratio: {ratio:.2f}")
    return 0 if ratio < MOST else 1


def clauses(number, word):
    """Clauses of made-up words, the same for every run, with `word` in the middle of each."""
    drawn, at = [], 0
    for seed in range(number):
        pick = random.Random(seed)
        words = [pick.choice(WORDS) for _ in range(LENGTH)]
        words[LENGTH // 2] = word
        text = " ".join(words)
        drawn.append({"start": at, "text": text, "number": "", "heading": ""})
        at += len(text) + 2
    return drawn


def seconds_of(old, new):
    start = time.process_time()
    compare(old, new)
    return time.process_time() - start


if __name__ == "__main__":
    raise SystemExit(main())
