"""Target times: who sees and changes them, which line holds, and what is kept of every change."""

import pytest
from django.urls import reverse

from common.models import Event
from reviews.models import Purpose, TargetTime
from reviews.waits.opening_and_closing import open_wait
from tests.groundwork import harmless
from tests.reviews.pages import messages_of, signed_in, text_of
from tests.reviews.reading import row

TARGETS = reverse("settings:targets")
ADD = reverse("settings:target_add")
HISTORY = reverse("settings:target_history")


@pytest.fixture
@harmless
def pages(client, admin, defaults):
    return signed_in(client, admin)


def general(purpose=Purpose.APPROVAL):
    return TargetTime.objects.get(purpose=purpose, desk=None, kind="")


def add(client, **data):
    given = {"purpose": "approval", "desk": "", "kind": "", "business_days": "4", "reason": "They are few."}
    return client.post(ADD, given | data)


def test_targets_show_every_kind_of_wait(pages):
    text = text_of(pages.get(TARGETS))
    assert all(purpose.label in text for purpose in Purpose)
    assert "Question to the vendor every desk every type 5 business days" in text


def test_targets_of_a_kind_without_any_say_what_holds(pages):
    TargetTime.objects.filter(purpose=Purpose.APPROVAL).delete()
    assert "Final approval 3 business days, because nobody has set a target time" in text_of(pages.get(TARGETS))


def test_targets_are_read_by_leads_and_changed_by_admins(client, lead, buyer, defaults):
    signed_in(client, lead)
    assert "Add a target time" not in text_of(client.get(TARGETS))
    assert (client.get(ADD).status_code, add(client).status_code) == (403, 403)
    signed_in(client, buyer)
    assert (client.get(TARGETS).status_code, client.get(HISTORY).status_code) == (404, 404)


def test_add_target_for_a_desk_and_a_type_holds_for_what_opens_then(pages, review, desks, admin, buyer, at):
    at("2026-11-23T10:00+00:00")
    before = open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desks["legal"])

    add(pages, desk=desks["legal"].pk, kind="software")

    after = open_wait(review, Purpose.APPROVAL, needed="Approve.", by=buyer, desk=desks["legal"])
    assert row(before, "due_at")[0].isoformat(timespec="minutes") == "2026-11-25T10:00+00:00"
    assert row(after, "due_at")[0].isoformat(timespec="minutes") == "2026-11-27T10:00+00:00"
    event = Event.objects.get(verb="target.changed")
    assert (event.by, event.sentence) == (
        admin,
        "changed the target time of “Final approval, Legal, software”: They are few.",
    )


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        ([], 2),
        ([("", "software", 6)], 6),
        ([("", "software", 6), ("legal", "", 7)], 7),
        ([("", "software", 6), ("legal", "", 7), ("legal", "software", 8)], 8),
        ([("finance", "software", 9), ("legal", "nda", 10)], 2),
    ],
)
def test_most_specific_line_holds(review, desks, rows, days):
    from reviews.waits.clocks import Targets

    for function, kind, number in rows:
        TargetTime.objects.create(purpose=Purpose.APPROVAL, desk=desks.get(function), kind=kind, business_days=number)
    assert Targets().days(Purpose.APPROVAL, desks["legal"], "software") == days


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "There is a target time for this already: change that one."),
        ({"kind": "software", "business_days": "0"}, "greater than or equal to 0.5"),
        ({"kind": "software", "business_days": "366"}, "less than or equal to 365"),
        ({"kind": "software", "business_days": "soon"}, "Enter a number."),
        ({"kind": "nonsense"}, "nonsense is not one of the available choices"),
        ({"kind": "software", "reason": " "}, "This field is required."),
    ],
)
def test_target_that_makes_no_sense_is_refused_in_a_sentence(pages, data, sentence):
    answer = add(pages, **data)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Event.objects.filter(verb="target.changed").exists()


def test_change_of_a_target_stands_in_the_history(pages):
    url = reverse("settings:target_edit", args=[general().pk])
    answer = pages.post(url, {"business_days": "3.5", "reason": "Two was never enough."}, follow=True)
    assert "Final approval every desk every type 3.5 business days" in text_of(answer)
    history = text_of(pages.get(HISTORY))
    assert "Final approval 2 business days 3.5 business days Two was never enough." in history
    again = pages.post(url, {"business_days": "3.5", "reason": "Again."})
    assert messages_of(again) == [("error", "That is the target time already.")]


def test_history_that_is_empty_says_so(pages):
    assert "Never changed" in text_of(pages.get(HISTORY))


def test_remove_lets_the_general_target_hold_again_and_keeps_that_one(pages):
    add(pages, kind="software")
    special = TargetTime.objects.get(kind="software")
    pages.post(reverse("settings:target_remove", args=[special.pk]), {"reason": "It was an attempt."})
    assert not TargetTime.objects.filter(kind="software").exists()
    assert "Final approval, software 4 business days removed It was an attempt." in text_of(pages.get(HISTORY))
    answer = pages.post(reverse("settings:target_remove", args=[general().pk]), {"reason": "Hm."})
    assert messages_of(answer) == [
        ("error", "Every kind of wait keeps a general target time. Change it if it is wrong.")
    ]
    assert general()


@pytest.mark.parametrize("number", [3, 30])
def test_targets_ask_the_database_as_often_for_three_rows_as_for_thirty(
    pages, desks, number, django_assert_num_queries
):
    TargetTime.objects.exclude(purpose=Purpose.APPROVAL).delete()
    for index in range(number):
        TargetTime.objects.create(purpose=Purpose.APPROVAL, desk=desks["legal"], kind=f"kind-{index}", business_days=1)
    pages.get(TARGETS)
    with django_assert_num_queries(7):
        pages.get(TARGETS)
