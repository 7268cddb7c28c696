import re
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import Error, IntegrityError, connection, transaction

from common.log import events_of, record
from common.models import Audience, Event
from tests.factories import UserFactory, VendorFactory


@time_machine.travel("2026-11-23 10:00:00+00:00", tick=False)
def test_record_keeps_who_did_what_on_whose_behalf(db, buyer, lead):
    vendor = VendorFactory()
    event = record(
        "vendor.rated",
        vendor,
        by=buyer,
        on_behalf_of=lead,
        summary="rated the vendor",
        audience=Audience.BUSINESS,
        tier="low",
    )
    event = Event.objects.get(pk=event.pk)
    assert (event.by, event.on_behalf_of, event.verb, event.subject) == (buyer, lead, "vendor.rated", vendor)
    assert (event.audience, event.data, str(event)) == ("business", {"tier": "low"}, "Ben Buyer rated the vendor")
    assert event.at.isoformat() == "2026-11-23T10:00:00+00:00"


def test_record_is_internal_unless_told_otherwise(db):
    event = record("vendor.checked", VendorFactory(), by=None, summary="checked the vendor")
    assert (event.audience, str(event)) == ("internal", "Duet checked the vendor")


def test_events_of_gives_the_lines_of_one_subject_newest_first(db, buyer):
    vendor, other = VendorFactory(), VendorFactory()
    first = record("a", vendor, by=buyer, summary="did the first thing", audience=Audience.BUSINESS)
    second = record("b", vendor, by=buyer, summary="did the second thing")
    record("c", other, by=buyer, summary="did something else")
    assert list(events_of(vendor, audiences=Audience.values)) == [second, first]
    assert list(events_of(vendor, audiences=[Audience.BUSINESS])) == [first]


@pytest.mark.parametrize("count", [3, 30])
def test_events_of_costs_one_query(db, django_assert_num_queries, count):
    vendor = VendorFactory()
    for _ in range(count):
        record("a", vendor, by=UserFactory(), on_behalf_of=UserFactory(), summary="did a thing")
    with django_assert_num_queries(1):
        assert (
            len([(str(event), str(event.on_behalf_of)) for event in events_of(vendor, audiences=["internal"])]) == count
        )


@pytest.mark.parametrize(
    ("statement", "operation"),
    [
        ("UPDATE common_event SET summary = 'was never here'", "UPDATE"),
        ("DELETE FROM common_event", "DELETE"),
        ("TRUNCATE common_event", "TRUNCATE"),
        ("TRUNCATE common_event CASCADE", "TRUNCATE"),
    ],
)
def test_database_itself_refuses_to_change_the_log(db, statement, operation):
    event = record("a", VendorFactory(), by=None, summary="did a thing")
    with (
        pytest.raises(Error, match=f"The event log is append-only: {operation} is refused"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a deferred check would hide the trigger's answer
        cursor.execute(statement)
    assert Event.objects.get().summary == event.summary


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: Event.objects.update(verb="b"),
        lambda event: Event.objects.all().delete(),
    ],
    ids=["save", "delete", "update of many", "delete of many"],
)
def test_log_cannot_be_changed_through_the_models(db, change):
    event = record("a", VendorFactory(), by=None, summary="did a thing")
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        change(event)


def test_database_refuses_an_unknown_audience(db):
    with pytest.raises(IntegrityError, match="event_audience_is_known"):
        record("a", VendorFactory(), by=None, summary="did a thing", audience="everybody")


def test_person_in_the_log_cannot_be_deleted(db, buyer):
    record("a", VendorFactory(), by=buyer, summary="did a thing")
    with pytest.raises(Error), transaction.atomic():
        buyer.delete()


def test_product_code_never_goes_round_the_triggers():
    apps = ("config", "people", "vendors", "reviews", "intake", "reading")
    code = [path for app in apps for path in Path(settings.BASE_DIR, app).rglob("*.py")]
    assert code
    around = re.compile(r"pgtrigger\.(ignore|constraints|disable|uninstall)\(|DISABLE TRIGGER|session_replication_role")
    found = [path.name for path in code if "migrations" not in path.parts and around.search(path.read_text())]
    assert found == []
