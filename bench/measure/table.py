"""The figures as one table in the terminal, and as bench/results.json."""

import json
from pathlib import Path

from bench.measure.looks import FLOOR

RESULTS = Path(__file__).resolve().parents[1] / "results.json"


def table(figures, sizes):
    """Lines: what, CPU a request at each size, largest : smallest, share of the floor, SQL, requests, kB."""
    first, last = sizes[0], sizes[-1]
    floor = figures[FLOOR]
    heads = [*(f"{size} ms" for size in sizes), f"{last}:{first}", "of floor", "SQL", "requests", "kB"]
    yield f"{'CPU of application and database':34}" + "".join(f"{head:>10}" for head in heads)
    for label, by_size in figures.items():
        costs = [by_size[size].cost for size in sizes]
        largest = by_size[last]
        if failed := next((by_size[size].failed for size in sizes if by_size[size].failed), ""):
            yield f"{label:34}  could not be measured: {failed}"
            continue
        cells = [f"{cost * 1000:.1f}" if cost else "-" for cost in costs]
        cells += [ratio(costs[-1], costs[0]), ratio(floor[last].cost, largest.cost)]
        cells += [
            largest.queries if largest.queries is not None else "-",
            largest.requests,
            f"{largest.size / 1000:.1f}",
        ]
        yield f"{label:34}" + "".join(f"{cell!s:>10}" for cell in cells)


def ratio(one, other):
    return f"{one / other:.2f}" if one and other else "-"


def write(figures, sizes, **more):
    by_label = {label: {size: by_size[size].as_json for size in sizes} for label, by_size in figures.items()}
    RESULTS.write_text(json.dumps({**more, "sizes": sizes, "figures": by_label}, indent=1) + "\n")
