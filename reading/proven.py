"""How often “meets” of each measure has proven right on papers that nobody had seen while the rules were written.

The figures stand in `meets.json`, counted by `python -m scripts.bench_plain_contracts write` on the half of the
labelled set that is only measured. What is proven may be confirmed together, from a list; all else is looked at one by
one.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path

FIGURES = Path(__file__).with_name("meets.json")
LEAST_PRECISION = 0.97
LEAST_BOUND = 0.93
Z = 1.96  # of a bound that holds in 95 of 100 samples


@dataclass(frozen=True)
class Tally:
    """How often a measure was said to meet, and how often that was right."""

    given: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def lower_bound(self) -> float:
        """Wilson's: what the precision is at least, as far as so few cases can tell."""
        if not self.given:
            return 0.0
        share, cases = self.precision, self.given
        centre = share + Z**2 / (2 * cases)
        spread = Z * sqrt(share * (1 - share) / cases + Z**2 / (4 * cases**2))
        return (centre - spread) / (1 + Z**2 / cases)

    @property
    def is_proven(self) -> bool:
        return self.precision >= LEAST_PRECISION and self.lower_bound >= LEAST_BOUND


@lru_cache(maxsize=1)
def tallies() -> dict[str, Tally]:
    """{measure: its tally}, as they were counted last."""
    return {name: Tally(**counts) for name, counts in json.loads(FIGURES.read_text("utf-8")).items()}


def is_proven(measures: Iterable[str], figures: Mapping[str, Tally] | None = None) -> bool:
    """Whether “meets” may be taken without a look where it rests on these measures: on at least one, each proven."""
    figures = tallies() if figures is None else figures
    names = set(measures)
    return bool(names) and all(name in figures and figures[name].is_proven for name in names)
