import pytest
import time_machine
from django.db import IntegrityError, transaction

from notices.actions import mark_all_read, mark_read, notify, try_again
from notices.models import Notice, NoticeKind


def tell(*people, key="wait-1", **changes):
    facts = {
        "kind": NoticeKind.ASSIGNMENT,
        "title": "Please look at this",
        "body": "It is new.",
        "url": "/reviews/R-1/",
    }
    notify(people, key=key, **facts | changes)


@time_machine.travel("2026-11-23 10:00:00+00:00", tick=False)
def test_notify_writes_one_unread_notice_per_person(buyer, counsel):
    tell(buyer, counsel)
    facts = Notice.objects.values("recipient", "key", "kind", "title", "body", "url", "mail", "read_at", "mailed_at")
    common = {
        "key": "wait-1",
        "kind": "assignment",
        "title": "Please look at this",
        "body": "It is new.",
        "url": "/reviews/R-1/",
        "mail": True,
        "read_at": None,
        "mailed_at": None,
    }
    assert list(facts.order_by("recipient")) == [
        {"recipient": buyer.pk} | common,
        {"recipient": counsel.pk} | common,
    ]
    assert {notice.next_attempt_at for notice in Notice.objects.all()} == {Notice.objects.first().created_at}


def test_notify_again_changes_nothing(buyer, counsel):
    tell(buyer)
    tell(buyer, counsel, title="Something else")
    assert [str(notice) for notice in Notice.objects.order_by("recipient")] == [
        "Please look at this",
        "Something else",
    ]


def test_notify_names_a_person_once_though_asked_twice(buyer):
    tell(buyer, buyer)
    assert Notice.objects.count() == 1


def test_notify_skips_people_who_left(buyer, counsel):
    counsel.is_active = False
    tell(buyer, counsel)
    assert Notice.objects.get().recipient == buyer


def test_notify_goes_with_the_change_that_failed(buyer):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(buyer)
        raise RuntimeError
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("kind", "queries"), [(NoticeKind.DECISION, 1), (NoticeKind.ASSIGNMENT, 2)])
def test_notify_costs_the_same_whatever_the_number(
    desks, buyer, counsel, lead, kind, queries, django_assert_num_queries
):
    """One query; where people may choose, one more for what they chose."""
    with django_assert_num_queries(queries):
        tell(buyer, counsel, lead, kind=kind)


def test_notify_cuts_a_very_long_title(buyer):
    tell(buyer, title="x" * 500)
    assert Notice.objects.get().title == "x" * 200


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", ""])
def test_database_refuses_a_link_to_another_site(buyer, url):
    with pytest.raises(IntegrityError, match="notice_url_stays_on_this_site"):
        tell(buyer, url=url)


def test_database_refuses_an_unknown_kind(buyer):
    with pytest.raises(IntegrityError, match="notice_kind_is_known"):
        tell(buyer, kind="gossip")


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"mailed": True, "parked": True}, "notice_is_not_mailed_and_parked"),
        ({"mailed": True, "mail": False}, "notice_without_mail_is_never_sent"),
        ({"read": "2020-01-01T00:00Z"}, "notice_is_read_after_it_is_made"),
    ],
)
def test_database_refuses_an_impossible_notice(buyer, facts, constraint):
    tell(buyer)
    notice = Notice.objects.get()
    notice.mail = facts.get("mail", True)
    notice.mailed_at = notice.created_at if facts.get("mailed") else None
    notice.parked_at = notice.created_at if facts.get("parked") else None
    notice.read_at = facts.get("read")
    with pytest.raises(IntegrityError, match=constraint):
        notice.save()


def test_visible_to_gives_a_person_their_own(buyer, counsel):
    tell(buyer, counsel)
    assert [notice.recipient for notice in Notice.objects.visible_to(buyer)] == [buyer]


def test_mark_read_keeps_the_first_moment(buyer):
    tell(buyer)
    with time_machine.travel("2030-01-01 10:00:00+00:00"):
        mark_read(Notice.objects.all())
    first = Notice.objects.get().read_at
    mark_read(Notice.objects.all())
    assert Notice.objects.get().read_at == first


def test_mark_all_read_leaves_those_of_others(buyer, counsel):
    tell(buyer, counsel)
    tell(buyer, key="wait-2")
    mark_all_read(buyer)
    assert [notice.recipient for notice in Notice.objects.unread()] == [counsel]


def test_try_again_puts_parked_mails_back_in_the_queue(buyer, counsel):
    tell(buyer, counsel)
    now = Notice.objects.first().created_at
    Notice.objects.filter(recipient=buyer).update(parked_at=now, attempts=10)
    assert try_again(Notice.objects.all()) == 1
    assert list(Notice.objects.values_list("parked_at", "attempts")) == [(None, 0), (None, 0)]
