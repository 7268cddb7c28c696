"""The agenda that writes itself: each source, what comes again, and what does not."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkins.actions.items import add_item, add_remark, remove_item
from checkins.agenda.building import build
from checkins.models import Action, Group, Item, Remark
from checkins.tasks import prepare_check_ins
from notices.models import Notice
from reviews.agenda.actions import mark_for_check_in, take_off_agenda
from reviews.disagreements import actions as disagreement_actions
from reviews.models import Outcome, Stage, Wait
from reviews.terms.deciding import decide_term
from reviews.waits.opening_and_closing import close_wait
from tests.factories import ContractFactory
from tests.reviews.reading import desk_wait, term


def lines(meeting, group=None):
    items = meeting.items.all() if group is None else meeting.items.filter(group=group)
    return [(item.title, item.what) for item in items]


def talk(item, result="information", outcome="Talked.", *, by):
    item.result, item.outcome, item.written_by, item.written_at = result, outcome, by, timezone.now()
    item.save()


def hold(meeting, by):
    meeting.refresh_from_db()
    meeting.began_at = meeting.ended_at = timezone.now()
    meeting.led_by = by
    meeting.save()


def test_build_lists_what_is_late_once_a_review(meeting, review, desks, buyer):
    Wait.objects.filter(review=review).update(due_at=timezone.now() - timedelta(days=3))
    build(meeting)
    [(title, what)] = lines(meeting, Group.LATE)
    assert title == review.title
    assert "was due 20 November 2026" in what


def test_build_lists_questions_that_nobody_answers(meeting, review, desks, buyer, counsel):
    wait = desk_wait(review, desks["legal"])
    Wait.objects.filter(pk=wait.pk).update(purpose="desk_question", opened_at=timezone.now() - timedelta(days=6))
    build(meeting)
    assert "no answer from" in lines(meeting, Group.LATE)[0][1]


def test_build_lists_disagreements_and_shared_terms_that_are_half_decided(meeting, review, desks, buyer, counsel):
    liability = term(review, "liability")
    shared = review.terms.filter(desk=desks["procurement"], second_desk=desks["legal"]).first()
    disagreement_actions.disagree(liability, "Too low for us, SECRETREASON.", by=buyer)
    decide_term(shared, Outcome.THEIRS, desk=desks["procurement"], reason="Fine.", by=buyer)

    build(meeting)

    assert lines(meeting, Group.TERMS) == [
        (str(liability), f"{review.title}: Procurement sees it differently"),
        (str(shared), f"{review.title}: still open for Legal"),
    ]
    assert "SECRETREASON" not in str(Item.objects.values_list("title", "what"))  # read where it stands, by rights


@pytest.mark.parametrize(
    ("ends_on", "is_listed"),
    [(date(2026, 11, 22), False), (date(2026, 11, 23), True), (date(2026, 12, 22), True), (date(2026, 12, 23), False)],
)
def test_build_lists_renewals_up_to_the_next_meeting_but_one(meeting, review, buyer, ends_on, is_listed):
    ContractFactory(
        vendor=review.vendor, title="Hosting", owner=buyer, starts_on=date(2025, 1, 1), signed_on=date(2025, 1, 1),
        first_term=f"to:{ends_on}", notice="",
    )  # fmt: skip
    build(meeting)
    assert bool(lines(meeting, Group.RENEWALS)) == is_listed


def test_build_lists_desks_that_nobody_sits_on_today_and_loads_for_leads(
    meeting, review, desks, buyer, counsel, lead, away
):
    away(counsel)
    away(lead)
    build(meeting)
    assert ("Legal", "nobody is there, 1 thing waits") in lines(meeting, Group.DESKS)


def test_build_lists_what_was_declined_since_the_last_meeting(meeting, review, buyer):
    type(review).objects.filter(pk=review.pk).update(
        stage=Stage.DECLINED, closed_at=timezone.now(), ended_from=Stage.IN_REVIEW
    )
    build(meeting)
    assert "Who tells them why?" in lines(meeting, Group.REFUSALS)[0][1]


def test_build_lists_what_somebody_marked_and_takes_it_off_again(meeting, review, buyer):
    mark_for_check_in(review, "Two vendors at once.", by=buyer)
    build(meeting)
    assert lines(meeting, Group.ADDED) == [(review.title, "Two vendors at once.")]
    take_off_agenda(review, by=buyer)
    build(meeting)
    assert lines(meeting, Group.ADDED) == []


def test_build_again_keeps_what_people_added(meeting, buyer):
    item = add_item(meeting, "Templates", what="Who writes them?", by=buyer)
    build(meeting)
    build(meeting)
    assert list(meeting.items.all()) == [item]
    remove_item(item, by=buyer)
    assert not meeting.items.exists()


def test_what_was_reached_does_not_come_back_and_what_was_not_does(series, meeting, review, buyer):
    late = Wait.objects.filter(review=review).open().first()
    Wait.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(days=3))
    carried = add_item(meeting, "Templates", by=buyer)
    left = add_item(meeting, "A list of vendors", by=buyer)
    done = add_item(meeting, "Christmas", by=buyer)
    build(meeting)
    talk(meeting.items.get(key=f"wait-{late.pk}"), by=buyer)
    talk(done, by=buyer)
    talk(carried, "carry_over", "", by=buyer)
    hold(meeting, buyer)
    second = series.meetings.get(number=1)

    build(second)

    assert {(item.title, item.times_carried) for item in second.items.filter(group=Group.CARRIED)} == {
        (carried.title, 1),
        (left.title, 0),
    }
    assert not second.items.filter(key=f"wait-{late.pk}").exists()


def test_what_was_settled_meanwhile_is_not_carried_over(series, meeting, review, desks, buyer, counsel):
    wait = desk_wait(review, desks["legal"])
    Wait.objects.filter(pk=wait.pk).update(due_at=timezone.now() - timedelta(days=3))
    build(meeting)
    hold(meeting, buyer)
    close_wait(Wait.objects.get(pk=wait.pk), by=counsel, answer="Done.")
    second = series.meetings.get(number=1)
    build(second)
    assert not second.items.filter(key=f"wait-{wait.pk}").exists()


def test_open_actions_come_up_until_they_are_done(series, meeting, buyer, counsel):
    item = add_item(meeting, "Templates", by=buyer)
    talk(item, "action", "A standard answer", by=buyer)
    action = Action.objects.create(
        item=item, what="A standard answer", owner=counsel, due_on=date(2026, 11, 20), given_by=buyer
    )
    hold(meeting, buyer)
    second, third = series.meetings.get(number=1), series.meetings.get(number=2)
    build(second)
    assert lines(second, Group.CARRIED) == [("A standard answer", "Clara Counsel, until 20 November 2026 (late)")]
    talk(second.items.get(), by=buyer)
    hold(second, buyer)
    build(third)
    assert len(lines(third, Group.CARRIED)) == 1
    action.done_at, action.done_by, action.done_note = timezone.now(), counsel, "Written."
    action.save()
    build(third)
    assert lines(third, Group.CARRIED) == []


def test_prepare_builds_a_day_before_once_and_tells_everybody_once(series, meeting, review, buyer):
    with time_machine.travel(datetime(2026, 11, 23, 8, 59, tzinfo=UTC)):
        prepare_check_ins()
        meeting.refresh_from_db()
        assert meeting.built_at is None
    with time_machine.travel(datetime(2026, 11, 23, 9, 1, tzinfo=UTC)):
        prepare_check_ins()
        prepare_check_ins()
    meeting.refresh_from_db()
    assert meeting.built_at is not None
    told = Notice.objects.filter(key=f"meeting-{meeting.pk}-agenda")
    assert {notice.recipient for notice in told} == set(series.members.all())
    assert series.meetings.filter(built_at=None).count() == series.meetings.count() - 1


def test_prepare_builds_again_after_an_hour(meeting, review, buyer):
    prepare_check_ins()
    mark_for_check_in(review, "New.", by=buyer)
    prepare_check_ins()
    assert not lines(meeting, Group.ADDED)
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        prepare_check_ins()
    assert lines(meeting, Group.ADDED)


def test_remark_is_kept_without_any_trace_of_who_said_it(meeting, buyer):
    from common.models import Event, EventText

    events, texts = Event.objects.count(), EventText.objects.count()
    remark = add_remark(meeting, "improve", "Say who talks to the vendor.", by=buyer)
    assert (Event.objects.count(), EventText.objects.count()) == (events, texts)
    assert {field.name for field in Remark._meta.fields} == {"id", "meeting", "kind", "text", "done", "action"}
    assert remark.text == "Say who talks to the vendor."


@pytest.mark.parametrize("number", [3, 9])
def test_sources_ask_the_database_as_often_with_three_as_with_nine(meeting, another_review, number):
    for count in range(number):
        review = another_review(f"Tool {count}")
        Wait.objects.filter(review=review).update(due_at=timezone.now() - timedelta(days=3))
    from checkins.agenda.building import SOURCES, _occasion

    with CaptureQueriesContext(connection) as queries:
        drafts = [draft for source in SOURCES for draft in source(_occasion(meeting, timezone.now()))]
    assert len([draft for draft in drafts if draft.group == Group.LATE]) == number
    assert len(queries) == 24, [query["sql"][:150] for query in queries]
