"""All stages x verbs x people: what docs/who-may-what.md says is what the actions do."""

import pytest
from django.conf import settings

from common.models import Event
from tests.groundwork import groundwork
from tests.reviews.who_may_what import FOR_ADMINS, FOR_NOBODY, LETTERS, NOTHING, STAGES, VERBS, answers, cell

PAGE = settings.BASE_DIR / "docs" / "who-may-what.md"
OUTSIDE = ("stranger", "admin")


def documented():
    """{verb: {stage: letters}} as the page has it."""
    rows = [line.strip("| ").split("|") for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    cells = [[text.strip() for text in row] for row in rows if len(row) == 1 + len(STAGES)]
    return {verb: dict(zip(STAGES, letters, strict=True)) for verb, *letters in cells if verb != "verb"}


@pytest.fixture
@groundwork
def people(requester, buyer, counsel, lead, finance_lead, specialists, stranger, admin):
    """The people of the table; on the security desk sits somebody with the right to pass over approvals."""
    overrider = specialists["security"]
    overrider.memberships.update(may_override=True)
    return dict(zip(LETTERS, (requester, buyer, counsel, lead, finance_lead, overrider, stranger, admin), strict=True))


def test_page_names_every_verb():
    assert list(documented()) == list(VERBS)


@pytest.mark.parametrize("stage", STAGES)
def test_people_get_through_as_the_page_says_and_nobody_else(review_at, people, stage):
    """Outsiders are denied, not refused: “not you” comes before “not now”, which would tell them about the review."""
    review = review_at(stage)
    lines = Event.objects.count()
    told = {verb: answers(review, verb, people) for verb in VERBS}
    assert {verb: cell(each) for verb, each in told.items()} == {verb: row[stage] for verb, row in documented().items()}
    outside = {(verb, name): each[name] for verb, each in told.items() if each for name in OUTSIDE}
    allowed = {(verb, "admin") for verb in FOR_ADMINS}
    assert {how for cell_of, how in outside.items() if cell_of not in allowed} == {"denied"}
    assert Event.objects.count() == lines


def test_every_verb_gets_through_somewhere():
    """A table of refusals alone would prove nothing."""
    empty = {verb for verb, row in documented().items() if not set("".join(row.values())) - {".", NOTHING}}
    assert empty == FOR_NOBODY
