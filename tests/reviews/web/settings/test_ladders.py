"""Settings pages for ladders: admins only, valid rungs only, and a preview that shows no content."""

import pytest

from common.models import Event
from reviews.closing.actions import withdraw
from reviews.models import Anchor, Purpose, Recipient, Rung
from reviews.models import Ladder as LadderName
from tests.groundwork import harmless

pytestmark = pytest.mark.django_db

A_RUNG = {
    "anchor": "due",
    "business_days": "3",
    "percent": "",
    "only_over_days": "",
    "recipients": ["lead"],
    "daily": "on",
    "times": "2",
    "every_days": "5",
    "note": "Please decide.",
}


@pytest.fixture
@harmless
def pages(client, admin, defaults):
    client.force_login(admin)
    return client


@pytest.fixture
def at_due(defaults):
    return Rung.objects.get(ladder=LadderName.REVIEWERS, anchor=Anchor.DUE, business_days=0)


def current(ladder="reviewers", purpose=""):
    return {str(rung) for rung in Rung.objects.current().filter(ladder=ladder, purpose=purpose)}


@pytest.mark.parametrize("path", ["", "reviewers/", "reviewers/add/", "desk_review/", "vendor/", "requester/"])
def test_ladder_pages_open_for_admins_and_nobody_else(pages, path, buyer, lead):
    assert pages.get(f"/settings/ladders/{path}").status_code == 200
    for person in (buyer, lead):
        pages.force_login(person)
        assert pages.get(f"/settings/ladders/{path}").status_code == 403


def test_ladder_of_no_such_name_is_not_found(pages):
    assert pages.get("/settings/ladders/nonsense/").status_code == 404
    assert pages.post("/settings/ladders/reviewers/own/").status_code == 404


def test_add_rung_is_for_waits_opened_from_now_on(pages, review):
    before = current()
    answer = pages.post("/settings/ladders/reviewers/add/", A_RUNG)
    assert answer.status_code == 302
    [added] = current() - before
    assert added == "3 business days after it was due: The leads of the desk"
    rung = Rung.objects.get(since__isnull=False)
    wait = review.waits.open().first()
    assert (rung.times, float(rung.every_days), rung.note) == (2, 5, "Please decide.")
    assert not rung.was_in_force_at(wait.opened_at)
    assert Event.objects.get(verb="ladder.changed").sentence.startswith("set a reminder of")


def test_edit_rung_retires_the_old_one(pages, at_due):
    before = current()
    pages.post(f"/settings/ladders/rungs/{at_due.pk}/edit/", A_RUNG)
    at_due.refresh_from_db()
    assert at_due.retired_at is not None
    assert current() == before - {str(at_due)} | {"3 business days after it was due: The leads of the desk"}
    assert "Please decide." in pages.get(f"/settings/ladders/rungs/{at_due.pk}/edit/").text  # what took its place


def test_edit_rung_that_was_removed_is_not_found(pages, at_due):
    pages.post(f"/settings/ladders/rungs/{at_due.pk}/remove/")
    assert pages.get(f"/settings/ladders/rungs/{at_due.pk}/edit/").status_code == 404


def test_remove_rung_twice_says_that_it_has_changed(pages, at_due):
    for _ in range(2):
        answer = pages.post(f"/settings/ladders/rungs/{at_due.pk}/remove/", follow=True)
    assert "has been changed or removed meanwhile" in answer.text
    assert Event.objects.filter(verb="ladder.changed").count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"recipients": []}, "This field is required."),
        ({"anchor": "share", "percent": ""}, "Say which share of the way, in percent."),
        ({"anchor": "share", "percent": "120"}, "less than or equal to 99"),
        ({"anchor": "before", "business_days": "0"}, "Say how many business days before it is due."),
        ({"business_days": "-1"}, "greater than or equal to 0"),
        ({"times": "0"}, "greater than or equal to 1"),
        ({"times": "100"}, "less than or equal to 60"),
        ({"recipients": ["holder"], "business_days": "0"}, "has a rung at this moment for the same people already"),
    ],
)
def test_rung_that_makes_no_sense_is_refused_in_a_sentence(pages, change, sentence):
    before = current()
    answer = pages.post("/settings/ladders/reviewers/add/", A_RUNG | change)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert current() == before


def test_preview_of_a_rung_shows_the_messages_and_saves_nothing(pages):
    before = current()
    answer = pages.post("/settings/ladders/reviewers/add/", A_RUNG | {"preview": "1"})
    assert (answer.status_code, current()) == (200, before)
    lines = answer.context["preview"].lines
    assert (
        sum(
            line.step.rung.recipients_in_words == "The leads of the desk" and line.step.rung.pk is None
            for line in lines
        )
        == 2
    )
    moments = [line.step.moment for line in lines]
    assert moments == sorted(moments)


def test_preview_for_a_wait_is_what_the_sweep_would_do_and_shows_no_content(pages, review):
    wait = review.waits.open().first()
    answer = pages.get(f"/settings/ladders/reviewers/?wait={wait.pk}")
    assert answer.context["preview"].lines[0].step.moment == wait.remind_at
    assert review.reference in answer.text
    assert review.title not in answer.text
    assert str(review.vendor) not in answer.text
    assert str(review.requester) not in answer.text


@pytest.mark.parametrize("wait", ["999999999", "x", "9" * 40])
def test_preview_for_a_wait_that_never_was_shows_the_example(pages, wait):
    assert pages.get(f"/settings/ladders/reviewers/?wait={wait}").context["wait"] is None


def test_preview_for_a_wait_that_is_gone_or_climbs_another_ladder_shows_the_example(pages, review, requester):
    wait = review.waits.open().first()
    assert pages.get(f"/settings/ladders/reviewers/?wait={wait.pk}").context["wait"] == wait
    assert pages.get(f"/settings/ladders/requester/?wait={wait.pk}").context["wait"] is None
    withdraw(review, "No longer needed.", by=requester)
    assert pages.get(f"/settings/ladders/reviewers/?wait={wait.pk}").context["wait"] is None


def test_kind_of_wait_gets_a_ladder_of_its_own_and_gives_it_up(pages):
    pages.post("/settings/ladders/approval/own/")
    assert current(purpose=Purpose.APPROVAL) == current()
    answer = pages.post("/settings/ladders/approval/own/", follow=True)
    assert "has a ladder of its own already" in answer.text
    pages.post("/settings/ladders/approval/common/")
    assert current(purpose=Purpose.APPROVAL) == set()
    answer = pages.post("/settings/ladders/approval/common/", follow=True)
    assert "climbs the common ladder already" in answer.text


def test_every_step_is_refused_to_others(client, buyer, at_due):
    client.force_login(buyer)
    for path in ("reviewers/add/", f"rungs/{at_due.pk}/edit/", f"rungs/{at_due.pk}/remove/", "approval/own/"):
        assert client.post(f"/settings/ladders/{path}", A_RUNG).status_code == 403
    assert Rung.objects.filter(since__isnull=False).count() == 0


def test_default_ladder_is_the_one_of_the_design(defaults):
    facts = Rung.objects.order_by("pk").values_list(
        "ladder", "anchor", "business_days", "percent", "only_over_days", "recipients", "daily", "times"
    )
    assert [(*row[:1], row[1], float(row[2]), *row[3:]) for row in facts] == [
        ("reviewers", "share", 0, 50, 2, [Recipient.HOLDER], True, 1),
        ("reviewers", "share", 0, 75, 1, [Recipient.HOLDER], True, 1),
        ("reviewers", "due", 0, None, None, [Recipient.HOLDER], False, 1),
        ("reviewers", "due", 1, None, None, [Recipient.HOLDER], True, 60),
        ("reviewers", "due", 2, None, None, [Recipient.BACKUP, Recipient.COORDINATOR], True, 1),
        ("reviewers", "due", 4, None, None, [Recipient.LEAD], True, 1),
        ("reviewers", "due", 7, None, None, [Recipient.AGENDA, Recipient.HEADS], True, 1),
        ("requester", "opened", 2, None, None, [Recipient.HOLDER], True, 1),
        ("requester", "opened", 5, None, None, [Recipient.HOLDER], True, 1),
        ("requester", "opened", 10, None, None, [Recipient.HOLDER], True, 1),
        ("vendor", "due", 0, None, None, [Recipient.HOLDER], False, 1),
        ("vendor", "due", 3, None, None, [Recipient.HOLDER], True, 1),
        ("vendor", "due", 7, None, None, [Recipient.HOLDER], True, 1),
    ]
