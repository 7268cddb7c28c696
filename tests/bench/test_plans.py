"""The plans of every list: none reads or sorts a table that has grown, whoever asks, by whatever filter.

PostgreSQL runs on its defaults and has its statistics. At 10,000 terms each address is looked at by one person in turn;
`make soak` goes through 100,000 as well, where everybody looks at everything.
"""

import os
from itertools import cycle

import pytest
from django.test import Client

from people.models import User
from tests.bench.addresses import LISTS, WITHOUT_LISTS, is_left_out
from tests.bench.plans import Fault, Node, fault_of, growing_tables, nodes_of, watching
from tests.routes import SUCCESS, read_table

LONG = os.environ.get("SOAK") == "long"
SIZES = ["10k", "100k"] if LONG else ["10k"]

CHEAPER = "PostgreSQL thinks it cheaper to read a thousand or two of the reviews of a kind, of a vendor or with a word"
WHOLE_PERIOD = "a figure counts all that lies in its period; there are no daily roll-ups yet"
STILL_TO_COME = {
    # {what makes the query: why it is still slow}: take a line away when it is quick.
    "reviews/measures/figures.py _spreads": WHOLE_PERIOD,
    "reviews/measures/figures.py departures": WHOLE_PERIOD,
    "reviews/measures/figures.py time_by_holder": WHOLE_PERIOD,
    "reviews/rules/preview.py _approval_facts": "the terms of up to 2,100 reviews: it stops growing there",
    "reviews/rules/preview.py _samples": "the terms of up to 2,100 reviews: it stops growing there",
    "reviews/web/cards/queue.py view_tabs": CHEAPER,
    "reviews/web/views/work/queue.py queue": CHEAPER,
    "reviews/web/views/work/reviews.py review_list": CHEAPER,
    "reviews/web/views/work/unheld.py held_by_nobody": "each live review is asked for an open wait, by indexes alone",
}

seen: set[str] = set()
"""What made a slow query in this run."""


def addresses_that_show_something():
    return {line.name for line in read_table() if line.method == "get" and SUCCESS & set(line.answers.values())}


def test_every_address_that_shows_something_is_looked_at_or_says_why_not():
    named = LISTS.keys() | WITHOUT_LISTS.keys()
    shown = {name for name in addresses_that_show_something() if not is_left_out(name)}
    assert shown - named == set(), "Say in tests/bench/addresses.py who looks at it and how, or why it has no list."
    assert named - shown == set(), "No such address any more."
    assert not LISTS.keys() & WITHOUT_LISTS.keys()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("size", SIZES)
def test_list_reads_and_sorts_no_table_that_has_grown(filled, size, name):
    with filled(size):
        faults = list(faults_of(name, by_everybody=size != "10k"))
    seen.update(fault.made_by for fault in faults)
    new = {(fault.made_by, fault.sentence): fault for fault in faults if fault.made_by not in STILL_TO_COME}
    assert not new, "\n" + "\n".join(map(str, new.values()))


@pytest.mark.skipif(not LONG, reason="`make soak` goes through 100,000 terms")
def test_what_is_still_to_come_is_not_done_yet():
    assert STILL_TO_COME.keys() - seen == set(), "It is quick now: take it off STILL_TO_COME."


def faults_of(name, *, by_everybody):
    growing, look = growing_tables(), LISTS[name]
    people, addresses = list(look.people), list(look.addresses(name))
    clients = {person: Client() for person in people}
    for person, client in clients.items():
        client.force_login(User.objects.get(email=f"{person}@bench.example"))
    if by_everybody:
        visits = [(person, url) for person in people for url in addresses]
    else:
        visits = list(zip(cycle(people), [*addresses, *people], strict=False))
        visits = [(person, url if url not in clients else addresses[0]) for person, url in visits]
    for person, url in visits:
        with watching(growing) as watched:
            answer = clients[person].get(url)
        assert answer.status_code in {200, 302, 403, 404}, f"{person} at {url}: {answer.status_code}"
        yield from watched.faults


# --- the eye itself -----------------------------------------------------------------------------------------


def step(kind="Seq Scan", rows=5000, table="reviews_wait", **more):
    return {"Node Type": kind, "Actual Rows": rows, "Actual Loops": 1, "Relation Name": table} | more


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (step(), "reads 5,000 rows of reviews_wait from end to end"),
        (step(rows=30, **{"Rows Removed by Filter": 4970}), "reads 5,000 rows of reviews_wait from end to end"),
        (step(rows=1, **{"Actual Loops": 3000}), "reads 3,000 rows of reviews_wait from end to end"),
        (step("Index Scan", **{"Index Name": "by_desk"}), "looks at 5,000 rows of reviews_wait by by_desk"),
        (step("Sort", rows=30, Plans=[step("Function Scan", table="")]), "sorts 5,000 rows"),
        (step(table="people_team"), ""),
        (step(rows=1000), ""),
        (step("Sort", rows=30, Plans=[step("Function Scan", rows=300, table="")]), ""),
        (step(**{"Actual Loops": 0}), ""),
    ],
)
def test_fault_is_what_reads_or_sorts_many_rows_of_a_table_that_has_grown(plan, sentence):
    sentences = [fault_of(node, {"reviews_wait": 18_000}) for node in nodes_of(plan)]
    assert "".join(sentences) == sentence


def test_watching_names_what_made_a_query(filled_10k):
    """A control: without an index the queue of a desk is read from end to end, and that is seen."""
    from reviews.models import Term

    with watching(growing_tables()) as watched:
        list(Term.objects.filter(why="nobody").values_list("pk"))
    [fault] = watched.faults
    assert isinstance(fault, Fault)
    assert fault.sentence.endswith("rows of reviews_term from end to end")
    assert isinstance(next(nodes_of(step())), Node)
