"""The log as a page: by rights, narrowed, flat, taken along as a file, over the API; and what rescue by hand writes."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from common.log import record
from common.models import Audience, Event
from operations.log.lines import Narrowed, lines_for
from people.actions import calendars, seats
from people.actions import desks as desk_actions
from people.actions.seats import Part
from people.models import Membership, Team, User, WorkingCalendar
from people.verbs import Verb
from reviews.pure.verbs import Verb as OfReviews
from tests.factories import UserFactory
from tests.groundwork import groundwork

LIST = "/settings/log/"


@pytest.fixture
def changed(admin, stranger, desks):
    """Two changes of the set-up."""
    seats.give_seat(stranger, team=desks["finance"], part=Part(), by=admin)
    desk_actions.change_desk(desks["finance"], icon="wallet", by=admin)


@pytest.fixture
def auditor(desks):
    return UserFactory(name="Audra Auditor", email="audra@duet.example", is_auditor=True)


@pytest.fixture
def operator(desks):
    return UserFactory(name="Otto Operator", email="otto@duet.example", is_superuser=True, is_staff=True)


def sentences(answer):
    return [row.sentence for row in answer.context["page"].rows]


SEAT, DESK = "gave Stefan Stranger a seat at Finance (member)", "changed the desk Finance: icon: Bank → Wallet"


def test_log_shows_what_was_changed_newest_first(pages, changed):
    answer = pages.get(LIST)
    assert sentences(answer) == [DESK, SEAT]
    assert "Ada Admin" in answer.text and "Take it along (CSV)" in answer.text


def test_log_says_when_there_is_nothing(pages):
    assert "Nothing yet" in pages.get(LIST).text


def test_admin_reads_nothing_about_reviews(pages, review, changed):
    assert Event.objects.filter(subject_type__model="review").exists()
    assert sentences(pages.get(LIST)) == [DESK, SEAT]
    assert sentences(pages.get(LIST, {"kind": "reviews"})) == [DESK, SEAT]  # no choice of theirs: it narrows nothing


def test_auditor_reads_reviews_too_and_nothing_behind_a_wall(client, review, changed, auditor):
    client.force_login(auditor)
    lines = sentences(client.get(LIST))
    assert DESK in lines and len(lines) > 2
    type(review).objects.filter(pk=review.pk).update(walled_at=timezone.now())
    assert sentences(client.get(LIST)) == [DESK, SEAT]


def test_nobody_reads_lines_of_a_privileged_circle(client, review, auditor, admin):
    client.force_login(auditor)
    number = len(sentences(client.get(LIST)))
    record(OfReviews.WITHDRAWN, review, by=admin, audience=Audience.CIRCLE, texts={"reason": "secret"})
    record(Verb.SESSIONS_ENDED, admin, by=admin, audience=Audience.CIRCLE, people={"of": admin})
    answer = client.get(LIST)
    assert len(sentences(answer)) == number and "secret" not in answer.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"by": "admin@duet.example"}, [DESK, SEAT]),
        ({"by": "stranger@duet.example"}, []),
        ({"kind": "desks"}, [DESK]),
        ({"kind": "people", "verb": "people.seat_given"}, [SEAT]),
        ({"verb": "people.seat_taken"}, []),
        ({"first": 1}, []),
        ({"last": 0}, [DESK, SEAT]),
        ({"last": -1}, []),
        ({"first": 0, "last": 0}, [DESK, SEAT]),
        ({"kind": "nonsense", "verb": "nonsense", "first": ""}, [DESK, SEAT]),
    ],
)
def test_log_is_narrowed(pages, changed, query, expected):
    """Numbers are days from today."""
    today = timezone.localdate()
    query = {name: today + timedelta(days=value) if isinstance(value, int) else value for name, value in query.items()}
    assert sentences(pages.get(LIST, query)) == expected


def test_log_is_narrowed_to_one_thing(pages, changed, desks):
    assert sentences(pages.get(LIST, {"kind": "desks", "about": desks["finance"].pk})) == [DESK]
    assert sentences(pages.get(LIST, {"kind": "desks", "about": desks["legal"].pk})) == []


def test_address_of_nobody_is_said(pages, changed):
    answer = pages.get(LIST, {"by": "nobody@x.example"})
    assert "Nobody has this address." in answer.text and sentences(answer) == []


def test_day_that_cannot_be_read_is_said(pages, changed):
    assert "Enter a valid date." in pages.get(LIST, {"first": "soon"}).text


def test_pages_lead_to_older_lines(pages, admin, desks):
    for number in range(31):
        desk_actions.change_desk(desks["finance"], name=f"Finance {number}", by=admin)
    first = pages.get(LIST).context["page"]
    assert len(first.rows) == 30 and first.newer_url is None
    older = pages.get(first.older_url).context["page"]
    assert [row.sentence for row in older.rows] == ["changed the desk Finance 30: name: Finance → Finance 0"]


@pytest.mark.parametrize("number", [3, 30])
def test_log_costs_the_same_however_many_lines(pages, admin, desks, number, django_assert_num_queries):
    for count in range(number):
        desk_actions.change_desk(desks["finance"], name=f"Finance {count}", by=admin)
    pages.get(LIST)
    with django_assert_num_queries(QUERIES):
        pages.get(LIST)


QUERIES = 6


def test_file_holds_the_same_lines_and_no_formula(pages, admin, desks):
    desk_actions.change_desk(desks["finance"], name='=HYPERLINK("http://x.example")', by=admin)
    User.objects.filter(pk=admin.pk).update(name="=1+1")
    answer = pages.get(f"{LIST}export/", {"kind": "desks"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8" and "attachment" in answer["Content-Disposition"]
    head, line = csv.reader(StringIO(answer.text.removeprefix("\ufeff")))
    assert head[:4] == ["Number", "When", "Who", "For whom"]
    assert line[2] == "'=1+1" and line[5].startswith("changed the desk =HYPERLINK")


def test_file_is_narrowed_by_rights_too(client, review, changed, admin, auditor):
    type(review).objects.filter(pk=review.pk).update(walled_at=timezone.now())
    for person in (admin, auditor):
        client.force_login(person)
        assert review.title not in client.get(f"{LIST}export/").text


def test_api_tells_the_sentences_of_the_page(pages, changed):
    rows = pages.get("/api/log/", {"kind": "desks"}).json()["results"]
    assert [row["sentence"] for row in rows] == [f"Ada Admin {DESK}"]
    assert (rows[0]["by"], rows[0]["verb"], rows[0]["about"]["kind"]) == (
        "admin@duet.example",
        "people.desk_changed",
        "team",
    )
    assert pages.get("/api/log/", {"by": "nobody@x.example"}).status_code == 400


@pytest.mark.parametrize("address", [LIST, f"{LIST}export/", "/api/log/"])
def test_log_is_closed_to_others_with_a_sentence(client, lead, requester, address):
    for person in (lead, requester):
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == 403 and "The log is for admins and auditors." in answer.text


def test_log_asks_strangers_to_sign_in(client, desks):
    assert client.get(LIST).status_code == 302


def test_log_takes_no_posts(pages):
    assert pages.post(LIST).status_code == 405


# --- the plan, with many lines -------------------------------------------------------------------------

ROWS = 30_000


@pytest.fixture
@groundwork
def many(desks):
    """Many lines about reviews, by many people, and a few about desks in between."""
    admin = UserFactory(name="Ada Admin", email="ada@duet.example", is_admin=True)
    other = UserFactory(name="Olga Other", email="olga@duet.example")
    review_type = ContentType.objects.get(app_label="reviews", model="review")
    team_type = ContentType.objects.get_for_model(Team)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO common_event (at, by_id, verb, subject_type_id, subject_id, audience, data)"
            " SELECT now() - (n || ' minutes')::interval, CASE n %% 50 WHEN 0 THEN %s ELSE %s END,"
            " CASE n %% 100 WHEN 0 THEN 'people.desk_added' ELSE 'reviews.moved' END,"
            " CASE n %% 100 WHEN 0 THEN %s ELSE %s END, n %% 400, 'internal', '{}'"
            f" FROM generate_series(1, {ROWS}) n",
            [admin.pk, other.pk, team_type.pk, review_type.pk],
        )
        cursor.execute("ANALYZE common_event")
    return admin, other


def plan_of(user, **narrowed):
    lines = lines_for(user, Narrowed(**narrowed))
    return [part.order_by("-pk")[:31].explain() for part in lines.parts]


@pytest.mark.parametrize(
    "narrowed",
    [
        {},
        {"kind": "desks"},
        {"kind": "desks", "about": 7},
        {"verb": "people.desk_added"},
        {"first": timezone.localdate() - timedelta(days=9), "last": timezone.localdate() - timedelta(days=8)},
    ],
)
def test_log_is_read_by_its_indexes(many, narrowed):
    for plan in plan_of(many[0], **narrowed):
        assert "Seq Scan on common_event" not in plan, plan


def test_log_of_one_person_is_read_by_its_index(many):
    admin, other = many
    for by in (admin, other):
        for plan in plan_of(admin, by=by):
            assert "Seq Scan on common_event" not in plan, plan


# --- what is done by hand in Django's admin ------------------------------------------------------------


def account(person, **changed):
    """The form of one person in Django's admin."""
    form = {
        "name": person.name,
        "time_zone": person.time_zone,
        "email": person.email,
        "is_active": "on",
        "memberships-TOTAL_FORMS": 0,
        "memberships-INITIAL_FORMS": 0,
    }
    return {name: value for name, value in (form | changed).items() if value is not None}


def lines_about(person):
    kind = ContentType.objects.get_for_model(User)
    lines = Event.objects.readable().filter(subject_type=kind, subject_id=person.pk).order_by("pk")
    return [line.sentence for line in lines]


def test_roles_given_by_hand_are_in_the_log(client, operator, stranger):
    client.force_login(operator)
    address = f"/admin/people/user/{stranger.pk}/change/"
    client.post(address, account(stranger, is_admin="on"))
    assert lines_about(stranger) == [
        "made Stefan Stranger an admin",
        "made Stefan Stranger somebody who may open Django's settings pages",
    ]
    client.post(address, account(stranger, is_active=None))
    assert lines_about(stranger)[-1] == "closed the account of Stefan Stranger: 0 moved, 0 stayed"


def test_seats_given_and_taken_by_hand_are_in_the_log(client, operator, stranger, desks):
    client.force_login(operator)
    address = f"/admin/people/user/{stranger.pk}/change/"
    data = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-0-team": desks["finance"].pk,
        "memberships-0-user": stranger.pk,
        "memberships-0-is_lead": "on",
    }
    client.post(address, account(stranger, **data))
    seat = Membership.objects.get(user=stranger)
    data |= {"memberships-INITIAL_FORMS": 1, "memberships-0-id": seat.pk, "memberships-0-is_lead": None}
    client.post(address, account(stranger, **data))
    client.post(address, account(stranger, **data, **{"memberships-0-DELETE": "on"}))
    assert lines_about(stranger) == [
        "gave Stefan Stranger a seat at Finance (lead)",
        "changed the seat of Stefan Stranger at Finance: lead → member",
        "took the seat of Stefan Stranger at Finance away (member)",
    ]


def test_line_is_shown_in_the_readers_form(pages, changed, admin):
    User.objects.filter(pk=admin.pk).update(day_form="iso")
    assert f" {timezone.localdate().isoformat()}, " in pages.get(LIST).text


def test_calendars_stand_in_the_log_by_name(pages, admin, desks):
    calendars.add_calendar(name="Tel Aviv", country="IL", by=admin)
    assert sentences(pages.get(LIST, {"kind": "calendars"})) == ["added the calendar “Tel Aviv”"]
    assert WorkingCalendar.objects.count() == 2
