"""The spine: the table of stages, pair by pair, and the picture drawn from it."""

import itertools

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command

from common.models import Event
from reviews.models import Review
from reviews.pure.stages import ARROWS, CLOSED, PATH, PLAIN_WORDS, Stage, as_mermaid, may_follow
from reviews.spine.stage import move
from tests.factories import VendorFactory
from tests.reviews.reading import Written, refused, row

ALLOWED = """
    heads_up triage in_review aligned negotiation final_approval signature active declined withdrawn superseded
    heads_up        . x . . . . . . x x x
    triage          . . x . . . . . x x x
    in_review       . . . x . . . . x x x
    aligned         . . . . x x . . x x x
    negotiation     . . x . . x . . x x x
    final_approval  . . . . . . x . x x x
    signature       . . . . . x . x x x x
    active          . . . . . . . . . . .
    declined        . . . . . . . . . . .
    withdrawn       . . . . . . . . . . .
    superseded      . . . . . . . . . . .
"""
"""Written down a second time, by hand: rows are where a review is, columns where it may go."""

HEADER, *ROWS = [line.split() for line in ALLOWED.strip().splitlines()]
EXPECTED = {
    (stage, following): mark == "x" for stage, *marks in ROWS for following, mark in zip(HEADER, marks, strict=True)
}
PAIRS = list(itertools.product(Stage, Stage))


def pair_name(value):
    return str(value)


@pytest.fixture
def standing_in(requester):
    """standing_in(stage): a bare review there. Written as a row on purpose: `move` alone is looked at here."""
    vendor = VendorFactory()

    def build(stage):
        closed = {"closed_at": "2026-01-02T00:00:00Z", "ended_from": Stage.TRIAGE} if stage in CLOSED else {}
        return Review.objects.create(
            title="Survey tool",
            kind="software",
            kind_label="New software vendor",
            requester=requester,
            vendor=vendor,
            reason="To ask customers.",
            stage=stage,
            stage_since="2026-01-01T00:00:00Z",
            **closed,
        )

    return build


@pytest.mark.parametrize(("stage", "following"), PAIRS, ids=pair_name)
def test_may_follow_says_what_the_table_says(stage, following):
    assert may_follow(stage, following) == EXPECTED[stage, following]


@pytest.mark.parametrize("stage", Stage)
def test_move_goes_where_the_table_allows_and_nowhere_else(stage, standing_in, buyer):
    review = standing_in(stage)
    for following in Stage:
        review.refresh_from_db()
        if EXPECTED[stage, following]:
            continue
        with refused(f"A review cannot go from “{stage.label}” to “{following.label}”."):
            move(review, following, by=buyer)
        assert row(review, "stage") == (stage,)

    for following in Stage:
        if EXPECTED[stage, following]:
            moved = standing_in(stage)
            move(moved, following, by=buyer)
            assert row(moved, "stage") == (following,)


@time_machine.travel("2026-11-23 10:00:00+00:00", tick=False)
def test_move_notes_since_when_and_logs_it_for_the_business(standing_in, buyer):
    review, written = standing_in(Stage.IN_REVIEW), Written()

    assert move(review, Stage.ALIGNED, by=buyer) == review

    stage, since, ended_from, closed_at = row(review, "stage", "stage_since", "ended_from", "closed_at")
    assert (stage, since.isoformat(), ended_from, closed_at) == ("aligned", "2026-11-23T10:00:00+00:00", "", None)
    assert written.events == [(None, "review.moved", "internal", f"moved the review to “{Stage.ALIGNED.label}”")]
    assert Event.objects.order_by("pk").last().data == {
        "former": "in_review",
        "stage": "aligned",
        "people": {"after": buyer.pk},
    }


@pytest.mark.parametrize("end", sorted(CLOSED - {Stage.ACTIVE}))
@time_machine.travel("2026-11-23 10:00:00+00:00", tick=False)
def test_move_to_an_end_keeps_how_far_the_review_came(end, standing_in, buyer):
    review = standing_in(Stage.NEGOTIATION)

    move(review, end, by=buyer)

    stage, ended_from, closed_at = row(review, "stage", "ended_from", "closed_at")
    assert (stage, ended_from, closed_at.isoformat()) == (end, "negotiation", "2026-11-23T10:00:00+00:00")


def test_every_stage_has_a_row_and_plain_words():
    assert set(ARROWS) == set(PLAIN_WORDS) == set(Stage)


def test_path_is_a_walk_along_the_arrows_to_a_signed_contract():
    assert PATH[0] == Stage.HEADS_UP
    assert PATH[-1] == Stage.ACTIVE
    assert all(may_follow(stage, following) for stage, following in itertools.pairwise(PATH))


def test_ends_are_the_stages_without_arrows():
    assert {stage for stage in Stage if not ARROWS[stage]} == CLOSED


def test_every_live_stage_can_be_declined_and_withdrawn():
    live = set(Stage) - CLOSED
    assert all({Stage.DECLINED, Stage.WITHDRAWN} <= ARROWS[stage] for stage in live)


# --- the picture ------------------------------------------------------------------------------------


def test_docs_show_the_table_as_it_is(tmp_path):
    drawn = tmp_path / "stages.md"
    call_command("draw_stages", to=drawn)
    assert (settings.BASE_DIR / "docs" / "stages.md").read_text() == drawn.read_text(), (
        "Draw it again: python manage.py draw_stages"
    )


def test_drawing_holds_the_diagram_and_one_row_per_stage(tmp_path, capsys):
    drawn = tmp_path / "stages.md"
    call_command("draw_stages", to=drawn)
    text = drawn.read_text()
    assert f"```mermaid\n{as_mermaid()}\n```" in text
    assert "| In review | Being looked at | Aligned, Declined, Withdrawn, Superseded |" in text
    assert "| Active | Done | nowhere: it ends here |" in text
    assert [line for line in text.splitlines() if line.endswith(" ")] == []
    assert capsys.readouterr().out == f"Wrote {drawn}.\n"


def test_as_mermaid_draws_every_arrow_once():
    lines = as_mermaid().splitlines()
    arrows = {f"    {stage} --> {following}" for stage in Stage for following in ARROWS[stage]}
    ends = {f"    {stage} --> [*]" for stage in CLOSED}
    starts = {"    [*] --> heads_up", "    [*] --> triage"}
    assert lines[0] == "stateDiagram-v2"
    assert sorted(lines[1:]) == sorted(arrows | ends | starts)
