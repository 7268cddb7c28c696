"""docs/who-may-what.md misses no verb: every address that changes something is a door to one of its rows.

What stands outside the stages is drawn from tests/docs/doors.py and tests/routes/table.txt, whose every cell is tried:
`DRAW=1 make test ARGS="tests/docs/test_who_may_what.py -n0"` writes it anew.
"""

import os

import pytest
from django.conf import settings

from common.words import listed
from operations.management.commands.draw_rooms import between, put_between
from tests.docs.doors import BY_STAGE, CHANGE_NOTHING, ELSEWHERE, OUTSIDE
from tests.reviews.who_may_what import VERBS
from tests.routes import ERRORS, REFUSED, ROLES, SUCCESS, answers_by_method

PAGE = settings.BASE_DIR / "docs" / "who-may-what.md"
ANSWERS = answers_by_method()
ROWS = {verb: addresses.split() for part in OUTSIDE.values() for verb, addresses in part.items()}
SIGNED_IN = [role for role in ROLES if role != "anonymous"]


def through(address):
    """The roles that get through with a real row. A form that comes back with errors is through the door too, and so is
    what is refused for what is sent, where nothing better was sent."""
    answers = ANSWERS[address]["post"].items()
    done = [role for role, answer in answers if answer in SUCCESS | {ERRORS}]
    return done or [role for role, answer in answers if answer == REFUSED]


def in_words(roles):
    signed_in = [role for role in roles if role in SIGNED_IN]
    if signed_in == SIGNED_IN:
        return "everybody"
    asking = [role for role in SIGNED_IN if role not in {"outside", "auditor"}]
    return "everybody but outside counsel and auditors" if signed_in == asking else listed(signed_in, limit=20)


def drawing():
    parts = []
    for part, verbs in OUTSIDE.items():
        rows = [f"| {verb} | {in_words(through(addresses.split()[0]))} |" for verb, addresses in verbs.items()]
        parts.append("\n".join([f"### {part}", "", "| verb | who |", "|---|---|", *rows]))
    return "\n\n".join(parts)


def changing():
    """The addresses that somebody gets through with a post."""
    return {
        name
        for name, answers in ANSWERS.items()
        if not name.startswith(ELSEWHERE) and any(answer in SUCCESS for answer in answers["post"].values())
    }


def test_page_shows_who_does_what_outside_the_stages():
    drawn = put_between(PAGE.read_text(), "outside the stages", drawing())
    if os.environ.get("DRAW"):
        PAGE.write_text(drawn)
    assert between(PAGE.read_text(), "outside the stages").strip() == drawing()


def test_every_address_that_changes_something_is_a_door_to_a_row():
    doors = {name for addresses in BY_STAGE.values() for name in addresses.split()}
    doors |= {name for addresses in ROWS.values() for name in addresses}
    assert sorted(changing() - doors - set(CHANGE_NOTHING.split())) == []
    assert sorted(doors - set(ANSWERS)) == []


def test_no_address_outside_the_stages_stands_in_two_rows():
    names = [name for addresses in ROWS.values() for name in addresses]
    assert sorted(names) == sorted(set(names))


def test_every_verb_of_the_stages_has_its_doors_or_is_tried_through_those_of_another():
    special = [verb for verb in VERBS if verb not in BY_STAGE]
    assert all("deviation" in verb or "after the lead closed" in verb for verb in special)
    assert [verb for verb in BY_STAGE if verb not in VERBS] == []


@pytest.mark.parametrize("verb", ROWS)
def test_addresses_of_a_row_answer_alike(verb):
    """So that one line can speak for all of them."""
    first, *others = ROWS[verb]
    assert {name: through(name) for name in others} == {name: through(first) for name in others}
