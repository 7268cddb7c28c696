"""Each figure against a history counted by hand: what counts, what does not, and where few are too few."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from people.models import Team
from reviews.measures import figures
from reviews.measures.catalogue import FIGURES
from reviews.measures.scope import Scope, period_before, period_of
from reviews.models import Holder, Holding, Purpose, Stage, Turn
from reviews.pure.usual import usual
from tests.factories import DocumentFactory, DocumentVersionFactory, VendorFactory
from tests.reviews.measures.conftest import ago, contract_due, stay

TOOK = [1, 2, 2, 3, 4, 5, 6, 8, 13, 21]


def parts_of(shares):
    return {share.key: (share.part, share.whole) for share in shares}


# --- periods and scopes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("quarter", date(2026, 1, 1), date(2026, 2, 10)),
        ("last_quarter", date(2025, 10, 1), date(2025, 12, 31)),
        ("month", date(2026, 1, 12), date(2026, 2, 10)),
        ("year", date(2025, 2, 11), date(2026, 2, 10)),
        ("nonsense", date(2025, 2, 11), date(2026, 2, 10)),
    ],
)
def test_a_period_begins_and_ends_with_whole_days(key, first, last):
    period = period_of(key, date(2026, 2, 10), None)
    assert (period.first, period.last) == (first, last)


def test_the_period_before_has_as_many_days():
    period = period_of("month", date(2026, 2, 10), None)
    before = period_before(period)
    assert before.last == period.first - timedelta(days=1)
    assert before.last - before.first == period.last - period.first


def test_what_is_walled_counts_nowhere(scope, request_of):
    request_of(5, 1, walled_at=timezone.now())
    assert figures.altogether(scope) == []
    assert figures.seen_early(scope) == []


def test_a_vendor_and_a_type_narrow_every_figure(scope, request_of):
    request_of(5, 1)
    assert figures.altogether(Scope(scope.period, kind="nda")) == []
    assert figures.altogether(Scope(scope.period, vendor=VendorFactory(name="Another"))) == []
    [spread] = figures.altogether(Scope(scope.period, kind="software"))
    assert spread.number == 1


# --- how long things take ------------------------------------------------------------------------------------


def test_of_ten_there_is_a_middle_and_nine_in_ten(scope, request_of):
    for days in TOOK:
        request_of(days + 1, 1)
    [spread] = figures.altogether(scope)
    expected = usual(TOOK)
    assert (spread.label, spread.number, spread.dots) == ("Software", 10, [])
    assert (spread.middle, spread.nine_in_ten) == (pytest.approx(expected.middle), pytest.approx(expected.nine_in_ten))
    assert (expected.middle, expected.nine_in_ten) == (4.5, 13)  # by hand
    assert figures.in_all(scope).middle == pytest.approx(4.5)


def test_of_fewer_each_is_shown_and_nothing_is_said(scope, request_of):
    for days in TOOK[:3]:
        request_of(days + 1, 1)
    [spread] = figures.altogether(scope)
    assert (spread.is_few, spread.middle, spread.nine_in_ten) == (True, None, None)
    assert spread.dots == pytest.approx([1, 2, 2])


def test_only_what_was_signed_in_the_period_counts(scope, request_of):
    request_of(60, 31)
    request_of(5)
    request_of(9, 1, stage=Stage.DECLINED, ended_from=Stage.IN_REVIEW)
    assert figures.altogether(scope) == []


def test_stays_are_counted_by_stage_and_a_second_stay_again(scope, request_of):
    review = request_of(20)
    stay(review, Stage.TRIAGE, 20, 19)
    stay(review, Stage.IN_REVIEW, 19, 12)
    stay(review, Stage.NEGOTIATION, 12, 10)
    stay(review, Stage.IN_REVIEW, 10, 6)
    stay(review, Stage.NEGOTIATION, 45, 40)
    spreads = {spread.key: spread.dots for spread in figures.by_stage(scope)}
    assert spreads == {
        "triage": pytest.approx([1]),
        "in_review": pytest.approx([4, 7]),
        "negotiation": pytest.approx([2]),
    }


# --- who had it ----------------------------------------------------------------------------------------------


def test_days_go_to_whoever_had_to_act(scope, request_of, desks, buyer):
    desk = Team.objects.get(slug="procurement")
    review = request_of(20)
    wait = review.waits.create(
        purpose=Purpose.DESK_REVIEW, desk=desk, holder=Holder.DESK, needed="Look", opened_at=ago(20), due_at=ago(1)
    )
    stretches = [
        (Holder.DESK, None, 20, 18, False),
        (Holder.PERSON, buyer, 18, 13, False),
        (Holder.PERSON, buyer, 13, 10, True),
        (Holder.PERSON, buyer, 10, 9, False),
    ]
    for holder, person, began, ended, paused in stretches:
        Holding.objects.create(
            wait=wait, holder=holder, desk=desk, person=person, began_at=ago(began), ended_at=ago(ended), paused=paused
        )
    shares = {share.label: share.part for share in figures.time_by_holder(scope)}
    assert shares == {"Nobody yet (in a queue)": pytest.approx(2), desk.name: pytest.approx(6)}
    assert sum(share.percent for share in figures.time_by_holder(scope)) == 100
    [first] = figures.pick_up(scope)
    assert (first.label, first.dots) == (desk.name, pytest.approx([2]))


def test_a_part_that_was_done_before_it_was_due_was_in_time(scope, request_of, desks):
    desk = Team.objects.get(slug="legal")
    for due, closed in ((5, 6), (5, 4), (2, 3)):
        request_of(20).waits.create(
            purpose=Purpose.DESK_REVIEW,
            desk=desk,
            holder=Holder.DESK,
            needed="Look",
            due_at=ago(due),
            closed_at=ago(closed),
        )
    assert parts_of(figures.within_target(scope)) == {desk.name: (2, 3)}


# --- what came of it -----------------------------------------------------------------------------------------


def test_turns_are_counted_by_contract(scope, request_of, buyer):
    for turns in (0, 1, 4):
        review = request_of(9, 1)
        for number in range(turns):
            Turn.objects.create(
                review=review, number=number + 1, sent_at=ago(5), sent_by=buyer, returned_at=ago(4), recorded_by=buyer
            )
    assert parts_of(figures.turns(scope)) == {"0": (1, 3), "1": (1, 3), "2": (0, 3), "3": (1, 3)}


def test_what_came_before_a_paper_was_seen_early(scope, request_of):
    request_of(9)
    for days in (9, 3):  # with the request, and later
        paper = DocumentVersionFactory(document=DocumentFactory())
        type(paper).objects.filter(pk=paper.pk).update(uploaded_at=ago(days))
        request_of(9).documents.add(paper.document)
    assert parts_of(figures.seen_early(scope)) == {"early": (2, 3)}


def test_renewals_are_in_time_late_or_nobodys(scope):
    today = timezone.localdate()
    contract_due(today - timedelta(days=40))
    contract_due(today + timedelta(days=1))
    contract_due(today - timedelta(days=2))
    for day in (timedelta(days=3), timedelta(days=9)):
        decision = contract_due(today - timedelta(days=5))
        type(decision).objects.filter(pk=decision.pk).update(decided_at=timezone.now() - day)
    assert parts_of(figures.renewals(scope)) == {"in-time": (1, 3), "late": (1, 3), "nobody": (1, 3)}


# --- all of them ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_a_figure_counts_what_really_happened(figure, scope, review):
    """Once more on a review that the real actions made: every figure answers, and its columns are there."""
    for line in figure.lines(scope):
        assert line.key and line.label
        assert [getattr(line, name) for name, _ in figure.columns]
        if figure.behind:
            assert set(figure.behind(scope, line.key)) <= {review}


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_a_figure_asks_as_often_whatever_there_is(figure, scope, request_of, django_assert_max_num_queries):
    for days in range(25):
        stay(request_of(days + 2, days % 3 + 1, kind=f"kind-{days % 12}"), Stage.TRIAGE, days + 2, days % 3 + 1)
    with django_assert_max_num_queries(3):
        figure.lines(scope)
