import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import Error, IntegrityError, connection, transaction

from common import sentences
from common.log import LONGEST_TEXT, Quoted, blank_texts_of, events_of, line, record, write
from common.models import Audience, Event, EventText
from tests.factories import UserFactory, VendorFactory


@pytest.fixture(autouse=True)
def verbs(monkeypatch):
    """Verbs of these tests alone. “a” and “b” are for reviewers; what was “rated” the requester reads too."""
    words = {
        "a": lambda facts: "did a thing",
        "b": lambda facts: f"did another thing: {facts.text('reason')}",
        "vendor.checked": lambda facts: "checked the vendor",
        "vendor.given": lambda facts: f"gave {facts['name']} to {facts.person('to')} of {facts.desk('to')}",
        "vendor.shown": lambda facts: f"showed it to {' and '.join(facts.people('to'))}",
    }
    for verb, of_verb in words.items():
        monkeypatch.setitem(sentences.SENTENCES, verb, of_verb)
    monkeypatch.setitem(sentences.MILESTONES, "vendor.rated", lambda facts: "rated the vendor")


@time_machine.travel("2026-11-23 10:00:00+00:00", tick=False)
def test_record_keeps_who_did_what_on_whose_behalf(db, buyer, lead):
    vendor = VendorFactory()
    event = record("vendor.rated", vendor, by=buyer, on_behalf_of=lead, audience=Audience.BUSINESS, tier="low")
    event = Event.objects.get(pk=event.pk)
    assert (event.by, event.on_behalf_of, event.verb, event.subject) == (buyer, lead, "vendor.rated", vendor)
    assert (event.audience, event.data, str(event)) == ("business", {"tier": "low"}, "Ben Buyer rated the vendor")
    assert event.at.isoformat() == "2026-11-23T10:00:00+00:00"


def test_record_is_internal_unless_told_otherwise(db):
    event = record("vendor.checked", VendorFactory(), by=None)
    assert (event.audience, str(event)) == ("internal", "Duet checked the vendor")


def test_record_refuses_what_nobody_could_read(db, buyer):
    with pytest.raises(LookupError, match="has no words"):
        record("vendor.painted", VendorFactory(), by=buyer)
    with pytest.raises(LookupError, match="has no words for the requester"):
        record("vendor.checked", VendorFactory(), by=buyer, audience=Audience.BUSINESS)
    assert not Event.objects.exists()


def test_events_of_gives_the_lines_of_one_subject_newest_first(db, buyer):
    vendor, other = VendorFactory(), VendorFactory()
    first = record("vendor.rated", vendor, by=buyer, audience=Audience.BUSINESS)
    second = record("vendor.checked", vendor, by=buyer)
    record("a", other, by=buyer)
    assert list(events_of(vendor, audiences=Audience.values)) == [second, first]
    assert list(events_of(vendor, audiences=[Audience.BUSINESS])) == [first]


@pytest.mark.parametrize("count", [3, 30])
def test_events_of_costs_one_query(desks, django_assert_num_queries, count):
    vendor = VendorFactory()
    for _ in range(count):
        person, desk = UserFactory(), desks["legal"]
        record("b", vendor, by=UserFactory(), on_behalf_of=UserFactory(), texts={"reason": "So."})
        record("vendor.given", vendor, by=UserFactory(), name="it", people={"to": person}, desks={"to": desk})
    with django_assert_num_queries(1):
        said = [(str(event), str(event.on_behalf_of)) for event in events_of(vendor, audiences=["internal"])]
    assert len(said) == 2 * count
    assert said[0][0].endswith(f"gave it to {person} of Legal")


# --- people and desks ---------------------------------------------------------------------------------


def test_record_keeps_people_and_desks_by_id_and_reads_their_names_of_today(buyer, counsel, desks):
    vendor, desk = VendorFactory(), desks["legal"]
    record("vendor.given", vendor, by=buyer, name="Acme", people={"to": counsel, "for": None}, desks={"to": desk})

    assert Event.objects.get().data == {"name": "Acme", "people": {"to": counsel.pk}, "desks": {"to": desk.pk}}
    counsel.name, desk.name = "Clara Married", "Law"
    counsel.save()
    desk.save()
    assert str(events_of(vendor, audiences=["internal"]).get()) == "Ben Buyer gave Acme to Clara Married of Law"


def test_record_keeps_several_people_in_their_order(buyer, counsel, lead):
    event = record("vendor.shown", VendorFactory(), by=buyer, people={"to": [lead, counsel]})
    assert event.sentence == "showed it to Lena Lead and Clara Counsel"


def test_person_whose_row_is_gone_is_said_to_be_removed(db, buyer):
    leaver = UserFactory()
    event = record("vendor.shown", VendorFactory(), by=buyer, people={"to": [leaver]})
    leaver.delete()
    assert event.sentence == "showed it to (removed)"


# --- what people typed --------------------------------------------------------------------------------


def test_record_keeps_what_was_typed_apart_from_the_facts(db, buyer, counsel):
    texts = {"reason": "Too dear.", "quote": Quoted("Dear me.", counsel), "remark": ""}
    event = record("b", VendorFactory(), by=buyer, texts=texts)
    assert Event.objects.get().data == {}
    assert sorted(event.texts.values_list("key", "text", "author__name")) == [
        ("quote", "Dear me.", "Clara Counsel"),
        ("reason", "Too dear.", "Ben Buyer"),
    ]
    assert event.sentence == "did another thing: Too dear."


def test_record_cuts_what_is_very_long_and_a_sentence_quotes_its_beginning(db, buyer):
    event = record("b", VendorFactory(), by=buyer, texts={"reason": "ü" * 9000})
    assert len(event.texts.get().text) == LONGEST_TEXT
    assert event.sentence == f"did another thing: {'ü' * 481}"


def test_write_takes_many_lines_with_their_texts_in_two_queries(db, buyer, django_assert_num_queries):
    vendor = VendorFactory()
    lines = [line("b", vendor, by=buyer, texts={"reason": f"Reason {number}."}) for number in range(20)]
    with django_assert_num_queries(2):
        write(lines)
    said = [event.sentence for event in Event.objects.readable().order_by("pk")]
    assert said == [f"did another thing: Reason {number}." for number in range(20)]


@time_machine.travel("2026-11-23 10:00:00+00:00", tick=False)
def test_blank_texts_of_a_person_removes_their_words_for_good(db, buyer, counsel, django_assert_num_queries):
    vendor = VendorFactory()
    record("b", vendor, by=buyer, texts={"reason": "Hers."})
    record("b", vendor, by=buyer, texts={"reason": Quoted("His.", counsel)})
    record("b", vendor, by=counsel, texts={"reason": "His too."})

    with django_assert_num_queries(1):
        assert blank_texts_of(counsel) == 2
    assert blank_texts_of(counsel) == 0

    assert [event.sentence for event in Event.objects.readable().order_by("pk")] == [
        "did another thing: Hers.",
        "did another thing: (removed)",
        "did another thing: (removed)",
    ]
    assert set(EventText.objects.filter(author=counsel).values_list("text", "blanked_at")) == {
        ("", datetime(2026, 11, 23, 10, tzinfo=UTC))
    }


def test_line_that_lacks_a_fact_does_not_keep_a_page_from_opening(db, buyer, caplog):
    event = Event(verb="b", by=buyer, data={})
    event.people_named = event.desks_named = event.texts_typed = []
    assert event.sentence == "b"
    assert "cannot be put in words: b" in caplog.text


def test_words_are_registered_once(monkeypatch):
    monkeypatch.setattr(sentences, "SENTENCES", {})
    sentences.sentence("c")(lambda facts: "did it")
    with pytest.raises(LookupError, match="“c” has its words already"):
        sentences.sentence("c")(lambda facts: "did it again")


# --- what the database refuses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "answer"),
    [
        ("UPDATE common_event SET verb = 'was never here'", "The event log is append-only: UPDATE is refused"),
        ("DELETE FROM common_event", "The event log is append-only: DELETE is refused"),
        ("TRUNCATE common_event", "cannot truncate a table referenced in a foreign key constraint"),
        ("TRUNCATE common_event, common_eventtext", "The event log is append-only: TRUNCATE is refused"),
        ("TRUNCATE common_event CASCADE", "The event log is append-only: TRUNCATE is refused"),
        ("UPDATE common_eventtext SET text = 'Other words.'", "The event log is append-only: UPDATE is refused"),
        ("UPDATE common_eventtext SET text = ''", "The event log is append-only: UPDATE is refused"),
        ("UPDATE common_eventtext SET blanked_at = now()", "The event log is append-only: UPDATE is refused"),
        (
            "UPDATE common_eventtext SET text = '', blanked_at = now(), author_id = NULL",
            "The event log is append-only: UPDATE is refused",
        ),
        (
            "UPDATE common_eventtext SET text = '', blanked_at = now(), key = 'other'",
            "The event log is append-only: UPDATE is refused",
        ),
        ("DELETE FROM common_eventtext", "The event log is append-only: DELETE is refused"),
        ("TRUNCATE common_eventtext", "The event log is append-only: TRUNCATE is refused"),
    ],
)
def test_database_itself_refuses_to_change_the_log(db, buyer, statement, answer):
    record("b", VendorFactory(), by=buyer, texts={"reason": "So it is."})
    with (
        pytest.raises(Error, match=answer),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a deferred check would hide the trigger's answer
        cursor.execute(statement)
    assert str(Event.objects.get()) == "Ben Buyer did another thing: So it is."


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
    event = record("a", VendorFactory(), by=None)
    with pytest.raises(Error, match="append-only"), transaction.atomic():
        change(event)


def test_database_refuses_an_unknown_audience(db):
    with pytest.raises(IntegrityError, match="event_audience_is_known"):
        record("a", VendorFactory(), by=None, audience="everybody")


def test_person_in_the_log_cannot_be_deleted(db, buyer):
    record("a", VendorFactory(), by=buyer)
    with pytest.raises(Error), transaction.atomic():
        buyer.delete()


def test_product_code_never_goes_round_the_triggers():
    apps = ("config", "people", "vendors", "reviews", "intake", "reading")
    code = [path for app in apps for path in Path(settings.BASE_DIR, app).rglob("*.py")]
    assert code
    around = re.compile(r"pgtrigger\.(ignore|constraints|disable|uninstall)\(|DISABLE TRIGGER|session_replication_role")
    found = [path.name for path in code if "migrations" not in path.parts and around.search(path.read_text())]
    assert found == []
