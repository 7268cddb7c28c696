"""Capacity of desks, and how early others learn of projects: reckoned by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from intake import actions
from intake.pipeline.capacity import capacity
from intake.pipeline.visibility import Project, Visibility, first_visibility, newest_projects
from people.models import WorkingCalendar
from tests.groundwork import MONDAY
from tests.review_fixtures import finish_all_sides
from tests.reviews.pages import signed_in, text_of


def at(day, hour=9):
    """A moment of November 2026; the 2nd is a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def test_visibility_is_the_median_lag_and_the_share_seen_before_the_paper(desks):
    projects = [
        Project(at(2), at(2), at(9)),  # seen at once, the paper a week later
        Project(at(2), at(4), at(3)),  # two days, the paper came first
        Project(at(2), at(6), at(6)),  # four days, both at the same moment: not before
        Project(at(2), at(2), None),  # no paper yet: counts for the lag alone
        Project(at(2), at(3), at(4)),  # a day
    ]
    calendar = WorkingCalendar.objects.order_by("pk").first()
    assert first_visibility(projects, calendar) == Visibility(number=5, lag=1.0, with_paper=4, seen_before=2)
    assert first_visibility(projects, calendar).percent == 50
    assert first_visibility([], calendar) is None


def test_newest_projects_know_when_a_draft_was_shared_first(draft, requester, buyer, counsel):
    shared = actions.share(draft, by=requester).first_shared_at
    review = actions.submit(draft, by=requester)
    [project] = newest_projects()
    assert (project.begun_at, project.seen_at, project.paper_at) == (draft.created_at, shared, None)
    assert project.seen_at <= review.opened_at


@time_machine.travel(MONDAY, tick=False)
def test_capacity_expects_work_four_weeks_before_the_day(software, requester, buyer, counsel, desks):
    monday = MONDAY.date()
    for title, weeks in (("One", 5), ("Two", 5), ("Soon", 1), ("Far", 30)):
        actions.give_heads_up(
            software,
            title=title,
            vendor_name=title,
            reason="We may need it.",
            needed_by=monday + timedelta(weeks=weeks, days=2),
            by=requester,
        )
    rows = {row.desk.slug: row for row in capacity(monday)}
    legal = software.term_types.filter(desk=desks["legal"]).count()
    legal += software.term_types.filter(second_desk=desks["legal"]).count()
    weeks = [(week.reviews, week.terms) for week in rows["legal"].weeks]
    assert weeks == [(1, legal), (2, 2 * legal), (0, 0), (0, 0), (0, 0), (0, 0)]
    assert [week.monday for week in rows["legal"].weeks][:2] == [monday, monday + timedelta(weeks=1)]


@time_machine.travel(MONDAY, tick=False)
def test_capacity_counts_a_shared_draft_once_for_each_side(draft, requester, desks):
    actions.save_draft(
        draft, fields={"needed_by": MONDAY.date() + timedelta(weeks=4, days=1)}, answers={}, by=requester
    )
    actions.share(draft, by=requester)
    rows = {row.desk.slug: row.weeks[0] for row in capacity(MONDAY.date())}
    assert {slug: (week.reviews, week.terms) for slug, week in rows.items() if week.reviews} == {
        "legal": (1, 0),
        "procurement": (1, 0),
    }


def test_capacity_says_what_a_desk_finished_per_week(review, specialists, desks):
    finish_all_sides(review)
    row = next(row for row in capacity() if row.desk == desks["legal"])
    decided = review.terms.filter(desk=desks["legal"]).count() + review.terms.filter(second_desk=desks["legal"]).count()
    assert (row.reviews_a_week, row.terms_a_week) == (round(1 / 8, 1), round(decided / 8, 1))


def test_capacity_marks_weeks_with_more_than_usual(review, software, requester, specialists, desks):
    finish_all_sides(review)
    actions.give_heads_up(
        software, title="Soon", vendor_name="Soon", reason="We need it.", needed_by=date.today(), by=requester
    )
    row = next(row for row in capacity() if row.desk == desks["legal"])
    assert [week.is_much for week in row.weeks] == [True, False, False, False, False, False]


@pytest.mark.parametrize("number", [1, 12])
def test_capacity_page_asks_as_often_with_many(client, software, requester, buyer, number, django_assert_num_queries):
    for count in range(number):
        actions.give_heads_up(
            software,
            title=f"Tool {count}",
            vendor_name=f"Vendor number {count}",
            reason="We may need it.",
            needed_by=date.today() + timedelta(days=count),
            is_another_vendor=True,
            by=requester,
        )
    client = signed_in(client, buyer)
    client.get(reverse("pipeline:pipeline"))
    with django_assert_num_queries(14):
        response = client.get(reverse("pipeline:pipeline"), {"as": "capacity"})
    assert "How early we learn of projects" in text_of(response)


def test_people_s_loads_are_led_to_for_leads_alone(client, defaults, buyer, lead):
    page = reverse("pipeline:pipeline")
    assert "Who has how much" not in text_of(signed_in(client, buyer).get(page, {"as": "capacity"}))
    assert "Who has how much" in text_of(signed_in(client, lead).get(page, {"as": "capacity"}))
