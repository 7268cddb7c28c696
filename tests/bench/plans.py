"""What PostgreSQL did for each query of a page: its plan, with the numbers of rows that it really read."""

import json
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection

from bench.fill.sql import rows

GROWN = 2000
"""A table with more rows than this has grown: below, reading all of it is quicker than any index."""

MANY = 1000
"""So many rows of a table that has grown may be looked at, or sorted, in one step.

A page holds thirty or fifty: to find them among what the reader may not see, or what a filter leaves out, this is much.
"""

AROUND = {"once.py", "middleware.py", "health.py", "paging.py", "counting.py", "related.py", "storing.py"}
"""What stands around every page or list, and makes no query of its own."""

WRITES = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass(frozen=True)
class Node:
    """One step of a plan: what it is, on which table or index, how many rows it looked at and how many it gave on."""

    kind: str
    table: str
    index: str
    looked_at: int
    given_on: int


@dataclass(frozen=True)
class Fault:
    """What is wrong with a query, as a sentence; and the function of ours that made it."""

    made_by: str
    sentence: str
    sql: str

    def __str__(self):
        return f"{self.made_by}: {self.sentence}\n        {self.sql[:1500]}"


@dataclass
class Watched:
    """The faults of the queries of one page; how many queries there were, and how many rows they looked at in all."""

    growing: dict
    faults: list = field(default_factory=list)
    queries: int = 0
    looked_at: int = 0

    def add(self, sql, plan):
        self.queries += 1
        nodes = list(nodes_of(plan))
        self.looked_at += sum(node.looked_at for node in nodes if node.table)
        sentences = [sentence for node in nodes if (sentence := fault_of(node, self.growing))]
        self.faults += [Fault(made_by(), sentence, sql) for sentence in sentences]


def made_by():
    """“reviews/web/pages/my_work.py my_work_of”: the innermost function of the product on the way to here."""
    for frame in reversed(traceback.extract_stack()):
        path = Path(frame.filename)
        if path.is_relative_to(settings.BASE_DIR):
            inside = path.relative_to(settings.BASE_DIR)
            if inside.parts[0] not in {"tests", ".venv", "bench"} and inside.name not in AROUND:
                return f"{inside} {frame.name}"
    return "the list itself"


def fault_of(node, growing):
    """What is wrong with a step, as a sentence; empty if nothing is."""
    if node.kind == "Seq Scan" and node.looked_at > MANY and node.table in growing:
        return f"reads {node.looked_at:,} rows of {node.table} from end to end"
    if node.kind in {"Sort", "Incremental Sort"} and node.looked_at > MANY:
        return f"sorts {node.looked_at:,} rows"
    if node.table in growing and node.looked_at > MANY:
        where = f"by {node.index}" if node.index else "row by row"
        return f"looks at {node.looked_at:,} rows of {node.table} {where}"
    return ""


def nodes_of(plan):
    """Every step that was taken, from the top; the rows of one that is repeated are added up."""
    loops = plan["Actual Loops"]
    children = plan.get("Plans", [])
    if loops:
        given_on = round(plan["Actual Rows"] * loops)
        removed = sum(value for name, value in plan.items() if name.startswith("Rows Removed by"))
        looked_at = given_on + round(removed * loops)
        if plan["Node Type"] in {"Sort", "Incremental Sort"}:
            looked_at = round(children[0]["Actual Rows"] * children[0]["Actual Loops"] / loops)
        yield Node(plan["Node Type"], plan.get("Relation Name", ""), plan.get("Index Name", ""), looked_at, given_on)
    for child in children:
        yield from nodes_of(child)


@contextmanager
def watching(growing):
    """Explain every query that is made meanwhile. Gives a `Watched`. Each runs twice: the plan first."""
    watched = Watched(growing)

    def explain(execute, sql, params, many, context):
        if not many and not sql.lstrip().upper().startswith(WRITES):
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, BUFFERS OFF, FORMAT JSON) {sql}", params)
                answer = cursor.fetchone()[0]
                shown = cursor.mogrify(sql, params).decode()
            watched.add(shown, (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield watched


def growing_tables():
    """{table: its rows} of this database, for those that have many."""
    return dict(
        rows(
            "SELECT relname, reltuples::bigint FROM pg_class WHERE relkind = 'r' AND reltuples > "
            f"{GROWN} AND relnamespace = 'public'::regnamespace"
        )
    )
